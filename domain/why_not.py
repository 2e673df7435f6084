"""Why an action makes no sense now: for who typed it, or pressed a button that the loop has left behind."""

from datetime import datetime

from domain.actions import Action, offered
from domain.playbook import StageKind
from domain.state import LoopState, Status
from domain.words import STEP_WORDS

_OFFER = frozenset({
    Action.DRAFT_OFFER, Action.APPROVE, Action.REPLACE_APPROVER, Action.SEND_OFFER, Action.RESCIND, Action.ANSWER_OFFER,
})  # fmt: skip
_CHALLENGE = frozenset({Action.SEND_CHALLENGE, Action.SUBMISSION, Action.EXTEND})


def why_not(action: Action, state: LoopState, at: datetime) -> str:
    """Where the loop is instead, and what comes first."""
    if action in offered(state) and action not in offered(state, at):
        return "This interview is over." if action is Action.ANSWER else "This interview has not begun yet."
    if action in offered(state):
        return "That is for somebody else to do here. The loop's page shows what you can do."
    if state.closed:
        return "This loop is closed. Reopen it first."
    if action is Action.REOPEN:
        return "This loop is open."
    if action is Action.RESUME:
        return "This loop is not on hold, so it goes on anyway."
    if state.status is Status.ON_HOLD:
        return "This loop is on hold. Resume it first."
    return f"This loop is at {state.at.name}: {STEP_WORDS[state.step]}.{_when(action, state.at.kind)}"


def _when(action: Action, here: StageKind) -> str:
    if action in _OFFER and here is not StageKind.OFFER:
        return " An offer comes at the end."
    if action in _CHALLENGE and here is not StageKind.TAKE_HOME:
        return " It waits for no challenge now."
    return ""
