"""Working hours and business days, across weekends, days off and changes of clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cadence import (
    WorkingHours,
    add,
    days_in,
    deadline,
    halfway,
    local_moment,
    next_working_moment,
)
from domain.playbook import Span
from tests.domain.calendars import APIA, HOURS, LISBON, NEW_YORK, ODD_HOURS, calendars, lisbon, moments, within, zones


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


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (lisbon(1, 10), lisbon(1, 16), lisbon(1, 13)),
        (lisbon(1, 9), lisbon(2, 14), lisbon(1, 18)),
        (lisbon(1, 20), lisbon(2, 12), lisbon(2, 9)),
        (lisbon(1, 20), lisbon(2, 8), lisbon(2, 2)),
        (lisbon(4, 14), lisbon(8, 14), lisbon(5, 18)),
    ],
    ids=["within", "back to the closing", "on to the opening", "neither lies between", "a weekend"],
)
def test_half_way_is_moved_into_working_hours_where_they_lie_between(
    since: datetime, until: datetime, expected: datetime
) -> None:
    assert halfway(since, until, LISBON, HOURS) == expected


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


@pytest.mark.parametrize(
    ("span", "begins", "expected"),
    [
        ("4h", lisbon(1, 14), lisbon(1, 18)),
        ("4h", lisbon(1, 16), lisbon(2, 11)),
        ("4h", lisbon(1, 20, 31), lisbon(2, 13)),
        ("4h", lisbon(5, 17), lisbon(8, 12)),
        ("20h", lisbon(1, 9), lisbon(3, 11)),
        ("0m", lisbon(6, 12), lisbon(8, 9)),
        ("1bd", lisbon(5, 20), lisbon(8, 20)),
    ],
)
def test_a_deadline_in_hours_counts_while_whoever_owes_it_works(
    span: str, begins: datetime, expected: datetime
) -> None:
    assert deadline(begins, Span.parse(span), (LISBON, HOURS), (LISBON, HOURS)) == expected


@given(moments, st.integers(1, 60), zones, calendars)
def test_nothing_is_due_while_whoever_owes_it_does_not_work(
    begins: datetime, amount: int, zone: ZoneInfo, hours: WorkingHours
) -> None:
    due = deadline(begins, Span(amount, "hours"), (LISBON, hours), (zone, hours))
    just_before = due - timedelta(seconds=1)
    assert next_working_moment(just_before, zone, hours) == just_before


def test_what_somebody_owes_is_late_also_while_they_are_away() -> None:
    away = replace(HOURS, days_off=frozenset(date(2027, 3, day) for day in range(1, 20)))
    assert deadline(lisbon(1, 16), Span(4, "hours"), (LISBON, HOURS), (LISBON, away)) == lisbon(2, 11)


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


def business_days_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """How many working days `end` comes after `start`, or after the next one when that is on a day off."""

    def opens(day: date) -> bool:
        return next_working_moment(local_moment(day, time(0), zone), zone, HOURS).astimezone(zone).date() == day

    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    while not opens(day):
        day += timedelta(days=1)
    return sum(opens(day + timedelta(days=n)) for n in range(1, (last - day).days + 1))


@given(moments, st.integers(0, 30), zones)
def test_adding_business_days_and_counting_them_agree(moment: datetime, days: int, zone: ZoneInfo) -> None:
    later = add(moment, Span(days, "business_days"), zone, HOURS)
    assert business_days_between(moment, later, zone) == days


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
