"""When something may ask for attention: working hours, business days, and the moments of reminders.

Moments are aware UTC, in and out; a naive one is a ValueError. Local time exists inside these functions only, so a
working day opens at its local hour whatever the clocks did in the night.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.playbook_timing import Cadence, Span

WEEKDAYS = frozenset(range(5))
"""Monday to Friday, as `date.weekday` counts."""

_DAY = timedelta(days=1)

MORNING = timedelta(hours=4)
"""How long a working day counts as its morning; who wasn't told by then is told on the next."""

LOOKS_BACK = 5
"""Days among which the working day before is looked for: a long weekend, not a holiday trip."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From `start` up to, not including, `end`, in local time, on `days` that are not in `days_off`."""

    start: time = time(9)
    end: time = time(18)
    days: frozenset[int] = WEEKDAYS
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"Working hours end at {self.end:%H:%M}, which is not after {self.start:%H:%M}.")
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("Working days are one or more of 0 (Monday) to 6 (Sunday).")


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment of a local date and time. A time that the clocks skip moves forward; of two, the first."""
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


def next_working_moment(moment: datetime, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """The moment itself within working hours, else the next opening."""
    day = _local(moment, zone).date()
    opening = _opening(day, zone, hours)
    while opening is None or opening[1] <= moment:
        day += _DAY
        opening = _opening(day, zone, hours)
    return max(_utc(moment), opening[0])


def add(moment: datetime, span: Span, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """`moment` and a span of the playbook. The result may lie outside working hours.

    Minutes and hours are elapsed time; days are calendar days and business days working days, both to the same local
    time. Business days that begin on a day off are counted from the next opening. A morning is when a working day
    opens, the next one after the day of `moment`.
    """
    if span.unit in ("minutes", "hours"):
        elapsed = timedelta(minutes=span.amount) if span.unit == "minutes" else timedelta(hours=span.amount)
        return _utc(moment) + elapsed
    if span.unit == "days":
        local = _local(moment, zone)
        return local_moment(local.date() + span.amount * _DAY, local.time(), zone) if span.amount else _utc(moment)
    if span.unit == "mornings":
        day = _local(moment, zone).date()
        for _ in range(span.amount):
            day = _working_day_from(day + _DAY, zone, hours)
        return local_moment(day, hours.start, zone)
    if _opening(_local(moment, zone).date(), zone, hours) is None:
        moment = next_working_moment(moment, zone, hours)
    local = _local(moment, zone)
    day = local.date()
    for _ in range(span.amount):
        day = _working_day_from(day + _DAY, zone, hours)
    return local_moment(day, local.time(), zone) if span.amount else _utc(moment)


def deadline(
    begins: datetime, span: Span, here: tuple[ZoneInfo, WorkingHours], theirs: tuple[ZoneInfo, WorkingHours]
) -> datetime:
    """When something is due that is owed from `begins` on.

    Hours count during the working day of whoever owes it (`theirs`), so that nothing falls due at night. Days go by the
    role's calendar (`here`): while somebody is away, it is late all the same, and goes up.
    """
    if span.unit not in ("minutes", "hours"):
        return add(begins, span, *here)
    left = timedelta(minutes=span.amount) if span.unit == "minutes" else timedelta(hours=span.amount)
    zone, hours = theirs[0], replace(theirs[1], days_off=here[1].days_off)
    moment = next_working_moment(begins, zone, hours)
    while moment + left > (closes := _closing(moment, zone, hours)):
        left -= closes - moment
        moment = next_working_moment(closes, zone, hours)
    return moment + left


def _closing(moment: datetime, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """The end of the working day that `moment` lies in."""
    return local_moment(_local(moment, zone).date(), hours.end, zone)


def days_in(since: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Local midnights between the two: 0 today, 1 since yesterday; never negative."""
    return max(0, (_local(now, zone).date() - _local(since, zone).date()).days)


