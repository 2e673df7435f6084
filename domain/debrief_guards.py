"""What must hold before a vote is given, a debrief goes on without one, or scorecards are no longer waited for."""

from domain import events as ev
from domain.debriefs import asked, missing, never_heard, objected, standing_no, to_be_heard, voters
from domain.refusals import DebriefOpen, Invalid, NotNow, Refusal, Remedy
from domain.state import VOTING, Card, LoopState
from domain.words import STEP_WORDS


def votes_here(state: LoopState, event: ev.Voted | ev.VotedAgain) -> Refusal | None:
    if event.member in voters(state):
        return None
    seat = state.seat(event.member)
    if seat is not None and not seat.counts:
        return NotNow("A shadow's scorecard trains and never counts, so there is no vote to give. Thank you for it!")
    if seat is not None:
        return NotNow("Those vote who have submitted a scorecard. Submit yours, then vote.")
    return NotNow("You're not among those who vote in this debrief.")


def waited_for(state: LoopState, event: ev.VoterLeft) -> Refusal | None:
    return None if event.member in missing(state) else NotNow("Nobody waits for that vote.")


def reasoned(_state: LoopState, event: ev.DebriefMovedOn) -> Refusal | None:
    return _written(event.reason)


def _written(text: str) -> Refusal | None:
    return None if text.strip() else Invalid("Please say why. Everybody in the debrief reads it.", field="note")


def gate_can_be_closed(state: LoopState, event: ev.GateClosed) -> Refusal | None:
    if not state.at.debrief:
        return NotNow(f"{state.at.name} holds no debrief. Waive the scorecards that won't come instead.")
    if state.contradiction:
        return NotNow("First settle what happened at the interview: what people said does not fit together.")
    if event.by in state.outstanding:
        return NotNow("You owe a scorecard yourself. Submit it first.")
    if not any(seat.counts and seat.card is Card.SUBMITTED for seat in state.seats):
        return NotNow("No scorecard is in yet, so there is nothing to talk about.")
    return _written(event.reason)


def stands_in_the_way(state: LoopState, event: ev.ConcernAnswered) -> Refusal | None:
    if event.by in state.outstanding:  # whoever owes one here reads no vote of this stage, not even that it was a no
        return NotNow("You owe a scorecard yourself. Submit it first.")
    if not standing_no(state):
        return NotNow("No objection of a bar raiser waits for an answer here.")
    return _written(event.answer)


def bar_raiser_heard(state: LoopState) -> Refusal | None:
    """A debrief that a bar raiser takes part in is not skipped. It never says how they voted before that is open."""
    if not to_be_heard(state):
        return said_no(state) if standing_no(state) else _heard(state)
    how = "go on without the missing votes" if state.step in VOTING else "close the gate"
    return DebriefOpen(
        f"<@{state.bar_raiser}>, the bar raiser, is to be heard first. To wait for nobody else, {how}, with a reason; "
        "rejecting is possible at any time.",
        members=(state.bar_raiser,),
        remedies=(Remedy.OPEN,),
    )


def _heard(state: LoopState) -> Refusal | None:
    if not never_heard(state):
        return None
    return DebriefOpen(
        f"<@{state.bar_raiser}>, the bar raiser, has not been heard on {state.at.name} yet. They vote once this "
        "interview is held; rejecting is possible at any time.",
        members=(state.bar_raiser,),
        remedies=(Remedy.OPEN,),
    )


def said_no(state: LoopState) -> Refusal:
    return DebriefOpen(
        f"<@{state.bar_raiser}>, the bar raiser, said no. <@{state.hiring_manager}> answers that in writing first; "
        "rejecting is possible at any time.",
        members=(state.hiring_manager,),
        remedies=(Remedy.OPEN,),
    )


def over(state: LoopState) -> Refusal | None:
    """None once the debrief is over and no objection stands; else what is missing, and what can be done about it."""
    left = missing(state)
    if left:
        total = len(asked(state))
        names = ", ".join(f"<@{member}>" for member in left)
        return DebriefOpen(
            f"Not yet: {STEP_WORDS[state.step]}, and {total - len(left)} of {total} are in. Waiting for {names}. "
            "To go on without, give a reason.",
            members=left,
            remedies=(Remedy.OPEN,),
        )
    return said_no(state) if objected(state) else None
