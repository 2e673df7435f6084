"""Named queries of what waits for one person, and what they were told: reminders, and what went up. All are ordered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
)
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.among import among, dialect
from models.tables import Candidate, Escalation, Interview, Loop, Member, Nudge, Outbox, Post, Role, Todo


def todos_waiting(session: Session, member: str) -> Sequence[Todo]:
    """Open to-dos of which this member will be reminded, locked, the next first."""
    statement = (
        select(Todo)
        .where(Todo.member_id == member, col(Todo.closed_at).is_(None), col(Todo.next_nudge_at).is_not(None))
        .order_by(col(Todo.next_nudge_at), col(Todo.id))
        .with_for_update()
    )
    return session.exec(statement).all()


def unsent_reminders(session: Session, members: Collection[str]) -> dict[str, Post]:
    """The reminder of each of these members that was written and has not been sent yet: more can go into it."""
    return _unsent(session, "nudge", members)


def unsent_escalations(session: Session, members: Collection[str]) -> dict[str, Post]:
    """The same of what others owe."""
    return _unsent(session, "escalation", members)


def unsent_briefings(session: Session, members: Collection[str]) -> dict[str, Post]:
    """The same of what each is to read before an interview."""
    return _unsent(session, "briefing", members)


def _unsent(session: Session, kind: str, members: Collection[str]) -> dict[str, Post]:
    found = session.exec(_unsent_reminders(dialect(session)), params={"kind": kind, "members": list(members)})
    return {post.member_id: post for post in found.all() if post.member_id}


@cache
def _unsent_reminders(dialect: str) -> SelectOfScalar[Post]:
    return (
        select(Post)
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .where(Outbox.state == "pending", Post.ts == "", col(Post.kind) == bindparam("kind"))
        .where(among(dialect, col(Post.member_id), "members"), among(dialect, col(Outbox.destination), "members"))
        .order_by(col(Post.id))
    )


def nudges_of_loop(session: Session, loop: int) -> Sequence[tuple[str, int, int, datetime]]:
    """Whom the bot has reminded of this loop: how often, how many messages still wait, and when last.

    Who was told last comes first. What never arrived, and never will, does not count.
    """
    return _of_loop(session, Nudge, loop)


def ups_of_loop(session: Session, loop: int) -> Sequence[tuple[str, int, int, datetime]]:
    """The same of who was told that somebody else is late with this loop."""
    return _of_loop(session, Escalation, loop)


def _of_loop(
    session: Session, link: type[Nudge] | type[Escalation], loop: int
) -> Sequence[tuple[str, int, int, datetime]]:
    last = func.max(link.at)
    there = func.count(func.distinct(case((col(Post.ts) != "", link.post_id))))
    waits = exists().where(col(Outbox.post_id) == col(Post.id), col(Outbox.state).in_(("pending", "sending")))
    statement = (
        sa_select(col(Post.member_id), there, func.count(func.distinct(link.post_id)) - there, last)
        .select_from(link)
        .join(Todo, col(Todo.id) == col(link.todo_id))
        .join(Post, col(Post.id) == col(link.post_id))
        .where(col(Todo.loop_id) == loop, or_(col(Post.ts) != "", waits))
        .group_by(col(Post.member_id))
        .order_by(last.desc(), col(Post.member_id))
    )
    if link is Nudge:
        statement = statement.where(col(Nudge.handed).is_(False))
    found = session.execute(statement).all()
    return [(member, count, waiting, at) for member, count, waiting, at in found if member is not None]


def arrived(session: Session, todos: Collection[int]) -> dict[int, int]:
    """How many reminders of each of these to-dos have reached who has it now."""
    statement = (
        sa_select(col(Nudge.todo_id), func.count(func.distinct(col(Nudge.post_id))))
        .join(Post, col(Post.id) == col(Nudge.post_id))
        .join(Todo, col(Todo.id) == col(Nudge.todo_id))
        .where(among(dialect(session), col(Nudge.todo_id), "todos"))
        .where(col(Post.ts) != "", col(Post.member_id) == col(Todo.member_id), col(Nudge.handed).is_(False))
        .group_by(col(Nudge.todo_id))
    )
    found = session.execute(statement, {"todos": list(todos)}).all()
    return {todo: int(count) for todo, count in found}


def steps_told(session: Session, todos: Collection[int]) -> frozenset[tuple[int, str]]:
    """Which members were told of which of these to-dos already, as it went up."""
    statement = (
        select(Escalation.todo_id, Post.member_id)
        .join(Post, col(Post.id) == col(Escalation.post_id))
        .where(among(dialect(session), col(Escalation.todo_id), "todos"))
    )
    found = session.exec(statement, params={"todos": list(todos)}).all()
    return frozenset((todo, member) for todo, member in found if member is not None)


def todos_raised(session: Session, post: Post) -> Sequence[Todo]:
    """The to-dos that a message to the next person up is about, most urgent first."""
    told = select(Escalation.todo_id).where(Escalation.post_id == post.id)
    statement = select(Todo).where(col(Todo.id).in_(told)).order_by(col(Todo.due_at), col(Todo.id))
    return session.exec(statement).all()


def ended_loops(session: Session, limit: int) -> Sequence[tuple[int, str]]:
    """Loops (with their workspace) where a to-do came to its end and its settling is nobody's yet, or a gone one's."""
    found = session.execute(_ended_loops(), {"limit": limit})
    return [(loop, workspace) for loop, workspace, _ in found.all() if loop is not None]


@cache
def _ended_loops() -> Any:
    """Made once, as the one below: the planner asks them at every look, and making one takes longer than asking it."""
    settling = (
        select(Todo.loop_id, Todo.key)
        .where(Todo.kind == "reassign", col(Todo.closed_at).is_(None))
        .subquery("settling")
    )
    inside, gone = func.coalesce(Candidate.member_id, ""), "deactivated"
    recruiter, manager, holder = aliased(Member), aliased(Member), aliased(Member)
    free = [
        and_(col(lead.id) != col(Todo.owed_by), col(lead.id) != inside, col(lead.kind) != gone)
        for lead in (recruiter, manager)
    ]
    settled = (settling.c.loop_id == col(Todo.loop_id)) & (settling.c.key == "reassign:" + col(Todo.key))
    return (
        select(Loop.id, Role.workspace_id, func.min(Todo.ended_at))
        .join(Todo, col(Todo.loop_id) == col(Loop.id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .join(recruiter, col(recruiter.id) == col(Role.recruiter))
        .join(manager, col(manager.id) == col(Role.hiring_manager))
        .join(holder, col(holder.id) == col(Todo.member_id))
        .outerjoin(settling, settled)
        .where(
            col(Todo.closed_at).is_(None),
            col(Todo.ended_at).is_not(None),
            or_(
                and_(col(Todo.kind) != "reassign", settling.c.key.is_(None), or_(*free)),
                and_(col(Todo.kind) == "reassign", col(holder.kind) == gone),
            ),
        )
        .group_by(col(Loop.id), col(Role.workspace_id))
        .order_by(func.min(Todo.ended_at), col(Loop.id))
        .limit(bindparam("limit"))
    )


def loops_begun(session: Session, now: datetime, keys: tuple[str, ...], limit: int) -> Sequence[tuple[int, str]]:
    """Loops (with their workspace) whose interview has begun while to-dos are open whose key begins with one of these.

    The oldest first.
    """
    found = session.execute(_loops_begun(keys), {"now": now, "limit": limit}).all()
    return [(loop, workspace) for loop, workspace in found if loop is not None]


@cache
def _loops_begun(keys: tuple[str, ...]) -> Select[int | None, str]:
    begun = or_(*(col(Todo.key).startswith(key, autoescape=True) for key in keys))
    this = (col(Loop.stage) == col(Interview.stage)) & (col(Loop.round) == col(Interview.round))
    asked = exists().where(col(Todo.loop_id) == col(Loop.id), col(Todo.closed_at).is_(None), begun)
    return (
        select(Loop.id, Role.workspace_id)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Interview, (col(Interview.loop_id) == col(Loop.id)) & this)
        .where(
            Loop.status == "active",
            Loop.step == "scheduled",
            col(Interview.starts_at) <= bindparam("now"),
            col(Interview.cancelled_at).is_(None),
            asked,
        )
        .order_by(col(Interview.starts_at), col(Loop.id))
        .limit(bindparam("limit"))
    )


def loops_of_debtors(session: Session, members: Collection[str]) -> Sequence[int]:
    """Loops that wait for any of these members, by id."""
    statement = (
        select(Todo.loop_id)
        .where(col(Todo.member_id).in_(members), col(Todo.closed_at).is_(None))
        .distinct()
        .order_by(col(Todo.loop_id))
    )
    return session.exec(statement).all()
