"""Named queries of reminders, and of what goes up, on their way to a reader: what waits, what came. All are ordered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    type_coerce,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from models.among import among, dialect
from models.tables import Escalation, History, Nudge, Outbox, Post, Todo

REMINDING = ("nudge", "escalation")


def about_loop(session: Session, loop: int) -> Sequence[tuple[str, str, datetime, Todo]]:
    """The kind of message, its reader, its time, and what of this loop it says."""
    # What has changed hands since is not said to who had it, and what is the reader's own by now is no news of others.
    reminded = sa_select(col(Nudge.todo_id)).where(col(Nudge.post_id) == col(Post.id)).correlate(Post)
    raised = sa_select(col(Escalation.todo_id)).where(col(Escalation.post_id) == col(Post.id)).correlate(Post)
    theirs = col(Post.member_id) == col(Todo.member_id)
    statement = (
        sa_select(col(Post.kind), col(Post.member_id), col(Outbox.due_at), Todo)
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .join(
            Todo,
            or_(
                and_(_kind("nudge"), theirs, or_(col(Todo.id) == col(Post.ref), col(Todo.id).in_(reminded))),
                and_(_kind("escalation"), ~theirs, col(Todo.id).in_(raised)),
            ),
        )
        .where(col(Todo.loop_id) == loop, col(Todo.closed_at).is_(None), col(Todo.disowned_at).is_(None))
        .where(col(Post.ts) == "", col(Outbox.state).in_(("pending", "sending")))
        .order_by(col(Outbox.due_at), col(Post.id), col(Todo.due_at), col(Todo.id))
    )
    found = session.execute(statement).all()
    return [(kind, reader, at, todo) for kind, reader, at, todo in found if reader is not None]


def _kind(kind: str) -> ColumnElement[bool]:
    return col(Post.kind) == kind


def open_to_more(session: Session, members: Collection[str]) -> Sequence[tuple[str, str, datetime]]:
    """The kind of message, its reader, and its time, of those that the planner puts more into as long as they wait."""
    statement = (
        sa_select(col(Post.kind), col(Post.member_id), col(Outbox.due_at))
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .where(col(Outbox.state) == "pending", col(Post.ts) == "", col(Post.kind).in_(REMINDING))
        .where(col(Post.member_id).in_(members))
        .order_by(col(Post.id))
    )
    return [(kind, reader, at) for kind, reader, at in session.execute(statement).all() if reader is not None]


def notices_to_extend(session: Session, members: Collection[str], subject: str) -> Sequence[Post]:
    """Notices to these members that are still to be sent, and can say of more what they say; locked, oldest first."""
    statement = (
        select(Post)
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .where(Post.kind == "notice", Post.ts == "", Outbox.state == "pending", col(Post.member_id).in_(members))
        .where(col(Post.subject).startswith(subject))
        .order_by(col(Post.id))
        .with_for_update(of=Post)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def of_expiry(session: Session, loop: int) -> list[tuple[Post, datetime]]:
    """What is still to tell people that this loop's offer has run out, and when it is due."""
    entries = set(
        session.exec(select(History.id).where(History.loop_id == loop, History.event == "OfferExpired")).all()
    )
    statement = (
        select(Post, Outbox.due_at)
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .where(col(Outbox.state).in_(("pending", "sending")), Post.ts == "", col(Post.kind).in_(("notice", "tell")))
        .order_by(col(Post.id))
    )
    found = session.exec(statement).all() if entries else ()
    return [(post, due) for post, due in found if entries & {post.ref, *further_entries(post)}]


def further_entries(post: Post) -> list[int]:
    """The history entries that a notice has taken up since it was written for its first."""
    return [int(each) for each in post.subject.split(",")[1:]] if post.kind == "notice" else []


def due(session: Session, post: Post) -> datetime | None:
    """When this message goes, if it still waits: then it does until the transaction ends, and more can go into it."""
    waits = (Outbox.post_id == post.id, Outbox.state == "pending")
    return session.exec(select(Outbox.due_at).where(*waits).with_for_update()).one_or_none()


def heard_of(session: Session, todos: Collection[int]) -> dict[int, tuple[datetime, bool]]:
    """When who has each of these to-dos now heard of it last, or will hear; and whether they have.

    What never arrived, and never will, is left out.
    """
    moment = case((col(Outbox.state) == "sent", col(Outbox.done_at)), else_=col(Outbox.due_at))
    statement = (
        sa_select(col(Nudge.todo_id), type_coerce(moment, UTCDateTime()), col(Post.ts) != "")
        .join(Post, col(Post.id) == col(Nudge.post_id))
        .join(Todo, col(Todo.id) == col(Nudge.todo_id))
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .where(col(Nudge.todo_id).in_(todos), col(Post.member_id) == col(Todo.member_id))
        .where(_arrived_or_waits())
        .order_by(col(Nudge.n), col(Outbox.id).desc())
    )
    return {todo: (at, arrived) for todo, at, arrived in session.execute(statement).all()}


def _arrived_or_waits() -> ColumnElement[bool]:
    """The row that has brought it, or the one that is to; what has only brought it up to date tells of no moment.

    No OR of two states: asked of eight to-dos and more, SQLite would go through all rows that were ever sent.
    """
    return case((col(Post.ts) == "", col(Outbox.state).in_(("pending", "sending"))), else_=col(Outbox.state) == "sent")


def told_since(
    session: Session, members: Collection[str], since: datetime, now: datetime
) -> Sequence[tuple[str, datetime]]:
    """When each of these members was reminded, or told of what others owe, since then; a message each, in order.

    It counts when it arrived, however long it had waited; while it waits, when its time is, which is now if it should
    have gone before: it may arrive any moment.
    """
    found = session.execute(_told_since(dialect(session)), {"members": list(members), "since": since}).all()
    told = [(member, max(at, now) if waits else at) for member, at, _, waits in found if member is not None]
    return sorted(told, key=lambda each: each[1])


@cache
def _told_since(dialect: str) -> CompoundSelect[str | None, datetime]:
    """Of what was sent the first sending alone, found by an index of its own: those that follow bring it up to date.

    SQLite takes that index for more than one member only when it is told that most rows are sent. What was found in
    Slack, its answer lost, waits until it has been brought up to date.
    """
    arrived: ColumnElement[bool] = col(Outbox.state) == literal_column("'sent'")
    earlier = aliased(Outbox)
    before = exists().where(
        col(earlier.post_id) == col(Outbox.post_id), col(earlier.state) == "sent", col(earlier.id) < col(Outbox.id)
    ).correlate(Outbox)  # fmt: skip
    sent = (
        _reminders(dialect, col(Outbox.done_at), waits=False)
        .where(func.likely(arrived) if dialect == "sqlite" else arrived, col(Outbox.done_at) >= bindparam("since"))
        .where(col(Post.ts) != "", ~before)
    )
    waiting = _reminders(dialect, col(Outbox.due_at), waits=True).where(
        col(Outbox.state).in_(("pending", "sending")), ~before
    )
    return union_all(sent, waiting).order_by("arrives", "post")


def _reminders(dialect: str, moment: Any, *, waits: bool) -> Any:
    arrives = type_coerce(moment, UTCDateTime()).label("arrives")
    return (
        sa_select(col(Post.member_id), arrives, col(Post.id).label("post"), literal_column(f"{waits:d}").label("waits"))
        .join(Outbox, col(Outbox.post_id) == col(Post.id))
        .where(among(dialect, col(Outbox.destination), "members"), col(Post.kind).in_(REMINDING))
    )
