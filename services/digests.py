"""The digest: where the loops of one hiring channel stand, shown to one person or posted for all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from domain.actions import Action
from domain.cadence import local_moment
from domain.permissions import Relation, may, require
from domain.playbook import Playbook, StageKind
from domain.read.loops import LoopLine
from domain.read.messages import PostKind
from domain.read.overviews import Digest, DigestInterview, DigestOverdue, DigestRole
from domain.read.people import Person
from domain.refusals import NotFound
from domain.state import Status, Step
from domain.todos import TodoKind
from models import queries, queries_planner
from models.tables import Loop, Role
from services import debrief_votes, hours, playbooks, posts, relations
from services.facts import Facts, Row, gather, rows_of, visible
from services.lines import is_late, line
from services.reading import role_line
from services.work import Work


def show(work: Work, channel: str | None) -> Digest:
    """The digest of a channel for one reader.

    Asked for anywhere else than in a hiring channel, it is that of the first that the reader has to do with.
    """
    known = queries.channels_of(work.session, work.actor)
    general = relations.to_workspace(work)
    roles = _roles(work, channel, known, or_my_first=True)
    found = _relations(work, roles, known) | general
    require(Action.DIGEST, found)
    return _digest(work, roles, may_post=may(Action.POST_DIGEST, found), for_reader=True)


def post(work: Work, channel: str) -> int:
    """Post the digest to its channel now, whatever the hour; once in a minute, whoever asks. Returns the post's id."""
    known = queries.channels_of(work.session, work.actor)
    roles = _roles(work, channel, known)
    require(Action.POST_DIGEST, _relations(work, roles, known) | relations.to_workspace(work))
    day = work.now.astimezone(ZoneInfo(roles[0].zone)).date()
    said = _say(work, channel, day, f"digest:{channel}:{day}:{work.now:%H%M}")
    work.audit("post_digest", "channel", channel)
    return said


def due(work: Work) -> int:
    """Write the digests whose time has come: one a channel and local date, on working days.

    After a standstill it still comes on its own day, not later. The time and the zone are those of the channel's oldest
    role. Returns how many were written.
    """
    wanted = {_key(role.channel, day): (role, day) for role, day in _times(work)}
    missing = wanted.keys() - queries_planner.known_keys(work.session, wanted)
    if not missing:
        return 0
    ours = {role.id for role in queries_planner.lock_roles(work.session, [wanted[key][0].id or 0 for key in missing])}
    missing -= queries_planner.known_keys(work.session, missing)
    written = [key for key in sorted(missing) if wanted[key][0].id in ours]
    for key in written:
        role, day = wanted[key]
        _say(work, role.channel, day, key)
    return len(written)


def load(work: Work, channel: str, day: date) -> Digest | None:
    """What the digest of this channel says for all its readers; None when it has no open role, or the day is over."""
    roles = queries_planner.roles_of_channel(work.session, channel)
    if not roles or work.now.astimezone(ZoneInfo(roles[0].zone)).date() != day:
        return None
    return _digest(replace(work, actor=""), roles, may_post=False, for_reader=False)


def _times(work: Work) -> list[tuple[Role, date]]:
    """The leading role of every channel whose digest is due today, with the local date."""
    found = []
    for _, group in groupby(queries_planner.open_roles(work.session), key=lambda role: role.channel):
        role = next(group)
        day = work.now.astimezone(ZoneInfo(role.zone)).date()
        moment = moment_on(role, day)
        if moment is not None and role.opened_at <= moment <= work.now:
            found.append((role, day))
    return found


def moment_on(role: Role, day: date) -> datetime | None:
    """When the digest that this role leads comes on that day; None where nobody works."""
    zone = ZoneInfo(role.zone)
    moment = local_moment(day, time.fromisoformat(role.digest_time), zone)
    working = hours.of_role(role, moment)
    return moment if day.weekday() in working.days and day not in working.days_off else None


def _key(channel: str, day: date) -> str:
    return f"digest:{channel}:{day}"


def _say(work: Work, channel: str, day: date, key: str) -> int:
    return posts.say(work, key, PostKind.DIGEST, subject=day.isoformat(), channel=channel).id or 0


def _roles(work: Work, channel: str | None, known: frozenset[str], *, or_my_first: bool = False) -> Sequence[Role]:
    """The open roles of the channel, or of the reader's first one; refused where there are none."""
    everywhere = [role for role in queries_planner.open_roles(work.session) if role.workspace_id == work.workspace]
    if or_my_first and all(role.channel != channel for role in everywhere):
        mine = [role for role in everywhere if work.actor in (role.recruiter, role.hiring_manager)]
        near = [role for role in everywhere if role.channel in known]
        channel = next((role.channel for role in (*mine, *near)), None)
    roles = [role for role in everywhere if role.channel == channel]
    if not roles:
        raise NotFound("No role is open in this channel. Open one with `/loop role`, or ask in its hiring channel.")
    return roles


