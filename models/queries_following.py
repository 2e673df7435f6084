"""Named queries of what moves when somebody's zone, hours or days off change. All are ordered, all lock."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from models.tables import Escalation, Loop, Outbox, Post, Role, Todo


def waiting_until_later(session: Session, member: str, now: datetime) -> Sequence[Outbox]:
    """Messages to this member, of every kind, that were put off until later, the oldest first."""
    statement = (
        select(Outbox)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(Outbox.state == "pending", col(Outbox.due_at) > now, Post.member_id == member, Post.ts == "")
        .order_by(col(Outbox.id))
        .with_for_update(of=Outbox)
    )
    return session.exec(statement).all()


def put_off_going_up(session: Session, member: str, now: datetime) -> Sequence[tuple[Todo, Role, str, datetime | None]]:
    """Open to-dos that are to go up later where this member leads; with role, playbook, and when they last did."""
    last = (
        select(func.max(Escalation.at))
        .where(Escalation.todo_id == Todo.id, Escalation.step == Todo.escalations)
        .scalar_subquery()
    )
    statement = (
        select(Todo, Role, Loop.playbook_hash, last)
        .join(Loop, col(Loop.id) == col(Todo.loop_id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .where(col(Todo.closed_at).is_(None), col(Todo.escalates_at) > now)
        .where(or_(col(Role.recruiter) == member, col(Role.hiring_manager) == member))
        .order_by(col(Todo.id))
        .with_for_update(of=Todo)
    )
    return session.exec(statement).all()
