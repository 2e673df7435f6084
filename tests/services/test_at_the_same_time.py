"""Two people at once: one is done and the other refused in words, or both where they don't conflict. On both databases.

On SQLite one waits for the other; on PostgreSQL they run side by side until they lock the loop.
"""

import asyncio
from collections.abc import Awaitable
from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.forms import DecisionForm, LoopForm, PanelForm, ScheduleForm, ScorecardForm
from domain.read.messages import PostKind
from domain.refusals import Invalid, NotNow, Outdated, Refusal
from models.tables import Candidate, Decision, Interview, Loop, Offer, Scorecard
from services import candidates, decisions, feedback, interviews, loops, offers, reading
from tests.fakes import journey
from tests.fakes.company import LISBON, Company, candidate_form


async def together(company: Company, *deeds: Awaitable[Any]) -> list[Refusal]:
    """Do all of it at once. Returns what was refused, each in a sentence; anything else that goes wrong is raised."""
    company.told.for_real()
    found = await asyncio.gather(*deeds, return_exceptions=True)
    refused = [each for each in found if isinstance(each, Refusal)]
    for each in found:
        if isinstance(each, BaseException) and not isinstance(each, Refusal):
            raise each
    assert all(each.text.endswith(".") for each in refused)
    return refused


async def rows(company: Company, table: type[Any]) -> list[Any]:
    return await company.read(lambda work: list(work.session.exec(select(table)).all()))


async def keeps_sound(company: Company, loop: int) -> None:
    """The loop can be read, and whoever it waits for has an open to-do."""
    page = await company.read(reading.page, loop)
    if page.card.line.status == "active":
        assert await company.todos(loop) != {}


