"""From the date, time and zone of a form to a moment, and what is unkind or impossible about that moment."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.refusals import Invalid

DAY_BEGINS, DAY_ENDS = time(8), time(19)
"""Nobody should have to interview outside these hours of their own day."""

SHORTEST, LONGEST = 10, 480
"""Minutes that an interview may take."""

LONG_AGO, FAR_AHEAD = timedelta(days=366), timedelta(days=731)
"""What lies beyond is a slip of the finger: no loop is planned so far."""

Busy: TypeAlias = tuple[str, datetime, datetime]
"""A member, and from when to when they are taken (aware UTC)."""


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises Invalid on the field `zone`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; not a key; a folder of zones ("Europe")
        raise Invalid(
            "I don't know this time zone. Pick the nearest city, such as Europe/Lisbon.", field="zone"
        ) from None


def near(day: date, now: datetime, field: str) -> date:
    """The day, refused when it is more than a year ago or more than two years ahead. Raises Invalid on `field`."""
    if not -LONG_AGO <= day - now.date() <= FAR_AHEAD:
        raise Invalid(f"{day.day} {day:%B} {day.year} is far from today. Please look at the year.", field=field)
    return day


def moment_of(day: date, at: time, zone_name: str, fold: int | None = None) -> datetime:
    """The moment that a form means, in UTC.

    A time that comes twice, when clocks go back, is refused unless `fold` says which is meant (0 the first, 1 the
    second); one that clocks skip is always refused. Raises Invalid on the field `time` or `zone`.
    """
    zone = zone_named(zone_name)
    first, second = (datetime.combine(day, at.replace(fold=n), tzinfo=zone) for n in (0, 1))
    change = _offset(second) - _offset(first)
    if change > timedelta():
        others = _pick(day, at, change)
        raise Invalid(f"{at:%H:%M} does not exist {_where(day, zone)}: clocks go forward. Pick {others}.", field="time")
    if change < timedelta() and fold is None:
        others = _pick(day, at, -change)
        offsets = f"{timezone(_offset(first))} and {timezone(_offset(second))}"
        raise Invalid(
            f"{at:%H:%M} comes twice {_where(day, zone)} ({offsets}): clocks go back. "
            f"Pick a time outside the doubled hour: {others}.",
            field="time",
        )
    return (second if fold else first).astimezone(UTC)


def nights(start: datetime, end: datetime, zones: Mapping[str, ZoneInfo]) -> tuple[str, ...]:
    """The members for whom this begins before 8:00, ends after 19:00, or falls on a weekend."""
    return tuple(member for member, zone in zones.items() if _unkind(start.astimezone(zone), end.astimezone(zone)))


def overlaps(start: datetime, end: datetime, others: Iterable[Busy]) -> tuple[Busy, ...]:
    """Those of `others` that share time with this one. What ends as the next begins does not."""
    return tuple(busy for busy in others if busy[1] < end and start < busy[2])


def _unkind(start: datetime, end: datetime) -> bool:
    early, late = start.time() < DAY_BEGINS, end.time() > DAY_ENDS or end.date() > start.date()
    return early or late or start.weekday() > 4


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _pick(day: date, at: time, change: timedelta) -> str:
    """The same time on either side of a change of clocks, as far as it is still that day."""
    wall = datetime.combine(day, at)
    near = [moment for moment in (wall - change, wall + change) if moment.date() == day]
    return " or ".join(f"{moment:%H:%M}" for moment in near) or "another day"


def _where(day: date, zone: ZoneInfo) -> str:
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return f"on {day.day} {day:%B} in {city}"
