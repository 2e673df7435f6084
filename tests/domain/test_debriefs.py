"""The debrief: who votes, whom it waits for, how it goes on without somebody, and what a bar raiser's no blocks."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.actions import Action, offered
from domain.debriefs import missing, voters
from domain.playbook_stage import PINNED, Stage
from domain.refusals import DebriefOpen, Invalid, NotNow
from domain.state import Card, Part, Seat, Step
from tests.domain.debated import ADVANCE, EVERYBODY, FIRST, MOVE_ON, SECOND, again, card, debated, debts, first
from tests.domain.playbook_samples import interview
from tests.domain.samples import (
    ALL_IN,
    DAY,
    DEBATED,
    HELD,
    MANAGER,
    NO,
    NOW,
    RECRUITER,
    YES,
    did,
    loop,
    panel,
    refused,
)


def test_the_last_scorecard_opens_the_debrief_and_each_owes_a_vote() -> None:
    opened = did(debated(), card("U2"), card("U3"))
    assert opened.step is FIRST
    assert debts(opened) == [("vote", member) for member in EVERYBODY]


def test_a_stage_without_votes_goes_straight_to_the_decision() -> None:
    assert did(loop("design", Step.FEEDBACK), card("U2"), card("U3")).step is Step.DECISION


def test_a_debrief_takes_two_at_least_and_something_to_read() -> None:
    alone = (Seat(MANAGER, Part.LEAD),)
    stages = tuple(replace(stage, required=1) for stage in DEBATED)
    assert did(debated(seats=alone, plan=stages), card(MANAGER)).step is Step.DECISION
    waived = [ev.CardWaived(by=MANAGER, at=NOW, member=member, reason="Ill") for member in ("U1", "U2", "U3")]
    assert did(debated(seats=panel()), *waived).step is Step.DECISION


def test_the_first_votes_are_revealed_when_the_last_is_in_and_people_vote_again() -> None:
    state = debated(FIRST, ballots=())
    for member in EVERYBODY[:-1]:
        state = did(state, first(member))
        assert not state.revealed
    revealed = did(state, first(MANAGER, NO))
    assert revealed.revealed
    assert revealed.step is SECOND
    assert debts(revealed) == [("vote_again", member) for member in EVERYBODY]
    decided = did(revealed, *(again(member) for member in EVERYBODY))
    assert decided.step is Step.DECISION
    assert debts(decided) == [("decide", MANAGER)]
    assert did(decided, ADVANCE).stage == "offer"


def test_a_vote_can_be_changed_until_all_have_voted() -> None:
    state = did(debated(FIRST, ballots=()), first("U1", YES), first("U1", NO))
    assert [(ballot.member, ballot.first) for ballot in state.ballots] == [("U1", NO)]
    assert missing(state) == EVERYBODY[1:]


@pytest.mark.parametrize("seat", [Seat("U9", Part.SHADOW, card=Card.SUBMITTED), Seat("U9", card=Card.WAIVED)])
def test_neither_shadows_nor_who_submitted_nothing_vote(seat: Seat) -> None:
    state = debated(FIRST, seats=(*ALL_IN, seat))
    assert "U9" not in voters(state)
    assert isinstance(refused(state, first("U9")), NotNow)


def test_strangers_and_the_recruiter_do_not_vote() -> None:
    for member in ("USTRANGER", RECRUITER):
        assert "not among those who vote" in refused(debated(FIRST), first(member)).text


def test_who_manages_and_interviews_votes_once() -> None:
    seats = (replace(ALL_IN[0], member=MANAGER), ALL_IN[1])
    assert voters(debated(FIRST, seats=seats)) == (MANAGER, "U2")


def test_the_decider_goes_on_without_the_missing_and_says_why() -> None:
    state = debated(FIRST, ballots=())
    assert isinstance(refused(state, replace(MOVE_ON, reason=" ")), Invalid)
    revealed = did(state, MOVE_ON)
    assert (revealed.step, revealed.revealed) == (SECOND, True)
    assert did(revealed, MOVE_ON).step is Step.DECISION


def test_advancing_before_the_end_takes_a_reason_and_names_who_is_missing() -> None:
    answer = refused(debated(FIRST, ballots=()), ADVANCE)
    assert isinstance(answer, DebriefOpen)
    assert answer.members == EVERYBODY
    assert "0 of 4 are in" in answer.text
    assert did(debated(SECOND), replace(ADVANCE, override="She has another offer today")).stage == "offer"


@pytest.mark.parametrize("step", [FIRST, SECOND])
def test_nobody_owes_a_vote_that_cannot_be_given(step: Step) -> None:
    state = debated(step)
    held = did(state, ev.PutOnHold(by=RECRUITER, at=NOW, reason="Budget", until=NOW + DAY))
    closed = did(state, ev.Rejected(by=MANAGER, at=NOW, reason="skills"))
    more = did(state, ev.OneMore(by=MANAGER, at=NOW, focus="depth", rationale="Not sure"))
    for after in (held, closed, more):
        assert not {kind for kind, _ in debts(after)} & {"vote", "vote_again"}
    assert (more.ballots, more.revealed) == ((), False)
    assert did(held, ev.Resumed(by=RECRUITER, at=NOW)).step is step
    with pytest.raises(NotNow):
        did(closed, first("U2") if step is FIRST else again("U2"))


def test_a_new_interviewer_is_heard_first_and_then_votes_with_the_others() -> None:
    state = debated(SECOND)
    joined = did(state, ev.PanelChanged(by=RECRUITER, at=NOW, seats=(*state.seats, Seat("U4"))))
    assert debts(joined) == [("scorecard", "U4")]
    back = did(joined, card("U4"))
    assert back.step is SECOND
    assert missing(back) == ("U2", "U3", "U4", MANAGER)


def test_a_new_hiring_manager_votes_in_place_of_the_old_one() -> None:
    team = ev.TeamChanged(by="UADMIN", at=NOW, recruiter=RECRUITER, hiring_manager="UNEW")
    assert missing(did(debated(FIRST, ballots=()), team)) == ("U1", "U2", "U3", "UNEW")


def test_an_interview_that_was_not_held_leaves_no_votes() -> None:
    disputed = did(debated(SECOND), ev.Disputed(by="U1", at=NOW))
    assert disputed.step is Step.FEEDBACK
    over = did(disputed, ev.ContradictionSettled(by=RECRUITER, at=NOW, happened=False))
    assert (over.step, over.ballots, over.revealed) == (Step.SCHEDULING, (), False)


GATE = ev.GateClosed(by=MANAGER, at=NOW, reason="Bo is ill for weeks")


def test_the_gate_opens_the_debrief_with_what_is_in() -> None:
    state = did(debated(), GATE)
    assert state.step is FIRST
    assert [seat.card for seat in state.seats] == [Card.SUBMITTED, Card.WAIVED, Card.WAIVED]
    assert debts(state) == [("vote", "U1"), ("vote", MANAGER)]
    late = did(state, card("U3"))
    assert ("vote", "U3") in debts(late), "whoever submits all the same is heard"


def test_a_closed_gate_also_makes_up_for_who_was_not_there() -> None:
    seats = (Seat("U1", card=Card.SUBMITTED), Seat("U2", absent=True))
    assert did(debated(seats=seats), GATE).step is FIRST


def test_the_gate_needs_a_reason_a_scorecard_and_the_managers_own() -> None:
    assert isinstance(refused(debated(), replace(GATE, reason="")), Invalid)
    assert "nothing to talk about" in refused(debated(seats=panel()), GATE).text
    assert "owe a scorecard yourself" in refused(debated(), replace(GATE, by="U2")).text
    assert "holds no debrief" in refused(loop("design", Step.FEEDBACK), GATE).text
    assert Action.CLOSE_GATE in offered(debated())
    assert Action.CLOSE_GATE not in offered(debated(seats=panel()))


def test_a_new_interviewer_opens_the_gate_again() -> None:
    state = did(debated(), GATE)
    joined = did(state, ev.PanelChanged(by=RECRUITER, at=NOW, seats=(*state.seats, Seat("U4"))))
    assert (joined.step, joined.gate_closed) == (Step.FEEDBACK, False)


def test_a_debrief_left_in_the_middle_goes_on_in_the_middle() -> None:
    ahead = did(debated(SECOND), replace(ADVANCE, override="She has another offer today"))
    back = ev.DecisionReopened(
        by=MANAGER, at=NOW, reason="Too fast", seats=ALL_IN, meeting=HELD, ballots=debated(SECOND).ballots,
        revealed=True, voting=SECOND,
    )  # fmt: skip
    assert did(ahead, back).step is SECOND


def stage(**facts: object) -> Stage:
    return Stage.model_validate({**interview(), **facts})


def test_people_vote_where_two_scorecards_are_asked_for_unless_the_playbook_says_otherwise() -> None:
    assert not stage(scorecards=1).debated
    assert stage(scorecards=2).debated
    assert stage(scorecards=1, debrief="votes").debated
    assert not stage(scorecards=2, debrief="none").debated


def test_a_playbook_that_was_pinned_before_there_were_debriefs_holds_none() -> None:
    stored = stage(scorecards=2).model_dump_json()
    assert Stage.model_validate_json(stored, context=PINNED).debated
    older = stage(scorecards=2).model_dump_json(exclude={"debrief"})
    assert not Stage.model_validate_json(older, context=PINNED).debated