def next_morning(moment: datetime, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """When the working day after that of `moment` opens."""
    return add(moment, Span(1, "mornings"), zone, hours)


def halfway(since: datetime, until: datetime, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """The middle of the two; where nobody works then, the closing before it or the opening after it, if between."""
    middle = _utc(since) + (until - since) / 2
    opens, day = next_working_moment(middle, zone, hours), _local(middle, zone).date()
    if opens == middle:
        return middle
    found = (_opening(day - n * _DAY, zone, hours) for n in range(LOOKS_BACK + 1))
    closed = next((opening[1] for opening in found if opening and opening[1] <= middle), since)
    if closed > since:
        return closed
    return opens if opens < until else middle


def briefing_at(now: datetime, starts_at: datetime, zone: ZoneInfo, hours: WorkingHours) -> datetime | None:
    """When somebody is briefed for what begins at `starts_at`: now, or later; None when it is too late for that.

    On the last working morning before its day, within working hours. Whoever was invited after that morning, or comes
    back only then, is briefed on the morning of the day itself, if it begins later than that.
    """
    begins = _local(starts_at, zone).date()
    before = (begins - n * _DAY for n in range(1, LOOKS_BACK + 1))
    mornings = (next((day for day in before if _opening(day, zone, hours)), None), begins)
    for opening in (_opening(day, zone, hours) for day in mornings if day is not None):
        if opening is not None:
            moment = max(_utc(now), opening[0])
            if moment < min(opening[0] + MORNING, opening[1], starts_at):
                return moment
    return None


def day_of(moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The local day that `moment` lies in, from its midnight to the next."""
    day = _local(moment, zone).date()
    return local_moment(day, time(), zone), local_moment(day + _DAY, time(), zone)


def moved(
    moment: datetime, old: tuple[ZoneInfo, WorkingHours], new: tuple[ZoneInfo, WorkingHours], now: datetime
) -> datetime:
    """What waits until `moment` for somebody whose zone or hours have changed.

    One for the morning stays one for that morning, where they are now; others keep their moment, or wait for the next
    opening. Once days off are taken back that had pushed it on, it comes at that time of day after as many working days
    from `now` as before.
    """
    local = _local(moment, old[0])
    opening = _opening(local.date(), *old)
    for_the_morning = opening is not None and opening[0] == moment
    today = _local(now, old[0]).date()
    days = [today + n * _DAY for n in range((local.date() - today).days + 1)]
    ahead = sum(_opening(day, *old) is not None for day in days[1:])
    again = days[:-1] if days and _opening(today, *old) is None else days[1:-1]
    for opens, _ in filter(None, (_opening(day, *new) for day in again)):
        at_that_time = local_moment(opens.astimezone(new[0]).date(), local.time(), old[0])
        sooner = opens if for_the_morning else next_working_moment(max(opens, at_that_time), *new)
        ahead -= sooner > now
        if ahead == 0:
            return sooner
    return next_working_moment(local_moment(local.date(), new[1].start, new[0]) if for_the_morning else moment, *new)


def first_nudge(
    opens_at: datetime, due_at: datetime, cadence: Cadence, zone: ZoneInfo, hours: WorkingHours
) -> datetime:
    """When a to-do is first remembered: `cadence.first` after it is due, and never before it opens.

    Where the cadence says when to ask, it is asked then, if that is sooner.
    """
    wanted = max(opens_at, add(due_at, cadence.first, zone, hours))
    if cadence.ask is not None:
        wanted = min(wanted, add(opens_at, cadence.ask, zone, hours))
    return next_working_moment(wanted, zone, hours)


def next_nudge(last: datetime, sent: int, cadence: Cadence, zone: ZoneInfo, hours: WorkingHours) -> datetime | None:
    """When it is remembered again after `sent` reminders, the last one at `last`; None once they were enough."""
    if sent >= cadence.at_most:
        return None
    return again(last, cadence.every, zone, hours)


def again(last: datetime, every: Span, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """The next reminder after one at `last`. Where they are business days apart it comes in the morning.

    So all that is due again on a day is one message, whenever on an earlier day each was said.
    """
    following = add(last, every, zone, hours)
    if every.unit == "business_days" and every.amount:
        following = local_moment(_local(following, zone).date(), hours.start, zone)
    return next_working_moment(following, zone, hours)


def escalates_at(
    since: datetime, cadence: Cadence, zone: ZoneInfo, hours: WorkingHours, steps: int = 0
) -> datetime | None:
    """When the next person up hears of it; None where the playbook says nobody does.

    `since`: the due time; after `steps` steps, when the last of them was taken.
    """
    if steps >= len(cadence.steps_up):
        return None
    return next_working_moment(add(since, cadence.steps_up[steps][0], zone, hours), zone, hours)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(UTC)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return _utc(moment).astimezone(zone)


def _opening(day: date, zone: ZoneInfo, hours: WorkingHours) -> tuple[datetime, datetime] | None:
    """From when to when people work on this day, if they do; clocks may skip its hours (Samoa skipped a Friday)."""
    if day.weekday() not in hours.days or day in hours.days_off:
        return None
    opens, closes = local_moment(day, hours.start, zone), local_moment(day, hours.end, zone)
    return (opens, closes) if opens < closes and opens.astimezone(zone).date() == day else None


def _working_day_from(day: date, zone: ZoneInfo, hours: WorkingHours) -> date:
    while _opening(day, zone, hours) is None:
        day += _DAY
    return day
