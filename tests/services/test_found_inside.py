"""A colleague who already has a part in a loop, and turns out to be its candidate. On both databases."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.forms import CandidateForm, HappenedForm, LoopForm, TodoForm
from domain.read.members import MemberFacts
from domain.read.messages import PostKind, TakenBackPost
from domain.refusals import NotFound
from domain.todos import TodoKind
from models import queries
from models.tables import Candidate, Post
from services import (
    candidates,
    debriefs,
    decisions,
    feedback,
    loops,
    members,
    nudges,
    outgoing,
    panels,
    reading,
    roles,
    todos,
)
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import LISBON, Company, candidate_form, role_form
from tests.services import read_paths, reminding
from tests.services.debating import begun, decide, head, vote
from views.messages import render

NAME = "Zanzibar Jones"
NAMES = {"URITA": "Rita", "UMAX": "Max", "UBO": "Bo"}


async def applying(company: Company, **given: Any) -> int:
    return await company.add_candidate(stage="culture", name=NAME, email="new@acme.test", **given)


async def found(company: Company, who: str) -> None:
    await company.perform(members.store, [MemberFacts(who, NAMES.get(who, who), "New@acme.test", LISBON)], by="")


async def told(company: Company, who: str) -> list[str]:
    """What this person is told by themselves or in a group, as Slack gets it."""

    def read(work: Work) -> list[str]:
        return [text for post, text in read_paths.messages(work) if who in (post.member_id, *post.people.split(","))]

    return await company.read(read, by="")


@pytest.mark.parametrize("who", ["URITA", "UMAX", "UBO"])
async def test_who_turns_out_to_be_the_candidate_reads_no_more_of_it_and_owes_nothing(
    company: Company, who: str
) -> None:
    loop = await applying(company)
    await journey.schedule(company, loop, "UINES", "UBO")
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(minutes=5))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    await reminding.plan(company)
    await found(company, who)
    read = [way for way, text in await read_paths.all_read(company, loop, who) if NAME in text]
    assert (read, [text for text in await told(company, who) if NAME in text]) == ([], [])
    assert who not in (await company.todos(loop)).values()


async def test_what_was_sent_to_them_before_is_taken_back(company: Company) -> None:
    loop = await applying(company)
    await journey.schedule(company, loop, "UINES", "UBO")
    (post,) = [post for post in await company.posts(PostKind.INVITATION) if post.member_id == "UBO"]

    def sent(work: Work) -> None:
        work.session.get_one(Post, post.id).ts = "1.0"

    await company.work(sent)
    await company.delivered()
    await found(company, "UBO")
    assert post.key in await company.waiting()
    said = await company.read(outgoing.load, post.id, by="")
    assert said == TakenBackPost()
    assert NAME not in repr(render(said))


async def test_a_reminder_of_other_loops_goes_on_without_their_own(company: Company) -> None:
    role = await company.open_role()
    own, other = await applying(company, role=role), await company.add_candidate(role=role, stage="culture")
    for loop in (own, other):
        await journey.schedule(company, loop, "UBO", "UINES")

    def remind(work: Work) -> int:
        owed = queries.open_todos_of_member(work.session, "UBO")
        for todo in owed:
            todo.next_nudge_at = work.now
        work.session.flush()
        return nudges.plan(work, ["UBO"])

    company.clock.set_to(company.clock.now() + timedelta(hours=1))
    await company.work(remind)
    await found(company, "UBO")
    (post,) = await company.posts(PostKind.NUDGE)
    text = repr(await company.read(outgoing.load, post.id, by=""))
    assert ("Noor Haddad" in text, NAME in text) == (True, False)


@pytest.mark.parametrize(("who", "other"), [("UMAX", "URITA"), ("URITA", "UMAX")])
async def test_the_other_lead_is_told_and_takes_over(company: Company, who: str, other: str) -> None:
    loop = await applying(company)
    await company.delivered()
    await found(company, who)
    ((reader, text),) = [
        (post.member_id, text)
        for post, text in await company.read(lambda work: list(read_paths.messages(work)), by="")
        if post.kind == PostKind.NOTICE
    ]
    assert reader == other
    assert f"{NAMES[who]} turned out to be the candidate" in text
    assert {*(await company.todos(loop)).values()} == {other}
    page = await company.read(reading.page, loop, by=other)
    assert (page.card.recruiter.id, page.card.hiring_manager.id) == (other, other)


async def test_a_debrief_goes_on_without_a_hiring_manager_who_is_the_candidate(company: Company) -> None:
    """Rita votes and decides in Max's place, and nobody waits for him."""
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await found(company, "UMAX")
    room = await head(company)
    assert room is not None
    assert [person.id for person in room.people] == ["UBO", "UINES", "URITA"]
    await vote(company, loop, "yes", "UINES", "UBO")
    with pytest.raises(NotFound):
        await vote(company, loop, "yes", "UMAX")
    await vote(company, loop, "yes", "URITA")
    await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="All agree."))
    await decide(company, loop, by="URITA")
    assert (await company.loop(loop)).stage == "offer"


