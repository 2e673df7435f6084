"""Named queries of the courier: what may be sent, to whom, and when; and what has come of it. All are ordered.

Two times: `now` is the business time, which due times follow; `real` is what leases and pacing follow.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    not_,
    or_,
)
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.among import among, dialect, listed
from models.queries_claims import Parent, free
from models.tables import Destination, History, Outbox, Post, Receipt

Head = tuple[str, int, str | None, bool]
"""A destination, the first outbox row that may go there, the destination's id if it has a row yet; whether it changes
what is there already."""

UNDER_WAY = ("sending", "doubtful")
"""It may be in Slack, or be there any moment: nothing more is said of that post until this is known."""

_Twin = aliased(Outbox, name="twin")
_Before = aliased(Outbox, name="before")
_Ahead = aliased(Outbox, name="ahead")


NOW: BindParameter[datetime] = bindparam("now")


def _sendable() -> ColumnElement[bool]:
    """Due; not while the same post is under way or in doubt; a reply not before its parent is known or given up."""
    twin_under_way = exists().where(col(_Twin.post_id) == col(Outbox.post_id), col(_Twin.state).in_(UNDER_WAY))
    parent_to_come = exists().where(
        col(_Before.post_id) == col(Post.parent_id), col(_Before.state).in_(("pending", *UNDER_WAY))
    )
    return and_(
        col(Outbox.state) == "pending",
        col(Outbox.due_at) <= NOW,
        not_(twin_under_way),
        or_(col(Post.parent_id).is_(None), col(Parent.ts) != "", not_(parent_to_come)),
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
    given = {"now": now, "real": real, "turn": turn, "limit": limit}
    found = session.execute(_heads_ready(news, changes), given).all()
    return [(where, row, known, bool(change)) for where, row, known, change in found]


@cache
def _heads_ready(news: bool, changes: bool) -> Any:
    """Made once, as those below: to make one takes longer than to ask it, and each message asks most of them."""
    left_half_done = exists().where(col(_Ahead.destination) == col(Outbox.destination), col(_Ahead.state) == "sending")
    heads = (
        select(
            col(Outbox.destination).label("destination"),
            func.min(col(Outbox.id)).label("first"),
            func.max(col(Destination.id)).label("known"),
        )
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .outerjoin(Parent, col(Parent.id) == col(Post.parent_id))
        .outerjoin(Destination, col(Destination.id) == col(Outbox.destination))
        .where(_sendable(), not_(left_half_done), or_(col(Destination.id).is_(None), free()))
        .group_by(col(Outbox.destination))
        .subquery()
    )
    there = col(Post.ts) != ""
    return (
        select(heads.c.destination, heads.c.first, heads.c.known, there)
        .join(Outbox, col(Outbox.id) == heads.c.first)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(or_(false(), *([there] if changes else []), *([not_(there)] if news else [])))
        .order_by(heads.c.first)
        .limit(bindparam("limit", type_=Integer))
    )


def next_due(session: Session, now: datetime) -> datetime | None:
    """When (business time) the next row that waits for its time becomes due."""
    found: datetime | None = session.execute(_next_due(), {"now": now}).scalar_one()
    return found


@cache
def _next_due() -> Any:
    return select(func.min(Outbox.due_at)).where(col(Outbox.state) == "pending", col(Outbox.due_at) > NOW)


def next_free(session: Session, now: datetime, after: datetime) -> datetime | None:
    """When (real time) the next destination that due rows wait for may be sent to again, later than `after`."""
    found: datetime | None = session.execute(_nextfree(), {"now": now, "after": after}).scalar_one()
    return found


@cache
def _nextfree() -> Any:
    return (
        select(func.min(Destination.next_send_at))
        .join(Outbox, col(Outbox.destination) == col(Destination.id))
        .where(
            col(Outbox.state) == "pending",
            col(Outbox.due_at) <= NOW,
            col(Destination.next_send_at) > bindparam("after"),
        )
    )


def posts_by_ids(session: Session, ids: Collection[int]) -> Sequence[Post]:
    """These posts, by id."""
    return session.exec(_posts_by_ids(dialect(session)), params={"posts": list(ids)}).all()


@cache
def _posts_by_ids(dialect: str) -> SelectOfScalar[Post]:
    return select(Post).where(among(dialect, col(Post.id), "posts")).order_by(col(Post.id))


def direct_channels(session: Session, members: Collection[str]) -> dict[str, str]:
    """By member, the conversation in which they have had their latest direct message from us, if any."""
    found = session.execute(_direct_channels(dialect(session)), {"members": list(members)})
    return {member: channel for member, channel in found.all() if channel}


@cache
def _direct_channels(dialect: str) -> Any:
    """The last message of each is looked up: a person has thousands of them, of which one is read."""
    member = listed(dialect, "members")
    last = _sent_to(col(Post.member_id) == member).correlate(member.table).scalar_subquery()
    return sa_select(member, last)


def group_channel(session: Session, people: str) -> str | None:
    """The conversation in which this group of people has had a message from us."""
    return session.execute(_group_channel(), {"people": people}).scalar_one_or_none()


@cache
def _group_channel() -> Any:
    return _sent_to(col(Post.people) == bindparam("people"))


def _sent_to(whose: ColumnElement[bool]) -> Select[Any]:
    """Where the last direct message went.

    By the time, as the index of members' posts is: by id alone PostgreSQL looks through all posts there are for whoever
    has had none.
    """
    return (
        sa_select(col(Post.sent_channel))
        .where(whose, col(Post.channel) == "", col(Post.sent_channel) != "")
        .order_by(col(Post.created_at).desc(), col(Post.id).desc())
        .limit(1)
    )


def history_since(session: Session, loop: int, at: datetime) -> Sequence[History]:
    """What has happened to a loop since a moment, the moment itself included, in order."""
    return session.execute(_history_since(), {"loop": loop, "since": at}).scalars().all()


@cache
def _history_since() -> Any:
    these = (History.loop_id == bindparam("loop"), col(History.at) >= bindparam("since"))
    return select(History).where(*these).order_by(col(History.id))


def asked_anew(session: Session, post: Post) -> bool:
    """Whether the same member has a later message that asks for the same. What is made up to be read has none."""
    if post.id is None:
        return False
    same = (Post.loop_id == post.loop_id, Post.kind == post.kind, Post.ref == post.ref, Post.subject == post.subject)
    later = select(Post.id).where(*same, Post.member_id == post.member_id, col(Post.id) > post.id).limit(1)
    return session.exec(later).first() is not None


def forget_receipts(session: Session, before: datetime) -> int:
    """Delete receipts that are too old for Slack to repeat what they stand for. Returns how many."""
    done = session.execute(delete(Receipt).where(col(Receipt.at) < before))
    return cast("CursorResult[Any]", done).rowcount
