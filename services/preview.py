"""Who will be told what and when about one loop, if nobody does anything: the planner's rules, played through."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import cadence
from domain.actions import Action
from domain.permissions import require
from domain.playbook import Span
from domain.read.people import Person
from domain.read.preview import Coming, Preview, PreviewLine
from domain.refusals import NotFound
from domain.todos import TodoKind, tells_a_vote
from models import queries, queries_planner, queries_reminders, queries_waiting
from models.tables import Role, Todo
from services import debrief_votes, hours, members, outgoing, playbooks
from services.facts import Row, gather, rows_of
from services.foreseen import Known
from services.future import Future, Thread
from services.nudges import LONGEST_DAY
from services.standing import states
from services.work import Work

AHEAD = Span(10, "business_days")


def preview(work: Work, loop: int) -> Preview:
    """The next ten working days of the role. Reads only; refused unless the reader leads the search."""
    rows = rows_of(work, [loop])
    if not rows:
        raise NotFound
    row = rows[0]
    found, role, candidate = row
    facts = gather(work, rows)
    require(Action.PREVIEW, facts.relations[loop])
    until = cadence.add(work.now, AHEAD, ZoneInfo(role.zone), hours.of_role(role, work.now))
    coming = _future(work, row)
    coming.votes_known = debrief_votes.reads_round(work, facts, found, found.stage, found.round)
    written = [*_written(work, loop, coming), *_expired(work, loop)]
    lines = sorted([*written, *coming.run(loop, until)], key=lambda line: line.at)
    return Preview(
        viewer=members.people(work, [work.actor])[work.actor],
        loop=loop,
        version=found.version,
        candidate=candidate.name,
        role=role.title,
        stage=playbooks.of_hash(work, found.playbook_hash).stage(found.stage).name,
        now=work.now,
        until=until,
        lines=tuple(_together(lines, coming.waits)),
    )


def _written(work: Work, loop: int, coming: Future) -> list[PreviewLine]:
    """What is written already and waits for its reader, a line for each message."""
    found: dict[tuple[str, str, datetime], list[tuple[TodoKind, Person]]] = {}
    for kind, reader, at, todo in queries_waiting.about_loop(work.session, loop):
        if coming.votes_known or not tells_a_vote(todo.key):
            owes = (TodoKind(todo.kind), coming.people[todo.member_id])
            found.setdefault((kind, reader, max(work.now, at)), []).append(owes)
    return [
        PreviewLine(at, Coming(kind), coming.people[reader], tuple(about))
        for (kind, reader, at), about in found.items()
    ]


def _expired(work: Work, loop: int) -> Iterator[PreviewLine]:
    """That its offer has run out, said by whatever waits for its reader to work and is still true."""
    waiting = queries_waiting.of_expiry(work.session, loop)
    people = members.people(work, {post.member_id or "" for post, _ in waiting}) if waiting else {}
    for post, due in waiting:
        reader = people[post.member_id or ""]
        if outgoing.load(replace(work, actor=""), post.id or 0) is not None:
            at = cadence.next_working_moment(max(work.now, due), reader.tz, reader.hours)
            yield PreviewLine(at, Coming.EXPIRED, reader)


def _together(lines: Iterable[PreviewLine], waits: Mapping[tuple[Coming, str], datetime]) -> list[PreviewLine]:
    """What goes into one message that waits is one line, as far as one loop is concerned."""
    found: dict[object, PreviewLine] = {}
    for number, line in enumerate(lines):
        message = (line.coming, line.person.id if line.person else "")
        key = message if waits.get(message) == line.at else number
        there = found.get(key)
        found[key] = replace(there, about=tuple(dict.fromkeys((*there.about, *line.about)))) if there else line
    return list(found.values())


def _future(work: Work, row: Row) -> Future:
    """This loop, and those that compete with it for the same people's attention: a day holds only so many messages."""
    loop, role, _ = row
    owing = {todo.member_id for todo in queries.open_todos(work.session, loop.id or 0)}
    known = _known(work, row, {role.recruiter, role.hiring_manager, *owing})
    facts = gather(work, rows_of(work, known))
    now = states(work, facts)
    threads = {
        each[0].id or 0: Thread(
            row=each,
            playbook=playbooks.of_hash(work, each[0].playbook_hash),
            state=now[each[0].id or 0],
            todos=[Todo(**todo.model_dump()) for todo in facts.todos.get(each[0].id or 0, ())],
        )
        for each in facts.rows
    }
    todos = [todo for thread in threads.values() for todo in thread.todos]
    named = {m for t in threads.values() for m in (t.row[1].recruiter, t.row[1].hiring_manager)}
    people = members.people(
        work, named | {who for todo in todos for who in (todo.member_id, todo.owed_by)} | set(facts.people)
    )
    ids = [todo.id or 0 for todo in todos]
    return Future(
        now=work.now,
        threads=threads,
        people=people,
        told=list(queries_waiting.told_since(work.session, people, work.now - LONGEST_DAY, work.now)),
        raised=set(queries_reminders.steps_told(work.session, ids)),
        waits={
            (Coming(kind), reader): max(work.now, at)
            for kind, reader, at in queries_waiting.open_to_more(work.session, people)
        },
        known=Known(
            meeting=facts.meeting(loop),
            seats=tuple(facts.panel(loop)),
            leading=_leading(work, role),
            digests=queries_planner.known_keys(work.session, [_todays_digest(work, role)]),
        ),
    )


def _known(work: Work, row: Row, involved: Collection[str]) -> set[int]:
    """Loops that these people lead or owe something."""
    roles = [
        role.id or 0
        for role in queries_planner.open_roles(work.session)
        if role.workspace_id == row[1].workspace_id and {role.recruiter, role.hiring_manager} & set(involved)
    ]
    theirs = queries_reminders.loops_of_debtors(work.session, involved)
    return {row[0].id or 0, *queries_planner.loops_to_digest(work.session, roles), *theirs}


def _todays_digest(work: Work, role: Role) -> str:
    return f"digest:{role.channel}:{work.now.astimezone(ZoneInfo(role.zone)).date()}"


def _leading(work: Work, role: Role) -> Role | None:
    """The role by which the digest of this one's channel goes; None once no role is open there."""
    return next(iter(queries_planner.roles_of_channel(work.session, role.channel)), None)
