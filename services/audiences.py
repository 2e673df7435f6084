"""Whom a change is told by direct message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain import events as ev
from domain.debriefs import ballot, missing, standing_no, voters
from domain.state import VOTING, Card, LoopState, Rsvp, Status, Step
from models.tables import Loop, Role

ASKS = "scorecard"
"""The subject of a notice that asks its reader for a scorecard, and so follows what becomes of it."""


PROPOSES = "proposal"
"""The subject of a notice that somebody would come at another time: it says what became of that."""


@dataclass(frozen=True, slots=True)
class Change:
    loop: Loop
    role: Role
    before: LoopState
    after: LoopState
    event: ev.Event
    history: int

    @property
    def loop_id(self) -> int:
        return self.loop.id or 0


Audience = Callable[[Change, Any], tuple[str, ...]]


def _panel(change: Change, _event: ev.Event) -> tuple[str, ...]:
    """Who was to come to the meeting."""
    return tuple(seat.member for seat in change.before.seats if seat.rsvp is not Rsvp.DECLINED)


def _stopped(change: Change, event: ev.Event) -> tuple[str, ...]:
    """Hold and close: those with something ahead, the team, and who was asked to approve."""
    before = change.before
    busy: tuple[str, ...] = ()
    if before.step in (Step.SCHEDULED, Step.WITH_CANDIDATE):
        busy = _panel(change, event)
    elif before.step in (Step.FEEDBACK, Step.REVIEW):
        busy = before.outstanding
    elif before.step in VOTING:
        busy = missing(before)
    elif before.step is Step.APPROVAL:
        busy = _asked_to_approve(change, event)
    return (*busy, before.recruiter, before.hiring_manager)


def _asked_to_approve(change: Change, _event: ev.Event) -> tuple[str, ...]:
    """Whose approval was waited for."""
    asked = change.before.step is Step.APPROVAL
    return tuple(one.member for one in change.before.approvals if not one.approved) if asked else ()


def _of_what_was_not_held(change: Change, event: ev.ContradictionSettled) -> tuple[str, ...]:
    """The panel; and where it was not held, whoever has voted on it: their votes fall away, as far as they counted."""
    before = change.before
    voted = () if event.happened else tuple(who for who in voters(before) if ballot(before, who).first is not None)
    return tuple(dict.fromkeys((*_panel(change, event), *voted)))


def _raiser_of_a_round_before(change: Change, _event: ev.ConcernAnswered) -> tuple[str, ...]:
    """The present round's conversation says so itself; that of an earlier one is over, and the new one has others."""
    before = change.before
    return () if standing_no(before) == before.round else (before.bar_raiser,)


def _removed(change: Change, _event: ev.PanelChanged) -> tuple[str, ...]:
    kept = {seat.member for seat in change.after.seats}
    leaving = [seat for seat in change.before.seats if seat.member not in kept]
    return tuple(seat.member for seat in leaving if seat.rsvp is not Rsvp.DECLINED)


def asked_to_score(change: Change) -> tuple[str, ...]:
    """Who joins once scorecards are being written: neither an invitation nor a challenge that is back asks them."""
    if change.after.status is not Status.ACTIVE or change.after.step not in (Step.FEEDBACK, Step.REVIEW):
        return ()
    return tuple(member for member in change.after.outstanding if change.before.seat(member) is None)


def _organiser(change: Change, _event: ev.Event) -> tuple[str, ...]:
    return (change.before.meeting.organiser if change.before.meeting else change.before.recruiter,)


def _recruiter_if_contradicted(change: Change, _event: ev.Event) -> tuple[str, ...]:
    return (change.before.recruiter,) if change.after.contradiction and not change.before.contradiction else ()


def _if_absent(change: Change, event: ev.WasAbsent) -> tuple[str, ...]:
    """The recruiter to settle it; and whoever has submitted, when somebody who leads the search owes nothing by it.

    They read the others' then without having written: so it is said to those who know who was there.
    """
    before = change.before
    seat, leads = before.seat(event.member), (before.recruiter, before.hiring_manager, before.bar_raiser)
    if event.member not in leads or seat is None or not seat.outstanding:
        return _recruiter_if_contradicted(change, event)
    return tuple(each.member for each in before.seats if each.counts and each.card is Card.SUBMITTED)


