"""The debrief of a stage: who votes in it, whom it waits for, and where that puts the stage.

Reading belongs to the first vote and is each person's own; the first votes are sealed until all are in; then they are
revealed, people talk, and vote again, sealed likewise; then one person decides. No step needs anybody at once.
"""

from dataclasses import replace

from domain.ballots import AGAINST, Ballot
from domain.scorecards import Recommendation
from domain.state import Card, LoopState, Step


def voters(state: LoopState) -> tuple[str, ...]:
    """Whose vote is asked for: who submitted a scorecard that counts, the hiring manager, and the bar raiser if any.

    Never the candidate's, who may be the only one who leads the role.
    """
    scored = [seat.member for seat in state.seats if seat.counts and seat.card is Card.SUBMITTED]
    asked = dict.fromkeys((*scored, state.hiring_manager, state.bar_raiser))
    return tuple(member for member in asked if member not in ("", state.candidate))


def ballot(state: LoopState, member: str) -> Ballot:
    return next((each for each in state.ballots if each.member == member), Ballot(member))


def with_ballot(state: LoopState, given: Ballot) -> LoopState:
    """With this ballot in the place of the same member's."""
    others = tuple(each for each in state.ballots if each.member != given.member)
    return replace(state, ballots=(*others, given))


def asked(state: LoopState) -> tuple[str, ...]:
    """Whose vote the present step counts on: who has left the company without giving theirs is not waited for.

    They may still give it, should they be back in time.
    """
    return tuple(member for member in voters(state) if not ballot(state, member).left)


def missing(state: LoopState) -> tuple[str, ...]:
    """Whose vote the present step waits for, in the order of `voters`; nobody's outside a debrief."""
    if state.step is Step.FIRST_VOTE:
        return tuple(member for member in asked(state) if ballot(state, member).first is None)
    if state.step is Step.SECOND_VOTE:
        return tuple(member for member in asked(state) if ballot(state, member).second is None)
    return ()


def holds(state: LoopState) -> bool:
    """Whether this stage holds a debrief now: there is something to read, and more than one to talk."""
    scored = any(seat.counts and seat.card is Card.SUBMITTED for seat in state.seats)
    return state.at.debrief and scored and len(voters(state)) > 1


def opened(state: LoopState) -> LoopState:
    """All scorecards are in: on to the debrief, where it stood if it had begun, or to the decision."""
    if not holds(state):
        return replace(state, step=Step.DECISION)
    return replace(state, step=Step.SECOND_VOTE if state.revealed else Step.FIRST_VOTE)


def counted(state: LoopState) -> LoopState:
    """When the last vote is in: the first ones are revealed; after the second ones comes the decision."""
    if state.step is Step.FIRST_VOTE and not missing(state):
        state = replace(state, step=Step.SECOND_VOTE, revealed=True)
    if state.step is Step.SECOND_VOTE and not missing(state):
        state = replace(state, step=Step.DECISION)
    return state


def objected(state: LoopState) -> bool:
    """Whether the bar raiser's no stands unanswered once the votes are over. It blocks advancing, and nothing else.

    Not asked before the decision: a refusal would say how somebody voted.
    """
    return state.step is Step.DECISION and _against(state, ballot(state, state.bar_raiser).last)


def skips_the_bar_raiser(state: LoopState) -> bool:
    """Whether to go on regardless, now, would pass by a bar raiser whose vote is still to come or to be answered."""
    if state.step is Step.DECISION:
        return objected(state)
    return state.bar_raiser in asked(state) and holds(state)


def _against(state: LoopState, word: Recommendation | None) -> bool:
    return state.bar_raiser in voters(state) and word in AGAINST and not ballot(state, state.bar_raiser).answered


def open_votes(state: LoopState) -> tuple[tuple[str, str, str], ...]:
    """Member, first and second vote, as far as they are open: the first once revealed, the second after the debrief.

    What is sealed or was never given is empty.
    """
    first, second = state.revealed, state.revealed and state.step is Step.DECISION
    found = (
        (each.member, str(each.first or "") if first else "", str(each.second or "") if second else "")
        for each in (ballot(state, member) for member in voters(state))
    )
    return tuple(each for each in found if any(each[1:]))
