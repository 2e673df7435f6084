"""What follows from an event besides the step: facts set and cleared, and what the candidate has to be told.

`apply(after, before, event)` gets the state with step and status already moved. It decides nothing: guards have. A
colleague who is the candidate takes no part in it, whatever an event brings in or brings back.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain import debrief_effects, offer_effects, own_loop
from domain import events as ev
from domain.debriefs import heard_next
from domain.panel_effects import agreed
from domain.playbook import StageKind
from domain.state import FIRST_STEP, Card, LoopState, Rsvp, Status, Step
from domain.telling import tell, told

Effect = Callable[[LoopState, LoopState, Any], LoopState]


def _no_meeting(after: LoopState) -> LoopState:
    return debrief_effects.none_held(replace(after, meeting=None, seats=(), contradiction=False))


def _opened(after: LoopState, _before: LoopState, event: ev.Scheduled) -> LoopState:
    return replace(after, meeting=event.meeting, seats=agreed(event.seats, event.by))


def _logged(after: LoopState, _before: LoopState, event: ev.Logged) -> LoopState:
    seats = tuple(replace(seat, rsvp=Rsvp.ACCEPTED) for seat in event.seats)
    return replace(after, meeting=replace(event.meeting, happened=True), seats=seats)


def _rescheduled(after: LoopState, before: LoopState, event: ev.Rescheduled) -> LoopState:
    version = before.meeting.version + 1 if before.meeting else 1
    seats = tuple(replace(seat, rsvp=Rsvp.PENDING, absent=False) for seat in before.seats)
    return replace(after, meeting=replace(event.meeting, version=version), seats=agreed(seats, event.by))


def _emptied(after: LoopState, _before: LoopState, _event: ev.Event) -> LoopState:
    return _no_meeting(after)


def _panel(after: LoopState, before: LoopState, event: ev.PanelChanged) -> LoopState:
    seats = []
    for seat in event.seats:
        known = before.seat(seat.member)
        seats.append(replace(known, part=seat.part) if known else seat)
    joined = any(seat.counts and before.seat(seat.member) is None for seat in event.seats)
    joins = after.meeting is not None and before.seat(event.by) is None
    asked = agreed(tuple(seats), event.by) if joins else tuple(seats)
    return replace(after, seats=asked, gate_closed=before.gate_closed and not joined)


def _link(after: LoopState, _before: LoopState, _event: ev.LinkAdded) -> LoopState:
    return after.with_meeting(has_link=True)


def _accepted(after: LoopState, _before: LoopState, event: ev.InvitationAccepted) -> LoopState:
    return after.with_seat(event.member, rsvp=Rsvp.ACCEPTED)


def _proposed(after: LoopState, _before: LoopState, event: ev.Proposed) -> LoopState:
    return after.with_seat(event.member, rsvp=Rsvp.PROPOSED)


def _declined(after: LoopState, _before: LoopState, event: ev.InvitationDeclined) -> LoopState:
    return after.with_seat(event.member, rsvp=Rsvp.DECLINED)


def _happened(after: LoopState, _before: LoopState, _event: ev.Event) -> LoopState:
    return after.with_meeting(happened=True)


def _absent(after: LoopState, before: LoopState, event: ev.WasAbsent) -> LoopState:
    seat = before.seat(event.member)
    scored = seat is not None and seat.card is Card.SUBMITTED
    return replace(after.with_seat(event.member, absent=True), contradiction=before.contradiction or scored)


def _disputed(after: LoopState, _before: LoopState, _event: ev.Disputed) -> LoopState:
    return replace(after, contradiction=True)


def _settled(after: LoopState, _before: LoopState, event: ev.ContradictionSettled) -> LoopState:
    if not event.happened:
        return _no_meeting(replace(after, step=FIRST_STEP[after.at.kind]))
    seats = tuple(replace(s, absent=s.absent and s.card is not Card.SUBMITTED) for s in after.seats)
    return replace(after, seats=seats, contradiction=False)


def _submitted(after: LoopState, _before: LoopState, event: ev.CardSubmitted) -> LoopState:
    """A submitted scorecard says that the interview happened, and that its writer was there."""
    seated = after.with_seat(event.member, card=Card.SUBMITTED, absent=False, rsvp=Rsvp.ACCEPTED)
    return seated.with_meeting(happened=True)


def _waived(after: LoopState, _before: LoopState, event: ev.CardWaived) -> LoopState:
    return after.with_seat(event.member, card=Card.WAIVED)


def _sent(after: LoopState, _before: LoopState, event: ev.ChallengeSent) -> LoopState:
    return replace(after, seats=event.seats, challenge_due=event.due_at, overdue=False)


def _extended(after: LoopState, _before: LoopState, event: ev.ExtensionGranted) -> LoopState:
    return replace(after, challenge_due=event.due_at, overdue=False)


def _overdue(after: LoopState, _before: LoopState, _event: ev.ChallengeOverdue) -> LoopState:
    return replace(after, overdue=True)


def _received(after: LoopState, _before: LoopState, _event: ev.SubmissionReceived) -> LoopState:
    return replace(after, overdue=False)


def _fresh(after: LoopState, stage: str) -> LoopState:
    fresh = replace(after, stage=stage, round=1, focus=None, challenge_due=None, challenge_left=None)
    return _no_meeting(replace(fresh, overdue=False, offer=None, raised=None))


def _advanced(after: LoopState, before: LoopState, _event: ev.Advanced) -> LoopState:
    following = before.next_stage or before.at  # the guard has seen that there is one
    return replace(_fresh(after, following.key), step=FIRST_STEP[following.kind])


def _one_more(after: LoopState, before: LoopState, event: ev.OneMore) -> LoopState:
    again = replace(_fresh(after, before.stage), round=before.round + 1, focus=event.focus)
    return replace(again, raised=heard_next(before))


def _reopened_decision(after: LoopState, before: LoopState, event: ev.DecisionReopened) -> LoopState:
    """With its panel as it was. A stage that was skipped before anybody met begins anew."""
    earlier = before.previous_stage or before.at  # the guard has seen that there is one
    fresh = replace(_fresh(after, earlier.key), round=event.round, focus=event.focus)
    met = event.meeting is not None and event.meeting.happened
    if not event.seats or (earlier.kind is StageKind.INTERVIEW and not met):
        return replace(fresh, step=FIRST_STEP[earlier.kind])
    back = replace(
        fresh, seats=event.seats, meeting=event.meeting, contradiction=event.contradiction,
        challenge_due=event.challenge_due, overdue=event.overdue, ballots=event.ballots, revealed=event.revealed,
        gate_closed=event.gate_closed, step=event.voting or fresh.step, raised=event.raised,
    )  # fmt: skip
    return replace(back, step=Step.WITH_CANDIDATE) if event.with_candidate else back


def _stopped(after: LoopState, before: LoopState, at: datetime) -> LoopState:
    """Hold and close cancel what lies ahead and stop the challenge's clock."""
    if before.meets_after(at):
        after = _no_meeting(replace(after, step=Step.SCHEDULING))
    if before.step is Step.WITH_CANDIDATE and before.challenge_left is None and before.challenge_due is not None:
        after = replace(after, challenge_left=before.challenge_due - at)
    return after


