"""What waits for somebody when their days off are entered, or taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.cadence import WorkingHours, moved
from tests.domain.calendars import HOURS, LISBON, lisbon

JANUARY = datetime(2028, 1, 3, 14, 30, tzinfo=UTC)


def away(first: int, last: date) -> WorkingHours:
    """From a day of March on."""
    begins = date(2027, 3, first)
    days = (begins + timedelta(days=n) for n in range((last - begins).days + 1))
    return replace(HOURS, days_off=frozenset(days))


YEAR = away(3, date(2027, 12, 31))


@pytest.mark.parametrize(
    ("moment", "now", "old", "new", "expected"),
    [
        (JANUARY.replace(hour=9, minute=0), lisbon(2, 15), YEAR, HOURS, lisbon(3, 9)),
        (JANUARY, lisbon(2, 15), YEAR, HOURS, lisbon(3, 14, 30)),
        (JANUARY, lisbon(2, 15), YEAR, away(3, date(2027, 3, 4)), lisbon(5, 14, 30)),
        (JANUARY, lisbon(2, 15), YEAR, replace(HOURS, start=time(15)), lisbon(3, 15)),
        (JANUARY, lisbon(2, 15), YEAR, replace(HOURS, end=time(13)), lisbon(4, 9)),
        (JANUARY + timedelta(days=1), lisbon(2, 15), YEAR, HOURS, lisbon(4, 14, 30)),
        (JANUARY, lisbon(2, 10), away(2, date(2027, 12, 31)), HOURS, lisbon(2, 14, 30)),
        (JANUARY, lisbon(2, 15), away(2, date(2027, 12, 31)), HOURS, lisbon(3, 14, 30)),
        (lisbon(4, 14, 30), lisbon(2, 15), away(5, date(2027, 3, 5)), HOURS, lisbon(4, 14, 30)),
        (lisbon(3, 14, 30), lisbon(2, 15), HOURS, away(3, date(2027, 3, 5)), lisbon(8, 9)),
        (lisbon(3, 9), lisbon(2, 15), HOURS, away(3, date(2027, 3, 5)), lisbon(8, 9)),
    ],
    ids=[
        "a morning", "a time of day", "taken back in part", "works later now", "works earlier now", "two days on",
        "on this very day", "too late for this day", "nothing to do with it", "entered", "entered for a morning",
    ],
)  # fmt: skip
def test_what_waited_for_the_end_of_days_off_comes_when_it_would_have(
    moment: datetime, now: datetime, old: WorkingHours, new: WorkingHours, expected: datetime
) -> None:
    assert moved(moment, (LISBON, old), (LISBON, new), now) == expected