def _team(change: Change, _event: ev.Event) -> tuple[str, ...]:
    return (change.after.recruiter, change.after.hiring_manager)


def _who_leads_now(change: Change, event: ev.CandidateKnown) -> tuple[str, ...]:
    """Not the candidate, who leads alone where nobody else is left; and whoever has a seat again."""
    people = (*_team(change, event), *(seat.member for seat in event.seats))
    return tuple(member for member in people if member != event.member)


def _team_and_who_owes(change: Change, event: ev.OneMore) -> tuple[str, ...]:
    """Those who still owe a scorecard of the round before are not asked for it any more."""
    return (*change.before.outstanding, *_team(change, event))


def _coming(change: Change, event: ev.LinkAdded) -> tuple[str, ...]:
    """Who has an invitation without the link, or with another one, to an interview ahead."""
    return _panel(change, event) if change.before.meets_after(event.at) else ()


def _reviewers(change: Change, _event: ev.Event) -> tuple[str, ...]:
    return tuple(seat.member for seat in change.after.seats)


def _waiting_for_it(change: Change, event: ev.DecisionReopened) -> tuple[str, ...]:
    """The team, and who owes a scorecard again; but not who is asked for the decision anyway."""
    after = change.after
    asked = after.decider if after.step is Step.DECISION else ""
    return tuple(member for member in (*after.outstanding, *_team(change, event)) if member != asked)


def _drafter(change: Change, _event: ev.Event) -> tuple[str, ...]:
    """Who drafted it, while they are of the team; else the recruiter, who drafts it anew."""
    before = change.before
    drafter = before.offer.drafter if before.offer else ""
    return (drafter if drafter in (before.recruiter, before.hiring_manager) else before.recruiter,)


def _when_approved(change: Change, _event: ev.OfferApproved) -> tuple[str, ...]:
    return (change.after.recruiter,) if change.after.step is Step.APPROVED else ()


def _overridden(change: Change, event: ev.Advanced) -> tuple[str, ...]:
    """An override is told to the panel."""
    return tuple(seat.member for seat in change.before.seats) if event.override else ()


NOTICES: Mapping[type[ev.Event], Audience] = {
    ev.Cancelled: _panel,
    ev.Moved: _panel,
    ev.NoShow: _panel,
    ev.PanelChanged: _removed,
    ev.InvitationDeclined: _organiser,
    ev.Proposed: _organiser,
    ev.WasAbsent: _if_absent,
    ev.Disputed: _recruiter_if_contradicted,
    ev.GateClosed: lambda change, _event: tuple(seat.member for seat in change.before.seats),
    ev.CardWaived: lambda _change, event: (event.member,),
    ev.LinkAdded: _coming,
    ev.ConcernAnswered: _raiser_of_a_round_before,
    ev.ContradictionSettled: _of_what_was_not_held,
    ev.ExtensionGranted: _reviewers,
    ev.SubmissionReceived: _reviewers,
    ev.Advanced: _overridden,
    ev.OneMore: _team_and_who_owes,
    ev.DecisionReopened: _waiting_for_it,
    ev.OfferApproved: _when_approved,
    ev.OfferRefused: _drafter,
    ev.OfferRescinded: _team,
    ev.OfferExpired: _team,
    ev.OfferAccepted: _asked_to_approve,
    ev.OfferDeclined: lambda change, event: (*_team(change, event), *_asked_to_approve(change, event)),
    ev.PutOnHold: _stopped,
    ev.HoldChanged: _team,
    ev.Rejected: _stopped,
    ev.Withdrawn: _stopped,
    ev.Resumed: _team,
    ev.Reopened: _team,
    ev.CandidateKnown: _who_leads_now,
}
"""Whom a change is told by direct message. Who caused it is not told of it."""
