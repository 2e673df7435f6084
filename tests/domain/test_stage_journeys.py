"""Long random journeys: whatever people do, in whatever order, the loop waits for somebody who can act."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import events as ev
from domain.playbook import StageKind
from domain.refusals import Refusal
from domain.stages import LOOP, STAGES, possible, transition
from domain.state import VOTING, LoopState, Status, Step
from domain.telling import to_tell
from domain.todos import TodoKind, owed
from tests.domain.believer import hear, informed, take_part, wrong
from tests.domain.doers import ENDS_BY, closable
from tests.domain.samples import DAY, DEBATED, EVERY_STEP, HOUR, NOW, RAISER, attempt, attempts, loop

PAUSES = (timedelta(), HOUR, 2 * DAY, 9 * DAY)


SEVERAL = frozenset({TodoKind.TELL_CANDIDATE, TodoKind.CONSIDER_TIME})
"""Of which one person may owe more than one: texts that are told one by one, and times that several would like."""


def check(state: LoopState, at: datetime) -> None:
    assert state.step in STAGES[state.at.kind]
    assert state.status in LOOP
    debts = owed(state, now=at)
    if state.closed:
        assert all(debt.kind is TodoKind.TELL_CANDIDATE for debt in debts)
    else:
        assert [debt for debt in debts if debt.kind is not TodoKind.TELL_CANDIDATE], "an open loop waits for nobody"
    assert len({debt.key for debt in debts}) == len(debts)
    once = [(debt.kind, debt.member) for debt in debts if debt.kind not in SEVERAL]
    assert len(set(once)) == len(once), "somebody is asked twice for one thing"
    for debt in debts:
        assert closable(state, debt, at), debt
    if state.at.kind is StageKind.INTERVIEW:
        assert (state.meeting is None) == (state.step is Step.SCHEDULING)
    assert (state.challenge_due is not None) or state.step is not Step.WITH_CANDIDATE
    assert (state.offer is not None) or state.step not in (Step.APPROVAL, Step.APPROVED, Step.EXTENDED, Step.ACCEPTED)
    assert (state.step is Step.ACCEPTED) <= state.closed
    assert (state.step in (*VOTING, Step.DECISION)) <= (state.complete and not state.contradiction)


def test_every_kind_says_how_it_ends() -> None:
    """What somebody else did not do ends when that does."""
    assert set(ENDS_BY) == set(TodoKind) - {TodoKind.REASSIGN, TodoKind.UNREACHED}


@pytest.mark.parametrize(("stage", "step"), EVERY_STEP)
def test_whoever_is_waited_for_may_do_it_and_then_is_waited_for_no_more(stage: str, step: Step) -> None:
    check(loop(stage, step), NOW)


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_journey_ends_with_a_debt_nobody_can_settle_or_a_candidate_who_believes_what_is_not_so(
    data: st.DataObject,
) -> None:
    state, at = loop(*data.draw(st.sampled_from(EVERY_STEP), label="start")), NOW
    if data.draw(st.booleans(), label="debated"):
        state = replace(state, plan=DEBATED, bar_raiser=data.draw(st.sampled_from(("", RAISER)), label="bar raiser"))
    belief = informed(state)
    check(state, at)
    for _ in range(data.draw(st.integers(3, 20), label="length")):
        at += data.draw(st.sampled_from(PAUSES), label="pause")
        tried = data.draw(st.sampled_from(sorted(possible(state), key=lambda kind: kind.__name__)), label="what")
        event = data.draw(st.sampled_from([one for one in attempts(state, at) if type(one) is tried]), label="event")
        after = attempt(state, event)
        if isinstance(after, Refusal):
            continue
        if isinstance(event, ev.Told):
            belief = hear(belief, event.key, state)
        belief = take_part(belief, state, event)
        state = after
        check(state, at)
        if isinstance(event, (ev.Resumed, ev.Reopened)) and state.step is Step.EXTENDED and state.offer is not None:
            assert state.status is not Status.ACTIVE or state.offer.expires_at > at, "it would expire at once"
        if not to_tell(state):
            assert wrong(belief, state, at) == ""


@pytest.mark.parametrize(("stage", "step"), [place for place in EVERY_STEP if place[1] is not Step.ACCEPTED])
@pytest.mark.parametrize("pause", [timedelta(), 5 * DAY])
def test_a_resumed_loop_is_in_the_very_state_it_left(stage: str, step: Step, pause: timedelta) -> None:
    before = loop(stage, step)
    held = transition(before, ev.PutOnHold(by="UREC", at=NOW, reason="Budget", until=NOW + 20 * DAY))
    assert held.status is Status.ON_HOLD
    after = transition(held, ev.Resumed(by="UREC", at=NOW + pause))
    assert like(after) == like(expected(before, pause))


@pytest.mark.parametrize(("stage", "step"), [place for place in EVERY_STEP if place[1] is not Step.ACCEPTED])
@pytest.mark.parametrize("close", [ev.Rejected, ev.Withdrawn])
@pytest.mark.parametrize("was_held", [False, True])
def test_a_reopened_loop_is_in_the_very_state_it_left(
    stage: str, step: Step, close: type[ev.Rejected | ev.Withdrawn], was_held: bool
) -> None:
    before = loop(stage, step)
    left = before
    if was_held:
        left = transition(before, ev.PutOnHold(by="UREC", at=NOW, reason="Budget", until=NOW + 20 * DAY))
    closed = transition(left, close(by="UREC", at=NOW, reason="other"))
    after = transition(closed, ev.Reopened(by="UREC", at=NOW + DAY, reason="By mistake"))
    if was_held:
        assert like(after) == like(left)
        after = transition(after, ev.Resumed(by="UREC", at=NOW + DAY))
    assert like(after) == like(expected(before, DAY))


def like(state: LoopState) -> LoopState:
    """Without what the candidate has to be told."""
    return replace(state, untold=(), told=0)


def expected(before: LoopState, pause: timedelta) -> LoopState:
    """A meeting that lay ahead is cancelled; a challenge's clock stood still; all else is as it was."""
    if before.step is Step.SCHEDULED:
        return loop(before.stage, Step.SCHEDULING)
    if before.step is Step.WITH_CANDIDATE and before.challenge_due is not None:
        return replace(before, challenge_due=before.challenge_due + pause)
    return before


