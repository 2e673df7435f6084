"""The clock that a demo can move. Messages follow it; time-outs, triggers and rate limits follow real time."""

import math
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

MORNING = time(9)
SATURDAY = 5

QUARTER = timedelta(minutes=15)
"""All zones' mornings begin on one."""

MOST_STOPS = 200
"""Of one way through time, so that nobody waits long for its end. A month in as many is a stop in under four hours."""


class Clock(Protocol):
    """Business time: always aware UTC."""

    def now(self) -> datetime: ...

    def move(self, by: timedelta) -> None: ...

    def set_to(self, moment: datetime) -> None: ...


class OffsetClock:
    """Real time plus an offset. With `file`, the offset in seconds is written there for other processes."""

    def __init__(self, file: Path | str | None = None, offset: timedelta = timedelta(0)) -> None:
        self._file = Path(file) if file else None
        self._offset = offset
        self._save()

    @property
    def offset(self) -> timedelta:
        return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def move(self, by: timedelta) -> None:
        self._offset += by
        self._save()

    def set_to(self, moment: datetime) -> None:
        """`moment` must be aware. Raises ValueError when it is not."""
        if moment.tzinfo is None:
            raise ValueError("The clock wants a time with a zone.")
        self._offset = moment - datetime.now(UTC)
        self._save()

    def _save(self) -> None:
        """Write beside the file and rename, so that a reader never sees half a number."""
        if self._file is None:
            return
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=self._file.name)
        with os.fdopen(handle, "w") as file:
            file.write(f"{self._offset.total_seconds():.6f}")
        Path(name).replace(self._file)


def next_working_morning(now: datetime, zone: str) -> datetime:
    """The next 09:00 in `zone` that is not on a weekend, in UTC. At exactly 09:00 it is the next day's."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date()
    while True:
        morning = datetime.combine(day, MORNING, ZoneInfo(zone))
        if morning > local and day.weekday() < SATURDAY:
            return morning.astimezone(UTC)
        day += timedelta(days=1)


def stops(now: datetime, until: datetime) -> Iterator[datetime]:
    """Where a way through time halts: at quarters of an hour, or so many of them apart as a long way wants; its end."""
    apart = QUARTER * max(1, math.ceil((until - now) / (QUARTER * MOST_STOPS)))
    since = datetime.fromtimestamp(0, UTC)
    stop = since + (now - since) // apart * apart + apart
    while stop < until:
        yield stop
        stop += apart
    yield until
