"""Business time can be moved; real time cannot."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from scheduling.clock import Clock, FileClock, MovableClock, SystemClock
from tests.fakes.clock import MONDAY, FrozenClock

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("make", [SystemClock, MovableClock, FrozenClock, lambda: FileClock(Path("/nowhere"))])
def test_every_clock_speaks_utc(make: type[Clock]) -> None:
    clock = make()
    assert clock.now().tzinfo is UTC
    assert clock.real().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()


SUMMER_BEGINS = datetime(2027, 3, 28, 1, tzinfo=UTC)
"""In Lisbon the clocks go from one to two in that moment."""


@pytest.mark.parametrize("passed", [timedelta(), timedelta(seconds=1), HOUR])
def test_the_clock_at_work_tells_the_systems_time_in_utc_wherever_it_stands(passed: timedelta) -> None:
    at = (SUMMER_BEGINS + passed).astimezone(ZoneInfo("Europe/Lisbon"))
    with time_machine.travel(at, tick=False):
        clock = SystemClock()
        assert (clock.now(), clock.real()) == (SUMMER_BEGINS + passed, SUMMER_BEGINS + passed)
        assert clock.now().tzinfo is UTC


def test_a_moved_clock_and_a_clock_file_follow_the_system_from_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "offset").write_text("3600")
    moved, filed = MovableClock(), FileClock(tmp_path / "offset")
    moved.move(HOUR)
    with time_machine.travel(SUMMER_BEGINS, tick=False) as system:
        assert moved.now() == filed.now() == SUMMER_BEGINS + HOUR
        system.shift(HOUR)
        assert moved.now() == filed.now() == SUMMER_BEGINS + 2 * HOUR
        assert moved.real() == filed.real() == SUMMER_BEGINS + HOUR


def test_a_clock_that_stands_still_shows_one_second_until_it_goes_on_or_is_moved() -> None:
    clock = MovableClock()
    with time_machine.travel(SUMMER_BEGINS + timedelta(seconds=0.04), tick=False) as system:
        with clock.standing_still():
            system.shift(HOUR)
            assert clock.now() == SUMMER_BEGINS
            assert clock.real() > SUMMER_BEGINS + HOUR
        assert clock.now() == clock.real()
        with clock.standing_still():
            clock.move(HOUR)
            assert clock.now() == clock.real() + HOUR
        with clock.standing_still():
            system.shift(HOUR)
            clock.set_to(SUMMER_BEGINS)
            assert clock.now() == SUMMER_BEGINS


def test_moving_the_clock_leaves_real_time_alone() -> None:
    clock = FrozenClock()
    clock.move(3 * HOUR)
    assert clock.now() == MONDAY + 3 * HOUR
    assert clock.real() == MONDAY
    clock.move(-HOUR)
    assert clock.now() == MONDAY + 2 * HOUR


def test_a_moved_clock_goes_on() -> None:
    clock = FrozenClock()
    clock.set_to(datetime(2027, 3, 5, 12, tzinfo=UTC))
    clock.pass_real_time(HOUR)
    assert clock.now() == datetime(2027, 3, 5, 13, tzinfo=UTC)


def test_a_clock_is_set_in_any_zone_but_not_in_none() -> None:
    clock = FrozenClock()
    clock.set_to(datetime(2027, 3, 1, 12, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == datetime(2027, 3, 1, 10, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        clock.set_to(datetime(2027, 3, 1, 12))  # noqa: DTZ001


def test_whoever_waits_hears_of_a_move() -> None:
    clock = FrozenClock()
    heard: list[datetime] = []
    clock.on_move.append(heard.append)
    clock.move(HOUR)
    clock.set_to(MONDAY)
    assert heard == [MONDAY + HOUR, MONDAY]


class TestClockFile:
    """`CLOCK_FILE` holds an offset in seconds."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "offset"

    def offset(self, clock: FileClock) -> int:
        return round((clock.now() - datetime.now(UTC)).total_seconds())

    def test_is_followed_as_it_changes(self, path: Path) -> None:
        clock = FileClock(path)
        for seconds in (3600, -60):
            path.write_text(f"{seconds}\n")
            os.utime(path, ns=(seconds % 7919, seconds % 7919))
            assert self.offset(clock) == seconds

    def test_is_not_needed(self, path: Path) -> None:
        assert self.offset(FileClock(path)) == 0

    @pytest.mark.parametrize("content", ["", "tomorrow", "nan", "1e300", "36", "36 20"])
    def test_counts_as_read_last_when_it_goes_away_or_makes_no_sense(self, path: Path, content: str) -> None:
        path.write_text("36")
        clock = FileClock(path)
        assert self.offset(clock) == 36
        path.write_text(content)
        os.utime(path, ns=(1, 1))
        assert self.offset(clock) == 36
        path.unlink()
        assert self.offset(clock) == 36

    def test_real_time_can_run_faster_since_a_moment(self, path: Path) -> None:
        path.write_text(f"3600 20 {SUMMER_BEGINS.timestamp()}")
        with time_machine.travel(SUMMER_BEGINS, tick=False) as system:
            clock = FileClock(path)
            assert (clock.real(), clock.now()) == (SUMMER_BEGINS, SUMMER_BEGINS + HOUR)
            system.shift(timedelta(seconds=3))
            assert clock.real() == SUMMER_BEGINS + timedelta(minutes=1)
            assert clock.now() == clock.real() + HOUR

    def test_does_not_move_real_time(self, path: Path) -> None:
        path.write_text("3600")
        assert FileClock(path).real() - datetime.now(UTC) < timedelta(minutes=1)
