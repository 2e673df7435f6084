"""Finding a time: schedule, log what was held, reschedule, cancel, add a link."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain.forms import ScheduleForm
from domain.read.loops import LoopPage
from domain.schedule_times import LONGEST, SHORTEST
from views import ids, inputs
from views.blocks import View, context, modal
from views.elements import Block, Choice
from views.lines import meeting_line
from views.modals.parts import meta, subject, today, warning, zone_choices
from views.text import city, local, zone_of

OFFICE = (time(9), time(18))


def schedule_modal(page: LoopPage, warnings: Sequence[str] = (), given: ScheduleForm | None = None) -> View:
    """`warnings` are the service's sentences about overlaps and nights; the asker may go on all the same."""
    return modal(
        "Schedule interview",
        [
            subject(page),
            *_when(page, given),
            *_people(page, given),
            *_warned(page, warnings, given),
            _shadows(given),
            _link(page, given),
        ],
        ids.SUBMIT_SCHEDULE,
        submit="Send invitations",
        close="Cancel",
        metadata=meta(page),
    )


def log_modal(page: LoopPage, warnings: Sequence[str] = (), given: ScheduleForm | None = None) -> View:
    """An interview that was held already, or is going on: nobody is invited."""
    return modal(
        "Log a past interview",
        [
            subject(page),
            context("Nobody is invited. Everyone you name is asked for a scorecard, once it is over."),
            *_when(page, given),
            *_people(page, given),
            *_warned(page, warnings, given),
            _shadows(given),
        ],
        ids.SUBMIT_LOG,
        submit="Log interview",
        close="Cancel",
        metadata=meta(page),
    )


def reschedule_modal(page: LoopPage, warnings: Sequence[str] = (), given: ScheduleForm | None = None) -> View:
    """The panel stays; everybody on it is asked anew."""
    return modal(
        "Reschedule interview",
        [
            subject(page),
            *_stands("Now", page),
            *_when(page, given),
            *_warned(page, warnings, given),
            _link(page, given),
        ],
        ids.SUBMIT_RESCHEDULE,
        submit="Reschedule",
        close="Keep the time",
        metadata=meta(page),
    )


def cancel_modal(page: LoopPage) -> View:
    """Cancelling an interview tells its panel."""
    return modal(
        "Cancel interview",
        [
            subject(page),
            *_stands("It is set for", page),
            context("The panel is told at once. You then find a new time, or close the loop."),
            inputs.text("reason", "Why?", optional=True, hint="The panel reads this.", most=500),
        ],
        ids.SUBMIT_CANCEL,
        submit="Cancel interview",
        close="Keep it",
        metadata=meta(page),
    )


def link_modal(page: LoopPage) -> View:
    """A meeting link for an interview that has none."""
    return modal(
        "Add meeting link",
        [subject(page), inputs.url("link", "Meeting link", hint="Everyone on the panel gets it.")],
        ids.SUBMIT_LINK,
        submit="Add link",
        close="Cancel",
        metadata=meta(page),
    )


def _stands(words: str, page: LoopPage) -> list[Block]:
    """The time that is about to change."""
    now = page.card.meeting
    return [context(f"{words}: {meeting_line(now, page.viewer.zone, _candidate_zone(page))}")] if now else []


def _warned(page: LoopPage, warnings: Sequence[str], given: ScheduleForm | None) -> list[Block]:
    """Above the last fields: whoever has just sent the form is at its end, and a warning at its top is out of sight."""
    if not warnings:
        return []
    there = []
    if given:
        start = datetime.combine(given.date, given.time, tzinfo=zone_of(given.zone))
        there = [context(f"For the candidate that is {local(start, _candidate_zone(page))}.")]
    box = inputs.checkbox("confirmed", "Go on?", Choice("yes", "Schedule anyway"))
    return [warning(*warnings), *there, box]


def _candidate_zone(page: LoopPage) -> str:
    return page.candidate.zone if page.candidate else page.card.zone


def _when(page: LoopPage, given: ScheduleForm | None) -> list[Block]:
    zone = given.zone if given else page.viewer.zone
    day, at, minutes = _moment(page, given)
    return [
        inputs.day("date", "Date", day),
        inputs.hour("time", "Time", at, hint=f"On the clock of the zone below. {_their_day(page)}".strip()),
        inputs.select("zone", "Time zone", zone_choices(page), zone),
        inputs.number("duration", "Duration in minutes", minutes, least=SHORTEST, most=LONGEST),
    ]


def _moment(page: LoopPage, given: ScheduleForm | None) -> tuple[date | None, time | None, int]:
    if given:
        return given.date, given.time, given.duration
    meeting = page.card.meeting
    if meeting:
        start = meeting.starts_at.astimezone(zone_of(page.viewer.zone))
        return start.date(), start.time(), int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))
    return None, None, page.stage.duration_minutes or 60


def _their_day(page: LoopPage) -> str:
    """What office hours of the candidate's are on the reader's clock."""
    theirs, mine = _candidate_zone(page), page.viewer.zone
    opens, closes = (datetime.combine(today(page), hour, tzinfo=zone_of(theirs)) for hour in OFFICE)
    if opens.utcoffset() == opens.astimezone(zone_of(mine)).utcoffset():
        return ""
    here = [moment.astimezone(zone_of(mine)) for moment in (opens, closes)]
    return (
        f"The candidate is in {city(theirs)}: {OFFICE[0]:%H:%M} to {OFFICE[1]:%H:%M} there is "
        f"{here[0]:%H:%M} to {here[1]:%H:%M} in {city(mine)}."
    )


def _people(page: LoopPage, given: ScheduleForm | None) -> list[Block]:
    form = given.people if given else None
    suggested = page.panel_suggested or _alone(page)
    lead = form.lead if form else next(iter(suggested), None)
    others = form.panel if form else suggested[1:]
    needed = page.stage.scorecards
    hint = f"{page.stage.name} needs {needed} with a scorecard, the lead included." if needed > 1 else ""
    return [
        inputs.user("lead", "Lead", lead, hint="Welcomes the candidate, and says afterwards what happened."),
        inputs.users("panel", "Other interviewers", others, optional=True, hint=hint),
    ]


def _alone(page: LoopPage) -> tuple[str, ...]:
    """A talk that is the recruiter's to decide on, with one scorecard, is most likely held by them."""
    held = page.stage.decided_by == "recruiter" and page.stage.scorecards == 1 and page.card.recruiter.active
    return (page.card.recruiter.id,) if held else ()


def _shadows(given: ScheduleForm | None) -> Block:
    there = given.people.shadows if given and given.people else ()
    hint = "They watch and learn; their scorecards don't count."
    return inputs.users("shadows", "Shadows", there, optional=True, hint=hint)


def _link(page: LoopPage, given: ScheduleForm | None) -> Block:
    known = given.link if given else page.card.meeting.link if page.card.meeting else ""
    return inputs.url(
        "link",
        "Meeting link",
        known,
        optional=True,
        hint="You can add it later; I'll ask you a day before if it is still missing.",
    )
