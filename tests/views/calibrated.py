"""How I rate, and turnaround and load, with much, little and nothing to show."""

from datetime import timedelta

from domain.read.calibration import (
    Agreement,
    Calibration,
    Followed,
    Hired,
    Load,
    LoadLine,
    Spread,
    Turnaround,
)
from domain.read.people import Person
from tests.views.samples import LISBON, NOW, TYPICAL, Words

VIEWER = Person("U1", "Ana", LISBON)
RATINGS = (("1", 1), ("2", 9), ("3", 31), ("4", 12))
RECOMMENDED = (("Strong no", 0), ("No", 4), ("Yes", 7), ("Strong yes", 1))


def calibration(words: Words = TYPICAL) -> Calibration:
    """Enough of all for typical words; a number of cases below five otherwise."""
    some = words.many if words.many < 5 else 12
    if some < 5:
        return Calibration(
            VIEWER, NOW - timedelta(days=365), Spread(some), Spread(some), Turnaround(some), Agreement(some),
            Followed(some), Hired(some),
        )  # fmt: skip
    return Calibration(
        VIEWER, NOW - timedelta(days=365), Spread(12, RATINGS, 7), Spread(12, RECOMMENDED), Turnaround(11, 3.2),
        Agreement(9, 42, 24, 15, 3, -0.2, 0.484), Followed(12, 9), Hired(6, 4, 1), recruits=True,
    )  # fmt: skip


def load(words: Words = TYPICAL) -> Load:
    lines = tuple(
        LoadLine(words.person(n), n % 3, n % 2, n, Turnaround(n, 5.4 * n if n >= 5 else None), n % 4)
        for n in range(words.many * 3)
    )
    return Load(VIEWER, NOW - timedelta(days=90), NOW + timedelta(days=7), lines)
