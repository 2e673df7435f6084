"""A decision that is taken back: the stage before is as it was, and the candidate believes what is so."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain import events as ev
from domain.state import Card, LoopState, Meeting, Step
from domain.telling import template, to_tell
from tests.domain.believer import hear, informed, wrong
from tests.domain.samples import ALL_IN, DAY, HELD, MANAGER, NOW, RECRUITER, did, loop, meeting, panel

LATER = NOW + 2 * DAY
SKIP = ev.Advanced(by=MANAGER, at=NOW, rationale="Known", override="Worked here before")


def back(before: LoopState, at: datetime = LATER) -> ev.DecisionReopened:
    """The decision by which the loop went on from `before` is taken back."""
    return ev.DecisionReopened(
        by=MANAGER, at=at, reason="Too fast", seats=before.seats, meeting=before.meeting, round=before.round,
        focus=before.focus, contradiction=before.contradiction, with_candidate=before.step is Step.WITH_CANDIDATE,
        challenge_due=before.challenge_due, overdue=before.overdue, untold=tuple(map(template, before.untold)),
    )  # fmt: skip


def tell(state: LoopState) -> LoopState:
    for key in to_tell(state):
        state = did(state, ev.Told(by=RECRUITER, at=NOW, key=key))
    return state


def test_a_decision_is_reopened_with_its_panel_before_the_next_stage_has_begun() -> None:
    after = did(loop("offer"), back(loop("design", Step.DECISION, round=2)))
    assert after == loop("design", Step.DECISION, round=2)


def test_a_reopened_decision_that_lacks_scorecards_is_feedback() -> None:
    before = loop("design", Step.FEEDBACK, seats=panel(Card.SUBMITTED))
    assert did(loop("offer"), back(before)) == before


@pytest.mark.parametrize("held", [None, meeting()])
def test_a_skipped_interview_is_to_be_scheduled_when_its_decision_is_reopened(held: Meeting | None) -> None:
    assert did(loop("offer"), back(loop("design", seats=panel(), meeting=held))) == loop("design")


def test_a_skipped_challenge_is_to_be_sent_when_its_decision_is_reopened() -> None:
    assert did(loop("design"), back(loop("challenge"))) == loop("challenge", Step.TO_SEND)


@pytest.mark.parametrize(
    "before",
    [
        loop("design", Step.DECISION, round=2, focus="depth"),
        loop("design", round=2, focus="depth"),
        loop("design", Step.FEEDBACK, seats=ALL_IN, meeting=HELD, contradiction=True),
        loop("challenge", Step.REVIEW),
        loop("challenge", Step.DECISION, challenge_due=NOW - DAY),
        loop("challenge", Step.WITH_CANDIDATE),
        loop("challenge", Step.WITH_CANDIDATE, overdue=True, challenge_due=NOW - DAY),
    ],
)
def test_what_was_skipped_is_as_it_was(before: LoopState) -> None:
    after = did(before, SKIP, back(before))
    assert replace(after, untold=(), told=0) == before


SENT = did(loop("challenge"), ev.ChallengeSent(by=RECRUITER, at=NOW, due_at=NOW + 7 * DAY, seats=panel()))
EXTENDED = did(tell(SENT), ev.ExtensionGranted(by=RECRUITER, at=NOW, due_at=NOW + 9 * DAY))


@pytest.mark.parametrize(
    ("before", "told", "expected"),
    [
        (SENT, False, ["challenge_sent"]),
        (SENT, True, ["challenge_sent"]),
        (tell(SENT), False, []),
        (tell(SENT), True, ["challenge_sent"]),
        (EXTENDED, False, ["challenge_extended"]),
        (EXTENDED, True, ["challenge_sent"]),
        (tell(EXTENDED), False, []),
    ],
)
def test_a_candidate_whose_challenge_was_skipped_by_mistake_hears_of_it_unless_they_know(
    before: LoopState, told: bool, expected: list[str]
) -> None:
    belief = informed(tell(before) if not before.untold else loop("challenge"))
    if before is EXTENDED:
        belief = informed(SENT)
    skipped = did(before, SKIP)
    if told:
        belief = hear(belief, skipped.untold[0], skipped)
        skipped = tell(skipped)
    after = did(skipped, back(before))
    assert [template(key) for key in to_tell(after)] == expected
    for key in to_tell(after):
        belief = hear(belief, key, after)
    assert wrong(belief, after, LATER) == ""
