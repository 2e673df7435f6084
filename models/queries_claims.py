"""Named queries of the courier: destinations and rows under a lease. All are ordered. Times are real ones."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Update, and_, bindparam, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from models.among import among, dialect
from models.tables import Destination, Outbox, Post

Parent = aliased(Post, name="parent")

REAL: BindParameter[datetime] = bindparam("real")
TURN: BindParameter[datetime] = bindparam("turn")


def free() -> ColumnElement[bool]:
    """Nobody is sending there, and by `turn` the last message is long enough ago."""
    return and_(
        or_(col(Destination.lease_until).is_(None), col(Destination.lease_until) <= REAL),
        or_(col(Destination.next_send_at).is_(None), col(Destination.next_send_at) <= TURN),
    )


def lock_free_destinations(
    session: Session, ids: Collection[str], real: datetime, turn: datetime
) -> Sequence[Destination]:
    """Those of these destinations that are free, locked; what another copy is looking at is passed over."""
    given = {"ids": list(ids), "real": real, "turn": turn}
    return session.execute(_free_destinations(dialect(session)), given).scalars().all()


@cache
def _free_destinations(dialect: str) -> Any:
    return (
        select(Destination)
        .where(among(dialect, col(Destination.id), "ids"), free())
        .order_by(col(Destination.id))
        .with_for_update(skip_locked=True)
    )


def mark_sending(session: Session, ids: Collection[int], lease: str, until: datetime) -> None:
    """Take these rows if they still wait. Rows of a running change are waited for, so that it is not missed."""
    session.execute(_mark_sending(dialect(session)), {"ids": list(ids), "taken": lease, "until": until})


@cache
def _mark_sending(dialect: str) -> Update:
    return (
        update(Outbox)
        .where(among(dialect, col(Outbox.id), "ids"), col(Outbox.state) == "pending")
        .values(state="sending", lease=bindparam("taken"), lease_until=bindparam("until"), attempts=Outbox.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def taken(session: Session, lease: str) -> Sequence[tuple[Outbox, Post, Post | None]]:
    """The rows under a lease with their posts and the posts they reply to, in order."""
    return [(row, post, parent) for row, post, parent in session.execute(_taken(), {"taken": lease}).all()]


@cache
def _taken() -> Any:
    return (
        select(Outbox, Post, Parent)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .outerjoin(Parent, col(Parent.id) == col(Post.parent_id))
        .where(col(Outbox.lease) == bindparam("taken"), col(Outbox.state) == "sending")
        .order_by(col(Outbox.id))
        .execution_options(populate_existing=True)
    )


def under_leases(session: Session, leases: Collection[tuple[int, str]]) -> dict[tuple[int, str], tuple[Outbox, Post]]:
    """Those of these rows, each with a lease, that are still under it: locked, with their posts."""
    found = session.execute(_under_leases(dialect(session)), {"rows": [row for row, _ in leases]}).all()
    return {held: (row, post) for row, post in found if (held := (row.id, row.lease)) in leases}


@cache
def _under_leases(dialect: str) -> Any:
    """A change may say of these posts what it likes meanwhile (`key_share`): in its order, which is not ours."""
    return (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(among(dialect, col(Outbox.id), "rows"), col(Outbox.state) == "sending")
        .order_by(col(Outbox.id))
        .with_for_update(key_share=True)
    )


def waiting_twin(session: Session, post: int) -> Outbox | None:
    """The row that a change has written while another row of the same post was under way, locked."""
    statement = select(Outbox).where(Outbox.post_id == post, Outbox.state == "pending").with_for_update()
    return session.exec(statement).one_or_none()


def given_up_below(session: Session, parent: Post, destination: str, error: str) -> Sequence[Outbox]:
    """Replies to this post that were given up for this error, locked."""
    return session.execute(_given_up_below(), {"parent": parent.id, "where": destination, "why": error}).scalars().all()


@cache
def _given_up_below() -> Any:
    """By its destination, which the index knows; what was given up there is little."""
    return (
        select(Outbox)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(col(Outbox.state) == "failed", col(Outbox.destination) == bindparam("where"))
        .where(col(Outbox.error) == bindparam("why"), col(Post.parent_id) == bindparam("parent"))
        .order_by(col(Outbox.id))
        .with_for_update(of=Outbox)
    )


class Released(NamedTuple):
    """A destination, the lease that it was held under, and when it is its next message's turn.

    `worked`: when Slack has taken a message for it, if it has.
    """

    where: str
    held: str
    next: datetime | None
    worked: datetime | None = None


def release_destinations(session: Session, released: Collection[Released]) -> None:
    """Let others send there again, in their turn; nothing happens where the lease was lost."""
    if released:
        session.connection().execute(_release(), [one._asdict() for one in sorted(released)])


@cache
def _release() -> Update:
    """Of the table rather than the class: one statement for any number, which belongs to no session."""
    there = SQLModel.metadata.tables["destination"].c
    worked = bindparam("worked", type_=UTCDateTime())
    return (
        update(there.id.table)
        .where(there.id == bindparam("where"), there.lease == bindparam("held"))
        .values(lease="", lease_until=None, next_send_at=bindparam("next"))
        .values(taken_at=func.coalesce(worked, there.taken_at))
    )


def taken_since(session: Session, since: datetime, but: str) -> bool:
    """Whether Slack has taken a message for another destination since then."""
    statement = (
        select(col(Destination.id)).where(col(Destination.taken_at) >= since, col(Destination.id) != but).limit(1)
    )
    return session.exec(statement).first() is not None


def interrupted(session: Session, real: datetime, limit: int, *, lock: bool) -> Sequence[tuple[Outbox, Post]]:
    """Rows whose sender went away while it sent them."""
    statement = (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(Outbox.state == "sending", col(Outbox.lease_until) <= real)
        .order_by(col(Outbox.id))
        .limit(limit)
    )
    if lock:
        statement = statement.with_for_update(skip_locked=True, of=Outbox)
    return session.exec(statement).all()
