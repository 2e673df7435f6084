"""What must hold before an event may happen. A guard answers None, or the refusal that says what is missing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from domain import debrief_guards
from domain import events as ev
from domain.panel_guards import complete_panel
from domain.refusals import Invalid, NotNow, Refusal, Remedy, ScorecardsMissing, together
from domain.state import VOTING, Card, LoopState, Meeting, Step
from domain.telling import to_tell
from domain.words import STEP_WORDS

Guard: TypeAlias = Callable[[LoopState, Any], Refusal | None]
"""The second argument is the event of the entry that the guard stands in."""


def always(_state: LoopState, _event: ev.Event) -> None:
    return None


def _meeting(meeting: Meeting) -> Refusal | None:
    if meeting.ends_at <= meeting.starts_at:
        return Invalid("The interview must end after it starts.", field="duration")
    return None


def ahead(moment: datetime, at: datetime, field: str) -> Refusal | None:
    if moment <= at:
        return Invalid("This is in the past. Pick a time that is still to come.", field=field)
    return None


def can_be_scheduled(state: LoopState, event: ev.Scheduled) -> Refusal | None:
    late = "This is in the past. Pick a later time; or log it instead, if they are meeting or have met."
    return together(
        complete_panel(state, event.seats),
        _meeting(event.meeting),
        Invalid(late, field="date") if event.meeting.starts_at <= event.at else None,
    )


def was_held(state: LoopState, event: ev.Logged) -> Refusal | None:
    """An interview that is going on can be logged: nobody is invited any more to what has begun."""
    early = Invalid("This is still to come. Schedule it instead, so that the panel is invited.", field="date")
    return together(
        early if event.meeting.starts_at > event.at else None,
        complete_panel(state, event.seats),
        _meeting(event.meeting),
    )


def new_time_ahead(_state: LoopState, event: ev.Rescheduled) -> Refusal | None:
    return together(_meeting(event.meeting), ahead(event.meeting.starts_at, event.at, "date"))


def has_begun(state: LoopState, event: ev.Event) -> Refusal | None:
    if state.meeting is not None and state.meeting.starts_at > event.at:
        return NotNow("This interview has not begun yet. I'll ask again when it has.")
    return None


def invited(state: LoopState, event: ev.InvitationAccepted | ev.InvitationDeclined) -> Refusal | None:
    if state.seat(event.member) is None:
        return NotNow("You're no longer on this panel, so there is nothing to answer.")
    if state.meeting is not None and state.meeting.ends_at <= event.at:
        return NotNow("This interview is over. If you weren't there, say so.", remedies=(Remedy.NOT_THERE,))
    return None


def proposes(state: LoopState, event: ev.Proposed) -> Refusal | None:
    if not event.reason.strip():
        return Invalid("Say which times would suit you.", field="note")
    if state.seat(event.member) is None:
        return NotNow("You're no longer on this panel, so there is nothing to answer.")
    if state.meeting is not None and state.meeting.starts_at <= event.at:
        return NotNow("This interview has begun. If you aren't there, say so.", remedies=(Remedy.NOT_THERE,))
    return None


def on_the_panel(state: LoopState, event: ev.WasAbsent) -> Refusal | None:
    if state.seat(event.member) is None:
        return NotNow("You're not on this panel any more, so nothing is expected of you.")
    return has_begun(state, event)


def owes_a_card(state: LoopState, event: ev.CardSubmitted) -> Refusal | None:
    if state.seat(event.member) is None:
        return NotNow("You're not on this panel any more. Your notes are kept; the recruiter can put you back on it.")
    return None


def owes_a_card_of_a_held_interview(state: LoopState, event: ev.CardSubmitted) -> Refusal | None:
    if state.meeting is not None and state.meeting.starts_at > event.at:
        return NotNow("This interview has not begun yet. Your notes are saved; submit them once you've met.")
    return owes_a_card(state, event)


def has_written(state: LoopState, event: ev.Advanced | ev.OneMore) -> Refusal | None:
    """Who decides what becomes of a round would open its scorecards to themselves before writing their own."""
    if event.by in state.outstanding:
        return NotNow("You owe a scorecard yourself. Submit it first, then decide.")
    return None


def card_can_be_waived(state: LoopState, event: ev.CardWaived) -> Refusal | None:
    """Nobody spares themselves the writing and reads the others', unless nobody else is there to waive it."""
    seat = state.seat(event.member)
    if seat is None or seat.card is not Card.NONE:
        return NotNow("That scorecard is not outstanding any more.")
    other = state.hiring_manager if event.by == state.recruiter else state.recruiter
    if event.by == event.member and other != event.by:
        return NotNow(f"This scorecard is your own. <@{other}> can waive it.")
    return reasoned(event.reason)


