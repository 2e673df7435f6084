"""When somebody may be reminded: their own hours and days, the public holidays where they are, their days off."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from domain.cadence import WorkingHours
from models.tables import Member, Role
from services import calendars

YEARS_AHEAD = 2
"""How far holidays are looked up: no to-do is put off for longer."""


def of(member: Member, now: datetime) -> WorkingHours:
    """As the member wants it; holidays of last year up to the year after next."""
    absences = tuple((first, last) for first, last in member.days_off)
    return _hours(member.works_from, member.works_until, member.works_on, kept_in(member), absences, now.year)


def of_role(role: Role, now: datetime) -> WorkingHours:
    """The working days by which a role's deadlines count: weekdays without the holidays where it is."""
    return _hours("09:00", "18:00", "01234", calendars.country_of(role.zone), (), now.year)


def kept_in(member: Member) -> str:
    """The country whose public holidays are kept for them; empty for none."""
    if member.country == calendars.AUTO:
        return calendars.country_of(member.zone)
    return "" if member.country == calendars.NONE else member.country


@lru_cache(maxsize=1024)
def _hours(
    begins: str, ends: str, days: str, country: str, absences: tuple[tuple[str, str], ...], year: int
) -> WorkingHours:
    public = calendars.holidays_of(country, year - 1, year + YEARS_AHEAD) if country else frozenset()
    return WorkingHours(
        time.fromisoformat(begins),
        time.fromisoformat(ends),
        frozenset(int(day) for day in days),
        public | frozenset(_days(absences)),
    )


def _days(absences: tuple[tuple[str, str], ...]) -> list[date]:
    spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in absences]
    return [first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)]
