"""A debrief as people hold it: sealed votes, a talk, second votes, and a decision with all of that on the record."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.forms import DecisionForm, LoopForm, PanelForm
from domain.forms_debriefs import VoteForm
from domain.read.debriefs import DebriefPage, DebriefPost
from domain.read.messages import PostKind
from domain.read.records import DecisionRecord
from domain.refusals import DebriefOpen, Invalid, NotAllowed, NotFound, NotNow
from models.tables import Decision, Post
from services import debrief_rooms, debriefs, decisions, feedback, loops, outgoing, panels, reading, records, roles
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.views.test_record import Seen
from views.modals.debrief import debrief_modal
from views.record import record_page

VOTERS = ("UINES", "UBO", "UMAX")


async def vote(company: Company, loop: int, word: str, *who: str, again: bool = False, note: str = "") -> None:
    for member in who:
        form = VoteForm(loop=loop, stage="culture", round=1, vote=word, again=again, note=note)
        await company.perform(debriefs.vote, form, by=member)


async def page(company: Company, loop: int, by: str) -> DebriefPage:
    return await company.read(debriefs.page, loop, by=by)


async def decide(company: Company, loop: int, outcome: str = "advance", by: str = "UMAX", **given: Any) -> None:
    form = DecisionForm(loop=loop, version=0, outcome=outcome, rationale="The evidence says so.", **given)
    await company.perform(decisions.decide, form, by=by)


async def record(company: Company, loop: int, by: str = "URITA") -> DecisionRecord:
    return await company.read(records.record, loop, "culture", by=by)


async def head(company: Company) -> DebriefPost | None:
    post = (await company.posts(PostKind.DEBRIEF))[-1]
    found = await company.read(outgoing.load, post.id or 0)
    assert found is None or isinstance(found, DebriefPost)
    return found


@pytest.fixture
async def loop(company: Company) -> int:
    """Ines and Bo met Noor, and have submitted: the debrief is open."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    await journey.score(company, found, "UINES", "UBO")
    return found


async def test_the_last_scorecard_opens_one_conversation_of_those_who_take_part(company: Company, loop: int) -> None:
    assert set((await company.todos(loop)).values()) == set(VOTERS)
    (post,) = await company.posts(PostKind.DEBRIEF)
    assert (post.people, post.channel, post.member_id) == ("UBO,UINES,UMAX,URITA", "", None)
    shown = await head(company)
    assert shown is not None
    assert {person.id for person in shown.missing} == set(VOTERS)


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


async def test_admins_the_channel_and_shadows_read_no_vote(company: Company, loop: int) -> None:
    await vote(company, loop, "no", *VOTERS)
    for who in ("UADA", "UREX"):
        assert (await company.read(reading.page, loop, by=who)).votes == () or "'no'" not in repr(
            (await company.read(reading.page, loop, by=who)).votes
        )
        with pytest.raises((NotAllowed, NotFound)):
            await page(company, loop, who)
        with pytest.raises((NotAllowed, NotFound)):
            await record(company, loop, who)


async def test_the_recruiter_who_is_in_the_conversation_reads_along_without_a_vote(company: Company, loop: int) -> None:
    await company.perform(debriefs.begin_reading, LoopForm(loop=loop, version=0), by="URITA")
    await vote(company, loop, "no", "UINES")
    shown = await page(company, loop, "URITA")
    assert (shown.mine, shown.read_until) == (None, None)
    assert all(card.ratings for card in shown.scorecards)
    assert "'no'" not in repr(shown.votes)
    view = debrief_modal(shown, None)
    assert "submit" not in view
    assert "You have no vote here" in repr(view)
    with pytest.raises(NotAllowed):
        await vote(company, loop, "no", "URITA")
    await vote(company, loop, "yes", "UBO", "UMAX")
    assert [line.first for line in (await page(company, loop, "URITA")).votes] == ["no", "yes", "yes"]


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


async def test_advancing_early_takes_a_reason_that_stands_in_the_record(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES")
    with pytest.raises(DebriefOpen, match="Waiting for <@UBO>, <@UMAX>"):
        await decide(company, loop)
    await decide(company, loop, override="She has another offer today.")
    (kept,) = (await record(company, loop)).rounds[0].decisions
    assert kept.override == "She has another offer today."
    asked = [(each.person.id, each.first, each.second, each.part) for each in kept.votes]
    assert asked == [("UINES", "", "", ""), ("UBO", "", "", ""), ("UMAX", "", "", "hiring manager")], "sealed stays so"
    lines = (await record(company, loop)).rounds[0].votes
    assert [(line.person.id, line.in_first, line.first) for line in lines][:2] == [
        ("UINES", True, ""),
        ("UBO", False, ""),
    ]
    page = Seen(record_page(await company.read(records.whole, loop))).words
    assert "not opened" in page
    assert "no vote" in page


async def test_a_year_later_one_still_reads_who_was_not_waited_for_and_who_raised_the_bar(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await vote(company, loop, "yes", "UINES", "UREX")
    for _ in range(2):
        await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="He is ill."), by="UMAX")
    await decide(company, loop)
    kept = await record(company, loop)
    assert [[person.id for person in each.without] for each in kept.overrides] == [
        ["UBO", "UMAX"], ["UINES", "UBO", "UMAX", "UREX"],
    ]  # fmt: skip
    assert [(line.person.id, line.first, line.bar_raiser, line.hiring_manager) for line in kept.rounds[0].votes] == [
        ("UINES", "yes", False, False), ("UBO", "", False, False), ("UMAX", "", False, True),
        ("UREX", "yes", True, False),
    ]  # fmt: skip
    assert "without all votes (Bo, Max)" in Seen(record_page(await company.read(records.whole, loop))).words


