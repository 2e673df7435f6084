"""What a bar raiser's no blocks, and that nobody goes on without having heard it."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.debriefs import objected
from domain.refusals import DebriefOpen, Invalid, NotNow
from domain.scorecards import Recommendation
from domain.state import Card, LoopState, Seat, Status, Step
from tests.domain.debated import ADVANCE, EVERYBODY, FIRST, MOVE_ON, SECOND, again, debated, debts, first
from tests.domain.samples import ALL_IN, HELD, MANAGER, NO, NOW, RAISER, RECRUITER, STRONG_NO, YES, did, refused

REGARDLESS = replace(ADVANCE, override="We need her")


def raised(word: Recommendation, **facts: object) -> LoopState:
    state = debated(SECOND, bar_raiser=RAISER, **facts)
    return did(state, *(again(member) for member in EVERYBODY), again(RAISER, word))


@pytest.mark.parametrize("word", [NO, STRONG_NO])
def test_a_bar_raisers_no_blocks_advancing_until_it_is_answered_in_writing(word: Recommendation) -> None:
    state = raised(word)
    assert debts(state) == [("answer_concern", MANAGER), ("decide", MANAGER)]
    for event in (ADVANCE, replace(ADVANCE, override="We need her")):
        assert isinstance(refused(state, event), DebriefOpen)
    assert did(state, ev.Rejected(by=MANAGER, at=NOW, reason="skills")).status is Status.REJECTED
    assert isinstance(refused(state, ev.ConcernAnswered(by=MANAGER, at=NOW, answer=" ")), Invalid)
    answered = did(state, ev.ConcernAnswered(by=MANAGER, at=NOW, answer="We pair her with Ines."))
    assert debts(answered) == [("decide", MANAGER)]
    assert did(answered, ADVANCE).stage == "offer"
    assert isinstance(refused(answered, ev.ConcernAnswered(by=MANAGER, at=NOW, answer="Again")), NotNow)


def test_a_bar_raiser_who_was_not_waited_for_stands_where_they_stood() -> None:
    state = debated(SECOND, bar_raiser=RAISER)
    assert not objected(state), "the vote is still going on"
    assert objected(did(state, MOVE_ON)), "their first word was a strong no"


def test_a_bar_raiser_who_says_yes_or_has_left_the_seat_blocks_nothing() -> None:
    assert not objected(raised(YES))
    team = ev.TeamChanged(by="UADMIN", at=NOW, recruiter=RECRUITER, hiring_manager=MANAGER)
    assert not objected(did(raised(NO), team))


def test_a_debrief_with_a_bar_raiser_is_not_skipped_and_the_refusal_does_not_tell_how_they_voted() -> None:
    sealed = did(debated(FIRST, bar_raiser=RAISER), first(RAISER, STRONG_NO))
    kind = did(debated(FIRST, bar_raiser=RAISER), first(RAISER, YES))
    for step in (FIRST, SECOND, Step.FEEDBACK):
        said = [refused(replace(state, step=step), REGARDLESS) for state in (sealed, kind)]
        assert [isinstance(each, DebriefOpen) for each in said] == [True, True]
        assert str(said[0]) == str(said[1])
        assert not objected(replace(sealed, step=step))


def test_without_a_bar_raiser_or_once_they_have_left_a_debrief_can_be_skipped_for_a_reason() -> None:
    assert did(debated(FIRST), REGARDLESS).stage == "offer"
    left = did(debated(FIRST, bar_raiser=RAISER), ev.VoterLeft(by="", at=NOW, member=RAISER))
    assert did(left, REGARDLESS).stage == "offer"


def test_a_stage_in_which_nobody_has_rated_is_skipped_without_the_bar_raiser() -> None:
    assert did(replace(debated(Step.SCHEDULED, bar_raiser=RAISER), meeting=HELD), REGARDLESS).stage == "offer"


def test_who_owes_a_scorecard_does_not_decide_past_it() -> None:
    seats = (*debated().seats, Seat(MANAGER))
    state = replace(debated(), seats=seats)
    assert isinstance(refused(state, REGARDLESS), NotNow)
    assert isinstance(refused(state, ev.OneMore(by=MANAGER, at=NOW, focus="x", rationale="Not clear.")), NotNow)


def test_nobody_waives_their_own_scorecard_unless_there_is_nobody_else() -> None:
    state = replace(debated(), seats=(*ALL_IN, Seat(MANAGER)))
    waived = ev.CardWaived(by=MANAGER, at=NOW, member=MANAGER, reason="Busy")
    assert isinstance(refused(state, waived), NotNow)
    assert did(state, replace(waived, by=RECRUITER)).outstanding == ()
    alone = replace(state, recruiter=MANAGER)
    assert did(alone, waived).outstanding == ()


def test_a_reopened_decision_brings_the_votes_back() -> None:
    before = raised(NO)
    answered = did(before, ev.ConcernAnswered(by=MANAGER, at=NOW, answer="We looked into it."))
    ahead = did(answered, ADVANCE)
    assert ahead.ballots == ()
    back = did(
        ahead,
        ev.DecisionReopened(
            by=MANAGER, at=NOW, reason="Too fast", seats=ALL_IN, meeting=HELD, ballots=answered.ballots, revealed=True
        ),
    )
    assert back.step is Step.DECISION
    assert (back.ballots, back.revealed) == (answered.ballots, True)


ONE_MORE = ev.OneMore(by=MANAGER, at=NOW, focus="depth", rationale="Not sure yet")
ANSWER = ev.ConcernAnswered(by=MANAGER, at=NOW, answer="We pair her with Ines.")


@pytest.mark.parametrize("met", [False, True])
def test_one_more_interview_does_not_answer_a_bar_raisers_no(met: bool) -> None:
    """Not by skipping it, nor by deciding once it was held without their vote."""
    state = did(raised(NO), ONE_MORE)
    if met:
        state = did(replace(state, step=SECOND, seats=ALL_IN, meeting=HELD, revealed=True), MOVE_ON)
        assert debts(state)[-2:] == [("answer_concern", MANAGER), ("decide", MANAGER)]
    for event in (REGARDLESS, ADVANCE) if met else (REGARDLESS,):
        assert "said no" in str(refused(state, event))
    answered = did(state, ANSWER)
    assert isinstance(refused(answered, ANSWER), NotNow)
    assert did(answered, REGARDLESS).stage == "offer"


def test_a_no_of_the_round_before_stands_whoever_left_and_however_often_one_more_was_asked_for() -> None:
    again_and_again = did(replace(did(raised(NO), ONE_MORE), step=Step.FEEDBACK, seats=ALL_IN[:1]), ONE_MORE)
    gone = replace(again_and_again, step=FIRST, seats=ALL_IN, meeting=HELD)
    for state in (again_and_again, did(gone, ev.VoterLeft(by="", at=NOW, member=RAISER))):
        assert "said no" in str(refused(state, REGARDLESS))
        assert did(state, ANSWER, REGARDLESS).stage == "offer"


def test_who_votes_anew_after_one_more_interview_stands_where_they_stand_now() -> None:
    held = replace(did(raised(NO), ONE_MORE), step=FIRST, seats=ALL_IN, meeting=HELD)
    voted = did(held, *(first(member) for member in EVERYBODY), first(RAISER, YES))
    assert not objected(did(voted, MOVE_ON))
    assert [debt for debt in debts(did(voted, MOVE_ON)) if debt[0] == "answer_concern"] == []


def test_the_open_no_of_a_bar_raiser_who_has_left_is_answered_before_a_debrief_is_cut_short() -> None:
    state = did(debated(SECOND, bar_raiser=RAISER), ev.VoterLeft(by="", at=NOW, member=RAISER))
    for at in (state, replace(state, step=Step.FEEDBACK)):
        assert "said no" in str(refused(at, REGARDLESS))
    assert did(state, ANSWER, REGARDLESS).stage == "offer"


@pytest.mark.parametrize("word", [STRONG_NO, YES])
def test_one_more_interview_is_no_way_round_a_sealed_vote(word: Recommendation) -> None:
    sealed = did(debated(FIRST, bar_raiser=RAISER), first(RAISER, word), ONE_MORE)
    assert "has not been heard" in str(refused(sealed, REGARDLESS))
    heard = did(raised(YES), ONE_MORE)
    assert did(heard, REGARDLESS).stage == "offer"
    left = did(debated(FIRST, bar_raiser=RAISER), ev.VoterLeft(by="", at=NOW, member=RAISER), ONE_MORE)
    assert did(left, REGARDLESS).stage == "offer"


def test_an_answered_no_and_that_of_a_former_bar_raiser_block_nothing_after_one_more_interview() -> None:
    assert did(raised(NO), ANSWER, ONE_MORE, REGARDLESS).stage == "offer"
    other = replace(did(raised(NO), ONE_MORE), bar_raiser="UOTHER")
    assert isinstance(refused(other, ANSWER), NotNow)
    assert did(replace(other, bar_raiser=""), REGARDLESS).stage == "offer"


@pytest.mark.parametrize(("word", "blocks"), [(NO, False), (STRONG_NO, True)])
def test_another_no_than_the_one_that_was_answered_wants_an_answer_of_its_own(
    word: Recommendation, *, blocks: bool
) -> None:
    """Somebody joins the panel after the answer, so that people vote again."""
    joined = (*ALL_IN, Seat("U4", card=Card.SUBMITTED))
    state = replace(did(raised(NO), ANSWER), step=SECOND, seats=joined)
    assert objected(did(state, again(RAISER, word), again("U4"))) is blocks
    assert objected(did(state, again(RAISER, YES), again(RAISER, NO), again("U4")))
