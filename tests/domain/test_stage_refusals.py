"""What is refused, in which words, on which field, and with which remedies."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.refusals import Invalids, NotNow, Remedy, ScorecardsMissing
from domain.state import Card, LoopState, Rsvp, Seat, Status, Step
from tests.domain.samples import (
    DAY,
    MANAGER,
    NOW,
    RECRUITER,
    SCREEN,
    loop,
    panel,
    put,
    refused,
)


def advance(override: str = "") -> ev.Advanced:
    return ev.Advanced(by=MANAGER, at=NOW, rationale="Good", override=override)


def test_advancing_names_the_scorecards_that_are_outstanding_and_what_mends_it() -> None:
    answer = refused(loop("design", Step.FEEDBACK, seats=(*panel(),)), advance())
    assert isinstance(answer, ScorecardsMissing)
    assert str(answer) == "Blocked: 3 of 3 scorecards are outstanding. Waiting for <@U1>, <@U2>, <@U3>."
    assert answer.members == ("U1", "U2", "U3")
    assert answer.remedies == (Remedy.REMIND, Remedy.REPLACE, Remedy.WAIVE)


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        (panel(Card.SUBMITTED), "Blocked: 2 of 3 scorecards are outstanding. Waiting for <@U2>, <@U3>."),
        (panel(Card.SUBMITTED, Card.WAIVED), "Blocked: 1 of 3 scorecards is outstanding. Waiting for <@U3>."),
        (
            (*panel(Card.SUBMITTED)[:1], Seat("U2", absent=True)),
            "Blocked: 1 of 2 scorecards is outstanding. 1 more is needed: add an interviewer or waive.",
        ),
        (
            (Seat("U1", rsvp=Rsvp.DECLINED), Seat("U2", absent=True)),
            "Blocked: 2 of 2 scorecards are outstanding. 2 more are needed: add an interviewer or waive.",
        ),
    ],
)
def test_the_sentence_counts_who_is_missing(seats: tuple[Seat, ...], sentence: str) -> None:
    assert refused(loop("design", Step.FEEDBACK, seats=seats), advance()).text == sentence


def test_one_scorecard_of_one_is_spoken_of_in_the_singular() -> None:
    screen = loop("screen", Step.FEEDBACK, seats=(Seat("U1"),))
    assert refused(screen, advance()).text == "Blocked: 1 of 1 scorecard is outstanding. Waiting for <@U1>."


SENTENCES: list[tuple[LoopState, ev.Event, str]] = [
    (
        loop("design", Step.SCHEDULED),
        advance(),
        "Not yet: the interview is scheduled. To go on regardless, give a reason for skipping this stage.",
    ),
    (
        loop("design", Step.FEEDBACK, contradiction=True),
        advance(),
        "First settle what happened at the interview: what people said does not fit together.",
    ),
    (
        loop("design", Step.SCHEDULED),
        ev.Happened(by="U1", at=NOW),
        "This interview has not begun yet. I'll ask again when it has.",
    ),
    (
        loop("design", Step.SCHEDULED),
        ev.CardSubmitted(by="U1", at=NOW, member="U1"),
        "This interview has not begun yet. Your notes are saved; submit them once you've met.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.CardSubmitted(by="U8", at=NOW, member="U8"),
        "You're not on this panel any more. Your notes are kept; the recruiter can put you back on it.",
    ),
    (
        loop("design", Step.SCHEDULED),
        ev.InvitationDeclined(by="U8", at=NOW, member="U8"),
        "You're no longer on this panel, so there is nothing to answer.",
    ),
    (
        loop("design", Step.SCHEDULED),
        ev.WasAbsent(by="U8", at=NOW, member="U8"),
        "You're not on this panel any more, so nothing is expected of you.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.NoShow(by="U1", at=NOW),
        "A scorecard has been submitted for this interview, so it took place. Ask for one more instead.",
    ),
    (
        loop("design", Step.FEEDBACK, seats=panel()),
        ev.Disputed(by="U1", at=NOW),
        "No scorecard says otherwise: record a no-show or a move instead.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.ContradictionSettled(by=RECRUITER, at=NOW, happened=True),
        "This has been settled already.",
    ),
    (
        loop("design", Step.FEEDBACK),
        ev.CardWaived(by=MANAGER, at=NOW, member="U1", reason="Ill"),
        "That scorecard is not outstanding any more.",
    ),
    (
        loop("screen"),
        ev.DecisionReopened(by=MANAGER, at=NOW, reason="Hm", seats=()),
        "This is the first stage; there is no earlier decision to reopen.",
    ),
    (
        loop("design", round=2),
        ev.DecisionReopened(by=MANAGER, at=NOW, reason="Hm", seats=()),
        "System design has begun, so the decision before it stands.",
    ),
    (
        loop("design", Step.SCHEDULED),
        ev.DecisionReopened(by=MANAGER, at=NOW, reason="Hm", seats=()),
        "Reopening the decision is not possible now: the interview is scheduled.",
    ),
    (
        loop("challenge", Step.WITH_CANDIDATE),
        ev.ChallengeOverdue(by=RECRUITER, at=NOW),
        "The challenge is not overdue.",
    ),
    (
        loop("offer", Step.APPROVAL),
        ev.OfferApproved(by="UA1", at=NOW, member="UA1"),
        "You've approved this version already. Thank you.",
    ),
    (
        loop("offer", Step.APPROVAL),
        ev.OfferApproved(by="U8", at=NOW, member="U8"),
        "Your approval is not asked for on this version of the offer.",
    ),
    (
        loop("offer", Step.APPROVAL),
        ev.ApproverReplaced(by=RECRUITER, at=NOW, old="UA1", new="UA7"),
        "That approval is not outstanding any more.",
    ),
    (
        loop("offer", Step.APPROVED),
        ev.OfferExtended(by=RECRUITER, at=NOW + 9 * DAY),
        "This offer has expired before it was sent. Change its expiry first; approval starts anew.",
    ),
    (loop("offer", Step.EXTENDED), ev.OfferExpired(by=RECRUITER, at=NOW), "This offer still stands."),
    (
        loop("design"),
        ev.Told(by=RECRUITER, at=NOW, key="rejected#1"),
        "There is nothing left to tell here: somebody has told the candidate, or it has changed since.",
    ),
    (loop("design"), ev.Resumed(by=RECRUITER, at=NOW), "This loop is under way already."),
    (loop("design"), ev.Reopened(by=RECRUITER, at=NOW, reason="Hm"), "This loop is under way already."),
    (
        put(loop("design"), Status.ON_HOLD),
        ev.PutOnHold(by=RECRUITER, at=NOW, reason="Hm", until=NOW + DAY),
        "This loop is on hold. Resume it to go on.",
    ),
    (
        put(loop("design"), Status.ON_HOLD),
        ev.Cancelled(by=RECRUITER, at=NOW),
        "Cancelling is not possible while this loop is on hold. Resume it first.",
    ),
    (
        put(loop("design"), Status.REJECTED),
        ev.Resumed(by=RECRUITER, at=NOW),
        "This loop is closed (rejected). Reopen it instead.",
    ),
    (
        put(loop("design"), Status.WITHDRAWN),
        advance("In a hurry"),
        "Advancing is not possible: this loop is closed (withdrawn). Reopen it first.",
    ),
    (
        replace(loop("screen", Step.DECISION), plan=(SCREEN,)),
        advance(),
        "Screen is the last stage of this loop.",
    ),
]


@pytest.mark.parametrize(("state", "event", "sentence"), SENTENCES, ids=[sentence[:40] for *_, sentence in SENTENCES])
def test_a_refusal_says_what_is_so_and_what_to_do(state: LoopState, event: ev.Event, sentence: str) -> None:
    answer = refused(state, event)
    assert isinstance(answer, NotNow)
    assert answer.text == sentence


def test_several_fields_are_refused_in_one_sentence_each() -> None:
    both = Invalids({"date": "Pick a date.", "panel": "Name somebody."})
    assert both.errors["panel"] == "Name somebody."
    assert both.text == "Pick a date. Name somebody."


def test_the_docstring_is_the_message_where_nothing_else_is_said() -> None:
    assert str(ScorecardsMissing(loop=7)) == "Scorecards are outstanding."
    assert ScorecardsMissing(loop=7).loop == 7


def test_who_is_not_on_the_panel_any_more_proposes_no_other_time() -> None:
    event = ev.Proposed(by="U8", at=NOW, member="U8", reason="Any afternoon")
    answer = refused(loop("design", Step.SCHEDULED), event)
    assert "no longer on this panel" in answer.text


def test_a_hiring_manager_who_owes_a_scorecard_cannot_override_before_submitting_it() -> None:
    waiting = loop("design", Step.FEEDBACK)
    owing = waiting.outstanding[0]
    answer = refused(waiting, ev.Advanced(by=owing, at=NOW, rationale="Sure", override="No time"))
    assert "You owe a scorecard yourself" in answer.text


def test_another_time_is_proposed_in_words() -> None:
    asked = refused(loop("design", Step.SCHEDULED), ev.Proposed(by="U1", at=NOW, member="U1", reason="  "))
    assert (asked.text, asked.field) == ("Say which times would suit you.", "note")
