"""Identifiers in Slack's shapes, and time stamps that never repeat."""

import itertools
import secrets
import time
from datetime import datetime

MICRO = 1_000_000


class Ids:
    """Counted from the moment of the start, so that no id comes twice to an app that outlives the sandbox."""

    def __init__(self) -> None:
        self._counter = itertools.count(int(time.time() * 1000))
        self._last_ts = 0

    def forget_time(self) -> None:
        """After a reset time stamps may begin earlier again; ids never come back."""
        self._last_ts = 0

    def new(self, prefix: str) -> str:
        return f"{prefix}0{next(self._counter):X}"

    def ts(self, now: datetime) -> str:
        """A message's time stamp, later than any given out before, also when the clock has been set back."""
        micros = round(now.timestamp() * MICRO)
        self._last_ts = max(micros, self._last_ts + 1)
        return f"{self._last_ts // MICRO}.{self._last_ts % MICRO:06d}"


def block_id() -> str:
    """What Slack gives a block or an element that has no id of its own."""
    return secrets.token_urlsafe(4)[:5]


def view_hash(now: datetime) -> str:
    return f"{int(now.timestamp())}.{secrets.token_hex(4)}"


def as_micros(ts: str) -> int:
    """A `ts` as an integer, for comparing. Raises ValueError for what is no time stamp."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICRO + int((fraction or "0").ljust(6, "0")[:6])
