"""Interviews: scheduled, logged after the fact, moved, cancelled, given a link."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import events as ev
from domain import schedule_times as times
from domain.actions import Action
from domain.forms import LoopForm, PanelForm, ScheduleForm
from domain.permissions import may, require
from domain.refusals import Invalid, NotFound
from domain.stages import transition
from domain.state import LoopState, Meeting
from models import queries
from models.tables import Interview, Loop, Role
from services import arranging, checks, members, out_of_date, playbooks, posts, relations
from services import state as states
from services.change import Changing
from services.work import Work

ARRANGING = (Action.SCHEDULE, Action.RESCHEDULE, Action.LOG)
"""Who may do any of these may know beforehand what is unkind about a time."""


def schedule(work: Work, form: ScheduleForm) -> int:
    """Invite the panel to a new interview."""
    changing = Changing(work, form.loop).require(Action.SCHEDULE).fresh(form.version)
    event = arranging.asked_for(work, changing.state, form, ev.Scheduled)
    changing.apply(event, write=lambda loop, _before, after: _write(work, loop, after, form))
    return form.loop


def log(work: Work, form: ScheduleForm) -> int:
    """Write down an interview that was held already, or is going on: no invitations, scorecards opened."""
    changing = Changing(work, form.loop).require(Action.LOG).fresh(form.version)
    event = arranging.asked_for(work, changing.state, form, ev.Logged)
    changing.apply(event, write=lambda loop, _before, after: _write(work, loop, after, form))
    return form.loop


def reschedule(work: Work, form: ScheduleForm) -> int:
    """Move the interview: a new version, answers asked for anew. At the same time as before only its link changes."""
    changing = Changing(work, form.loop).require(Action.RESCHEDULE).fresh(form.version)
    before = changing.state.meeting
    event = arranging.asked_for(work, changing.state, form, ev.Rescheduled)
    meeting = event.meeting
    same = before is not None and (meeting.starts_at, meeting.ends_at) == (before.starts_at, before.ends_at)
    if same and meeting.starts_at > work.now:
        return _correct_link(work, changing, form)
    changing.apply(event, write=lambda loop, _before, after: _write(work, loop, after, form))
    return form.loop


def _correct_link(work: Work, changing: Changing, form: ScheduleForm) -> int:
    """Everybody who has answered has answered for this time: nobody is asked again."""
    row = queries.interview_of(work.session, form.loop, changing.state.stage, changing.state.round)
    link = checks.url(form.link, "link")
    if row is None or link in ("", row.link):
        raise Invalid("This is when it is already. Pick another time, or give it another link.", field="time")
    return _set_link(work, changing, link)


def cancel(work: Work, form: LoopForm) -> int:
    changing = Changing(work, form.loop).require(Action.CANCEL).fresh(form.version)
    reason = form.note or form.reason
    changing.apply(ev.Cancelled(by=work.actor, at=work.now, reason=reason), reason=reason)
    return form.loop


def add_link(work: Work, form: LoopForm) -> int:
    """Give the meeting its link; the invitations are brought up to date."""
    link = checks.url(form.link, "link")
    if not link:
        raise Invalid("Paste the link of the meeting, such as https://meet.example.com/abc.", field="link")
    return _set_link(work, Changing(work, form.loop).require(Action.ADD_LINK), link)


def _set_link(work: Work, changing: Changing, link: str) -> int:
    def write(loop: Loop, _before: LoopState, after: LoopState) -> None:
        row = queries.interview_of(work.session, loop.id or 0, after.stage, after.round)
        if row is not None:
            row.link = link
            work.session.add(row)

    after = changing.apply(ev.LinkAdded(by=work.actor, at=work.now), write=write)
    posts.refresh(work, out_of_date.of_interviews(work, changing.loop.id or 0, after))
    return changing.loop.id or 0


def warnings(work: Work, form: ScheduleForm) -> tuple[str, ...]:
    """What is unkind or impossible about this time, in sentences; nothing that forbids it.

    It says when people have other interviews, so it asks for the right to arrange one here. Raises what arranging it
    would raise: who corrects a mistake afterwards would be warned, and then corrected again.
    """
    found = queries.loop_with_role(work.session, form.loop)
    if found is None or found[1].workspace_id != work.workspace:
        raise NotFound
    loop, role, candidate = found
    standing = relations.to_loop(work, *found)
    if not any(may(action, standing) for action in ARRANGING):
        require(Action.SCHEDULE, standing)
    if form.version and form.version != loop.version:
        return ()  # Refused in any case, for what has changed since.
    start = _allowed(work, loop, role, form).starts_at
    end = start + timedelta(minutes=form.duration)
    panel = _named(form.people) if form.people else _sitting(work, loop)
    people = members.people(work, panel)
    zones = {person.id: ZoneInfo(person.zone) for person in people.values()}
    out = [
        f"It would be {_local(start, people[member].zone)} for <@{member}>."
        for member in times.nights(start, end, zones)
    ]
    if times.nights(start, end, {"": ZoneInfo(candidate.zone)}):
        out.append(f"It would be {_local(start, candidate.zone)} for the candidate.")
    out += [
        f"The candidate has an interview in another role at {_local(met.starts_at, candidate.zone)}, their time."
        for met in queries.meetings_of_candidate(work.session, candidate.id or 0, start, end)
        if met.loop_id != loop.id
    ]
    busy = [
        (seat.member_id, interview.starts_at, interview.ends_at)
        for interview, seat in queries.meetings_between(work.session, panel, start, end)
        if interview.loop_id != loop.id
    ]
    out += [
        f"<@{member}> has another interview at {_local(begin, form.zone)}{_theirs(begin, form, people[member].zone)}."
        for member, begin, _ in times.overlaps(start, end, busy)
    ]
    return tuple(out)


def _allowed(work: Work, loop: Loop, role: Role, form: ScheduleForm) -> Meeting:
    """The meeting that the form means, once nothing forbids it."""
    state = states.load(work, loop, role, playbooks.of_hash(work, loop.playbook_hash))
    event = arranging.asked_for(work, state, form, ev.Scheduled if form.people else ev.Rescheduled)
    transition(state, event)
    return event.meeting


def _theirs(moment: datetime, form: ScheduleForm, zone: str) -> str:
    """What their own clock says, where it says something else than the form's."""
    here, there = (f"{moment.astimezone(ZoneInfo(each)):%H:%M}" for each in (form.zone, zone))
    return f", {there} where they are" if here != there else ""


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M on %A}"


def _named(people: PanelForm) -> tuple[str, ...]:
    lead = (people.lead,) if people.lead else ()
    return (*lead, *people.panel, *people.reverse_shadows, *people.shadows)


def _sitting(work: Work, loop: Loop) -> tuple[str, ...]:
    panel = queries.panel_of(work.session, loop.id or 0, loop.stage, loop.round)
    return tuple(seat.member_id for seat in panel if seat.removed_at is None)


def _write(work: Work, loop: Loop, after: LoopState, form: ScheduleForm) -> None:
    """The row of the meeting, with what the rules need not know: zone and link."""
    meeting = after.meeting
    if meeting is None:
        return
    row = queries.interview_of(work.session, loop.id or 0, after.stage, after.round)
    if row is None:
        row = Interview(
            loop_id=loop.id or 0, stage=after.stage, round=after.round, starts_at=meeting.starts_at,
            ends_at=meeting.ends_at, zone=form.zone, organiser=meeting.organiser,
        )  # fmt: skip
    row.zone, row.link, row.organiser = form.zone, checks.url(form.link, "link"), meeting.organiser
    work.session.add(row)
    work.session.flush()
