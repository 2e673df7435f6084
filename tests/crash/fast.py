"""One clock for the sandbox and for bots in processes of their own: real time runs fast, business time can be moved."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

SPEED = 6.0
"""A lease of a minute runs out within ten seconds, and a channel hears six messages in a second.

Much faster, and on a busy machine half a lease is over before anybody has come to send.
"""


class FastClock:
    """The sandbox's clock, and the file that tells the bots of it (`scheduling.clock.FileClock` reads it)."""

    def __init__(self, file: Path, start: datetime, speed: float = SPEED) -> None:
        self._file, self._speed, self._since = file, speed, time.time()
        self._offset = start - self.real()
        self._save()

    def real(self) -> datetime:
        return datetime.fromtimestamp(self._since + (time.time() - self._since) * self._speed, UTC)

    def now(self) -> datetime:
        return self.real() + self._offset

    def pass_real_time(self, by: timedelta) -> None:
        """Leases run out, back-off ends. Only while no bot is alive: nobody at work leaps ahead."""
        self._since -= by.total_seconds() / (self._speed - 1)
        self._save()

    def move(self, by: timedelta) -> None:
        self._offset += by
        self._save()

    def set_to(self, moment: datetime) -> None:
        self._offset = moment - self.real()
        self._save()

    def _save(self) -> None:
        """Under another name first, so that a reader never sees half of it."""
        half = self._file.with_suffix(".new")
        half.write_text(f"{self._offset.total_seconds():.6f} {self._speed} {self._since:.6f}")
        half.replace(self._file)
