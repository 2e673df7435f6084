"""Moments, zones and working hours, for the tests of what counts in them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.cadence import WorkingHours, local_moment
from domain.playbook import Span

LISBON, NEW_YORK, APIA = ZoneInfo("Europe/Lisbon"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")
HOURS = WorkingHours()
ZONES = ["Europe/Lisbon", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"]
ODD_HOURS = WorkingHours(time(1, 30), time(2), frozenset({6}))

moments = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # as asked
zones = st.sampled_from(ZONES).map(ZoneInfo)
spans = st.builds(Span, st.integers(0, 40), st.sampled_from(["minutes", "hours", "days", "business_days"]))
openings = st.sampled_from([(time(0), time(2)), (time(1, 30), time(2)), (time(9), time(18)), (time(9), time(23, 59))])
working_days = st.frozensets(st.integers(0, 6), min_size=1)
holidays = st.frozensets(st.dates(date(2010, 1, 1), date(2040, 1, 1)), max_size=5)
calendars = st.builds(
    lambda edges, days, off: WorkingHours(edges[0], edges[1], days, off), openings, working_days, holidays
)


def lisbon(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """March 2027: the 1st is a Monday; clocks go forward on the 28th."""
    return datetime(2027, month, day, hour, minute, tzinfo=LISBON).astimezone(UTC)


def within(moment: datetime, zone: ZoneInfo, hours: WorkingHours) -> bool:
    local = moment.astimezone(zone)
    opens, closes = (local_moment(local.date(), edge, zone) for edge in (hours.start, hours.end))
    return local.weekday() in hours.days and local.date() not in hours.days_off and opens <= moment < closes
