"""Named queries about channels and people that take no messages. All are ordered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, or_, update
from sqlmodel import Session, col, select

from models.queries_briefings import told_together
from models.queries_role_closed import ids_of_entries
from models.queries_waiting import further_entries
from models.tables import Destination, Escalation, History, Loop, Nudge, Post, Role, Todo


def destination_for_update(session: Session, id_: str) -> Destination | None:
    """The destination as the database has it, locked."""
    statement = select(Destination).where(Destination.id == id_).with_for_update()
    return session.exec(statement, execution_options={"populate_existing": True}).one_or_none()


def open_roles_of(session: Session, channel: str) -> Sequence[Role]:
    """The open roles that are talked about in this channel."""
    statement = select(Role).where(Role.channel == channel, Role.status == "open").order_by(col(Role.id))
    return session.exec(statement).all()


def loops_of(session: Session, post: Post) -> Sequence[tuple[Loop, Role]]:
    """What a message is about: its loop or loops, or those of the to-dos that a reminder or an escalation lists."""
    statement = select(Loop, Role).join(Role, col(Role.id) == col(Loop.role_id)).order_by(col(Loop.id))
    if post.kind == "briefing":
        told = [each.loop_id for each in told_together(session, post)]
        return session.exec(statement.where(col(Loop.id).in_(told))).all()
    if post.kind == "role_closed":
        ended = select(History.loop_id).where(col(History.id).in_(ids_of_entries(post)))
        return session.exec(statement.where(col(Loop.id).in_(ended))).all()
    if post.loop_id is not None:
        also = select(History.loop_id).where(col(History.id).in_(further_entries(post)))
        return session.exec(statement.where(or_(col(Loop.id) == post.loop_id, col(Loop.id).in_(also)))).all()
    listed = select(Todo.loop_id).join(Nudge, col(Nudge.todo_id) == col(Todo.id)).where(Nudge.post_id == post.id)
    raised = select(Todo.loop_id).join(Escalation).where(Escalation.post_id == post.id)
    return session.exec(statement.where(or_(col(Loop.id).in_(listed), col(Loop.id).in_(raised)))).all()


def loops_missing(session: Session, where: str) -> Sequence[tuple[Loop, Role]]:
    """Loops of whose messages one did not reach this member, channel or group."""
    missing = cast(Loop.unreached, String).contains(f'"{where}"', autoescape=True)
    statement = select(Loop, Role).join(Role, col(Role.id) == col(Loop.role_id)).where(missing).order_by(col(Loop.id))
    return session.exec(statement).all()


def told_of(session: Session, destination: str, since: datetime) -> Sequence[Post]:
    """The messages that said so when it was closed."""
    statement = (
        select(Post)
        .where(Post.kind == "unreachable", Post.subject == destination, Post.created_at == since)
        .order_by(col(Post.id))
    )
    return session.exec(statement).all()


def try_again(session: Session, destination: str) -> None:
    """Whatever waits for a closed destination is tried at once."""
    session.execute(
        update(Destination).where(col(Destination.id) == destination, col(Destination.error) != "")
        .values(next_send_at=None)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
