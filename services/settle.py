"""The difference between what is owed and what is written down, turned into rows in the transaction of the change."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import cadence
from domain.playbook import Playbook
from domain.read.members import MemberKind
from domain.state import LoopState
from domain.todos import Owed, owed
from models import queries
from models.tables import Loop, Role, Todo
from services import hours
from services.work import Work


def settle(work: Work, loop: Loop, role: Role, state: LoopState, playbook: Playbook) -> tuple[int, ...]:
    """Open, close and hand over the loop's to-dos until they match `state`. Returns the ids of those that closed.

    Compares with the rows themselves, so that running it again changes nothing.
    """
    rows = queries.open_todos(work.session, loop.id or 0)
    wanted = debts_by_key(work.now, state, playbook, rows, gone_leads(work, state, rows))
    members = queries.members_by_ids(work.session, {debt.member for debt in wanted.values()})
    people = {member.id: (ZoneInfo(member.zone), hours.of(member, work.now)) for member in members}
    gone = {member.id for member in members if member.kind == MemberKind.DEACTIVATED}
    opened, closed = compare(work.now, (loop, role, playbook), wanted, rows, people, gone)
    work.session.add_all([*rows, *opened])
    work.session.flush()
    return tuple(row.id or 0 for row in closed)


Clocks = Mapping[str, tuple[ZoneInfo, cadence.WorkingHours]]
"""By member: where they are, and when they work."""


def compare(
    now: datetime,
    at: tuple[Loop, Role, Playbook],
    wanted: Mapping[str, Owed],
    rows: Sequence[Todo],
    people: Clocks,
    gone: Collection[str],
) -> tuple[list[Todo], list[Todo]]:
    """Change the rows until they match what is owed. Returns those that open and those that close. Writes nothing.

    `gone`: who of `people` has left. There is nobody to be patient with: the planner finds the end of what they owe at
    its next look.
    """
    closed = [row for row in rows if row.key not in wanted]
    for row in closed:
        row.closed_at, row.next_nudge_at, row.escalates_at = now, None, None
    known = {row.key: row for row in rows if row.key in wanted}
    for key, row in known.items():
        _follow(row, wanted[key], now, at)
    opened = [_opened(now, at, debt, people) for key, debt in wanted.items() if key not in known]
    for row in opened:
        if row.member_id in gone:
            row.next_nudge_at = max(now, row.opens_at)
    return opened, closed


def gone_leads(work: Work, state: LoopState, rows: Sequence[Todo]) -> frozenset[str]:
    """Who has left of those who lead the search; asked only where something is theirs to settle."""
    if all(row.ended_at is None for row in rows):
        return frozenset()
    leads = queries.members_by_ids(work.session, {state.recruiter, state.hiring_manager})
    return frozenset(lead.id for lead in leads if lead.kind == MemberKind.DEACTIVATED)


def debts_by_key(
    now: datetime, state: LoopState, playbook: Playbook, rows: Sequence[Todo], gone: Collection[str]
) -> dict[str, Owed]:
    """What is owed by key. Who owes something anew is reminded anew, so it has not come to its end any more."""
    before = timedelta(days=playbook.offer.remind_before_days)
    ended = {row.key: row.owed_by for row in rows if row.ended_at is not None}
    if ended:
        debts = {debt.key: debt.member for debt in owed(state, remind_offer=before)}
        ended = {key: member for key, member in ended.items() if debts.get(key) == member}
    return {debt.key: debt for debt in owed(state, remind_offer=before, ended=ended, gone=gone, now=now)}


def _follow(row: Todo, debt: Owed, now: datetime, at: tuple[Loop, Role, Playbook]) -> None:
    """Somebody else owes it now (a new recruiter, another lead), or its time has moved."""
    if row.owed_by != debt.member:
        row.owed_by = debt.member
        if row.disowned_at is not None:  # then it went up no more; whoever has it from now on has as long as anybody
            _, role, playbook = at
            rhythm, here = playbook.cadence_for(row.stage, row.kind), (ZoneInfo(role.zone), hours.of_role(role, now))
            row.escalates_at = cadence.escalates_at(max(row.due_at, now), rhythm, *here, row.escalations)
        begin_anew(row, debt.member, now)
    if debt.opens_at is not None and debt.opens_at != row.opens_at:
        moved = debt.opens_at - row.opens_at
        row.opens_at, row.due_at = debt.opens_at, debt.due_at or row.due_at + moved
        row.next_nudge_at = row.next_nudge_at + moved if row.next_nudge_at else None
        row.escalates_at = row.escalates_at + moved if row.escalates_at else None


def begin_anew(row: Todo, member: str, now: datetime) -> None:
    """It is this member's from now on, who has not been reminded of it yet."""
    row.member_id, row.next_nudge_at = member, max(now, row.opens_at)
    row.nudged, row.ended_at, row.snoozed_until, row.disowned_at = 0, None, None, None


def _opened(now: datetime, at: tuple[Loop, Role, Playbook], debt: Owed, people: Clocks) -> Todo:
    """Due times count in the role's working days, or in the working hours of who owes, as reminders do.

    What opened in the past (an interview that is logged afterwards) is due from now on, not late from the start. Where
    the rules set the due time, as for the answer to an offer that expires, the playbook's deadline is when to ask.
    """
    loop, role, playbook = at
    opens = debt.opens_at or now
    deadline = playbook.deadline_for(loop.stage, debt.kind)
    begins = max(opens, now)
    here = (ZoneInfo(role.zone), hours.of_role(role, now))
    theirs = people.get(debt.member, here)
    ask = cadence.deadline(begins, deadline, here, theirs)
    if debt.before is not None:
        ask = max(begins, min(ask, cadence.halfway(begins, debt.before, *theirs)))
    due = debt.due_at or ask
    rhythm = playbook.cadence_for(loop.stage, debt.kind)
    return Todo(
        loop_id=loop.id or 0,
        kind=str(debt.kind),
        key=debt.key,
        stage=loop.stage,
        owed_by=debt.member,
        member_id=debt.member,
        created_at=now,
        opens_at=opens,
        due_at=due,
        next_nudge_at=cadence.first_nudge(begins, min(ask, due), rhythm, *theirs),
        escalates_at=cadence.escalates_at(due, rhythm, *here),
    )
