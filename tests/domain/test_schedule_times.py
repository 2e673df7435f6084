"""Times of forms: those that do not exist, those that come twice, and those that are unkind."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.refusals import Invalid
from domain.schedule_times import moment_of, nights, overlaps, zone_named

LISBON = "Europe/Lisbon"


def test_a_time_of_a_form_is_a_moment_in_utc() -> None:
    assert moment_of(date(2027, 7, 1), time(10), LISBON) == datetime(2027, 7, 1, 9, tzinfo=UTC)
    assert moment_of(date(2027, 1, 4), time(10), LISBON).tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "at", "zone", "sentence"),
    [
        (
            date(2027, 3, 28),
            time(1, 30),
            LISBON,
            "01:30 does not exist on 28 March in Lisbon: clocks go forward. Pick 00:30 or 02:30.",
        ),
        (
            date(2027, 3, 14),
            time(2, 30),
            "America/New_York",
            "02:30 does not exist on 14 March in New York: clocks go forward. Pick 01:30 or 03:30.",
        ),
        (
            date(2027, 4, 30),
            time(0, 30),
            "Africa/Cairo",
            "00:30 does not exist on 30 April in Cairo: clocks go forward. Pick 01:30.",
        ),
        (
            date(2011, 12, 30),
            time(9),
            "Pacific/Apia",
            "09:00 does not exist on 30 December in Apia: clocks go forward. Pick another day.",
        ),
        (
            date(2027, 10, 31),
            time(1, 30),
            LISBON,
            (
                "01:30 comes twice on 31 October in Lisbon (UTC+01:00 and UTC): clocks go back. "
                "Pick a time outside the doubled hour: 00:30 or 02:30."
            ),
        ),
        (
            date(2027, 11, 7),
            time(1, 30),
            "America/New_York",
            (
                "01:30 comes twice on 7 November in New York (UTC-04:00 and UTC-05:00): clocks go back. "
                "Pick a time outside the doubled hour: 00:30 or 02:30."
            ),
        ),
    ],
)
def test_a_time_that_is_not_exactly_one_moment_is_refused_with_times_that_are(
    day: date, at: time, zone: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        moment_of(day, at, zone)
    assert (refusal.value.field, refusal.value.text) == ("time", sentence)


def test_a_time_that_comes_twice_is_taken_when_it_says_which_of_the_two() -> None:
    first, second = (moment_of(date(2027, 10, 31), time(1, 30), LISBON, fold) for fold in (0, 1))
    assert first == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert second == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_choice_between_two_changes_nothing_where_there_is_one() -> None:
    assert moment_of(date(2027, 7, 1), time(10), LISBON, 1) == datetime(2027, 7, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "Europe", "../etc/passwd", "Lisbon\0"])
def test_an_unknown_zone_is_refused_on_its_field(name: str) -> None:
    with pytest.raises(Invalid, match="Pick the nearest city") as refusal:
        zone_named(name)
    assert refusal.value.field == "zone"


def test_who_would_meet_too_early_too_late_or_on_a_weekend_is_named() -> None:
    zones = {name: ZoneInfo(name) for name in (LISBON, "America/New_York", "Asia/Tokyo", "Asia/Kolkata")}

    def named(day: int, hour: int, minutes: int = 60) -> tuple[str, ...]:
        start = datetime(2027, 3, day, hour, tzinfo=UTC)
        return nights(start, datetime.fromtimestamp(start.timestamp() + minutes * 60, UTC), zones)

    assert named(1, 10) == ("America/New_York", "Asia/Tokyo")
    assert named(1, 13) == ("Asia/Tokyo", "Asia/Kolkata")
    assert named(1, 13, 30) == ("Asia/Tokyo",)
    assert named(6, 10) == tuple(zones)
    assert named(5, 18) == (*list(zones)[2:],)
    assert named(5, 18, 61) == (LISBON, "Asia/Tokyo", "Asia/Kolkata")


def test_an_interview_over_midnight_is_at_night() -> None:
    start, end = datetime(2027, 3, 1, 18, tzinfo=UTC), datetime(2027, 3, 2, 9, tzinfo=UTC)
    assert nights(start, end, {"U1": ZoneInfo("UTC")}) == ("U1",)


def test_interviews_overlap_when_they_share_time_and_not_when_one_follows_the_other() -> None:
    def at(hour: int) -> datetime:
        return datetime(2027, 3, 1, hour, tzinfo=UTC)

    before, into, inside, after = (
        ("U1", at(8), at(10)),
        ("U2", at(9), at(11)),
        ("U3", at(10), at(12)),
        ("U4", at(12), at(13)),
    )
    assert overlaps(at(10), at(12), [before, into, inside, after]) == (into, inside)
    assert overlaps(at(10), at(12), []) == ()
