"""What goes up: overdue to-dos to the next person, all that concerns one in one message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import cadence, own_loop
from domain.playbook import Cadence
from domain.read.messages import PostKind
from models import queries_nudges, queries_reminders
from models import queries_planner as queries
from models.rows import add_rows
from models.tables import Escalation, Post, Todo
from services import hours, members, playbooks, posts
from services.nudges import Heard, shared_out
from services.standing import Standing, standing
from services.work import Work


@dataclass(frozen=True, slots=True)
class Rising:
    """What one person is to hear of; `reader` is empty where nobody is left who could."""

    reader: str
    todos: Sequence[int]


def shares(work: Work) -> list[list[Rising]]:
    """All who are to hear of something overdue, the longest waiting first, as many at a time as one unit deals with."""
    found = queries.going_up(work.session, work.now)
    told = queries_reminders.steps_told(work.session, [todo.id or 0 for todo, *_ in found])
    leading = {lead for _, role, *_ in found for lead in (role.recruiter, role.hiring_manager)}
    gone = {who for who, person in members.people(work, leading).items() if not person.active}
    theirs: dict[str, list[int]] = {}
    for todo, role, playbook, inside in found:
        rhythm = playbooks.rhythm(work, playbook, todo)
        if rhythm is None:
            continue
        leads = own_loop.leads(role.recruiter, role.hiring_manager, inside)
        theirs.setdefault(_reader(todo, leads, rhythm, told, gone) or "", []).append(todo.id or 0)
    return shared_out(work, ((Rising(reader, todos), len(todos)) for reader, todos in theirs.items()))


def escalate(work: Work, share: Collection[Rising]) -> int:
    """Tell these people what is overdue, all that concerns one in one message. Returns how many to-dos it looked at.

    It reaches them when they work, within what they want to hear in a day. What was written and could not be sent yet
    takes up what goes up since. Copies of the bot that look at the same time deal with different people.
    """
    free = set(queries_nudges.lock_members(work.session, [rising.reader for rising in share if rising.reader]))
    wanted = [todo for rising in share if not rising.reader or rising.reader in free for todo in rising.todos]
    due = queries.claim_escalations(work.session, work.now, wanted) if wanted else ()
    if not due:
        return 0
    told = queries_reminders.steps_told(work.session, [todo.id or 0 for todo in due])
    going_up = [(one, next_up(one, told)) for one in standing(work, due)]
    people = members.people(work, free)
    heard = Heard.of(work, people)
    unsent = queries_reminders.unsent_escalations(work.session, free)
    for one, reader in going_up:
        if reader is None:
            up(one, work.now)
            work.session.add(one.todo)
    for reader, person in sorted(people.items()):
        batch = [one for one, who in going_up if who == reader]
        wait = heard.wait(person, more=reader not in unsent)
        if wait is None and batch:
            _tell_up(work, reader, batch, unsent.get(reader))
            continue
        for one in batch:
            one.todo.escalates_at = wait
            work.session.add(one.todo)
    work.session.flush()
    return len(due)


def next_up(one: Standing, told: Collection[tuple[int, str]]) -> str | None:
    """Whom the playbook names, or the other of the two who lead the search; nobody is told twice, or of their own.

    Who has left is told nothing.
    """
    return _reader(one.todo, one.leads, one.cadence, told, one.gone)


def _reader(
    todo: Todo, team: tuple[str, str], rhythm: Cadence, told: Collection[tuple[int, str]], gone: Collection[str]
) -> str | None:
    steps = rhythm.steps_up
    if todo.escalations >= len(steps):
        return None
    leads = dict(zip(("recruiter", "hiring_manager"), team, strict=True))
    wanted = leads[steps[todo.escalations][1]]
    fitting = (lead for lead in dict.fromkeys((wanted, *leads.values())) if lead not in (todo.member_id, *gone))
    return next((lead for lead in fitting if (todo.id or 0, lead) not in told), None)


def _tell_up(work: Work, reader: str, batch: Sequence[Standing], unsent: Post | None) -> None:
    """Named after its first to-do; or more in the message that is still to be sent."""
    first = batch[0].todo
    key = unsent.key if unsent else f"escalation:{reader}:{first.id}.{first.escalations + 1}"
    post = posts.say(work, key, PostKind.ESCALATION, member=reader)
    rows = [
        {"todo_id": one.todo.id or 0, "step": one.todo.escalations + 1, "post_id": post.id or 0, "at": work.now}
        for one in batch
    ]
    add_rows(work.session, Escalation, rows)
    for one in batch:
        one.todo.escalated_at = one.todo.escalated_at or work.now
        up(one, work.now)
        work.session.add(one.todo)


def up(one: Standing, now: datetime) -> None:
    """One step up is taken, or nobody is there to hear of it."""
    one.todo.escalations += 1
    here = (ZoneInfo(one.role.zone), hours.of_role(one.role, now))
    one.todo.escalates_at = cadence.escalates_at(now, one.cadence, *here, one.todo.escalations)
