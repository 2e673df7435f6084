"""A stage with a debrief, for the tests of what happens in it."""

from dataclasses import replace

from domain import events as ev
from domain.scorecards import Recommendation
from domain.state import LoopState, Step
from domain.todos import owed
from tests.domain.samples import DEBATED, MANAGER, NOW, YES, loop

FIRST, SECOND = Step.FIRST_VOTE, Step.SECOND_VOTE


def debated(step: Step = Step.FEEDBACK, **facts: object) -> LoopState:
    """System design with a debrief, and no bar raiser unless said."""
    return replace(loop("design", step), **{"plan": DEBATED, "bar_raiser": "", **facts})  # type: ignore[arg-type]


def first(member: str, vote: Recommendation = YES) -> ev.Voted:
    return ev.Voted(by=member, at=NOW, member=member, vote=vote)


def again(member: str, vote: Recommendation = YES) -> ev.VotedAgain:
    return ev.VotedAgain(by=member, at=NOW, member=member, vote=vote)


def card(member: str) -> ev.CardSubmitted:
    return ev.CardSubmitted(by=member, at=NOW, member=member)


def debts(state: LoopState) -> list[tuple[str, str]]:
    return [(str(debt.kind), debt.member) for debt in owed(state)]


MOVE_ON = ev.DebriefMovedOn(by=MANAGER, at=NOW, reason="They are away")
ADVANCE = ev.Advanced(by=MANAGER, at=NOW, rationale="Good")
EVERYBODY = ("U1", "U2", "U3", MANAGER)