async def test_the_gate_is_closed_by_who_stands_in_for_the_hiring_manager(company: Company) -> None:
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await found(company, "UMAX")
    await company.perform(debriefs.close_gate, LoopForm(loop=loop, version=0, note="Bo is ill."))
    assert (await company.loop(loop)).step == "first_vote"


async def test_a_panelist_who_is_the_candidate_leaves_the_panel(company: Company) -> None:
    """Their seat is to be filled, the others' invitations name them no more, and no reason reaches them."""
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await company.delivered()
    await found(company, "UBO")
    assert await company.todos(loop) == {"scorecard": "UINES", "replace_panelist": "URITA"}
    page = await company.read(reading.page, loop)
    assert [seat.person.id for seat in page.card.seats] == ["UINES"]
    assert [entry.event for entry in page.history][:1] == ["CandidateKnown"]
    await journey.score(company, loop, "UINES")
    await company.perform(feedback.unseal, LoopForm(loop=loop, version=0, note="Why not"), by="UMAX")
    reason = next(iter(page.playbook.close_reasons.rejected))
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason=reason, note="Rude."), by="URITA")
    assert [text for text in await told(company, "UBO") if "Rude" in text or "Why not" in text or NAME in text] == []


async def test_what_was_handed_to_them_goes_back(company: Company) -> None:
    loop = await applying(company)
    todo = await reminding.todo(company, TodoKind.PROPOSE_TIMES)
    await company.perform(todos.hand_over, TodoForm(todo=todo.id or 0, member="UMAX"))
    assert await company.todos(loop) == {"propose_times": "UMAX"}
    await found(company, "UMAX")
    assert await company.todos(loop) == {"propose_times": "URITA"}


async def test_a_loop_whose_only_lead_is_the_candidate_is_told_to_the_admins(company: Company) -> None:
    """To edit the role is all that helps, and everything passes to whom they name."""
    role = await company.open_role(hiring_manager="URITA")
    loop = await applying(company, role=role)
    await found(company, "URITA")
    assert any("Nobody else leads this role" in text for text in await told(company, "UADA"))
    assert [text for text in await told(company, "URITA") if NAME in text] == []
    form = role_form(role=role, hiring_manager="UMAX", recruiter="UREX")
    await company.perform(roles.edit, form, by="UADA")
    assert await company.todos(loop) == {"propose_times": "UREX"}


async def test_their_other_loops_hear_of_a_corrected_address_too(company: Company) -> None:
    """Rex is on no panel of the loop where the address is corrected, and recruits for the other."""
    first = await company.add_candidate()
    role = await company.open_role(recruiter="UREX", channel="COTHER")
    second = await company.add_candidate(role=role, by="UMAX")
    await company.work(lambda work: members.store_channel(work, "CHIRING", []))
    form: CandidateForm = candidate_form(loop=first, version=0, email="rex@acme.test")
    await company.perform(candidates.correct, form)
    assert (await company.todos(first), await company.todos(second)) == (
        {"propose_times": "URITA"},
        {"propose_times": "UMAX"},
    )


async def test_a_decision_that_is_reopened_does_not_bring_them_back(company: Company) -> None:
    loop = await begun(company)
    await journey.advance(company, loop)

    def inside(work: Work) -> None:
        work.session.exec(select(Candidate)).one().email = "new@acme.test"

    await company.work(inside)
    await found(company, "UBO")
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, note="Too fast"), by="UMAX")
    assert "UBO" not in (await company.todos(loop)).values()
    with pytest.raises(NotFound):
        await vote(company, loop, "yes", "UBO")
