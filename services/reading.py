"""What a reader sees of many loops: a list, a name looked up, one's to-dos, the hub."""

import difflib
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from domain.actions import Action
from domain.permissions import Relation, may
from domain.read.loops import Found, Match, MeetingLine, TodoItem
from domain.read.overviews import Hub, LoopList, MyInterview, RoleLine, RolesFound, TodoList, WhileAway
from domain.read.people import Person
from domain.state import Rsvp, Status, Step
from domain.typed_names import folded, meant
from models import queries
from models.tables import Candidate, Loop, Role
from services import members, playbooks, relations
from services.facts import Facts, Row, gather, rows_of, visible
from services.lines import line, meeting_of, todo_item
from services.pages import page
from services.work import Work

__all__ = [
    "find",
    "find_roles",
    "hub",
    "is_now",
    "listing",
    "my_interviews",
    "page",
    "place",
    "role_line",
    "to_schedule",
    "todo_items",
    "todo_list",
    "while_away",
]


MATCHES = 20
"""With a button each they fill a window; who types more of the name sees the others."""


def find(work: Work, text: str, *, seated: bool = False) -> Found:
    """Loops whose candidate's name contains `text`, open ones first; without any, the nearest names.

    `seated`: of several, those on whose panel the reader sits now, if there are any.
    """
    asked = text.strip()
    facts = gather(work, queries.loops_by_name(work.session, work.workspace))
    known = visible(facts)
    wanted = meant(asked)
    exact = [row for row in known if wanted and wanted in folded(row[2].name)]
    if seated:
        mine = [row for row in exact if any(seat.member_id == work.actor for seat in facts.panel(row[0]))]
        exact = mine or exact
    if exact:
        return Found(asked, tuple(place(work, row) for row in exact[:MATCHES]), more=max(0, len(exact) - MATCHES))
    names = {folded(row[2].name): row for row in known}
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
    words = [name for name in names if any(difflib.get_close_matches(wanted, name.split(), n=1, cutoff=0.7))]
    return Found(asked, (), tuple(place(work, names[name]) for name in dict.fromkeys((*words, *close)))[:3])


def to_schedule(work: Work) -> tuple[Match, ...]:
    """Loops that wait for the reader, or another who leads the search, to find a time; the longest in stage first."""
    roles = {role.id or 0: role for role in queries.roles(work.session, work.workspace, open_only=True)}
    loops = queries.loops_of_roles(work.session, list(roles), open_only=True)
    waiting = [(loop, roles[loop.role_id], candidate) for loop, candidate in loops if loop.step == Step.SCHEDULING]
    facts = gather(work, [row for row in waiting if row[0].status == Status.ACTIVE])
    mine = [row for row in facts.rows if may(Action.SCHEDULE, facts.relations[row[0].id or 0])]
    return tuple(place(work, row) for row in sorted(mine, key=lambda row: row[0].stage_since))


def find_roles(work: Work, text: str = "") -> RolesFound:
    """Open roles that the reader may edit and close, by part of their title."""
    general, asked = relations.to_workspace(work), text.strip()
    everywhere = queries.roles(work.session, work.workspace, open_only=True)
    mine = [role for role in everywhere if may(Action.EDIT_ROLE, general | _team(work, role))]
    found = [role for role in mine if meant(asked) in folded(role.title)]
    loops = [loop.role_id for loop, candidate in _open_loops(work, found) if candidate.member_id != work.actor]
    people = members.people(work, {m for role in found for m in (role.recruiter, role.hiring_manager)})
    lines = tuple(role_line(people, role, loops.count(role.id or 0)) for role in found)
    return RolesFound(asked, lines, may_open_role=may(Action.CREATE_ROLE, general))


def _team(work: Work, role: Role) -> frozenset[Relation]:
    named = ((role.recruiter, Relation.RECRUITER), (role.hiring_manager, Relation.HIRING_MANAGER))
    return frozenset(relation for member, relation in named if member == work.actor)


def _open_loops(work: Work, roles: Sequence[Role]) -> Sequence[tuple[Loop, Candidate]]:
    return queries.loops_of_roles(work.session, [role.id or 0 for role in roles], open_only=True)


def place(work: Work, row: Row) -> Match:
    """Where a candidate is, in which role."""
    loop, role, candidate = row
    stage = playbooks.of_hash(work, loop.playbook_hash).stage(loop.stage).name
    return Match(loop.id or 0, loop.version, candidate.name, role.title, stage, Status(loop.status))


