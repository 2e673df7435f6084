"""The clock's way: it halts so that an app can do what is due, and never keeps anybody waiting for long."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from sandbox import Pacing
from sandbox.clock import MOST_STOPS, stops
from tests.sandbox.world import Api, make_sandbox


@pytest.mark.parametrize(
    ("now", "until", "halts"),
    [
        ("2026-01-05T08:59", "2026-01-05T09:30", ["09:00", "09:15", "09:30"]),
        ("2026-01-05T09:00", "2026-01-05T09:05", ["09:05"]),
        ("2026-01-05T08:55", "2026-01-05T09:10", ["09:00", "09:10"]),
    ],
)
def test_the_clocks_way_halts_at_each_quarter_of_an_hour_and_at_its_end(now: str, until: str, halts: list[str]) -> None:
    start, end = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (now, until))
    assert [f"{stop:%H:%M}" for stop in stops(start, end)] == halts


def test_a_long_way_halts_no_more_often_and_still_at_full_hours_of_a_day_or_a_weekend() -> None:
    start = datetime(2026, 1, 2, 9, 5, tzinfo=UTC)
    found = list(stops(start, start + timedelta(days=3)))
    assert {stop.minute for stop in found[:-1]} == {0, 30}
    assert len(list(stops(start, start + timedelta(days=365)))) <= MOST_STOPS + 1


async def test_on_the_clocks_way_the_app_is_waited_for_at_every_halt(session: ClientSession) -> None:
    halts: list[str] = []

    async def on_stop() -> None:
        halts.append(f"{sandbox.clock.now():%H:%M}")
        assert not sandbox.core.limits.pacing.enabled
        await asyncio.sleep(0)

    sandbox = make_sandbox(on_stop=on_stop, pacing=Pacing())
    sandbox.set_clock(datetime(2030, 1, 4, 18, 10, tzinfo=UTC))
    await sandbox.start()
    api = Api(sandbox, session)
    both = ({"to": "2030-01-04T18:30:00+00:00"}, {"advance": 1200})
    await asyncio.gather(*(api.post("/_sandbox/clock", way) for way in both))
    assert halts == ["18:15", "18:30", "18:45", "18:50"]  # one way after the other
    assert sandbox.core.limits.pacing.enabled
    await api.post("/_sandbox/clock", {"to": "2030-01-04T08:00:00+00:00"})
    assert not (await api.post("/_sandbox/clock", {"to": "2030-01-05T08:00:00"}))["ok"]
    assert len(halts) == 4
    await sandbox.stop()


async def test_an_app_that_takes_too_long_on_the_way_is_not_waited_for(
    session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.travel.PATIENCE", 0.05)

    async def on_stop() -> None:
        await asyncio.sleep(60)

    sandbox = make_sandbox(on_stop=on_stop)
    await sandbox.start()
    answer = await Api(sandbox, session).post("/_sandbox/clock", {"to": "2030-01-04T18:30:00+00:00"})
    assert int(answer["clock"]["now"]) == int(datetime(2030, 1, 4, 18, 30, tzinfo=UTC).timestamp())
    await sandbox.stop()


async def test_an_app_that_is_about_to_go_is_left_alone_and_the_clock_leaps_from_then_on(
    session: ClientSession,
) -> None:
    halts, first = [], asyncio.Event()

    async def on_stop() -> None:
        first.set()
        await asyncio.sleep(0.01)
        halts.append(1)

    sandbox = make_sandbox(on_stop=on_stop)
    sandbox.set_clock(datetime(2030, 1, 4, 8, 0, tzinfo=UTC))
    await sandbox.start()
    api = Api(sandbox, session)
    ways = [asyncio.create_task(api.post("/_sandbox/clock", {"advance": 86400})) for _ in range(2)]
    await first.wait()
    await sandbox.travel.end()
    assert len(halts) == 1
    await asyncio.gather(*ways)
    assert len(halts) == 1
    assert sandbox.clock.now() >= datetime(2030, 1, 6, 8, 0, tzinfo=UTC)
    await sandbox.stop()
