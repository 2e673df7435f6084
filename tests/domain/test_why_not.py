"""An action that the state does not offer is refused by a sentence that says where the loop is, and what is missing."""

import pytest

from domain.actions import NEEDS, Action, offered
from domain.state import LoopState, Status, Step
from domain.why_not import why_not
from tests.domain.samples import DAY, EVERY_STEP, HOUR, NOW, loop, meeting, put

SCREEN = loop("screen")


@pytest.mark.parametrize(
    ("state", "action", "said"),
    [
        (SCREEN, Action.DRAFT_OFFER, "is at Screen: the interview is not scheduled yet. An offer comes at the end."),
        (SCREEN, Action.EXTEND, "is at Screen: the interview is not scheduled yet. It waits for no challenge now."),
        (loop("offer", Step.EXTENDED), Action.APPROVE, "is at Offer: the offer is with the candidate."),
        (put(SCREEN, Status.ON_HOLD), Action.SCHEDULE, "This loop is on hold. Resume it first."),
        (put(SCREEN, Status.REJECTED), Action.SCHEDULE, "This loop is closed. Reopen it first."),
        (put(SCREEN, Status.REJECTED), Action.HOLD, "This loop is closed. Reopen it first."),
        (SCREEN, Action.RESUME, "This loop is not on hold, so it goes on anyway."),
        (SCREEN, Action.REOPEN, "This loop is open."),
        (loop("screen", Step.FEEDBACK), Action.FEEDBACK, "That is for somebody else to do here."),
    ],
)
def test_a_refusal_says_where_the_loop_is(state: LoopState, action: Action, said: str) -> None:
    assert said in why_not(action, state, NOW)


def test_what_the_interview_is_too_late_for_or_not_ready_for_is_not_offered() -> None:
    scheduled = loop("design", Step.SCHEDULED, meeting=meeting(NOW))
    early, late = {Action.WHAT_HAPPENED, Action.NOT_THERE}, {Action.ANSWER}
    assert (early | late) & set(offered(scheduled, NOW - DAY)) == late
    assert (early | late) & set(offered(scheduled, NOW)) == early | late
    assert (early | late) & set(offered(scheduled, NOW + HOUR)) == early
    assert why_not(Action.WHAT_HAPPENED, scheduled, NOW - DAY) == "This interview has not begun yet."
    assert why_not(Action.ANSWER, scheduled, NOW + HOUR) == "This interview is over."


@pytest.mark.parametrize("place", EVERY_STEP)
def test_whatever_is_not_offered_has_its_sentence(place: tuple[str, Step]) -> None:
    state = loop(*place)
    for action in set(NEEDS) - set(offered(state)):
        said = why_not(action, state, NOW)
        assert said.startswith("This loop is ")
        assert said.endswith(".")