def listing(work: Work) -> LoopList:
    """Open loops that the reader may see, by role, the longest in its stage first."""
    found = queries.roles(work.session, work.workspace, open_only=True)
    by_id = {role.id or 0: role for role in found}
    loops = queries.loops_of_roles(work.session, list(by_id), open_only=True)
    facts = gather(work, [(loop, by_id[loop.role_id], candidate) for loop, candidate in loops])
    seen = visible(facts)
    people = members.people(work, {m for role in found for m in (role.recruiter, role.hiring_manager)} | {work.actor})
    groups = []
    for role in found:
        rows = [row for row in seen if row[1].id == role.id]
        if rows:
            groups.append((role_line(people, role, len(rows)), tuple(line(work, facts, row) for row in rows)))
    viewer = people.get(work.actor, Person(work.actor, work.actor))
    may_add = _may_add(work, found, relations.to_workspace(work))
    return LoopList(viewer, work.now, tuple(groups), may_add=may_add)


def _may_add(work: Work, open_roles: Sequence[Role], general: frozenset[Relation]) -> bool:
    """Whose role it is adds candidates to it; admins do to any."""
    return Relation.ADMIN in general or any(work.actor in (role.recruiter, role.hiring_manager) for role in open_roles)


def todo_items(work: Work, member: str) -> tuple[TodoItem, ...]:
    """All open to-dos of a member, most urgent first, without those that they say are not theirs."""
    todos = queries.open_todos_of_member(work.session, member)
    facts = gather(work, rows_of(work, {todo.loop_id for todo in todos}))
    by_id = {row[0].id: row for row in facts.rows}
    mine = (todo for todo in todos if todo.loop_id in by_id and todo.disowned_at is None)
    return tuple(todo_item(work, facts, by_id[todo.loop_id], todo) for todo in mine)


def todo_list(work: Work) -> TodoList:
    items = todo_items(work, work.actor)
    now = tuple(item for item in items if is_now(work, item))
    viewer = members.people(work, [work.actor]).get(work.actor, Person(work.actor, work.actor))
    return TodoList(viewer, work.now, now, tuple(item for item in items if item not in now))


def is_now(work: Work, item: TodoItem) -> bool:
    """Open, and not snoozed."""
    return item.opens_at <= work.now and (item.snoozed_until is None or item.snoozed_until <= work.now)


def role_line(people: Mapping[str, Person], role: Role, open_loops: int) -> RoleLine:
    return RoleLine(
        id=role.id or 0,
        title=role.title,
        seniority=role.seniority,
        channel=role.channel,
        status=role.status,
        recruiter=people[role.recruiter],
        hiring_manager=people[role.hiring_manager],
        open_loops=open_loops,
        version=role.version,
    )


def my_interviews(work: Work, facts: Facts) -> tuple[MyInterview, ...]:
    """Interviews of these loops that the reader sits in and that are not over, soonest first."""
    found = []
    for loop, role, candidate in visible(facts):
        row = facts.meeting(loop)
        seat = next((seat for seat in facts.panel(loop) if seat.member_id == work.actor), None)
        if row is None or seat is None or row.ends_at <= work.now or loop.status != Status.ACTIVE:
            continue
        stage = playbooks.of_hash(work, loop.playbook_hash).stage(loop.stage).name
        coming = (s.member_id for s in facts.panel(loop) if s.rsvp != Rsvp.DECLINED)
        others = tuple(facts.person(member) for member in coming if member != work.actor)
        meeting: MeetingLine = meeting_of(facts, row)
        found.append(
            MyInterview(loop.id or 0, loop.version, candidate.name, role.title, stage, meeting, Rsvp(seat.rsvp), others)
        )
    return tuple(sorted(found, key=lambda mine: mine.meeting.starts_at))


def while_away(work: Work) -> WhileAway:
    """What I have not declined on my own days off; only I can say whether I make it all the same."""
    row = queries.members_by_ids(work.session, [work.actor])[0]
    facts = gather(work, rows_of(work, queries.loops_with_panelist(work.session, work.actor)))

    def away(mine: MyInterview) -> bool:
        day = mine.meeting.starts_at.astimezone(ZoneInfo(row.zone)).date().isoformat()
        return any(first <= day <= last for first, last in row.days_off)

    met = (mine for mine in my_interviews(work, facts) if mine.rsvp is not Rsvp.DECLINED and away(mine))
    return WhileAway(members.person(row, work.now), tuple(met))


def hub(work: Work) -> Hub:
    """What this person does most, and what waits for them."""
    todos = todo_list(work).todos
    facts = gather(work, rows_of(work, queries.loops_with_panelist(work.session, work.actor)))
    mine = my_interviews(work, facts)
    general = relations.to_workspace(work)
    owned = [
        role
        for role in queries.roles(work.session, work.workspace, open_only=True)
        if work.actor in (role.recruiter, role.hiring_manager)
    ]
    viewer = members.people(work, [work.actor]).get(work.actor, Person(work.actor, work.actor))
    return Hub(
        viewer=viewer,
        todos=len(todos),
        late=sum(todo.late for todo in todos),
        next_interview=next((each for each in mine if each.rsvp is not Rsvp.DECLINED), None),
        may_open_role=may(Action.CREATE_ROLE, general),
        may_add=_may_add(work, owned, general),
        may_digest=bool(owned) or Relation.ADMIN in general or bool(queries.channels_of(work.session, work.actor)),
    )
