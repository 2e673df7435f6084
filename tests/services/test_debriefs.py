"""A debrief as people hold it: sealed votes, a talk, second votes, and a decision with all of that on the record."""

import asyncio
from datetime import timedelta

import pytest

from domain.actions import Action
from domain.forms import LoopForm, PanelForm
from domain.read.messages import NoticePost, PostKind
from domain.refusals import DebriefOpen, Invalid, NotAllowed, NotFound, NotNow
from models.tables import Panelist
from services import debriefs, decisions, feedback, loops, panels, reading
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.debating import (
    VOTERS,
    begun,
    decide,
    head,
    page,
    record,
    vote,
)
from tests.services.outbox import says
from views.messages import render


@pytest.fixture
async def loop(company: Company) -> int:
    return await begun(company)


async def test_a_list_offers_the_vote_to_those_alone_whose_vote_is_asked_for(company: Company, loop: int) -> None:
    """Somebody of an earlier panel may read along, and has nothing to vote on."""
    earlier = Panelist(loop_id=loop, stage="screen", round=1, member_id="USAM", part="interviewer")
    await company.work(lambda work: work.session.add(earlier))
    found = {
        member: (await company.read(reading.listing, by=member)).groups[0][1][0].primary
        for member in (VOTERS[0], "USAM")
    }
    assert found == {VOTERS[0]: Action.VOTE, "USAM": None}


async def test_scorecards_read_with_a_reason_once_all_are_in_are_not_said_to_be_read_before(
    company: Company, loop: int
) -> None:
    await company.perform(feedback.unseal, LoopForm(loop=loop, version=0, note="A complaint."), by="UADA")
    told = render(await says(company, PostKind.NOTICE, NoticePost, "UINES")).text
    assert "opened the scorecards of Values and ways of working.\nA complaint." in told


async def test_nobody_sees_a_first_vote_until_all_are_in(company: Company, loop: int) -> None:
    await vote(company, loop, "strong_no", "UINES", note="No <!channel> evidence.")
    for who in ("UBO", "UMAX"):
        shown = await page(company, loop, who)
        assert "strong_no" not in repr(shown.votes)
        assert "evidence" not in repr(shown.votes)
    for who in ("URITA", "UMAX", "UBO", "UADA"):
        seen = await company.read(reading.page, loop, by=who)
        assert "strong_no" not in repr((seen.votes, seen.history))
    assert "strong_no" not in repr(await head(company))
    await vote(company, loop, "yes", "UBO", "UMAX")
    opened = await page(company, loop, "UBO")
    assert [line.first for line in opened.votes] == ["strong_no", "yes", "yes"]
    assert opened.votes[0].first_note == "No <!channel> evidence."


async def test_second_votes_are_sealed_likewise_and_the_change_is_shown(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES")
    await vote(company, loop, "yes", "UBO", "UMAX")
    await vote(company, loop, "yes", "UINES", again=True)
    assert [line.second for line in (await page(company, loop, "UBO")).votes] == ["", "", ""]
    for member in ("UBO", "UMAX"):
        await company.perform(debriefs.keep, LoopForm(loop=loop, version=0), by=member)
    assert (await company.loop(loop)).step == "decision"
    shown = (await company.read(reading.page, loop, by="UMAX")).votes
    assert [(line.first, line.second) for line in shown] == [("no", "yes"), ("yes", "yes"), ("yes", "yes")]
    assert await company.todos(loop) == {"decide": "UMAX"}


async def test_admins_and_the_channel_read_no_vote(company: Company, loop: int) -> None:
    await vote(company, loop, "no", *VOTERS)
    for who in ("UADA", "UREX"):
        assert (await company.read(reading.page, loop, by=who)).votes == () or "'no'" not in repr(
            (await company.read(reading.page, loop, by=who)).votes
        )
        with pytest.raises((NotAllowed, NotFound)):
            await page(company, loop, who)
        with pytest.raises((NotAllowed, NotFound)):
            await record(company, loop, who)


async def test_a_vote_after_the_end_is_refused_with_a_sentence(company: Company, loop: int) -> None:
    await journey.debate(company, loop)
    with pytest.raises(NotNow, match="are closed: it is being decided"):
        await vote(company, loop, "no", "UINES")
    await decide(company, loop)
    with pytest.raises(NotNow, match="has been decided"):
        await vote(company, loop, "no", "UINES")
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="other"), by="UMAX")
    with pytest.raises(NotNow, match="closed"):
        await vote(company, loop, "no", "UINES")


async def test_a_first_vote_that_comes_after_the_reveal_is_asked_for_anew(company: Company, loop: int) -> None:
    await vote(company, loop, "yes", "UBO")
    form = LoopForm(loop=loop, version=0, note="Ines is on a plane.")
    await company.perform(debriefs.move_on, form, by="UMAX")
    with pytest.raises(NotNow, match="vote again"):
        await vote(company, loop, "yes", "UINES")
    with pytest.raises(NotNow, match="no first vote"):
        await company.perform(debriefs.keep, LoopForm(loop=loop, version=0), by="UINES")
    await vote(company, loop, "yes", *VOTERS, again=True)
    kept = (await record(company, loop)).overrides
    assert [(one.event, one.reason) for one in kept] == [("DebriefMovedOn", "Ines is on a plane.")]


async def test_only_the_decider_goes_on_without_the_missing(company: Company, loop: int) -> None:
    form = LoopForm(loop=loop, version=0, note="They are away.")
    for who in ("URITA", "UINES"):
        with pytest.raises(NotAllowed):
            await company.perform(debriefs.move_on, form, by=who)
    with pytest.raises(Invalid, match="say why"):
        await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0), by="UMAX")


