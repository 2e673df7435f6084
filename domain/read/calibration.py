"""How one interviewer rates, for their own eyes; and who has how much to do, for whoever recruits.

Every figure of the first carries its number of cases, and holds nothing else until there are enough of them.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each value was given. `cases`: scorecards. `counts` and `apart` stay empty until there are enough."""

    cases: int
    counts: tuple[tuple[str, int], ...] = ()
    """Value and how often, in the order of the scale; those never given too."""
    apart: int = 0
    """How often there was no value, said so."""


@dataclass(frozen=True, slots=True)
class Turnaround:
    """`cases`: scorecards. `median_hours`: None until there are enough.

    From an interview's end, or from when a challenge's reviewer was asked, to the scorecard.
    """

    cases: int
    median_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Beside the others of the same panels. `cases`: rounds in which somebody else rated the same competency.

    `pairs` of ratings, mine and one other's of the same competency, of which so many are `alike`, `one_apart` and
    `further` apart. Zeros until there are enough.
    """

    cases: int
    pairs: int = 0
    alike: int = 0
    one_apart: int = 0
    further: int = 0
    above: float = 0.0
    """By how much I rate above the others at the mean of the pairs; below is negative."""
    kappa: float | None = None
    """None as well where it has no meaning: one side gave the same rating throughout."""


@dataclass(frozen=True, slots=True)
class Followed:
    """`cases`: scorecards of rounds that ended in advancing or rejecting. `same`: None until there are enough."""

    cases: int
    same: int | None = None


@dataclass(frozen=True, slots=True)
class Hired:
    """`cases`: candidates whom I recommended, and who were hired or rejected in the end.

    `hired` of them; None until there are enough. `withdrew` are no case: nobody decided.
    """

    cases: int
    hired: int | None = None
    withdrew: int = 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """One interviewer's own figures: of decided rounds since `since`, shadows' and waived scorecards left out."""

    viewer: Person
    since: datetime
    ratings: Spread
    recommendations: Spread
    turnaround: Turnaround
    agreement: Agreement
    followed: Followed
    hired: Hired
    recruits: bool = False
    """Whether the reader may also see turnaround and load of the roles that they recruit for."""


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One person's scorecards and interviews of some roles. Nothing of what they say is in it."""

    person: Person
    open: int
    """Scorecards that they owe now."""
    late: int
    submitted: int
    turnaround: Turnaround
    ahead: int
    """Interviews to come."""


@dataclass(frozen=True, slots=True)
class Load:
    """Turnaround and load by person, over the roles that the reader recruits for."""

    viewer: Person
    since: datetime
    until: datetime
    """Up to when interviews to come are counted."""
    lines: tuple[LoadLine, ...]