def _relations(work: Work, roles: Sequence[Role], known: frozenset[str]) -> frozenset[Relation]:
    """How the reader stands to a channel: to any of its roles."""
    found = set()
    if any(role.recruiter == work.actor for role in roles):
        found.add(Relation.RECRUITER)
    if any(role.hiring_manager == work.actor for role in roles):
        found.add(Relation.HIRING_MANAGER)
    if roles[0].channel in known:
        found.add(Relation.CHANNEL)
    return frozenset(found)


def _digest(work: Work, roles: Sequence[Role], *, may_post: bool, for_reader: bool) -> Digest:
    """A constant number of queries. A reader who is a candidate does not see themselves."""
    ids = queries_planner.loops_to_digest(work.session, [role.id or 0 for role in roles])
    facts = gather(work, rows_of(work, ids), beside=roles)
    rows = visible(facts) if for_reader else facts.rows
    zone = roles[0].zone
    known = playbooks.currents(work)
    told = [
        _of_role(work, facts, role, known[role.playbook_key], [row for row in rows if row[1].id == role.id])
        for role in roles
    ]
    return Digest(
        channel=roles[0].channel,
        day=work.now.astimezone(ZoneInfo(zone)).date(),
        zone=zone,
        now=work.now,
        roles=tuple(role for role in told if _says_something(role)),
        may_post=may_post,
    )


def _says_something(role: DigestRole) -> bool:
    return bool(role.stages or role.on_hold or role.not_told)


def _of_role(work: Work, facts: Facts, role: Role, playbook: Playbook, rows: Sequence[Row]) -> DigestRole:
    lines = {row[0].id or 0: line(work, facts, row) for row in rows}
    active = [lines[row[0].id or 0] for row in rows if row[0].status == Status.ACTIVE]
    held = [lines[row[0].id or 0] for row in rows if row[0].status == Status.ON_HOLD]
    people: dict[str, Person] = facts.people
    return DigestRole(
        role=role_line(people, role, len(active) + len(held)),
        stages=_by_stage(playbook, role, active),
        interviews=_today(work, facts, role, rows),
        overdue=tuple(late for row in rows for late in _overdue(work, facts, row)),
        to_decide=tuple(one for one in active if one.step is Step.DECISION),
        offers=tuple(_out(work, facts, active)),
        not_told=tuple(lines[row[0].id or 0] for row in rows if _untold(work, facts, row[0])),
        on_hold=tuple(held),
    )


def _out(work: Work, facts: Facts, active: Iterable[LoopLine]) -> Iterator[LoopLine]:
    """What candidates may say yes to, while a change of it waits too."""
    for one in active:
        offer = facts.held.get(one.loop)
        if offer is not None and offer.expires_at > work.now:
            yield replace(one, due_at=offer.expires_at)


def _by_stage(
    playbook: Playbook, role: Role, lines: Sequence[LoopLine]
) -> tuple[tuple[str, tuple[LoopLine, ...]], ...]:
    """Stages that somebody is in, in the order of the plan."""
    names = {line.stage_key: line.stage for line in lines}
    order = [stage.key for stage in playbooks.stages(playbook, role.seniority)]
    keys = sorted(names, key=lambda key: order.index(key) if key in order else len(order))
    return tuple((names[key], tuple(one for one in lines if one.stage_key == key)) for key in keys)


def _today(work: Work, facts: Facts, role: Role, rows: Sequence[Row]) -> tuple[DigestInterview, ...]:
    zone = ZoneInfo(role.zone)
    today = work.now.astimezone(zone).date()
    found = []
    for loop, _, candidate in rows:
        meeting = facts.meeting(loop)
        if meeting is not None and loop.status == Status.ACTIVE and meeting.starts_at.astimezone(zone).date() == today:
            panel = tuple(facts.person(seat.member_id) for seat in facts.panel(loop) if seat.rsvp != "declined")
            stage = playbooks.of_hash(work, loop.playbook_hash).stage(loop.stage)
            if stage.kind is StageKind.INTERVIEW:
                found.append(DigestInterview(loop.id or 0, candidate.name, stage.name, meeting.starts_at, panel))
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.loop)))


def _overdue(work: Work, facts: Facts, row: Row) -> list[DigestOverdue]:
    """What is late. Who leads the search is named; others only once the next person up was told."""
    loop, role, candidate = row
    leads = (role.recruiter, role.hiring_manager)
    return [
        DigestOverdue(
            loop=loop.id or 0,
            candidate=candidate.name,
            what=todo.kind,
            since=todo.due_at,
            person=facts.person(todo.member_id) if todo.escalated_at or todo.member_id in leads else None,
        )
        for todo in debrief_votes.known_todos(work, facts, loop)
        if is_late(todo, work.now)
    ]


def _untold(work: Work, facts: Facts, loop: Loop) -> bool:
    todos = facts.todos.get(loop.id or 0, ())
    return any(todo.kind == TodoKind.TELL_CANDIDATE and todo.opens_at <= work.now for todo in todos)
