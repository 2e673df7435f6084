"""Trigger ids: good for one use within three real seconds."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import SlackError

SECONDS = 3.0
KEPT_SECONDS = 60.0


@dataclass
class Trigger:
    """Whose click it was, when (a monotonic time), and in which modal or conversation, if in one."""

    user: str
    at: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


class Triggers:
    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._known: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, channel: str | None = None) -> str:
        now = self._timer()
        while self._known and now - next(iter(self._known.values())).at > KEPT_SECONDS:
            del self._known[next(iter(self._known))]
        trigger_id = f"{int(now)}.{int(now * 1000)}.{secrets.token_hex(16)}"
        self._known[trigger_id] = Trigger(user, now, view_id, channel)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use it up. Raises SlackError for one that is unknown, used or too old."""
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._timer() - trigger.at > SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger
