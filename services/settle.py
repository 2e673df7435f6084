"""The difference between what is owed and what is written down, turned into rows in the transaction of the change."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import cadence
from domain.playbook import Playbook
from domain.state import LoopState
from domain.todos import Owed, owed
from models import queries
from models.tables import Loop, Role, Todo
from services.work import Work

HOURS = cadence.WorkingHours()


def settle(work: Work, loop: Loop, role: Role, state: LoopState, playbook: Playbook) -> tuple[int, ...]:
    """Open, close and hand over the loop's to-dos until they match `state`. Returns the ids of those that closed.

    Compares with the rows themselves, so that running it again changes nothing.
    """
    wanted = {debt.key: debt for debt in owed(state, remind_offer=timedelta(days=playbook.offer.remind_before_days))}
    closed = []
    known = set()
    zones = _zones(work, wanted)
    for row in queries.open_todos(work.session, loop.id or 0):
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
            work.session.add(_opened(work, loop, role, debt, playbook, zones))
    work.session.flush()
    return tuple(closed)


def _zones(work: Work, wanted: dict[str, Owed]) -> dict[str, ZoneInfo]:
    members = queries.members_by_ids(work.session, {debt.member for debt in wanted.values()})
    return {member.id: ZoneInfo(member.zone) for member in members}


def _follow(row: Todo, debt: Owed, now: datetime) -> None:
    """Somebody else owes it now (a new recruiter, another lead), or its time has moved."""
    if row.owed_by != debt.member:
        row.owed_by, row.member_id = debt.member, debt.member
        row.next_nudge_at = max(now, row.opens_at)
        row.nudged, row.ended_at, row.snoozed_until = 0, None, None
    if debt.opens_at is not None and debt.opens_at != row.opens_at:
        moved = debt.opens_at - row.opens_at
        row.opens_at, row.due_at = debt.opens_at, debt.due_at or row.due_at + moved
        row.next_nudge_at = row.next_nudge_at + moved if row.next_nudge_at else None
        row.escalates_at = row.escalates_at + moved if row.escalates_at else None


def _opened(work: Work, loop: Loop, role: Role, debt: Owed, playbook: Playbook, zones: dict[str, ZoneInfo]) -> Todo:
    """Due times count in the role's working days; reminders fall in the working hours of who owes.

    What opened in the past (an interview that is logged afterwards) is due from now on, not late from the start. Where
    the rules set the due time, as for the answer to an offer that expires, the playbook's deadline is when to ask.
    """
    opens = debt.opens_at or work.now
    deadline = playbook.deadline_for(loop.stage, debt.kind)
    begins = max(opens, work.now)
    ask = cadence.add(begins, deadline, ZoneInfo(role.zone), HOURS)
    if debt.before is not None:
        ask = max(begins, min(ask, begins + (debt.before - begins) / 2))
    due = debt.due_at or ask
    rhythm = playbook.cadence_for(loop.stage, debt.kind)
    zone = zones.get(debt.member, ZoneInfo(role.zone))
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
        next_nudge_at=cadence.first_nudge(opens, min(ask, due), rhythm, zone, HOURS),
        escalates_at=cadence.escalates_at(due, rhythm, zone, HOURS),
    )
