"""Calendar files and links."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from icalendar import Calendar

from tests.views import said, samples
from views.calendar import calendar_url, ics


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
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 4)


def test_an_invitation_that_was_overtaken_is_cancelled_in_the_calendar() -> None:
    assert str(event(ics(said.invitation(samples.TYPICAL, current=False), "T1"))["STATUS"]) == "CANCELLED"


def test_any_words_make_a_readable_file_and_a_link_that_slack_takes() -> None:
    for words in samples.WORDS.values():
        post = said.invitation(words)
        event(ics(post, "T1"))
        assert len(calendar_url(post)) <= 3000


def test_the_link_fills_in_the_form() -> None:
    asked = parse_qs(urlsplit(calendar_url(said.invitation(samples.TYPICAL))).query)
    assert asked["dates"] == ["20270302T135500Z/20270302T145500Z"]
    assert asked["text"] == ["Maya Lind: Maya Lind"]