async def test_the_gate_opens_the_debrief_and_is_told_to_the_panel(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    form = LoopForm(loop=loop, version=0, note="Bo is ill.")
    with pytest.raises(NotAllowed):
        await company.perform(debriefs.close_gate, form, by="URITA")
    await company.perform(debriefs.close_gate, form, by="UMAX")
    assert (await company.loop(loop)).step == "first_vote"
    assert {post.member_id for post in await company.posts(PostKind.NOTICE)} >= {"UINES", "UBO"}
    assert "close_gate" in [entry.action for entry in await company.audit()]
    side = await company.read(feedback.side_by_side, loop, by="UMAX")
    assert [line.sealed for line in side.scorecards] == ["", ""]
    await journey.score(company, loop, "UBO")
    assert "UBO" in (await company.todos(loop)).values(), "who submits all the same votes too"


async def test_a_reopened_decision_brings_its_votes_back(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES")
    await vote(company, loop, "yes", "UBO", "UMAX")
    await vote(company, loop, "yes", *VOTERS, again=True)
    await decide(company, loop)
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, note="Too fast."), by="UMAX")
    assert (await company.loop(loop)).step == "decision"
    shown = (await company.read(reading.page, loop, by="UMAX")).votes
    assert [(line.first, line.second) for line in shown] == [("no", "yes"), ("yes", "yes"), ("yes", "yes")]
    (kept,) = (await record(company, loop)).rounds[0].decisions
    assert kept.reopened_at is not None


async def test_one_more_interview_has_votes_of_its_own(company: Company, loop: int) -> None:
    await vote(company, loop, "yes", *VOTERS)
    await decide(company, loop, "one_more", focus="communication")
    assert set(await company.todos(loop)) == {"propose_times", "tell_candidate"}
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    assert [line.in_first for line in (await page(company, loop, "UINES")).votes] == [False, False, False]
    assert len(await company.posts(PostKind.DEBRIEF)) == 2, "the second round has a message of its own"


async def test_a_bar_raiser_votes_and_their_no_is_answered_in_writing(company: Company) -> None:
    role = await company.open_role(bar_raiser="USTRANGER")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    assert (await company.posts(PostKind.DEBRIEF))[0].people == "UBO,UINES,UMAX,URITA,USTRANGER"
    assert [line.recommendation for line in (await page(company, loop, "USTRANGER")).scorecards] == ["yes", "yes"]
    await vote(company, loop, "yes", *VOTERS, "USTRANGER")
    await vote(company, loop, "yes", *VOTERS, again=True)
    await vote(company, loop, "strong_no", "USTRANGER", again=True)
    assert await company.todos(loop) == {"answer_concern": "UMAX", "decide": "UMAX"}
    with pytest.raises(DebriefOpen, match="bar raiser, said no"):
        await decide(company, loop)
    with pytest.raises(NotAllowed):
        await company.perform(debriefs.answer, LoopForm(loop=loop, version=0, note="Fine."), by="URITA")
    await company.perform(debriefs.answer, LoopForm(loop=loop, version=0, note="She pairs with Ines."), by="UMAX")
    await decide(company, loop)
    votes = (await record(company, loop, "USTRANGER")).rounds[0].votes
    assert [line.answer for line in votes if line.person.id == "USTRANGER"] == ["She pairs with Ines."]


async def test_a_bar_raiser_is_from_outside_the_team(company: Company) -> None:
    for member in ("UMAX", "URITA"):
        with pytest.raises(Invalid, match="outside the team"):
            await company.open_role(bar_raiser=member)


async def test_a_late_interviewer_is_heard_before_the_debrief_goes_on(company: Company, loop: int) -> None:
    await vote(company, loop, "yes", "UINES")
    row = await company.loop(loop)
    form = PanelForm(loop=loop, version=row.version, lead="UINES", panel=("UBO", "USAM"))
    await company.perform(panels.change, form)
    assert (await company.todos(loop)) == {"scorecard": "USAM"}
    assert await head(company) is None, "not said yet, and not true any more"
    await journey.score(company, loop, "USAM")
    assert set((await company.todos(loop)).values()) == {"UBO", "USAM", "UMAX"}


async def test_one_reads_from_when_one_opens_it(company: Company, loop: int) -> None:
    assert (await page(company, loop, "UINES")).read_until is None
    began = company.clock.now()
    for _ in range(2):
        await company.perform(debriefs.begin_reading, LoopForm(loop=loop, version=0), by="UINES")
        company.clock.move(timedelta(minutes=3))
    until = (await page(company, loop, "UINES")).read_until
    assert until is not None
    assert (until - began).total_seconds() == 600


async def test_all_who_vote_at_once_are_heard_and_the_votes_are_opened_once(company: Company, loop: int) -> None:
    company.told.for_real()
    await asyncio.gather(*(vote(company, loop, "yes", member) for member in VOTERS))
    assert (await company.loop(loop)).step == "second_vote"
    assert [line.first for line in (await page(company, loop, "UBO")).votes] == ["yes", "yes", "yes"]
    assert len(await company.posts(PostKind.DEBRIEF_LINE)) == 1


async def test_a_vote_that_is_given_twice_counts_once(company: Company, loop: int) -> None:
    for _ in range(2):
        await vote(company, loop, "no", "UINES", note="Thin.")
    (mine, *others) = (await page(company, loop, "UINES")).votes
    assert (mine.first, mine.first_note) == ("no", "Thin.")
    assert not any(line.in_first for line in others)


async def test_who_is_the_candidate_sees_nothing_of_the_debrief(company: Company) -> None:
    loop = await company.add_candidate(stage="culture", email="ivy@acme.test")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    for read in (page, record):
        with pytest.raises(NotFound):
            await read(company, loop, "UIVY")
