"""Working hours, business days and reminders, across weekends, days off and changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cadence import (
    WorkingHours,
    add,
    briefing_at,
    business_days_between,
    days_in,
    escalates_at,
    first_nudge,
    local_moment,
    moved,
    next_nudge,
    next_working_moment,
)
from domain.playbook import Cadence, Span

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


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (lisbon(1, 10), lisbon(1, 10)),
        (lisbon(1, 9), lisbon(1, 9)),
        (lisbon(1, 8, 59), lisbon(1, 9)),
        (lisbon(1, 18), lisbon(2, 9)),
        (lisbon(5, 19), lisbon(8, 9)),
        (lisbon(6, 12), lisbon(8, 9)),
        (lisbon(26, 20), lisbon(29, 9)),
    ],
    ids=["within", "at the opening", "early", "at the closing", "Friday evening", "Saturday", "over a clock change"],
)
def test_what_comes_outside_working_hours_waits_for_the_next_opening(moment: datetime, expected: datetime) -> None:
    found = next_working_moment(moment, LISBON, HOURS)
    assert found == expected
    assert found.tzinfo is UTC


def test_the_morning_after_the_clocks_change_begins_at_nine_on_the_new_clock() -> None:
    every_day = WorkingHours(days=frozenset(range(7)))
    assert next_working_moment(lisbon(27, 20), LISBON, every_day) == datetime(2027, 3, 28, 8, tzinfo=UTC)
    assert next_working_moment(lisbon(30, 20, month=10), LISBON, every_day) == datetime(2027, 10, 31, 9, tzinfo=UTC)


def test_a_day_off_is_no_working_day() -> None:
    easter = WorkingHours(days_off=frozenset({date(2027, 3, 26), date(2027, 3, 29)}))
    assert next_working_moment(lisbon(25, 18), LISBON, easter) == lisbon(30, 9)


def test_a_day_that_the_calendar_skipped_is_no_working_day() -> None:
    thursday_evening = datetime(2011, 12, 29, 20, tzinfo=APIA)
    assert next_working_moment(thursday_evening, APIA, HOURS) == datetime(2012, 1, 2, 9, tzinfo=APIA).astimezone(UTC)


def test_hours_that_the_clocks_skip_are_no_working_hours() -> None:
    sunday = datetime(2027, 3, 28, 0, 30, tzinfo=LISBON)
    assert next_working_moment(sunday, LISBON, ODD_HOURS) == datetime(2027, 4, 4, 0, 30, tzinfo=UTC)


@given(moments, zones, calendars)
def test_the_next_working_moment_is_the_first_one(moment: datetime, zone: ZoneInfo, hours: WorkingHours) -> None:
    found = next_working_moment(moment, zone, hours)
    assert found >= moment
    assert within(found, zone, hours)
    assert next_working_moment(found, zone, hours) == found
    assert found == moment or found.astimezone(zone).replace(tzinfo=None) >= datetime.combine(
        found.astimezone(zone).date(), hours.start
    )


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("30m", lisbon(5, 17, 30)),
        ("4h", lisbon(5, 21)),
        ("0d", lisbon(5, 17)),
        ("2d", lisbon(7, 17)),
        ("0bd", lisbon(5, 17)),
        ("1bd", lisbon(8, 17)),
        ("5bd", lisbon(12, 17)),
    ],
)
def test_a_span_is_added_as_a_playbook_means_it(span: str, expected: datetime) -> None:
    assert add(lisbon(5, 17), Span.parse(span), LISBON, HOURS) == expected


def test_hours_are_elapsed_time_and_days_keep_the_clock_when_it_changes() -> None:
    saturday = lisbon(27, 12)
    assert add(saturday, Span(24, "hours"), LISBON, HOURS) == lisbon(28, 13)
    assert add(saturday, Span(1, "days"), LISBON, HOURS) == lisbon(28, 12)


def test_business_days_that_begin_on_a_weekend_count_from_monday_morning() -> None:
    assert add(lisbon(6, 15), Span(0, "business_days"), LISBON, HOURS) == lisbon(8, 9)
    assert add(lisbon(6, 15), Span(1, "business_days"), LISBON, HOURS) == lisbon(9, 9)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_working_moment(datetime(2027, 3, 1, 9), LISBON, HOURS)  # noqa: DTZ001  # that is the point


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ({"start": time(18), "end": time(9)}, "after 18:00"),
        ({"days": frozenset()}, "one or more"),
        ({"days": frozenset({7})}, "one or more"),
    ],
)
def test_working_hours_without_any_hour_are_refused(hours: dict[str, time], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WorkingHours(**hours)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (lisbon(1, 9), lisbon(1, 17), 0),
        (lisbon(1, 17), lisbon(2, 9), 1),
        (lisbon(5, 17), lisbon(8, 9), 1),
        (lisbon(6, 12), lisbon(8, 9), 0),
        (lisbon(6, 12), lisbon(9, 9), 1),
        (lisbon(9, 9), lisbon(1, 9), 0),
    ],
)
def test_business_days_are_counted_by_the_calendar(start: datetime, end: datetime, days: int) -> None:
    assert business_days_between(start, end, LISBON, HOURS) == days


@given(moments, st.integers(0, 30), zones)
def test_adding_business_days_and_counting_them_agree(moment: datetime, days: int, zone: ZoneInfo) -> None:
    later = add(moment, Span(days, "business_days"), zone, HOURS)
    assert business_days_between(moment, later, zone, HOURS) == days


def test_days_in_a_stage_are_local_midnights() -> None:
    late, early = datetime(2027, 3, 2, 4, 30, tzinfo=UTC), datetime(2027, 3, 2, 5, 30, tzinfo=UTC)
    assert days_in(late, early, NEW_YORK) == 1
    assert days_in(late, early, LISBON) == 0
    assert days_in(early, late, NEW_YORK) == 0


def test_a_digest_at_a_time_that_the_clocks_skip_comes_right_after() -> None:
    assert local_moment(date(2027, 3, 28), time(1, 30), LISBON) == lisbon(28, 2, 30)


def test_a_digest_at_a_time_that_comes_twice_comes_once_the_first_time() -> None:
    doubled = local_moment(date(2027, 10, 31), time(1, 30, fold=1), LISBON)
    assert doubled == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


DAILY = Cadence(
    first=Span(1, "hours"), every=Span(1, "business_days"), at_most=3, escalate_after=Span(2, "business_days")
)


def test_the_first_reminder_counts_from_the_due_time_and_waits_for_the_morning() -> None:
    assert first_nudge(lisbon(1, 9), lisbon(1, 12), DAILY, LISBON, HOURS) == lisbon(1, 13)
    assert first_nudge(lisbon(1, 9), lisbon(5, 17, 30), DAILY, LISBON, HOURS) == lisbon(8, 9)


def test_no_reminder_comes_before_its_to_do_opens() -> None:
    assert first_nudge(lisbon(3, 10), lisbon(1, 12), DAILY, LISBON, HOURS) == lisbon(3, 10)


def test_reminders_repeat_until_they_were_enough() -> None:
    assert next_nudge(lisbon(5, 9), 1, DAILY, LISBON, HOURS) == lisbon(8, 9)
    assert next_nudge(lisbon(5, 9), 2, DAILY, LISBON, HOURS) == lisbon(8, 9)
    assert next_nudge(lisbon(5, 9), 3, DAILY, LISBON, HOURS) is None


def test_it_goes_up_after_the_time_the_playbook_says_or_never() -> None:
    assert escalates_at(lisbon(5, 19), DAILY, LISBON, HOURS) == lisbon(10, 9)
    assert escalates_at(lisbon(5, 19), Cadence(), LISBON, HOURS) is None


@given(moments, moments, spans, zones, calendars)
def test_nobody_is_ever_reminded_outside_their_working_hours(
    opens: datetime, due: datetime, span: Span, zone: ZoneInfo, hours: WorkingHours
) -> None:
    every = span if span.amount else Span(1, span.unit)
    cadence = Cadence(first=span, every=every, at_most=2, escalate_after=span)
    first = first_nudge(opens, due, cadence, zone, hours)
    second = next_nudge(first, 1, cadence, zone, hours)
    up = escalates_at(due, cadence, zone, hours)
    assert second is not None
    assert up is not None
    assert first >= opens
    assert second > first
    assert all(within(moment, zone, hours) for moment in (first, second, up))
    assert timedelta() == first.utcoffset()


def test_a_morning_is_when_the_next_working_day_opens() -> None:
    friday = lisbon(5, 15)
    assert add(friday, Span.parse("morning"), LISBON, HOURS) == lisbon(8, 9)
    assert add(lisbon(2, 7), Span.parse("morning"), LISBON, HOURS) == lisbon(3, 9), (
        "that of the same day is no later day"
    )
    assert str(Span.parse("morning")) == "morning"


def test_a_todo_is_asked_for_before_it_is_due_where_the_cadence_says_so() -> None:
    asked = Cadence(ask=Span(1, "hours"), first=Span(0, "minutes"))
    assert first_nudge(lisbon(1, 15), lisbon(2, 15), asked, LISBON, HOURS) == lisbon(1, 16)
    assert first_nudge(lisbon(1, 15), lisbon(1, 15), asked, LISBON, HOURS) == lisbon(1, 15), "whichever is sooner"


def test_it_goes_up_step_by_step() -> None:
    twice = Cadence(
        escalate_after=Span(0, "minutes"), escalate_to="hiring_manager", then_after=Span(1, "business_days")
    )
    first = escalates_at(lisbon(5, 15), twice, LISBON, HOURS)
    assert first == lisbon(5, 15)
    assert escalates_at(first, twice, LISBON, HOURS, 1) == lisbon(8, 15)
    assert escalates_at(first, twice, LISBON, HOURS, 2) is None


def test_a_second_step_needs_a_first() -> None:
    with pytest.raises(ValueError, match="without 'escalate_after'"):
        Cadence(then_after=Span(1, "days"))


def test_a_reminder_for_the_morning_stays_one_for_the_morning_wherever_its_reader_goes() -> None:
    tokyo, los_angeles = (ZoneInfo("Asia/Tokyo"), HOURS), (ZoneInfo("America/Los_Angeles"), HOURS)
    tuesday = local_moment(date(2027, 3, 2), time(9), tokyo[0])
    assert moved(tuesday, tokyo, los_angeles) == local_moment(date(2027, 3, 2), time(9), los_angeles[0])
    afternoon = local_moment(date(2027, 3, 2), time(15), tokyo[0])
    assert moved(afternoon, tokyo, los_angeles) == local_moment(date(2027, 3, 2), time(9), los_angeles[0]), (
        "22:00 waits"
    )
    early = (tokyo[0], WorkingHours(time(7), time(15)))
    assert moved(tuesday, tokyo, early) == local_moment(date(2027, 3, 2), time(7), tokyo[0])


@pytest.mark.parametrize(
    ("now", "starts", "briefed"),
    [
        (lisbon(1, 12), lisbon(4, 14), lisbon(3, 9)),
        (lisbon(3, 8), lisbon(4, 14), lisbon(3, 9)),
        (lisbon(3, 11), lisbon(4, 14), lisbon(3, 11)),
        (lisbon(3, 13), lisbon(4, 14), lisbon(4, 9)),
        (lisbon(4, 10), lisbon(4, 14), lisbon(4, 10)),
        (lisbon(4, 13), lisbon(4, 14), None),
        (lisbon(3, 13), lisbon(4, 9), None),
        (lisbon(2, 12), lisbon(8, 10), lisbon(5, 9)),
        (lisbon(5, 14), lisbon(8, 10), lisbon(8, 9)),
    ],
)
def test_a_briefing_comes_on_the_working_morning_before_or_else_on_the_day(
    now: datetime, starts: datetime, briefed: datetime | None
) -> None:
    assert briefing_at(now, starts, LISBON, HOURS) == briefed


def test_who_is_away_for_long_is_briefed_on_the_day_they_are_back() -> None:
    away = WorkingHours(days_off=frozenset(date(2027, 3, day) for day in range(1, 12)))
    assert briefing_at(lisbon(1, 9), lisbon(12, 15), LISBON, away) == lisbon(12, 9)


@given(moments, moments, zones, calendars)
def test_a_briefing_comes_within_working_hours_and_before_what_it_is_for(
    now: datetime, starts: datetime, zone: ZoneInfo, hours: WorkingHours
) -> None:
    at = briefing_at(now, starts, zone, hours)
    if at is not None:
        assert now <= at < starts
        assert next_working_moment(at, zone, hours) == at
