"""Named queries about messages that did not go the usual way, for people to look at. All are ordered."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.tables import Destination, Outbox, Post, Role

TROUBLE = ("failed", "doubtful")

_Later = aliased(Outbox, name="later")


def in_trouble() -> ColumnElement[bool]:
    """Given up or in doubt, and not brought after all by a later change."""
    made_good = exists().where(
        col(_Later.post_id) == col(Outbox.post_id), col(_Later.id) > col(Outbox.id), col(_Later.state) == "sent"
    )
    return and_(col(Outbox.state).in_(TROUBLE), not_(made_good))


def troubles(session: Session, limit: int) -> Sequence[tuple[Outbox, Post]]:
    """Messages that are in trouble, the latest first."""
    statement = (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(in_trouble())
        .order_by(col(Outbox.id).desc())
        .limit(limit)
    )
    return session.exec(statement).all()


def troubles_for_update(session: Session, ids: Collection[int] | None) -> Sequence[tuple[Outbox, Post]]:
    """Those of these messages that are in trouble, locked, in order; None: all of them."""
    statement = (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(in_trouble())
        .order_by(col(Outbox.id))
        .with_for_update(of=Outbox)
    )
    if ids is not None:
        statement = statement.where(col(Outbox.id).in_(ids))
    return session.exec(statement).all()


def closed(session: Session) -> Sequence[tuple[Destination, int]]:
    """Destinations that take no messages, for which some wait or an open role is talked about; and how many wait."""
    waiting = func.count(col(Outbox.id))
    role = exists().where(col(Role.channel) == col(Destination.id), col(Role.status) == "open")
    statement = (
        select(Destination, waiting)
        .outerjoin(Outbox, (col(Outbox.destination) == col(Destination.id)) & (col(Outbox.state) == "pending"))
        .where(Destination.error != "")
        .group_by(col(Destination.id))
        .having(or_(waiting > 0, role))
        .order_by(col(Destination.id))
    )
    return [(place, count) for place, count in session.execute(statement).all()]
