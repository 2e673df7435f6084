"""An invitation for people's calendars: an iCalendar file (RFC 5545) and a link to Google Calendar's prefilled form."""

from datetime import datetime
from urllib.parse import urlencode

from domain.read.invitations import InvitationPost
from views.text import cut, epoch, one_line

PRODUCT = "-//Loopkeeper//Loopkeeper//EN"
GOOGLE = "https://calendar.google.com/calendar/render"
DETAILS = 1000
URL_LEFT = 2900
"""What Slack takes of a button's address, less Google's own part. What does not fit is left out whole."""


def ics(invitation: InvitationPost, workspace: str, now: datetime | None = None) -> str:
    """One event. `uid` and `sequence` follow the interview and its version, so that a later file moves the earlier.

    Of one that is off, a cancellation (RFC 5546, 4.1.3), without what its reader need not know any more. Cancelled for
    all it is a version of its own; who has left the panel alone may be asked to the same one again.
    `workspace`: its id in Slack; the first interview of another company, or of a trial, is another event in a calendar.
    `now` is when it is written; without it the start stands in, since the standard asks for a moment.
    """
    # A tenth of the program's start-up time, for those few who ask for the file.
    from icalendar import Calendar, Event, vCalAddress, vText  # noqa: PLC0415

    meeting = invitation.meeting
    event = Event()
    event.add("uid", f"interview-{meeting.interview}.{workspace}@loopkeeper")
    event.add("sequence", 2 * max(0, meeting.version - 1) + invitation.cancelled)
    event.add("dtstamp", epoch(now or meeting.starts_at))
    event.add("dtstart", epoch(meeting.starts_at))
    event.add("dtend", epoch(meeting.ends_at))
    event.add("summary", title(invitation))
    event.add("status", "CANCELLED" if invitation.off else "CONFIRMED")
    if not invitation.off:
        event.add("description", details(invitation))
    if meeting.link and not invitation.off:
        event.add("location", meeting.link)
        event.add("url", meeting.link)
    organiser = vCalAddress("mailto:noreply@loopkeeper.invalid")
    organiser.params["cn"] = vText(one_line(invitation.asked_by.name))
    event.add("organizer", organiser)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if invitation.off else "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def file_name(invitation: InvitationPost) -> str:
    return f"interview-{invitation.meeting.interview}{'-cancelled' if invitation.off else ''}.ics"


def calendar_url(invitation: InvitationPost) -> str:
    """Opens a form that the reader saves by hand; nothing is sent to Google before."""
    meeting = invitation.meeting
    span = "/".join(f"{epoch(moment):%Y%m%dT%H%M%SZ}" for moment in (meeting.starts_at, meeting.ends_at))
    asked = {"action": "TEMPLATE", "text": title(invitation), "dates": span}
    for name, text in (("location", meeting.link), ("details", details(invitation))):
        longer = asked | {name: text}
        if text and len(urlencode(longer)) < URL_LEFT:
            asked = longer
    return f"{GOOGLE}?{urlencode(asked)}"


def title(invitation: InvitationPost) -> str:
    return f"{one_line(invitation.stage, 60)}: {one_line(invitation.candidate, 60)}"


def details(invitation: InvitationPost) -> str:
    """What to know with the calendar alone in hand. No evidence, no notes."""
    others = [one_line(seat.person.name, 60) for seat in invitation.others]
    lines = [
        f"{one_line(invitation.stage)} with {one_line(invitation.candidate)} for {one_line(invitation.role)}",
        f"Asked by {one_line(invitation.asked_by.name, 60)}",
        f"With {', '.join(others)}" if others else "",
        f"Join: {invitation.meeting.link}" if invitation.meeting.link else "",
    ]
    return cut("\n".join(line for line in lines if line), DETAILS)
