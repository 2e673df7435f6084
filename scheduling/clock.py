"""The only place that reads the system's clock. Business times come from here; leases and back-off are `real`."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Says what time it is; every time is aware and in UTC."""

    apart: timedelta
    """How far the database's clock, where several copies go by it, is ahead of this machine's."""

    def now(self) -> datetime:
        """Return the business time, which a demonstration may move."""

    def real(self) -> datetime:
        """Return the real time, for leases, back-off and pacing: what Slack and other copies of the bot live by."""

    def monotonic(self) -> float:
        """Return seconds that only ever grow, for measuring how long something takes."""

    def machine(self) -> datetime:
        """Return what this machine says, whatever it has agreed on with others."""

    def agree(self, began: datetime, there: datetime, ended: datetime) -> bool:
        """Go by the database's time from now on; say whether that sets the clock by more than a second."""


SECOND = timedelta(seconds=1)


class SystemClock:
    """The clock of a bot at work: this machine's, set by the database's where several copies share one."""

    def __init__(self) -> None:
        self.apart = timedelta()

    def now(self) -> datetime:
        return self.real()

    def real(self) -> datetime:
        return self.machine() + self.apart

    def machine(self) -> datetime:
        return datetime.now(UTC)

    def agree(self, began: datetime, there: datetime, ended: datetime) -> bool:
        """`there` was read between `began` and `ended` (of `machine`): of what that leaves open, the nearest is taken.

        So clocks that agree are never set, however long the question took.
        """
        before = self.apart
        self.apart = min(max(before, there - ended), there - began)
        return abs(self.apart - before) > SECOND

    def monotonic(self) -> float:
        return time.monotonic()


class MovableClock(SystemClock):
    """Real time plus an offset that the demonstration sets."""

    def __init__(self) -> None:
        super().__init__()
        self.offset = timedelta()
        self.on_move: list[Callable[[datetime], None]] = []
        """Called with the new time after every move, so that whoever waits can look again."""
        self._stands_at: datetime | None = None

    def now(self) -> datetime:
        return self._stands_at or self.real() + self.offset

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """It stays this very second, so that what follows from it is due hours later to the second too."""
        self._stands_at = self.now().replace(microsecond=0)
        try:
            yield
        finally:
            self._stands_at = None

    def move(self, by: timedelta) -> None:
        """Move the business time; going back is allowed."""
        self._stands_at = None
        self.offset += by
        now = self.now()
        for listener in self.on_move:
            listener(now)

    def set_to(self, moment: datetime) -> None:
        """Set the business time; raises ValueError for a time without a zone."""
        if moment.utcoffset() is None:
            raise ValueError("a moment needs its time zone")
        self._stands_at = None  # where it would be by now counts, not where it stands
        self.move(moment - self.now())


class FileClock(SystemClock):
    """Real time plus the seconds that a file holds, for a bot and a sandbox in processes of their own.

    A second number and a third let real time itself run faster: `speed` times as fast since the moment `since` (seconds
    of the epoch), so that leases run out and back-off ends within a test.
    A file that is missing or half written counts as what was read last, zero to begin with.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._read_at: int | None = None
        self._offset = timedelta()
        self._speed, self._since = 1.0, super().real()

    def now(self) -> datetime:
        self._refresh()
        return self._real() + self._offset

    def real(self) -> datetime:
        self._refresh()
        return self._real()

    def _real(self) -> datetime:
        system = super().real()
        return system if self._speed == 1 else self._since + (system - self._since) * self._speed

    def _refresh(self) -> None:
        try:
            changed = self._path.stat().st_mtime_ns
            if changed == self._read_at:
                return
            offset, *pace = (float(word) for word in self._path.read_text().split())
            speed, since = pace or (1.0, 0.0)
            self._offset, self._speed = timedelta(seconds=offset), speed
            self._since = datetime.fromtimestamp(since, UTC)
        except (OSError, ValueError, OverflowError):
            return
        self._read_at = changed
