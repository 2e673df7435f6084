"""What an event is refused with where the stage machine has no entry for it."""

from domain import events as ev
from domain.refusals import NotNow, Refusal
from domain.state import LoopState, Status
from domain.words import EVENT_WORDS, STEP_WORDS


def no_entry(state: LoopState, event: ev.Event) -> Refusal:
    """At this step."""
    if isinstance(event, (ev.Resumed, ev.Reopened)):
        return NotNow("This loop is under way already.")
    return NotNow(f"{EVENT_WORDS[type(event)]} is not possible now: {STEP_WORDS[state.step]}.")


def asleep(state: LoopState, event: ev.Event) -> Refusal:
    """While the loop is on hold or closed."""
    words = EVENT_WORDS[type(event)]
    if state.status is Status.ON_HOLD:
        if isinstance(event, (ev.PutOnHold, ev.Reopened)):
            return NotNow("This loop is on hold. Resume it to go on.")
        return NotNow(f"{words} is not possible while this loop is on hold. Resume it first.")
    if isinstance(event, ev.Resumed):
        return NotNow(f"This loop is closed ({state.status}). Reopen it instead.")
    return NotNow(f"{words} is not possible: this loop is closed ({state.status}). Reopen it first.")
