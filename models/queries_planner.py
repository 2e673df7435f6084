"""Named queries of the planner: what is overdue, what time brings about, which digests are due. All are ordered.

Where several copies share the work, rows that another one holds are passed over: it deals with them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from models.among import among, dialect
from models.tables import Candidate, Interview, Loop, Offer, OfferApproval, Panelist, Post, Role, Todo

_Newer = aliased(Offer, name="newer")


def going_up(session: Session, now: datetime) -> Sequence[tuple[Todo, Role, str, str | None]]:
    """Open to-dos of which the next person up is to hear, the longest waiting first.

    Each with its role and playbook, and the candidate where that is a colleague.
    """
    return session.exec(_going_up(), params={"now": now}).all()


@cache
def _going_up() -> Select[Todo, Role, str, str | None]:
    """Made once, as those below: the planner asks them at every look, and making one takes longer than asking it."""
    return (
        select(Todo, Role, Loop.playbook_hash, Candidate.member_id)
        .join(Loop, col(Loop.id) == col(Todo.loop_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .where(col(Todo.closed_at).is_(None), col(Todo.escalates_at) <= bindparam("now"))
        .order_by(col(Todo.escalates_at), col(Todo.id))
    )


def claim_escalations(session: Session, now: datetime, todos: Collection[int]) -> Sequence[Todo]:
    """Those of these to-dos that still are to go up, locked, most urgent first."""
    statement = (
        select(Todo)
        .where(among(dialect(session), col(Todo.id), "todos"))
        .where(col(Todo.closed_at).is_(None), col(Todo.escalates_at) <= now)
        .order_by(col(Todo.escalates_at), col(Todo.id))
        .with_for_update(skip_locked=True)
    )
    return session.exec(statement, params={"todos": list(todos)}).all()


def approvals_of_offers(session: Session, offers: Collection[int]) -> Sequence[OfferApproval]:
    """Who is asked to approve these offers, in the order they were named."""
    statement = (
        select(OfferApproval)
        .where(col(OfferApproval.offer_id).in_(offers))
        .order_by(col(OfferApproval.offer_id), col(OfferApproval.position), col(OfferApproval.id))
    )
    return session.exec(statement).all()


def claim_soon(session: Session, after: datetime, until: datetime, limit: int) -> Sequence[Interview]:
    """Interviews that begin within the span and whose reminder has not been written for this time, locked, by start."""
    return session.exec(_claim_soon(), params={"after": after, "until": until, "limit": limit}).all()


@cache
def _claim_soon() -> SelectOfScalar[Interview]:
    return (
        select(Interview)
        .join(
            Loop,
            (col(Loop.id) == col(Interview.loop_id))
            & (col(Loop.stage) == col(Interview.stage))
            & (col(Loop.round) == col(Interview.round)),
        )
        .where(
            col(Interview.starts_at) > bindparam("after"),
            col(Interview.starts_at) <= bindparam("until"),
            col(Interview.cancelled_at).is_(None),
            col(Interview.reminded_version) < col(Interview.version),
            Loop.status == "active",
            Loop.step == "scheduled",
        )
        .order_by(col(Interview.starts_at), col(Interview.id))
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=Interview)
    )


def seats_of_interviews(session: Session, interviews: Collection[int]) -> Sequence[tuple[int, Panelist]]:
    """Who sits in these interviews and has not declined, in the panels' order."""
    statement = (
        select(Interview.id, Panelist)
        .join(
            Panelist,
            (col(Panelist.loop_id) == col(Interview.loop_id))
            & (col(Panelist.stage) == col(Interview.stage))
            & (col(Panelist.round) == col(Interview.round)),
        )
        .where(col(Interview.id).in_(interviews), col(Panelist.removed_at).is_(None), Panelist.rsvp != "declined")
        .order_by(col(Interview.id), col(Panelist.position), col(Panelist.id))
    )
    return [(interview, seat) for interview, seat in session.exec(statement).all() if interview is not None]


def overdue_challenges(session: Session, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
    """Loops (with their workspace) whose challenge should be back and is not yet called overdue, by due time."""
    found = session.exec(_overdue_challenges(), params={"now": now, "limit": limit}).all()
    return [(loop, workspace) for loop, workspace in found if loop is not None]


@cache
def _overdue_challenges() -> Select[int | None, str]:
    return (
        select(Loop.id, Role.workspace_id)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .where(
            Loop.status == "active",
            Loop.step == "with_candidate",
            col(Loop.overdue).is_(False),
            col(Loop.challenge_due) < bindparam("now"),
        )
        .order_by(col(Loop.challenge_due), col(Loop.id))
        .limit(bindparam("limit"))
    )


def expired_offers(session: Session, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
    """Loops (with their workspace) whose offer is with the candidate and has run out, the oldest first."""
    found = session.exec(_expired_offers(), params={"now": now, "limit": limit}).all()
    return [(loop, workspace) for loop, workspace in found if loop is not None]


@cache
def _expired_offers() -> Select[int | None, str]:
    newer = exists().where(col(_Newer.loop_id) == col(Offer.loop_id), col(_Newer.version) > col(Offer.version))
    return (
        select(Loop.id, Role.workspace_id)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Offer, col(Offer.loop_id) == col(Loop.id))
        .where(Loop.status == "active", Loop.step == "extended", col(Offer.expires_at) < bindparam("now"), ~newer)
        .order_by(col(Offer.expires_at), col(Loop.id))
        .limit(bindparam("limit"))
    )


def open_roles(session: Session) -> Sequence[Role]:
    """All open roles, by channel and age."""
    return session.exec(_open_roles()).all()


@cache
def _open_roles() -> SelectOfScalar[Role]:
    return select(Role).where(Role.status == "open").order_by(col(Role.channel), col(Role.opened_at), col(Role.id))


def lock_roles(session: Session, roles: Collection[int]) -> Sequence[Role]:
    """These roles, locked, by id; who writes their digests holds them."""
    statement = select(Role).where(col(Role.id).in_(roles)).order_by(col(Role.id)).with_for_update(skip_locked=True)
    return session.exec(statement).all()


def roles_of_channel(session: Session, channel: str) -> Sequence[Role]:
    """The open roles whose hiring channel this is, the oldest first."""
    statement = (
        select(Role).where(Role.channel == channel, Role.status == "open").order_by(col(Role.opened_at), col(Role.id))
    )
    return session.exec(statement).all()


def loops_to_digest(session: Session, roles: Collection[int]) -> Sequence[int]:
    """Loops of these roles that are open, or closed with somebody still to be told, by id."""
    untold = exists().where(col(Todo.loop_id) == col(Loop.id), col(Todo.closed_at).is_(None))
    statement = (
        select(Loop.id)
        .where(col(Loop.role_id).in_(roles), or_(col(Loop.status).in_(("active", "on_hold")), untold))
        .order_by(col(Loop.stage_since), col(Loop.id))
    )
    return [loop for loop in session.exec(statement).all() if loop is not None]


def known_keys(session: Session, keys: Collection[str]) -> frozenset[str]:
    """Which of these posts have been written already."""
    return frozenset(session.exec(_known_keys(dialect(session)), params={"keys": list(keys)}).all())


@cache
def _known_keys(dialect: str) -> SelectOfScalar[str]:
    return select(Post.key).where(among(dialect, col(Post.key), "keys"))
