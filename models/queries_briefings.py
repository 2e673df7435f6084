"""Named queries of the briefings before interviews."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.tables import Decision, History, Interview, Loop, Panelist, Post


def unbriefed(
    session: Session, after: datetime, until: datetime, members: Collection[str] | None = None
) -> Sequence[tuple[Interview, Panelist]]:
    """Seats of interviews that begin within the span, without a briefing for that time yet, by start.

    Read anew, also what this session has seen before. Who has declined is left out. `members`: of these alone.
    """
    statement = _unbriefed(some=members is not None)
    return session.exec(statement, params={"after": after, "until": until, "members": list(members or ())}).all()


@cache
def _unbriefed(*, some: bool) -> Select[Interview, Panelist]:
    """Made once, since every look of the planner asks it. `some`: of some members alone."""
    statement = (
        select(Interview, Panelist)
        .join(
            Loop,
            (col(Loop.id) == col(Interview.loop_id))
            & (col(Loop.stage) == col(Interview.stage))
            & (col(Loop.round) == col(Interview.round)),
        )
        .join(
            Panelist,
            (col(Panelist.loop_id) == col(Interview.loop_id))
            & (col(Panelist.stage) == col(Interview.stage))
            & (col(Panelist.round) == col(Interview.round)),
        )
        .where(
            col(Interview.starts_at) > bindparam("after"),
            col(Interview.starts_at) <= bindparam("until"),
            col(Interview.cancelled_at).is_(None),
            Loop.status == "active",
            Loop.step == "scheduled",
            col(Panelist.removed_at).is_(None),
            Panelist.rsvp != "declined",
            col(Panelist.briefed_version) < col(Interview.version),
        )
        .order_by(col(Interview.starts_at), col(Interview.id), col(Panelist.id))
        .execution_options(populate_existing=True)
    )
    members: BindParameter[Sequence[str]] = bindparam("members", expanding=True)
    return statement.where(col(Panelist.member_id).in_(members)) if some else statement


def lock_loops(session: Session, loops: Collection[int]) -> None:
    """Whoever changes one of these waits until the transaction ends."""
    session.exec(select(Loop.id).where(col(Loop.id).in_(loops)).order_by(col(Loop.id)).with_for_update()).all()


SET_BACK = timedelta(days=1)
"""What joins a message is written after it, though a clock that was set back meanwhile may say otherwise."""


def told_together(session: Session, post: Post) -> Sequence[Post]:
    """A briefing, and those that are told in its message, by number. By time, which the index of who was told knows."""
    since = post.created_at - SET_BACK
    here = (Post.member_id == post.member_id, col(Post.created_at) >= since, Post.kind == post.kind)
    beside = select(Post).where(*here, Post.parent_id == post.id).order_by(col(Post.id))
    return [post, *session.exec(beside).all()]


def interviews(session: Session, ids: Collection[int]) -> dict[int, Interview]:
    found = session.exec(select(Interview).where(col(Interview.id).in_(ids)).order_by(col(Interview.id))).all()
    return {interview.id or 0: interview for interview in found}


def decisions(session: Session, loops: Collection[int]) -> Sequence[Decision]:
    """Decisions about these loops that stand, oldest first."""
    statement = (
        select(Decision)
        .where(col(Decision.loop_id).in_(loops), col(Decision.reopened_at).is_(None))
        .order_by(col(Decision.decided_at), col(Decision.id))
    )
    return session.exec(statement).all()


def history_since(session: Session, loops: Collection[int], at: datetime) -> dict[int, list[History]]:
    """What has happened to each of these loops since a moment, the moment itself included, in order."""
    statement = select(History).where(col(History.loop_id).in_(loops), col(History.at) >= at).order_by(col(History.id))
    found: dict[int, list[History]] = {}
    for entry in session.exec(statement).all():
        found.setdefault(entry.loop_id, []).append(entry)
    return found
