"""How one person is reminded, and who was reminded of one loop."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class Reminders:
    """What somebody has chosen, or what holds for all who have chosen nothing."""

    viewer: Person
    works_from: time
    works_until: time
    works_on: tuple[int, ...]
    country: str
    """Two letters, "none", or "auto" for the country of the time zone."""
    country_name: str
    days_off: tuple[tuple[date, date], ...]
    """First and last day of each absence that is not over yet, in order."""
    reminders_a_day: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """How often the bot has written to somebody about a loop, and when last; `waiting`: messages yet to arrive."""

    person: Person
    times: int
    last: datetime
    waiting: int = 0
    up: bool = False
    """They were told that somebody else is late."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a wish to remind some people: when the last of them hears of it, and when others last heard."""

    comes: datetime | None = None
    """Not after Do Not Disturb as far as that is known: Slack is asked for it only before a message goes."""
    came: datetime | None = None
    """Less than an hour ago, so they are not reminded again."""
    coming: tuple[str, ...] = ()
    """Members to whom it comes."""
    heard: tuple[str, ...] = ()
    """Members to whom it came."""

    @classmethod
    def of(cls, plain: list[str]) -> Self:
        comes, came = (datetime.fromisoformat(at) if at else None for at in plain[:2])
        coming, heard = (tuple(who.split()) for who in plain[2:])
        return cls(comes, came, coming, heard)

    @property
    def plain(self) -> list[str]:
        """As a receipt keeps it."""
        at = (each.isoformat() if each else "" for each in (self.comes, self.came))
        return [*at, *(" ".join(who) for who in (self.coming, self.heard))]
