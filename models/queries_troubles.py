"""Named queries about messages that did not go the usual way, for people to look at. All are ordered."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.tables import Candidate, Destination, Loop, Outbox, Post, Role

Place = tuple[str, str, str | None, str, str]
"""Where a loop stands: the hash of its playbook, its status, the one it came from, its stage and its step."""

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


_PLACE = (col(Loop.playbook_hash), col(Loop.status), col(Loop.came_from), col(Loop.stage), col(Loop.step))


def places_of_loops(session: Session) -> Sequence[Place]:
    """Wherever loops stand, each place once."""
    found = session.execute(sa_select(*_PLACE).distinct().order_by(*_PLACE)).all()
    return [(digest, status, came_from, stage, step) for digest, status, came_from, stage, step in found]


def loops_at(session: Session, places: Collection[Place], reader: str) -> Sequence[tuple[int, str, Place]]:
    """The loops that stand at one of these, with the titles of their roles; none of the reader's own."""
    there = or_(
        *(
            and_(*(column.is_not_distinct_from(value) for column, value in zip(_PLACE, place, strict=True)))
            for place in places
        )
    )
    statement = (
        sa_select(col(Loop.id), col(Role.title), *_PLACE)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(there, col(Candidate.member_id).is_distinct_from(reader))
        .order_by(col(Loop.id))
    )
    return [(loop, title, (*place,)) for loop, title, *place in session.execute(statement).all()]
