from datetime import UTC, datetime, timedelta

from scheduling.clock import MovableClock

MONDAY = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)


class FrozenClock(MovableClock):
    """A clock that a test moves by hand; it stands still on a Monday morning, five minutes before work begins."""

    def __init__(self, start: datetime = MONDAY) -> None:
        super().__init__()
        self._real = start

    def real(self) -> datetime:
        return self._real + self.apart

    def monotonic(self) -> float:
        return self._real.timestamp()

    def pass_real_time(self, by: timedelta) -> None:
        """Let real time pass, and business time with it: leases run out, back-off ends."""
        self._real += by
