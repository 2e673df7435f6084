"""The debrief of a stage: who votes in it, whom it waits for, and where that puts the stage.

Reading belongs to the first vote and is each person's own; the first votes are sealed until all are in; then they are
revealed, people talk, and vote again, sealed likewise; then one person decides. No step needs anybody at once.
"""

from dataclasses import replace

from domain.ballots import AGAINST, Ballot, Raised
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
    return state.step is Step.DECISION and standing_no(state) > 0


def standing_no(state: LoopState) -> int:
    """The round in which the bar raiser openly said no, which nobody has answered since; 0 if there is none.

    One more interview answers nothing. Once they have voted on that as well, they stand where they stand now. Who has
    left the company stands by the word that was opened, though others vote on.
    """
    own = ballot(state, state.bar_raiser)
    settled = state.step is Step.DECISION or (own.left and state.revealed)
    if not settled or own.last is None:
        return _before(state).no_in
    against = state.bar_raiser in voters(state) and own.last in AGAINST
    return state.round if against and not own.answered else 0


def heard_next(state: LoopState) -> Raised | None:
    """What is known of the bar raiser's word where one more interview is asked for now; what is sealed stays so."""
    if not state.bar_raiser:
        return None
    words = next((words for member, *words in open_votes(state) if member == state.bar_raiser), [])
    own, known = ballot(state, state.bar_raiser), _before(state)
    if not words:
        return replace(known, heard=known.heard or own.left)
    against = (words[-1] or words[0]) in AGAINST and not own.answered
    return Raised(state.bar_raiser, state.round if against else 0, heard=True)


def _before(state: LoopState) -> Raised:
    """What the one who raises the bar now said in earlier rounds of this stage."""
    known = state.raised
    return known if known and known.member == state.bar_raiser else Raised(state.bar_raiser)


def to_be_heard(state: LoopState) -> bool:
    """Whether the bar raiser's vote on what is in is still to come."""
    return state.step is not Step.DECISION and state.bar_raiser in asked(state) and holds(state)


def never_heard(state: LoopState) -> bool:
    """Whether one more interview was asked for before the bar raiser's vote was open, and there is none on it yet."""
    asked_before = state.round > 1 and state.at.debrief and state.bar_raiser != "" and not _before(state).heard
    return asked_before and state.step is not Step.DECISION and not ballot(state, state.bar_raiser).left


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
