"""What one person reads of a role that was closed, and of the loops that ended with it."""

from dataclasses import replace

from domain.actions import Action
from domain.permissions import Relation, may
from domain.read.role_closed import EndedLoop, RoleClosedPost
from domain.state import Status
from domain.todos import TodoKind
from models import queries_role_closed
from models.tables import Post, Role
from services import members
from services.facts import Facts, Row, gather, rows_of
from services.work import Work

LEADS = frozenset({Relation.RECRUITER, Relation.HIRING_MANAGER})


def role_closed(work: Work, post: Post) -> RoleClosedPost | None:
    """Loops by their candidates' names; the reader's own are left out, whatever else they are to them."""
    role, reader = work.session.get(Role, post.ref), post.member_id or ""
    entries = queries_role_closed.entries(work.session, post)
    if role is None or not entries:
        return None
    seen = replace(work, actor=reader)
    facts = gather(seen, rows_of(seen, [entry.loop_id for entry in entries]))
    if not facts.rows:
        return None
    people = members.people(work, {reader, entries[0].by})
    leads = any(found & LEADS for found in facts.relations.values())
    return RoleClosedPost(
        person=people[reader],
        role=role.title,
        outcome=role.outcome,
        who=people[entries[0].by],
        loops=tuple(sorted((_ended(facts, row, reader) for row in facts.rows), key=lambda ended: ended.candidate)),
        leads=leads,
    )


def _ended(facts: Facts, row: Row, reader: str) -> EndedLoop:
    loop, _, candidate = row
    relations = facts.relations[loop.id or 0]
    owed = [todo.kind for todo in facts.todos.get(loop.id or 0, ()) if todo.member_id == reader]
    return EndedLoop(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        status=Status(loop.status),
        reason=loop.close_reason if relations & LEADS else "",
        untold=TodoKind.TELL_CANDIDATE in owed,
        opens=may(Action.OPEN, relations),
    )
