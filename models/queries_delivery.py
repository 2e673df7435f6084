"""Named queries of the courier: what may be sent, to whom, and what came of it. All are ordered.

Two times: `now` is the business time, which due times follow; `real` is what leases and pacing follow.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, exists, false, func, not_, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.tables import Destination, History, Outbox, Post, Receipt

Head = tuple[str, int, str | None, bool]
"""A destination, the first outbox row that may go there, the destination's id if it has a row yet; whether it changes
what is there already."""

UNDER_WAY = ("sending", "doubtful")
"""It may be in Slack, or be there any moment: nothing more is said of that post until this is known."""

_Parent = aliased(Post, name="parent")
_Twin = aliased(Outbox, name="twin")
_Before = aliased(Outbox, name="before")
_Ahead = aliased(Outbox, name="ahead")


def _sendable(now: datetime) -> ColumnElement[bool]:
    """Due; not while the same post is under way or in doubt; a reply not before its parent is known or given up."""
    twin_under_way = exists().where(col(_Twin.post_id) == col(Outbox.post_id), col(_Twin.state).in_(UNDER_WAY))
    parent_to_come = exists().where(
        col(_Before.post_id) == col(Post.parent_id), col(_Before.state).in_(("pending", *UNDER_WAY))
    )
    return and_(
        col(Outbox.state) == "pending",
        col(Outbox.due_at) <= now,
        not_(twin_under_way),
        or_(col(Post.parent_id).is_(None), col(_Parent.ts) != "", not_(parent_to_come)),
    )


def _free(real: datetime, turn: datetime) -> ColumnElement[bool]:
    """Nobody is sending there, and by `turn` the last message is long enough ago."""
    return and_(
        or_(col(Destination.lease_until).is_(None), col(Destination.lease_until) <= real),
        or_(col(Destination.next_send_at).is_(None), col(Destination.next_send_at) <= turn),
    )


def heads_ready(
    session: Session,
    now: datetime,
    real: datetime,
    turn: datetime,
    limit: int,
    *,
    news: bool = True,
    changes: bool = True,
) -> Sequence[Head]:
    """The first row of every destination that may be sent to by `turn`, the longest waiting first.

    By id, which within one loop is the order of its changes, since they are made behind the loop's lock. Nothing goes
    past a row whose sender has died: it is taken up first. `news` and `changes`: whether new messages, and changes of
    those that are there, may be sent at all now.
    """
    left_half_done = exists().where(col(_Ahead.destination) == col(Outbox.destination), col(_Ahead.state) == "sending")
    heads = (
        select(
            col(Outbox.destination).label("destination"),
            func.min(col(Outbox.id)).label("first"),
            func.max(col(Destination.id)).label("known"),
        )
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .outerjoin(_Parent, col(_Parent.id) == col(Post.parent_id))
        .outerjoin(Destination, col(Destination.id) == col(Outbox.destination))
        .where(_sendable(now), not_(left_half_done), or_(col(Destination.id).is_(None), _free(real, turn)))
        .group_by(col(Outbox.destination))
        .subquery()
    )
    there = col(Post.ts) != ""
    statement = (
        select(heads.c.destination, heads.c.first, heads.c.known, there)
        .join(Outbox, col(Outbox.id) == heads.c.first)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(or_(false(), *([there] if changes else []), *([not_(there)] if news else [])))
        .order_by(heads.c.first)
        .limit(limit)
    )
    return [(where, row, known, bool(change)) for where, row, known, change in session.execute(statement).all()]


def next_due(session: Session, now: datetime) -> datetime | None:
    """When (business time) the next row that waits for its time becomes due."""
    statement = select(func.min(Outbox.due_at)).where(Outbox.state == "pending", col(Outbox.due_at) > now)
    return session.exec(statement).one()


def next_free(session: Session, now: datetime, after: datetime) -> datetime | None:
    """When (real time) the next destination that due rows wait for may be sent to again, later than `after`."""
    statement = (
        select(func.min(Destination.next_send_at))
        .join(Outbox, col(Outbox.destination) == col(Destination.id))
        .where(Outbox.state == "pending", col(Outbox.due_at) <= now, col(Destination.next_send_at) > after)
    )
    return session.exec(statement).one()


def lock_free_destinations(
    session: Session, ids: Collection[str], real: datetime, turn: datetime
) -> Sequence[Destination]:
    """Those of these destinations that are free, locked; what another copy is looking at is passed over."""
    statement = (
        select(Destination)
        .where(col(Destination.id).in_(ids), _free(real, turn))
        .order_by(col(Destination.id))
        .with_for_update(skip_locked=True)
    )
    return session.exec(statement).all()


def mark_sending(session: Session, ids: Collection[int], lease: str, until: datetime) -> None:
    """Take these rows if they still wait. Rows of a running change are waited for, so that it is not missed."""
    session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.state) == "pending")
        .values(state="sending", lease=lease, lease_until=until, attempts=Outbox.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def taken(session: Session, lease: str) -> Sequence[tuple[Outbox, Post, Post | None]]:
    """The rows under a lease with their posts and the posts they reply to, in order."""
    statement = (
        select(Outbox, Post, _Parent)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .outerjoin(_Parent, col(_Parent.id) == col(Post.parent_id))
        .where(Outbox.lease == lease, Outbox.state == "sending")
        .order_by(col(Outbox.id))
        .execution_options(populate_existing=True)
    )
    return [(row, post, parent) for row, post, parent in session.execute(statement).all()]


def under_lease(session: Session, outbox: int, lease: str) -> tuple[Outbox, Post] | None:
    """The row, locked, if it is still ours."""
    statement = (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(Outbox.id == outbox, Outbox.lease == lease, Outbox.state == "sending")
        .with_for_update()
    )
    return session.exec(statement).one_or_none()


def waiting_twin(session: Session, post: int) -> Outbox | None:
    """The row that a change has written while another row of the same post was under way, locked."""
    statement = select(Outbox).where(Outbox.post_id == post, Outbox.state == "pending").with_for_update()
    return session.exec(statement).one_or_none()


def release_destination(session: Session, id_: str, lease: str, next_send_at: datetime | None) -> None:
    """Let others send there again, after a pause; nothing happens if the lease was lost."""
    session.execute(
        update(Destination)
        .where(col(Destination.id) == id_, col(Destination.lease) == lease)
        .values(lease="", lease_until=None, next_send_at=next_send_at)
        .execution_options(synchronize_session=False)
    )


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


def direct_channel(session: Session, whose: str) -> str | None:
    """The conversation in which this member, or this group of people, has had a direct message from us."""
    statement = (
        select(Post.sent_channel)
        .where(col(Post.people if "," in whose else Post.member_id) == whose)
        .where(Post.channel == "", Post.sent_channel != "")
        .order_by(col(Post.id).desc())
        .limit(1)
    )
    return session.exec(statement).one_or_none()


def history_since(session: Session, loop: int, at: datetime) -> Sequence[History]:
    """What has happened to a loop since a moment, the moment itself included, in order."""
    statement = select(History).where(History.loop_id == loop, col(History.at) >= at).order_by(col(History.id))
    return session.exec(statement).all()


def forget_receipts(session: Session, before: datetime) -> int:
    """Delete receipts that are too old for Slack to repeat what they stand for. Returns how many."""
    done = session.execute(delete(Receipt).where(col(Receipt.at) < before))
    return cast("CursorResult[Any]", done).rowcount