def test_a_meeting_that_has_ended_survives_a_hold() -> None:
    before = loop("design", Step.SCHEDULED)
    later = NOW + 3 * DAY
    held = transition(before, ev.PutOnHold(by="UREC", at=later, reason="Budget", until=later + DAY))
    assert like(transition(held, ev.Resumed(by="UREC", at=later + HOUR))) == before


def test_a_challenge_that_was_late_before_the_hold_is_as_late_after_it() -> None:
    late = transition(loop("challenge", Step.WITH_CANDIDATE), ev.ChallengeOverdue(by="UREC", at=NOW + 8 * DAY))
    held = transition(late, ev.PutOnHold(by="UREC", at=NOW + 8 * DAY, reason="Budget", until=NOW + 20 * DAY))
    resumed = transition(held, ev.Resumed(by="UREC", at=NOW + 18 * DAY))
    assert resumed.challenge_due == NOW + 17 * DAY
    assert resumed.overdue


def test_a_hire_who_reneges_has_the_offer_in_hand_again() -> None:
    hired = transition(loop("offer", Step.EXTENDED), ev.OfferAccepted(by="UREC", at=NOW))
    assert (hired.status, hired.step) == (Status.HIRED, Step.ACCEPTED)
    again = transition(hired, ev.Reopened(by="UREC", at=NOW + DAY, reason="Stays where they are"))
    assert (again.status, again.step) == (Status.ACTIVE, Step.EXTENDED)