async def test_of_two_decisions_at_once_one_counts(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    version = (await company.loop(loop)).version
    advance = DecisionForm(loop=loop, version=version, outcome="advance", rationale="Good.")
    reject = DecisionForm(loop=loop, version=version, outcome="reject", rationale="Not good.", reason="level")
    refused = await together(
        company,
        company.perform(decisions.decide, advance, by="URITA"),
        company.perform(decisions.decide, reject, by="UMAX"),
    )
    assert [type(each) for each in refused] == [Outdated]
    (decision,) = await rows(company, Decision)
    row = await company.loop(loop)
    if decision.outcome == "advance":
        assert (row.status, row.stage) == ("active", "challenge")
    else:
        assert (row.status, row.stage) == ("rejected", "screen")
    await keeps_sound(company, loop)


async def test_the_same_decision_of_two_people_advances_once(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    version = (await company.loop(loop)).version
    form = DecisionForm(loop=loop, version=version, outcome="advance", rationale="Good.")
    refused = await together(company, *(company.perform(decisions.decide, form, by=who) for who in ("URITA", "UMAX")))
    assert len(refused) == 1
    assert (await company.loop(loop)).stage == "challenge"
    assert len(await rows(company, Decision)) == 1


async def test_all_who_submit_at_once_are_in_and_the_decision_is_asked_for_once(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    panel = ("UINES", "UBO", "USAM")
    await journey.hold(company, loop, *panel)
    assert await together(company, *(journey.score(company, loop, member) for member in panel)) == []
    assert (await company.loop(loop)).step == "first_vote"
    cards = await rows(company, Scorecard)
    assert sorted(card.member_id for card in cards if card.submitted_at) == sorted(panel)
    assert len(await company.posts(PostKind.DEBRIEF)) == 1
    assert set((await company.todos(loop)).values()) == {*panel, "UMAX"}


async def test_one_person_on_two_devices_has_one_scorecard(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    page = await company.read(feedback.page, loop, by="UINES")
    forms = [
        ScorecardForm(loop=loop, stage="culture", round=1, content=journey.filled(page.kit, recommendation=said))
        for said in ("yes", "no")
    ]
    deeds = [company.perform(feedback.submit, form, by="UINES") for form in forms]
    deeds += [company.perform(feedback.save, form, by="UINES") for form in forms]
    assert await together(company, *deeds) == []
    (card,) = await rows(company, Scorecard)
    assert card.submitted_at is not None
    assert card.recommendation == card.content["recommendation"]


async def test_a_scorecard_and_its_waiver_at_once_leave_nobody_owing(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    waived = LoopForm(loop=loop, version=0, member="UBO", reason="On leave.")
    await together(company, journey.score(company, loop, "UBO"), company.perform(feedback.waive, waived))
    assert set(await company.todos(loop)) <= {f"vote:culture.1.{who}" for who in ("UINES", "UBO", "UMAX")}
    await keeps_sound(company, loop)


async def test_of_two_who_schedule_at_once_one_invites(company: Company) -> None:
    loop = await company.add_candidate()
    version = (await company.loop(loop)).version

    def form(lead: str, hour: int) -> ScheduleForm:
        return ScheduleForm(
            loop=loop, version=version, date=(company.clock.now() + timedelta(days=1)).date(), time=time(hour),
            duration=30, zone=LISBON, people=PanelForm(loop=loop, version=version, panel=(), lead=lead),
        )  # fmt: skip

    refused = await together(
        company,
        company.perform(interviews.schedule, form("UINES", 10), by="URITA"),
        company.perform(interviews.schedule, form("UBO", 11), by="UMAX"),
    )
    assert [type(each) for each in refused] == [Outdated]
    (meeting,) = await rows(company, Interview)
    invited = [post.member_id for post in await company.posts(PostKind.INVITATION)]
    assert invited == (["UINES"] if meeting.organiser == "URITA" else ["UBO"])
    await keeps_sound(company, loop)


async def test_an_interview_is_moved_or_cancelled_but_not_both(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    version = (await company.loop(loop)).version
    moved = ScheduleForm(
        loop=loop, version=version, date=(company.clock.now() + timedelta(days=2)).date(), time=time(15),
        duration=30, zone=LISBON,
    )  # fmt: skip
    refused = await together(
        company,
        company.perform(interviews.reschedule, moved),
        company.perform(interviews.cancel, LoopForm(loop=loop, version=version), by="UMAX"),
    )
    assert [type(each) for each in refused] == [Outdated]
    row, meeting = await company.loop(loop), await journey.interview(company, loop)
    assert (row.step == "scheduled") == (meeting.cancelled_at is None)
    assert len(await company.posts(PostKind.NOTICE)) == (0 if row.step == "scheduled" else 1)
    await keeps_sound(company, loop)


@pytest.mark.parametrize("first", ["approve", "refuse"])
async def test_an_approval_and_a_refusal_at_once_return_the_offer_to_drafting(company: Company, first: str) -> None:
    """Whoever comes first, an offer that somebody refused is not approved."""
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UADA", "USAM")
    approval = company.perform(offers.approve, LoopForm(loop=loop, version=0), by="UADA")
    refusal = company.perform(offers.refuse, LoopForm(loop=loop, version=0, note="Too high."), by="USAM")
    refused = await together(company, *((approval, refusal) if first == "approve" else (refusal, approval)))
    assert [type(each) for each in refused] in ([], [NotNow])
    assert (await company.loop(loop)).step == "drafting"
    assert "draft_offer" in await company.todos(loop)
    assert "approve_offer" not in str(await company.todos(loop))


async def test_an_approval_and_a_refusal_of_the_same_message_at_once_are_one_of_both(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UADA", "USAM")
    await together(
        company,
        company.perform(offers.approve, LoopForm(loop=loop, version=1), by="UADA"),
        company.perform(offers.refuse, LoopForm(loop=loop, version=1, note="Too high."), by="USAM"),
    )
    assert (await company.loop(loop)).step in ("approval", "drafting")
    await keeps_sound(company, loop)


async def test_two_approvals_at_once_approve_it_and_tell_so_once(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UADA", "USAM")
    approvals = (company.perform(offers.approve, LoopForm(loop=loop, version=1), by=who) for who in ("UADA", "USAM"))
    assert await together(company, *approvals) == []
    assert (await company.loop(loop)).step == "approved"
    assert [post.member_id for post in await company.posts(PostKind.NOTICE)] == ["URITA"]
    assert await company.todos(loop) == {"send_offer": "URITA"}


async def test_an_offer_is_accepted_or_taken_back(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UADA")
    version = (await company.loop(loop)).version
    refused = await together(
        company,
        company.perform(offers.accept, LoopForm(loop=loop, version=version)),
        company.perform(offers.rescind, LoopForm(loop=loop, version=version, note="Budget cut."), by="UMAX"),
    )
    assert [type(each) for each in refused] == [Outdated]
    row = await company.loop(loop)
    assert (row.status, row.step) in (("hired", "accepted"), ("active", "drafting"))
    assert len(await company.posts(PostKind.HIRED)) == (1 if row.status == "hired" else 0)


async def test_two_drafts_of_an_offer_at_once_make_one(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    drafts = [journey.draft_offer(company, loop, "UADA", by=who) for who in ("URITA", "UMAX")]
    assert len(await together(company, *drafts)) <= 1
    (post, *more) = await company.posts(PostKind.APPROVAL)
    kept = await rows(company, Offer)
    assert len(kept) == 1 + len(more)
    assert post.member_id == "UADA"
    assert (await company.todos(loop)) == {"approve_offer": "UADA"}


async def test_the_same_person_added_twice_at_once_has_one_loop(company: Company) -> None:
    role = await company.open_role()
    forms = (candidate_form(role=role), candidate_form(role=role, email="NOOR@example.com"))
    refused = await together(
        company,
        *(company.perform(candidates.add, form, by=who) for form, who in zip(forms, ("URITA", "UMAX"), strict=True)),
    )
    assert [type(each) for each in refused] == [Invalid]
    assert len(await rows(company, Loop)) == 1


async def test_the_same_person_added_to_two_roles_at_once_is_one_candidate(company: Company) -> None:
    forms = [candidate_form(role=await company.open_role(title=title)) for title in ("One", "Two")]
    assert await together(company, *(company.perform(candidates.add, form) for form in forms)) == []
    assert len(await rows(company, Candidate)) == 1


async def test_closing_and_deciding_at_once_leave_one_outcome(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    version = (await company.loop(loop)).version
    advance = DecisionForm(loop=loop, version=version, outcome="advance", rationale="Good.")
    withdraw = LoopForm(loop=loop, version=version, reason="personal")
    refused = await together(
        company, company.perform(decisions.decide, advance, by="UMAX"), company.perform(loops.withdraw, withdraw)
    )
    assert [type(each) for each in refused] == [Outdated]
    await keeps_sound(company, loop)
