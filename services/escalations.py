"""What goes up: overdue to-dos to the next person, all that concerns one in one message."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from domain import cadence
from domain.read.messages import PostKind
from models import queries_planner as queries
from models import queries_reminders
from models.tables import Escalation
from services import hours, members, posts
from services.nudges import Heard
from services.standing import Standing, standing
from services.work import Work

AT_ONCE = 20
"""To-dos with which one unit of work deals, so that it does not hold the others up."""


def escalate(work: Work, limit: int = AT_ONCE) -> int:
    """Tell the next person up what is overdue, all that concerns one in one message.

    It reaches them when they work, within what they want to hear in a day. Returns how many to-dos it looked at.
    """
    due = queries.claim_escalations(work.session, work.now, limit)
    if not due:
        return 0
    told = queries_reminders.steps_told(work.session, [todo.id or 0 for todo in due])
    going_up = [(one, next_up(one, told)) for one in standing(work, due)]
    people = members.people(work, {reader for _, reader in going_up if reader is not None})
    heard = Heard.of(work, people)
    for one, reader in going_up:
        if reader is None:
            up(one, work.now)
            work.session.add(one.todo)
    for reader, person in sorted(people.items()):
        batch = [one for one, who in going_up if who == reader]
        wait = heard.wait(person)
        if wait is None:
            _tell_up(work, reader, batch)
            continue
        for one in batch:
            one.todo.escalates_at = wait
            work.session.add(one.todo)
    work.session.flush()
    return len(due)


def next_up(one: Standing, told: Collection[tuple[int, str]]) -> str | None:
    """Whom the playbook names, or the other of the two who lead the search; nobody is told twice, or of their own."""
    steps = one.cadence.steps_up
    if one.todo.escalations >= len(steps):
        return None
    leads = {"recruiter": one.role.recruiter, "hiring_manager": one.role.hiring_manager}
    wanted = leads[steps[one.todo.escalations][1]]
    fitting = (lead for lead in dict.fromkeys((wanted, *leads.values())) if lead != one.todo.member_id)
    return next((lead for lead in fitting if (one.todo.id or 0, lead) not in told), None)


def _tell_up(work: Work, reader: str, batch: Sequence[Standing]) -> None:
    """Named after its first to-do."""
    first = batch[0].todo
    key = f"escalation:{reader}:{first.id}.{first.escalations + 1}"
    post = posts.say(work, key, PostKind.ESCALATION, member=reader)
    rows = [
        {"todo_id": one.todo.id or 0, "step": one.todo.escalations + 1, "post_id": post.id or 0, "at": work.now}
        for one in batch
    ]
    work.session.execute(insert(Escalation), rows)
    for one in batch:
        one.todo.escalated_at = one.todo.escalated_at or work.now
        up(one, work.now)
        work.session.add(one.todo)


def up(one: Standing, now: datetime) -> None:
    """One step up is taken, or nobody is there to hear of it."""
    one.todo.escalations += 1
    here = (ZoneInfo(one.role.zone), hours.of_role(one.role, now))
    one.todo.escalates_at = cadence.escalates_at(now, one.cadence, *here, one.todo.escalations)
