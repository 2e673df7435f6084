"""What follows from what happens in a debrief, as `stage_effects` has it for the rest."""

from dataclasses import replace

from domain import events as ev
from domain.ballots import Raised
from domain.debriefs import ballot, standing_no, with_ballot
from domain.state import Card, LoopState


def none_held(after: LoopState) -> LoopState:
    """As before anybody voted: what was not held, or is held anew, has no votes."""
    return replace(after, ballots=(), revealed=False, gate_closed=False)


def gate(after: LoopState, before: LoopState, _event: ev.GateClosed) -> LoopState:
    """Who has not submitted is not asked any more; whoever does so all the same is heard."""
    waived = (replace(seat, card=Card.WAIVED) if seat.outstanding else seat for seat in before.seats)
    return replace(after, seats=tuple(waived), gate_closed=True)


def voted(after: LoopState, before: LoopState, event: ev.Voted) -> LoopState:
    return with_ballot(after, replace(ballot(before, event.member), first=event.vote, left=False))


def voted_again(after: LoopState, before: LoopState, event: ev.VotedAgain) -> LoopState:
    """Another word than the one that was answered is not answered."""
    own = ballot(before, event.member)
    answered = own.answered and own.last is event.vote
    return with_ballot(after, replace(own, second=event.vote, left=False, answered=answered))


def gone(after: LoopState, before: LoopState, event: ev.VoterLeft) -> LoopState:
    return with_ballot(after, replace(ballot(before, event.member), left=True))


def moved_on(after: LoopState, _before: LoopState, _event: ev.DebriefMovedOn) -> LoopState:
    return replace(after, revealed=True)


def answered(after: LoopState, before: LoopState, _event: ev.ConcernAnswered) -> LoopState:
    if standing_no(before) != before.round:
        return replace(after, raised=Raised(before.bar_raiser, heard=True))
    return with_ballot(after, replace(ballot(before, before.bar_raiser), answered=True))
