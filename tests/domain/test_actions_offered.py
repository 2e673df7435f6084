"""Which buttons a state offers, and the one that is most likely meant."""

from dataclasses import replace

import pytest

from domain.actions import NEEDS, Action, offered, primary
from domain.state import LoopState, Status, Step
from domain.todos import TodoKind
from tests.domain.samples import CHALLENGE, EVERY_STEP, OFFER, PLAN, loop, meeting, panel, put

CLOSE = [Action.HOLD, Action.REJECT, Action.WITHDRAW]
PANEL = [Action.PANEL, Action.FEEDBACK]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (loop("design"), [Action.SCHEDULE, Action.LOG, Action.REOPEN_DECISION, *CLOSE]),
        (loop("screen"), [Action.SCHEDULE, Action.LOG, *CLOSE]),
        (
            loop("design", Step.SCHEDULED),
            [
                Action.RESCHEDULE,
                Action.CANCEL,
                Action.PANEL,
                Action.ANSWER,
                Action.WHAT_HAPPENED,
                Action.NOT_THERE,
                Action.FEEDBACK,
                *CLOSE,
            ],
        ),
        (
            loop("design", Step.FEEDBACK),
            [
                Action.PANEL,
                Action.WHAT_HAPPENED,
                Action.NOT_THERE,
                Action.FEEDBACK,
                Action.WAIVE,
                Action.ADVANCE,
                *CLOSE,
            ],
        ),
        (loop("design", Step.DECISION), [*PANEL, Action.DECIDE, Action.ADVANCE, *CLOSE]),
        (loop("challenge"), [Action.SEND_CHALLENGE, Action.REOPEN_DECISION, *CLOSE]),
        (loop("challenge", Step.WITH_CANDIDATE), [Action.PANEL, Action.EXTEND, Action.SUBMISSION, *CLOSE]),
        (loop("challenge", Step.REVIEW), [*PANEL, Action.WAIVE, Action.ADVANCE, *CLOSE]),
        (loop("offer"), [Action.REOPEN_DECISION, Action.DRAFT_OFFER, *CLOSE]),
        (
            loop("offer", Step.APPROVAL),
            [Action.DRAFT_OFFER, Action.APPROVE, Action.REPLACE_APPROVER, Action.RESCIND, *CLOSE],
        ),
        (loop("offer", Step.APPROVED), [Action.DRAFT_OFFER, Action.SEND_OFFER, Action.RESCIND, *CLOSE]),
        (loop("offer", Step.EXTENDED), [Action.DRAFT_OFFER, Action.RESCIND, Action.ANSWER_OFFER, *CLOSE]),
        (loop("offer", Step.DECLINED), [Action.DRAFT_OFFER, *CLOSE]),
        (loop("offer", Step.ACCEPTED), [Action.REOPEN]),
        (put(loop("design"), Status.ON_HOLD), [Action.HOLD, Action.RESUME, Action.REJECT, Action.WITHDRAW]),
        (put(loop("design"), Status.REJECTED), [Action.REOPEN]),
    ],
)
def test_a_state_offers_what_its_tables_allow(state: LoopState, expected: list[Action]) -> None:
    assert list(offered(state)) == expected


def test_a_link_is_asked_for_only_while_there_is_none() -> None:
    assert Action.ADD_LINK in offered(loop("design", Step.SCHEDULED, meeting=meeting(has_link=False)))


def test_a_contradiction_offers_to_settle_it() -> None:
    assert Action.SETTLE in offered(loop("design", Step.FEEDBACK, contradiction=True))


def test_a_decision_is_reopened_only_before_the_next_stage_has_begun() -> None:
    assert Action.REOPEN_DECISION not in offered(loop("design", round=2))
    assert Action.REOPEN_DECISION not in offered(replace(loop("offer"), offer=loop("offer", Step.APPROVAL).offer))


def test_actions_are_offered_in_the_order_in_which_they_are_listed() -> None:
    assert list(NEEDS) == [action for action in Action if action in NEEDS]


PRIMARY = [
    Action.SCHEDULE,
    Action.OPEN,
    Action.FEEDBACK,
    Action.VOTE,
    Action.VOTE,
    Action.DECIDE,
    Action.SEND_CHALLENGE,
    Action.SUBMISSION,
    Action.FEEDBACK,
    Action.VOTE,
    Action.VOTE,
    Action.DECIDE,
    Action.DRAFT_OFFER,
    Action.APPROVE,
    Action.SEND_OFFER,
    Action.ANSWER_OFFER,
    Action.REOPEN,
    Action.DRAFT_OFFER,
]


def test_a_closed_loop_urges_to_tell_the_candidate_until_somebody_has() -> None:
    closed = put(loop("design"), Status.REJECTED)
    assert primary(closed) is Action.REOPEN
    assert primary(replace(closed, untold=("rejected#1",))) is Action.TOLD
    assert primary(replace(closed, untold=("stage_advanced#1",))) is Action.REOPEN


@pytest.mark.parametrize(("place", "action"), list(zip(EVERY_STEP, PRIMARY, strict=True)))
def test_the_one_button_of_a_card_is_what_moves_the_loop(place: tuple[str, Step], action: Action) -> None:
    state = loop(*place)
    assert primary(state) is action
    assert action in (Action.OPEN, *offered(state))


def test_the_button_of_a_scheduled_interview_is_what_it_waits_for_the_gravest_first() -> None:
    state = loop("design", Step.SCHEDULED)
    assert primary(state, owed=[TodoKind.ANSWER_INVITATION]) is Action.OPEN
    assert primary(state, owed=[TodoKind.CONSIDER_TIME]) is Action.RESCHEDULE
    assert primary(state, owed=[TodoKind.CONSIDER_TIME, TodoKind.REPLACE_PANELIST]) is Action.PANEL
    assert primary(state, owed=[TodoKind.REPLACE_PANELIST], over=True) is Action.WHAT_HAPPENED
    assert primary(loop("design", Step.FEEDBACK), owed=[TodoKind.REPLACE_PANELIST]) is Action.FEEDBACK


def test_an_interview_whose_time_has_passed_waits_for_word_of_what_happened() -> None:
    state = loop("design", Step.SCHEDULED)
    assert primary(state, over=True) is Action.WHAT_HAPPENED
    assert Action.WHAT_HAPPENED in offered(state)
    assert primary(loop("design", Step.FEEDBACK), over=True) is Action.FEEDBACK


def test_a_held_loop_is_resumed_and_a_closed_one_reopened() -> None:
    assert primary(put(loop("design"), Status.ON_HOLD)) is Action.RESUME
    assert primary(put(loop("design"), Status.WITHDRAWN)) is Action.REOPEN


def test_a_panel_without_gaps_offers_no_waiver() -> None:
    assert Action.WAIVE not in offered(loop("design", Step.SCHEDULED, seats=panel()))


def test_a_plan_knows_what_comes_before_and_after() -> None:
    assert loop("design").previous_stage == CHALLENGE
    assert loop("design").next_stage == OFFER
    assert loop("screen").previous_stage is None
    assert loop("offer").next_stage is None
    assert loop("offer").at == PLAN[-1]
