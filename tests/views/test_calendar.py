"""Calendar files and links."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from icalendar import Calendar

from tests.views import said, samples
from views.calendar import calendar_url, file_name, ics


def event(text: str) -> dict[str, object]:
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    return dict(found.items())


def test_a_calendar_file_holds_the_interview_in_utc() -> None:
    found = event(ics(said.invitation(samples.TYPICAL), "T1", samples.NOW))
    assert str(found["SUMMARY"]) == "Maya Lind: Maya Lind"
    assert found["DTSTART"].dt == samples.meeting().starts_at  # type: ignore[attr-defined]  # icalendar's own types
    assert found["DTEND"].dt == samples.meeting().ends_at  # type: ignore[attr-defined]


def test_a_later_version_moves_the_same_event() -> None:
    first = said.invitation(samples.TYPICAL)
    later = replace(first, meeting=replace(first.meeting, version=5))
    before, after = event(ics(first, "T1")), event(ics(later, "T1"))
    assert before["UID"] == after["UID"] != event(ics(first, "T2"))["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (2, 8)


def test_what_is_off_is_cancelled_in_the_calendar_and_says_no_more_than_that() -> None:
    """RFC 5546, 3.2.5 and 4.1.3: the same event, a later sequence, and an organiser."""
    invited = said.invitation(samples.TYPICAL)
    off = replace(invited, current=False, seat=None, off=True, cancelled=True)
    written = ics(off, "T1", samples.NOW)
    before, after = event(ics(invited, "T1", samples.NOW)), event(written)
    assert "METHOD:CANCEL" in written
    assert (str(before["STATUS"]), str(after["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert before["UID"] == after["UID"]
    assert int(str(before["SEQUENCE"])) < int(str(after["SEQUENCE"])) < 2 * invited.meeting.version
    assert {"DTSTAMP", "DTSTART", "SUMMARY"} <= set(after)
    assert str(after["ORGANIZER"]).startswith("mailto:"), "an address of a calendar is a URI (RFC 5545, 3.3.3)"
    assert {"DESCRIPTION", "LOCATION", "URL"} & set(after) == set()
    assert file_name(off) != file_name(invited)


def test_who_left_the_panel_can_be_asked_to_the_same_interview_again() -> None:
    left = replace(said.invitation(samples.TYPICAL, current=False), seat=None, off=True)
    asked = said.invitation(samples.TYPICAL)
    assert event(ics(left, "T1"))["SEQUENCE"] == event(ics(asked, "T1"))["SEQUENCE"]


def test_any_words_make_a_readable_file_and_a_link_that_slack_takes() -> None:
    for words in samples.WORDS.values():
        post = said.invitation(words)
        event(ics(post, "T1"))
        assert len(calendar_url(post)) <= 3000


def test_the_link_fills_in_the_form() -> None:
    asked = parse_qs(urlsplit(calendar_url(said.invitation(samples.TYPICAL))).query)
    assert asked["dates"] == ["20270302T135500Z/20270302T145500Z"]
    assert asked["text"] == ["Maya Lind: Maya Lind"]
