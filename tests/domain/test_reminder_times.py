"""When reminders and briefings come, where they go up, and where they end."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cadence import (
    WorkingHours,
    add,
    briefing_at,
    escalates_at,
    first_nudge,
    local_moment,
    moved,
    next_morning,
    next_nudge,
    next_working_moment,
)
from domain.playbook import Cadence, Span
from tests.domain.calendars import HOURS, LISBON, calendars, lisbon, moments, spans, within, zones

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


def test_what_was_said_at_any_time_of_a_day_comes_again_in_the_morning_with_the_rest() -> None:
    assert {next_nudge(lisbon(5, *at), 1, DAILY, LISBON, HOURS) for at in ((9, 0), (9, 1), (17, 30))} == {lisbon(8, 9)}
    hourly = DAILY.model_copy(update={"every": Span(2, "hours")})
    assert next_nudge(lisbon(5, 9, 30), 1, hourly, LISBON, HOURS) == lisbon(5, 11, 30)


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
    now = local_moment(date(2027, 3, 1), time(12), tokyo[0])
    assert moved(tuesday, tokyo, los_angeles, now) == local_moment(date(2027, 3, 2), time(9), los_angeles[0])
    afternoon = local_moment(date(2027, 3, 2), time(15), tokyo[0])
    assert moved(afternoon, tokyo, los_angeles, now) == local_moment(date(2027, 3, 2), time(9), los_angeles[0]), (
        "22:00 waits"
    )
    early = (tokyo[0], WorkingHours(time(7), time(15)))
    assert moved(tuesday, tokyo, early, now) == local_moment(date(2027, 3, 2), time(7), tokyo[0])


@given(moments, st.integers(0, 9), st.integers(1, 90), zones, calendars)
def test_days_off_that_are_taken_back_leave_a_morning_where_it_was(
    now: datetime, ahead: int, days: int, zone: ZoneInfo, hours: WorkingHours
) -> None:
    today = now.astimezone(zone).date()
    away = replace(hours, days_off=hours.days_off | {today + timedelta(days=n) for n in range(days)})
    morning = next_morning(now + timedelta(days=ahead), zone, hours)
    pushed = moved(morning, (zone, hours), (zone, away), now)
    back = moved(pushed, (zone, away), (zone, hours), now)
    assert now < back <= morning
    assert within(back, zone, hours)


def test_the_first_morning_still_ahead_that_days_off_had_pushed_it_over() -> None:
    away = replace(HOURS, days_off=frozenset(date(2027, 3, day) for day in range(2, 13)))
    pushed = lisbon(15, 9)
    for now, back in ((lisbon(1, 12), lisbon(2, 9)), (lisbon(3, 10), lisbon(4, 9)), (lisbon(12, 10), lisbon(15, 9))):
        assert moved(pushed, (LISBON, away), (LISBON, HOURS), now) == back
    shorter = replace(HOURS, days_off=frozenset(date(2027, 3, day) for day in (2, 3)))
    assert moved(pushed, (LISBON, away), (LISBON, shorter), lisbon(1, 12)) == lisbon(4, 9)
    assert moved(lisbon(8, 9), (LISBON, HOURS), (LISBON, HOURS), lisbon(5, 12)) == lisbon(8, 9), "a weekend stays one"


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