async def test_a_decision_from_before_parts_were_kept_is_read_as_it_was(company: Company, loop: int) -> None:
    await journey.advance(company, loop)
    await company.work(_as_before)
    votes = (await record(company, loop)).rounds[0].votes
    assert [(line.person.id, line.first, line.hiring_manager) for line in votes] == [("UBO", "yes", False)]


def _as_before(work: Work) -> None:
    (row,) = work.session.exec(select(Decision)).all()
    row.votes = [["UBO", "yes", "yes"]]


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


async def test_the_record_holds_what_was_said_and_by_whom_it_was_decided(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES", note="Thin on conflict.")
    await vote(company, loop, "yes", "UBO", "UMAX")
    await vote(company, loop, "no", "UINES", again=True)
    await vote(company, loop, "strong_yes", "UBO", "UMAX", again=True)
    await decide(company, loop, dissent="Ines would see one more.")
    for who in ("URITA", "UMAX", "UINES", "UBO"):
        kept = await record(company, loop, who)
        (round_,) = kept.rounds
        (decision,) = round_.decisions
        assert (decision.outcome, decision.by.id, decision.dissent) == ("advance", "UMAX", "Ines would see one more.")
        assert [(each.person.id, each.first, each.second) for each in decision.votes] == [
            ("UINES", "no", "no"), ("UBO", "yes", "strong_yes"), ("UMAX", "yes", "strong_yes"),
        ]  # fmt: skip
        assert [person.id for person in decision.dissenters] == ["UINES"]
        assert decision.playbook_hash == (await company.loop(loop)).playbook_hash
        assert round_.votes[0].first_note == "Thin on conflict."
        assert [line.recommendation for line in round_.scorecards] == ["yes", "yes"]
        assert kept.kit_hashes


async def test_the_record_is_not_for_who_owes_a_scorecard_nor_for_another_stages_panel(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    with pytest.raises(NotNow, match="You owe a scorecard"):
        await record(company, loop, "UBO")
    assert (await record(company, loop, "UINES")).rounds[0].votes == ()
    with pytest.raises((NotFound, NotAllowed)):
        await record(company, loop, "USAM")


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


async def test_other_people_talk_in_another_conversation(company: Company, loop: int) -> None:
    (first,) = await company.posts(PostKind.DEBRIEF)
    await company.work(lambda work: _sent(work.session.get_one(Post, first.id)))
    row = await company.loop(loop)
    await company.perform(roles.edit, role_form(role=row.role_id, hiring_manager="USAM"))
    old, new = await company.posts(PostKind.DEBRIEF)
    assert new.people == "UBO,UINES,URITA,USAM"
    told = await company.read(outgoing.load, old.id or 0)
    assert isinstance(told, DebriefPost)
    assert "another conversation" in told.outcome
    assert set((await company.todos(loop)).values()) == {"UINES", "UBO", "USAM"}


def _sent(post: Post) -> None:
    post.ts, post.sent_channel = "1.1", "G1"


async def test_a_late_interviewer_is_heard_before_the_debrief_goes_on(company: Company, loop: int) -> None:
    await vote(company, loop, "yes", "UINES")
    row = await company.loop(loop)
    form = PanelForm(loop=loop, version=row.version, lead="UINES", panel=("UBO", "USAM"))
    await company.perform(panels.change, form)
    assert (await company.todos(loop)) == {"scorecard": "USAM"}
    assert await head(company) is None, "not said yet, and not true any more"
    await journey.score(company, loop, "USAM")
    assert set((await company.todos(loop)).values()) == {"UBO", "USAM", "UMAX"}


async def test_where_no_group_can_be_had_each_is_told_alone(company: Company, loop: int) -> None:
    (group,) = await company.posts(PostKind.DEBRIEF)
    await company.work(lambda work: debrief_rooms.scatter(work, work.session.get_one(Post, group.id)))
    alone = [post for post in await company.posts(PostKind.DEBRIEF) if post.member_id]
    assert [post.member_id for post in alone] == ["UBO", "UINES", "UMAX", "URITA"]
    await vote(company, loop, "yes", *VOTERS)
    lines = await company.posts(PostKind.DEBRIEF_LINE)
    assert [post.member_id for post in lines] == ["UBO", "UINES", "UMAX", "URITA"]


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
    assert "UIVY" not in (await company.posts(PostKind.DEBRIEF))[0].people
    for read in (page, record):
        with pytest.raises(NotFound):
            await read(company, loop, "UIVY")


async def test_more_than_eight_are_told_one_by_one(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debrief_rooms, "LARGEST_GROUP", 3)
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    told = await company.posts(PostKind.DEBRIEF)
    assert [post.member_id for post in told] == ["UBO", "UINES", "UMAX", "URITA"]
    shown = await head(company)
    assert shown is not None
    assert shown.apart
