"""What waits for somebody moves with their zone, their hours, and the days off that they enter or take back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain import cadence
from models import queries_following, queries_reminders
from models.tables import Todo
from services import hours, playbooks
from services.work import Work

Clock = tuple[ZoneInfo, cadence.WorkingHours]


def follow(work: Work, member: str, old: Clock, new: Clock) -> None:
    """Reminders to come, whatever is written and waits, and what is to go up to this member."""
    for todo in queries_reminders.todos_waiting(work.session, member):
        put_off = todo.snoozed_until is not None and todo.snoozed_until > work.now
        if todo.next_nudge_at is not None and not put_off:
            todo.next_nudge_at = _moved(work, todo, todo.next_nudge_at, old, new)
            work.session.add(todo)
    for row in queries_following.waiting_until_later(work.session, member, work.now):
        row.due_at = cadence.moved(row.due_at, old, new, work.now)
        work.session.add(row)
    _look_again_at_what_goes_up(work, member)


def _moved(work: Work, todo: Todo, until: datetime, old: Clock, new: Clock) -> datetime:
    """A reminder that was to come once its to-do was late still does."""
    earliest = todo.due_at if todo.due_at <= until else todo.opens_at
    moment = cadence.moved(until, old, new, work.now)
    return moment if moment >= earliest else cadence.next_working_moment(earliest, *new)


def _look_again_at_what_goes_up(work: Work, member: str) -> None:
    """Whatever was put off until they work again is looked at when the playbook says: then it is put off anew."""
    for todo, role, playbook, last in queries_following.put_off_going_up(work.session, member, work.now):
        since = todo.due_at if todo.escalations == 0 else last
        rhythm = playbooks.rhythm(work, playbook, todo)
        if rhythm is None:
            continue
        here = (ZoneInfo(role.zone), hours.of_role(role, work.now))
        wanted = cadence.escalates_at(since, rhythm, *here, todo.escalations) if since is not None else None
        if wanted is not None and todo.escalates_at is not None and wanted < todo.escalates_at:
            todo.escalates_at = max(work.now, wanted)
            work.session.add(todo)