def contradicted(state: LoopState, _event: ev.ContradictionSettled) -> Refusal | None:
    return None if state.contradiction else NotNow("This has been settled already.")


def time_has_come(state: LoopState, event: ev.Event) -> Refusal | None:
    if state.meeting is not None and state.meeting.starts_at > event.at:
        return NotNow("This interview is still to come. Reschedule or cancel it instead.")
    return None


def nobody_scored(state: LoopState, event: ev.Event) -> Refusal | None:
    if any(seat.card is Card.SUBMITTED for seat in state.seats):
        return NotNow("A scorecard has been submitted for this interview, so it took place. Ask for one more instead.")
    return has_begun(state, event)


def somebody_scored(state: LoopState, _event: ev.Disputed) -> Refusal | None:
    if any(seat.card is Card.SUBMITTED for seat in state.seats):
        return None
    return NotNow("No scorecard says otherwise: record a no-show or a move instead.")


def reason_given(
    _state: LoopState, event: ev.Rejected | ev.Withdrawn | ev.Reopened | ev.OfferRescinded
) -> Refusal | None:
    return reasoned(event.reason)


def reasoned(text: str) -> Refusal | None:
    return None if text.strip() else Invalid("Please give a reason. It is kept with the decision.", field="reason")


def nothing_missing(state: LoopState, _event: ev.Event) -> Refusal | None:
    """Complete, or a refusal that names who is missing and what mends it."""
    if state.complete:
        return None
    total = len(state.outstanding) + state.settled_cards + state.shortfall
    missing = len(state.outstanding) + state.shortfall
    names = ", ".join(f"<@{member}>" for member in state.outstanding)
    who = f" Waiting for {names}." if names else ""
    short = f" {state.shortfall} more {_plural(state.shortfall)} needed: add an interviewer or waive." * bool(
        state.shortfall
    )
    return ScorecardsMissing(
        f"Blocked: {missing} of {total} {_cards(total)} {'are' if missing > 1 else 'is'} outstanding.{who}{short}",
        members=state.outstanding,
        remedies=(Remedy.REMIND, Remedy.REPLACE, Remedy.WAIVE),
    )


def _plural(count: int) -> str:
    return "are" if count > 1 else "is"


def _cards(count: int) -> str:
    return "scorecards" if count > 1 else "scorecard"


def may_advance(state: LoopState, event: ev.Advanced) -> Refusal | None:
    if state.next_stage is None:
        return NotNow(f"{state.at.name} is the last stage of this loop.")
    if event.override.strip():
        return has_written(state, event) or debrief_guards.bar_raiser_heard(state)
    if state.contradiction:
        return NotNow("First settle what happened at the interview: what people said does not fit together.")
    if state.step in (Step.DECISION, Step.FEEDBACK, Step.REVIEW, *VOTING):
        return nothing_missing(state, event) or debrief_guards.over(state)
    return NotNow(f"Not yet: {STEP_WORDS[state.step]}. To go on regardless, give a reason for skipping this stage.")


def nothing_begun(state: LoopState, event: ev.DecisionReopened) -> Refusal | None:
    if state.previous_stage is None:
        return NotNow("This is the first stage; there is no earlier decision to reopen.")
    if state.round > 1 or state.offer is not None or event.rated:
        return NotNow(f"{state.at.name} has begun, so the decision before it stands.")
    return reasoned(event.reason)


def can_be_sent(state: LoopState, event: ev.ChallengeSent) -> Refusal | None:
    return complete_panel(state, event.seats) or ahead(event.due_at, event.at, "due_date")


def later_than_before(state: LoopState, event: ev.ExtensionGranted) -> Refusal | None:
    if state.challenge_due is not None and event.due_at <= state.challenge_due:
        return Invalid("An extension ends later than the present due date.", field="due_date")
    return ahead(event.due_at, event.at, "due_date")


def past_due(state: LoopState, event: ev.ChallengeOverdue) -> Refusal | None:
    due = state.challenge_due
    return NotNow("The challenge is not overdue.") if state.overdue or due is None or due > event.at else None


def until_ahead(_state: LoopState, event: ev.PutOnHold | ev.HoldChanged) -> Refusal | None:
    return reasoned(event.reason) or ahead(event.until, event.at, "until")


def to_be_told(state: LoopState, event: ev.Told) -> Refusal | None:
    if event.key in to_tell(state):
        return None
    return NotNow("There is nothing left to tell here: somebody has told the candidate, or it has changed since.")
