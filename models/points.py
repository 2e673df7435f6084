"""Points of the program's way where a test may end it, to see that what follows a crash is right.

`CRASH_AT=send.after:2` has the bot kill itself (SIGKILL: no farewell, nothing flushed, no lease let go) when it passes
the point `send.after` for the second time. Without a number it is the first time. The setting is refused on Slack
itself; with none, passing a point does nothing.
"""

import os
import signal
from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """In the order in which a message passes them, from what is due to what is marked as sent."""

    PLAN_BEFORE = "plan.before"
    """The planner is about to begin a unit of work."""
    PLAN_INSIDE = "plan.inside"
    """Its messages are written and nothing is committed."""
    PLAN_AFTER = "plan.after"
    """They are committed, and nobody has been woken."""
    CLAIM_BEFORE = "claim.before"
    """The courier has seen that something waits."""
    CLAIM_INSIDE = "claim.inside"
    CLAIM_AFTER = "claim.after"
    """The rows are `sending` under its lease, and nothing was asked of Slack."""
    SEND_BEFORE = "send.before"
    """The very next thing is `chat.postMessage` or `chat.update`."""
    SEND_AFTER = "send.after"
    """Slack has answered that it is done, and nothing of it is written down."""
    MARK_INSIDE = "mark.inside"
    """The row is `sent`, and nothing is committed."""
    MARK_AFTER = "mark.after"
    COMMIT_INSIDE = "commit.inside"
    """Any unit of work at all, of a click too, has done its part in a transaction; nothing is committed."""
    COMMIT_AFTER = "commit.after"
    """Any unit of work is committed; nobody has heard of it, so a click is not acknowledged."""


Passing = Callable[[Point], None]
"""Called at each point that is passed, on the event loop or on the thread that writes."""


def pass_by(_point: Point) -> None:
    """What happens at a point when nobody tests crashes."""


class Crash:
    """Kills this process at the `nth` passing of a point."""

    def __init__(self, point: Point, nth: int = 1) -> None:
        self._point, self._left = point, nth

    def __call__(self, point: Point) -> None:
        if point is self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def parse(value: str) -> tuple[Point, int]:
    """Read `point` or `point:n`; raises ValueError for anything else."""
    name, _, nth = value.partition(":")
    point, count = Point(name), int(nth or 1)
    if count < 1:
        raise ValueError("the first passing is number 1")
    return point, count
