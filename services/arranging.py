"""The time and the panel that a form names, with all that is wrong with them at once, each on its field."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from domain import events as ev
from domain import schedule_times as times
from domain.forms import PanelForm, ScheduleForm
from domain.refusals import Invalid, Invalids
from domain.stages import transition
from domain.state import LoopState, Meeting, Part, Seat
from models import queries
from services import checks, members
from services.work import Work

WHEN = frozenset({"date", "time", "zone", "duration"})
WHO = frozenset({"lead", "panel", "reverse_shadows", "shadows"})

Seats: TypeAlias = tuple[Seat, ...]
Arranged: TypeAlias = ev.Scheduled | ev.Logged | ev.Rescheduled


def asked_for(work: Work, state: LoopState, form: ScheduleForm, kind: type[Arranged]) -> Arranged:
    """The event of this kind that the form asks for. Raises Invalid or Invalids.

    Where the form is wrong already, the rules are asked all the same, of what is right in it: nobody should hear of
    their mistakes one by one.
    """
    check = checks.Checks()
    meeting = _meeting(work, state, form, check)
    event: Arranged
    if kind is ev.Rescheduled:
        event = ev.Rescheduled(by=work.actor, at=work.now, meeting=meeting)
    else:
        seats = _seats(
            work, form.people or PanelForm(loop=form.loop, version=form.version, panel=()), state.candidate, check
        )
        named = ev.Logged if kind is ev.Logged else ev.Scheduled
        event = named(by=work.actor, at=work.now, meeting=meeting, seats=seats)
    if check.errors:
        _by_the_rules(state, event, check)
        check.done()
    return event


def seats_of(work: Work, state: LoopState, people: PanelForm) -> Seats:
    """The panel that a form names. Who cannot sit on one is refused on the field that names them."""
    check = checks.Checks()
    seats = _seats(work, people, state.candidate, check)
    check.done()
    return seats


def _by_the_rules(state: LoopState, event: ev.Event, check: checks.Checks) -> None:
    """What cannot be known, since the form is wrong about it, is left out."""
    unknown = [group for group in (WHEN, WHO) if group & check.errors.keys()]
    try:
        transition(state, event)
    except Invalid as refusal:
        found: Mapping[str, str] = {refusal.field or "": refusal.text}
    except Invalids as refusal:
        found = refusal.errors
    else:
        return
    for field, text in found.items():
        if not any(field in group for group in unknown):
            check.refuse(field, text)


def _meeting(work: Work, state: LoopState, form: ScheduleForm, check: checks.Checks) -> Meeting:
    """What is wrong about its time is kept in `check`, and stands in for it."""
    if not times.SHORTEST <= form.duration <= times.LONGEST:
        check.refuse("duration", f"An interview takes between {times.SHORTEST} minutes and 8 hours.")
    start = _start(work, form, check)
    linked = bool(check.take("link", lambda: checks.url(form.link, "link"), ""))
    row = queries.interview_of(work.session, form.loop, state.stage, state.round)
    organiser = row.organiser if row and state.meeting else work.actor
    minutes = timedelta(minutes=max(form.duration, times.SHORTEST))
    return Meeting(start, start + minutes, organiser, linked, row.version + 1 if row else 1)


def _start(work: Work, form: ScheduleForm, check: checks.Checks) -> datetime:
    day = check.take("date", partial(times.near, form.date, work.now, "date"), None)
    zone = check.take("zone", partial(times.zone_named, form.zone), None)
    if day is None or zone is None:
        return work.now
    return check.take("time", partial(times.moment_of, day, form.time, form.zone), work.now)


def _seats(work: Work, people: PanelForm, candidate: str, check: checks.Checks) -> Seats:
    """Who cannot sit on a panel is kept in `check`, on the field that names them."""
    by_field = {
        "lead": (people.lead,) if people.lead else (),
        "panel": people.panel,
        "reverse_shadows": people.reverse_shadows,
        "shadows": people.shadows,
    }
    before: set[str] = set()
    for field, named in by_field.items():
        if named or (field == "panel" and not before):
            asked = (*(member for member in named if member in before), *named)
            check.take(field, partial(members.require_interviewers, work, asked, field, candidate or None), None)
            before.update(named)
    lead = (Seat(people.lead, Part.LEAD),) if people.lead else ()
    return (
        *lead,
        *(Seat(member, Part.INTERVIEWER) for member in people.panel),
        *(Seat(member, Part.REVERSE_SHADOW) for member in people.reverse_shadows),
        *(Seat(member, Part.SHADOW) for member in people.shadows),
    )
