"""What a form got wrong, in which words, and on which of its fields."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.refusals import Invalid, Invalids
from domain.state import Approval, Card, LoopState, Offer, Part, PlanStage, Seat, Status, Step
from tests.domain.samples import (
    ALL_IN,
    DAY,
    HELD,
    HOUR,
    MANAGER,
    NOW,
    RECRUITER,
    SCREEN,
    attempt,
    loop,
    meeting,
    offer,
    put,
    refused,
)


def scheduled(seats: tuple[Seat, ...] = ALL_IN, **facts: object) -> ev.Scheduled:
    return ev.Scheduled(by=RECRUITER, at=NOW, meeting=meeting(**facts), seats=seats)  # type: ignore[arg-type]


def drafted(*approvers: str, drafter: str = RECRUITER) -> ev.OfferDrafted:
    asked = tuple(Approval(member) for member in approvers)
    return ev.OfferDrafted(by=drafter, at=NOW, offer=Offer(1, drafter, asked, NOW + DAY))


FIELDS: list[tuple[LoopState, ev.Event, str, str]] = [
    (
        loop("design"),
        scheduled((Seat("U1"), Seat("U1"))),
        "panel",
        "Somebody is on this panel twice. Name each person once.",
    ),
    (
        loop("design"),
        scheduled((Seat("U1"), Seat("U2", Part.SHADOW))),
        "panel",
        "System design needs 2 interviewers whose scorecards count; 1 named so far. Shadows come on top.",
    ),
    (
        loop("screen"),
        scheduled(()),
        "panel",
        "Screen needs 1 interviewer whose scorecards count; 0 named so far. Shadows come on top.",
    ),
    (
        loop("challenge"),
        ev.ChallengeSent(by=RECRUITER, at=NOW, due_at=NOW + DAY, seats=(Seat("U1"),)),
        "panel",
        "Challenge needs 2 reviewers whose scorecards count; 1 named so far. Shadows come on top.",
    ),
    (
        loop("design"),
        scheduled((Seat("U1", Part.LEAD), Seat("U2", Part.LEAD))),
        "lead",
        "Only one person can lead the interview.",
    ),
    (
        loop("design"),
        scheduled(starts_at=NOW),
        "date",
        "This is in the past. Pick a later time; or log it instead, if they are meeting or have met.",
    ),
    (loop("design"), scheduled(ends_at=NOW), "duration", "The interview must end after it starts."),
    (
        loop("design"),
        ev.Logged(by=RECRUITER, at=NOW, meeting=meeting(), seats=ALL_IN),
        "date",
        "This is still to come. Schedule it instead, so that the panel is invited.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.PanelChanged(by=RECRUITER, at=NOW, seats=(Seat("U2"), Seat("U3"))),
        "panel",
        "<@U1> submitted a scorecard already and stays on the panel.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.PanelChanged(by=RECRUITER, at=NOW, seats=(Seat("U1", Part.SHADOW), Seat("U2"), Seat("U3"))),
        "shadows",
        "<@U1> submitted a scorecard already, and it counts: whoever has written one is not made a shadow.",
    ),
    (
        loop("design", Step.FEEDBACK, seats=(*ALL_IN, Seat("U9", Part.SHADOW, card=Card.SUBMITTED))),
        ev.PanelChanged(by=RECRUITER, at=NOW, seats=(*ALL_IN, Seat("U9"))),
        "panel",
        "<@U9> submitted a shadow's scorecard already. It trains and never counts, so they stay a shadow here.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.CardWaived(by=MANAGER, at=NOW, member="U2", reason="  "),
        "reason",
        "Please give a reason. It is kept with the decision.",
    ),
    (
        loop("challenge", Step.WITH_CANDIDATE),
        ev.ExtensionGranted(by=RECRUITER, at=NOW, due_at=NOW + DAY),
        "due_date",
        "An extension ends later than the present due date.",
    ),
    (loop("offer"), drafted(), "approvers", "Name at least one approver."),
    (loop("offer"), drafted("UA1", "UA1"), "approvers", "Name each approver once."),
    (
        loop("offer"),
        drafted(RECRUITER),
        "approvers",
        "Whoever drafted an offer can't be the only one who approves it. Name somebody else.",
    ),
    (
        loop("offer", Step.APPROVAL, offer=offer(False)),
        ev.ApproverReplaced(by=RECRUITER, at=NOW, old="UA1", new=RECRUITER),
        "other",
        "Whoever drafted an offer can't be the only one who approves it. Name somebody else.",
    ),
    (
        loop("offer", Step.APPROVAL),
        ev.ApproverReplaced(by=RECRUITER, at=NOW, old="UA2", new="UA1"),
        "other",
        "This person is asked for approval already.",
    ),
    (
        loop("design"),
        ev.PutOnHold(by=RECRUITER, at=NOW, reason="Budget", until=NOW),
        "until",
        "This is in the past. Pick a time that is still to come.",
    ),
]
REASONS: list[tuple[LoopState, ev.Event]] = [
    (loop("design"), ev.Rejected(by=MANAGER, at=NOW, reason="")),
    (loop("design"), ev.Withdrawn(by=MANAGER, at=NOW, reason=" ")),
    (put(loop("design"), Status.REJECTED), ev.Reopened(by=MANAGER, at=NOW, reason="")),
    (loop("design"), ev.PutOnHold(by=MANAGER, at=NOW, reason="", until=NOW + DAY)),
    (loop("offer"), ev.DecisionReopened(by=MANAGER, at=NOW, reason="", seats=ALL_IN, meeting=HELD)),
    (loop("offer", Step.EXTENDED), ev.OfferRescinded(by=MANAGER, at=NOW, reason="")),
    (loop("offer", Step.APPROVAL), ev.OfferRefused(by="UA2", at=NOW, member="UA2", reason="")),
]


@pytest.mark.parametrize(("state", "event", "field", "sentence"), FIELDS)
def test_what_a_form_got_wrong_stands_on_its_field(
    state: LoopState, event: ev.Event, field: str, sentence: str
) -> None:
    answer = refused(state, event)
    assert isinstance(answer, Invalid)
    assert (answer.field, answer.text) == (field, sentence)


def test_a_time_and_a_panel_that_are_both_wrong_are_refused_together() -> None:
    answer = refused(loop("design"), scheduled((Seat("U1"),), starts_at=NOW - HOUR))
    assert isinstance(answer, Invalids)
    assert {field: text[:11] for field, text in answer.errors.items()} == {
        "panel": "System desi",
        "date": "This is in ",
    }


@pytest.mark.parametrize(("state", "event"), REASONS, ids=lambda value: type(value).__name__)
def test_what_cannot_be_undone_in_silence_needs_a_reason(state: LoopState, event: ev.Event) -> None:
    assert refused(state, event).field == "reason"


def test_the_drafter_may_approve_alone_where_the_playbook_says_so() -> None:
    allowed = loop("offer", drafter_may_approve=True)
    assert isinstance(attempt(allowed, drafted(RECRUITER)), LoopState)


def test_a_stage_without_required_scorecards_still_needs_somebody_on_its_panel() -> None:
    free = replace(SCREEN, required=0)
    state = replace(loop("screen"), plan=(free, PlanStage("offer", "Offer", free.kind, 0, free.decided_by)))
    assert refused(state, scheduled(())).field == "panel"
