"""Reminders when clocks are changed, people travel and machines sleep: at nine where the reader is, and once."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.cadence import WorkingHours, next_morning, next_working_moment
from domain.read.members import MemberFacts
from services import members
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import HIRING, Company
from tests.scheduling.desk import Desk

CHANGES = [
    ("America/New_York", date(2027, 3, 14)),
    ("Europe/London", date(2027, 10, 31)),
    ("Australia/Sydney", date(2027, 10, 3)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("America/New_York", date(2027, 11, 7)),
    ("Europe/London", date(2027, 3, 28)),
    ("Australia/Sydney", date(2027, 4, 4)),
    ("Australia/Lord_Howe", date(2027, 10, 3)),
]
"""Both changes of a year: each is on a Sunday, in the night."""


async def goes_to(company: Company, zone: str) -> None:
    await company.perform(members.store, [MemberFacts("URITA", "Rita", "rita@acme.test", zone)], by="")


@pytest.mark.parametrize(("zone", "sunday"), CHANGES)
def test_whatever_waits_over_a_change_of_clocks_has_its_moment_on_monday_at_nine(zone: str, sunday: date) -> None:
    here = ZoneInfo(zone)
    evening = datetime.combine(sunday - timedelta(days=2), time(18), here).astimezone(UTC)
    monday = datetime.combine(sunday + timedelta(days=1), time(9), here).astimezone(UTC)
    for halves in range((monday - evening) // timedelta(minutes=30) + 1):
        assert next_working_moment(evening + halves * timedelta(minutes=30), here, WorkingHours()) == monday
    assert next_morning(evening - timedelta(hours=1), here, WorkingHours()) == monday


@pytest.mark.parametrize(("zone", "sunday"), CHANGES[:4])
async def test_after_a_change_of_clocks_the_reminder_comes_at_nine_all_the_same(
    company: Company, desk: Desk, clock: FrozenClock, zone: str, sunday: date
) -> None:
    here, friday = ZoneInfo(zone), sunday - timedelta(days=2)
    clock.set_to(datetime.combine(friday, time(17), here).astimezone(UTC))
    await goes_to(company, zone)
    await company.add_candidate()
    await desk.send()
    early, nine = time(8, 30), time(9)
    looks = ((0, time(2, 30)), (0, nine), (1, early), (1, nine), (2, early), (2, nine), (3, early), (3, nine))
    heard = [
        (days, at)
        for days, at in looks
        if any(who == "DRITA" for who, _ in await desk.at(datetime.combine(sunday + timedelta(days), at, here)))
    ]
    assert heard
    assert {at for _, at in heard} == {nine}
    assert 0 not in [days for days, _ in heard], "nobody is reminded on a Sunday"


async def test_who_has_flown_from_tokyo_to_los_angeles_is_reminded_there(
    company: Company, desk: Desk, clock: FrozenClock
) -> None:
    await goes_to(company, "Asia/Tokyo")
    await company.add_candidate()
    await desk.send()
    await goes_to(company, "America/Los_Angeles")
    heard = []
    for day, hour in ((1, 9), (2, 0), (2, 1), (2, 16), (2, 17), (3, 0), (3, 16), (3, 17)):  # midnight: nine in Tokyo
        moment = datetime(2027, 3, day, hour, tzinfo=UTC)
        heard += [
            moment.astimezone(ZoneInfo("America/Los_Angeles")) for where, _ in await desk.at(moment) if where == "DRITA"
        ]
    assert heard
    assert all(9 <= moment.hour < 18 for moment in heard)
    assert len({moment.date() for moment in heard}) == len(heard)


async def test_what_three_days_asleep_have_held_up_is_said_once(company: Company, desk: Desk) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await desk.send()
    said = await desk.at(datetime(2027, 3, 5, 15, tzinfo=UTC))
    for who in ("DINES", "DMAX"):
        assert len([where for where, _ in said if where == who]) == 1, who
    assert len([where for where, _ in said if where == HIRING]) == 1
    assert await desk.at(datetime(2027, 3, 5, 15, 1, tzinfo=UTC)) == []


async def test_a_clock_that_goes_back_an_hour_says_nothing_twice(company: Company, desk: Desk) -> None:
    await company.add_candidate()
    await desk.send()
    nine = datetime(2027, 3, 2, 9, tzinfo=UTC)
    said = [await desk.at(moment) for moment in (nine, nine - timedelta(hours=1), nine, nine + timedelta(minutes=5))]
    assert [len([where for where, _ in each if where == "DRITA"]) for each in said] == [1, 0, 0, 0]
