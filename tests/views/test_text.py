"""Escaping, cutting, names and moments."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.read.people import Person
from views import text

NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)


@given(st.text(max_size=400))
def test_escaped_text_has_no_markup_and_loses_nothing(typed: str) -> None:
    escaped = text.escape(typed)
    assert "<" not in escaped
    assert ">" not in escaped
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == typed


@given(st.text(max_size=400), st.integers(2, 100))
def test_nothing_is_longer_than_it_may_be(typed: str, most: int) -> None:
    assert len(text.cut(typed, most)) <= most
    assert len(text.cut_markup(text.escape(typed), most)) <= most


@given(st.text(alphabet="&<>ab", max_size=80), st.integers(6, 60))
def test_cutting_never_breaks_an_escaped_character(typed: str, most: int) -> None:
    kept = text.cut_markup(text.escape(typed), most).removesuffix(text.ELLIPSIS)
    for entity in ("&amp;", "&lt;", "&gt;"):
        kept = kept.replace(entity, "")
    assert "&" not in kept


def test_cutting_never_leaves_half_a_mention() -> None:
    assert text.cut_markup("Waiting for <@U123456>", 18) == "Waiting for…"


@example("\u202eadaN \u2067ra\u202dooN")
@given(st.text(max_size=300))
def test_a_name_is_one_line_that_cannot_be_empty(typed: str) -> None:
    shown = text.one_line(typed)
    assert shown
    assert "\n" not in shown
    assert not set("\u202e\u202d\u2067") & set(shown)


def test_a_candidate_called_channel_pages_nobody() -> None:
    assert text.bold("<!channel> & <@U1>") == "*&lt;!channel&gt; &amp; &lt;@U1&gt;*"


def test_what_somebody_typed_formats_nothing_around_it() -> None:
    shown = text.bold("a*b ~gone~ `x` _y_ snake_case")
    assert (shown.count("*"), shown.count("~"), shown.count("`"), shown.count("_")) == (2, 0, 0, 1)
    assert "snake_case" in shown
    assert text.slanted("under_score _and_ more").count("_") == 3


def test_a_name_from_right_to_left_keeps_its_direction_to_itself() -> None:
    assert text.name("\u05e9\u05e8\u05d4") == "\u2068\u05e9\u05e8\u05d4\u2069"


def test_somebody_who_left_is_named_and_not_mentioned() -> None:
    assert text.mention(Person("U1", "Ana <b>")) == "<@U1>"
    assert text.mention(Person("U1", "Ana <b>", active=False)) == "Ana &lt;b&gt;"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "https://" + "x" * 3000])
def test_what_is_no_address_of_the_web_becomes_no_link(address: str) -> None:
    assert text.link(address, "Résumé") == "Résumé"


def test_a_link_cannot_be_closed_from_within() -> None:
    assert text.link("https://x.example/a|b>c", "Open") == "<https://x.example/a%7Cb&gt;c|Open>"


def test_names_are_listed_as_people_say_them() -> None:
    people = [Person(f"U{n}", f"P{n}") for n in range(1, 5)]
    assert text.names(people[:1]) == "P1"
    assert text.names(people[:3]) == "P1, P2 and P3"
    assert text.names(people, 3) == "P1, P2 and 2 more"
    assert text.names([]) == "nobody"


def test_each_reader_sees_a_moment_on_their_own_clock() -> None:
    shown = text.moment(NOON, "America/New_York")
    pattern = "\u200b{date_short_pretty} at {time}"
    assert shown == f"<!date^{int(NOON.timestamp())}^{pattern}|Tue 2 Mar, 07:00 in New York>"


def test_slack_begins_a_date_with_a_capital_only_where_a_sentence_begins() -> None:
    assert "^{date_short_pretty}" in text.moment(NOON, "UTC", begins=True)
    assert "^\u200b{date_short_pretty}" in text.moment_day(NOON, "UTC")


def test_the_candidates_clock_is_named_only_where_it_differs() -> None:
    assert text.both_clocks(NOON, "Europe/Lisbon", "Europe/London") == text.moment(NOON, "Europe/Lisbon")
    assert text.both_clocks(NOON, "Europe/Lisbon", "Asia/Kolkata").endswith("(17:30 in Kolkata for the candidate)")
    late = NOON.replace(hour=23)
    assert "Wed 3 Mar, 04:30 in Kolkata" in text.both_clocks(late, "Europe/Lisbon", "Asia/Kolkata")


def test_an_unknown_zone_is_shown_in_utc_and_stops_nothing() -> None:
    assert text.clock(NOON, "Mars/Olympus") == "12:00 UTC"
    assert text.clock(NOON, "../../etc/passwd") == "12:00 UTC"


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (0, "since 12:00"),
        (1, "since yesterday"),
        (3, "since Saturday (3 days)"),
        (12, "since 18 Feb (12 days)"),
    ],
)
def test_how_long_something_has_waited(days: int, shown: str) -> None:
    assert text.since(NOON - timedelta(days=days), NOON, "UTC") == shown


def test_days_are_counted_on_the_readers_calendar() -> None:
    late_evening = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)
    assert text.since(late_evening, NOON, "UTC") == "since yesterday"
    assert text.since(late_evening, NOON, "Asia/Kolkata") == "since 05:00"


def test_what_is_near_is_called_by_its_day() -> None:
    assert text.ahead(NOON, NOON, "UTC") == "today at 12:00"
    assert text.ahead(NOON + timedelta(days=1), NOON, "UTC") == "tomorrow at 12:00"
    assert text.ahead(NOON + timedelta(days=2), NOON, "UTC") == "on Thu 4 Mar at 12:00"


@pytest.mark.parametrize(
    ("minutes", "shown"), [(1, "1 minute"), (45, "45 minutes"), (60, "an hour"), (90, "90 minutes"), (120, "2 hours")]
)
def test_a_length_is_said_as_people_say_it(minutes: int, shown: str) -> None:
    assert text.length(timedelta(minutes=minutes)) == shown
