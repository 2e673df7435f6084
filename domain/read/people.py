"""A member, as others see them."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.cadence import WorkingHours

PEOPLE = ("U", "W")
"""How Slack's ids of people begin; those of channels begin with a C or a G."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member, as others see them."""

    id: str
    name: str
    zone: str = "UTC"
    active: bool = True
    """False for somebody who has left: named, never mentioned."""
    hours: WorkingHours = field(default=WorkingHours(), compare=False, repr=False)
    """When they may be reminded, days off and holidays left out."""
    reminders_a_day: int = field(default=3, compare=False, repr=False)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