def _going_on(after: LoopState, at: datetime) -> LoopState:
    """The challenge's clock goes on. An offer that has run out meanwhile needs a new expiry before it stands again."""
    if after.status is not Status.ACTIVE:
        return after
    if after.challenge_left is not None:
        return replace(after, challenge_due=at + after.challenge_left, challenge_left=None)
    if after.step is Step.EXTENDED and after.offer is not None and after.offer.expires_at <= at:
        return replace(after.with_offer(sent_before=False), step=Step.DRAFTING)
    return after


def _held(after: LoopState, before: LoopState, event: ev.PutOnHold) -> LoopState:
    return replace(_stopped(after, before, event.at), hold_until=event.until)


def _held_until(after: LoopState, _before: LoopState, event: ev.HoldChanged) -> LoopState:
    return replace(after, hold_until=event.until)


def _resumed(after: LoopState, _before: LoopState, event: ev.Resumed) -> LoopState:
    return replace(_going_on(after, event.at), hold_until=None)


def _closed(after: LoopState, before: LoopState, event: ev.Rejected | ev.Withdrawn) -> LoopState:
    return replace(_stopped(after, before, event.at), came_from=before.status).needing_nobody()


def _reopened(after: LoopState, before: LoopState, event: ev.Reopened) -> LoopState:
    """To the state it left. A hire who reneges had the offer in hand before, so that the next one changes it."""
    status = before.came_from or Status.ACTIVE
    if before.step is not Step.ACCEPTED:
        return _going_on(replace(after, status=status, came_from=None), event.at)
    again = _going_on(replace(after, status=status, came_from=None, step=Step.EXTENDED), event.at)
    return again if again.step is Step.EXTENDED else again.with_offer(sent_before=True)


def _told(after: LoopState, _before: LoopState, event: ev.Told) -> LoopState:
    return told(after, event.key)


EFFECTS: Mapping[type[ev.Event], Effect] = {
    ev.Scheduled: _opened, ev.Logged: _logged, ev.Rescheduled: _rescheduled, ev.Cancelled: _emptied,
    ev.PanelChanged: _panel, ev.LinkAdded: _link, ev.InvitationAccepted: _accepted,
    ev.InvitationDeclined: _declined, ev.Proposed: _proposed,
    ev.Happened: _happened, ev.NoShow: _emptied, ev.Moved: _emptied, ev.WasAbsent: _absent, ev.Disputed: _disputed,
    ev.ContradictionSettled: _settled, ev.CardSubmitted: _submitted, ev.CardWaived: _waived, ev.ChallengeSent: _sent,
    ev.GateClosed: debrief_effects.gate, ev.Voted: debrief_effects.voted,
    ev.VotedAgain: debrief_effects.voted_again, ev.VoterLeft: debrief_effects.gone,
    ev.DebriefMovedOn: debrief_effects.moved_on,
    ev.ConcernAnswered: debrief_effects.answered,
    ev.ExtensionGranted: _extended, ev.ChallengeOverdue: _overdue, ev.SubmissionReceived: _received,
    ev.Advanced: _advanced, ev.OneMore: _one_more, ev.DecisionReopened: _reopened_decision,
    ev.OfferDrafted: offer_effects.drafted, ev.OfferApproved: offer_effects.approved,
    ev.OfferRefused: offer_effects.refused, ev.ApproverReplaced: offer_effects.approver,
    ev.OfferExtended: offer_effects.extended, ev.OfferRescinded: offer_effects.withdrawn,
    ev.OfferExpired: offer_effects.withdrawn, ev.OfferAccepted: offer_effects.accepted,
    ev.OfferDeclined: offer_effects.declined, ev.PutOnHold: _held, ev.HoldChanged: _held_until,
    ev.Resumed: _resumed, ev.Rejected: _closed, ev.Withdrawn: _closed, ev.Reopened: _reopened, ev.Told: _told,
    ev.TeamChanged: own_loop.team_changed, ev.CandidateKnown: own_loop.candidate_known,
}  # fmt: skip
"""Events that are not listed move the step alone."""


def apply(after: LoopState, before: LoopState, event: ev.Event) -> LoopState:
    effect = EFFECTS.get(type(event))
    changed = effect(after, before, event) if effect else after
    return own_loop.without_candidate(tell(changed, before, event))
