"""The difference between what is owed and what is written down, turned into rows in the transaction of the change."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import cadence
from domain.playbook import Playbook
from domain.state import LoopState
from domain.todos import Owed, owed
from models import queries
from models.tables import Loop, Member, Role, Todo
from services import hours
from services.work import Work


def settle(work: Work, loop: Loop, role: Role, state: LoopState, playbook: Playbook) -> tuple[int, ...]:
    """Open, close and hand over the loop's to-dos until they match `state`. Returns the ids of those that closed.

    Compares with the rows themselves, so that running it again changes nothing.
    """
    rows = queries.open_todos(work.session, loop.id or 0)
    wanted = _wanted(state, playbook, rows)
    closed = []
    known = set()
    people = _people(work, wanted)
    for row in rows:
        debt = wanted.get(row.key)
        if debt is None:
            row.closed_at, row.next_nudge_at, row.escalates_at = work.now, None, None
            closed.append(row.id or 0)
        else:
            known.add(row.key)
            _follow(row, debt, work.now)
        work.session.add(row)
    for key, debt in wanted.items():
        if key not in known:
            work.session.add(_opened(work, loop, role, debt, playbook, people))
    work.session.flush()
    return tuple(closed)


def _wanted(state: LoopState, playbook: Playbook, rows: Sequence[Todo]) -> dict[str, Owed]:
    """What is owed by key. Who owes something anew is reminded anew, so it has not come to its end any more."""
    before = timedelta(days=playbook.offer.remind_before_days)
    ended = {row.key: row.owed_by for row in rows if row.ended_at is not None}
    if ended:
        debts = {debt.key: debt.member for debt in owed(state, remind_offer=before)}
        ended = {key: member for key, member in ended.items() if debts.get(key) == member}
    return {debt.key: debt for debt in owed(state, remind_offer=before, ended=ended)}


def _people(work: Work, wanted: dict[str, Owed]) -> dict[str, Member]:
    members = queries.members_by_ids(work.session, {debt.member for debt in wanted.values()})
    return {member.id: member for member in members}


def _follow(row: Todo, debt: Owed, now: datetime) -> None:
    """Somebody else owes it now (a new recruiter, another lead), or its time has moved."""
    if row.owed_by != debt.member:
        row.owed_by, row.member_id = debt.member, debt.member
        row.next_nudge_at = max(now, row.opens_at)
        row.nudged, row.ended_at, row.snoozed_until, row.disowned_at = 0, None, None, None
    if debt.opens_at is not None and debt.opens_at != row.opens_at:
        moved = debt.opens_at - row.opens_at
        row.opens_at, row.due_at = debt.opens_at, debt.due_at or row.due_at + moved
        row.next_nudge_at = row.next_nudge_at + moved if row.next_nudge_at else None
        row.escalates_at = row.escalates_at + moved if row.escalates_at else None


def _opened(work: Work, loop: Loop, role: Role, debt: Owed, playbook: Playbook, people: Mapping[str, Member]) -> Todo:
    """Due times count in the role's working days; reminders fall in the working hours of who owes.

    What opened in the past (an interview that is logged afterwards) is due from now on, not late from the start. Where
    the rules set the due time, as for the answer to an offer that expires, the playbook's deadline is when to ask.
    """
    opens = debt.opens_at or work.now
    deadline = playbook.deadline_for(loop.stage, debt.kind)
    begins = max(opens, work.now)
    here = (ZoneInfo(role.zone), hours.of_role(role, work.now))
    ask = cadence.add(begins, deadline, *here)
    if debt.before is not None:
        ask = max(begins, min(ask, begins + (debt.before - begins) / 2))
    due = debt.due_at or ask
    rhythm = playbook.cadence_for(loop.stage, debt.kind)
    person = people.get(debt.member)
    theirs = (ZoneInfo(person.zone), hours.of(person, work.now)) if person else here
    return Todo(
        loop_id=loop.id or 0,
        kind=str(debt.kind),
        key=debt.key,
        stage=loop.stage,
        owed_by=debt.member,
        member_id=debt.member,
        created_at=work.now,
        opens_at=opens,
        due_at=due,
        next_nudge_at=cadence.first_nudge(begins, min(ask, due), rhythm, *theirs),
        escalates_at=cadence.escalates_at(due, rhythm, *here),
    )
