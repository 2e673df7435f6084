"""Named queries of what a role's bar raiser, or whoever is to be it, has under way there."""

from sqlalchemy import exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.steps import VOTING
from models.tables import Candidate, Loop, Offer, OfferApproval, Vote


def approves(session: Session, role: int, member: str) -> bool:
    """Whether the newest offer of a loop of this role that is under way asks, or asked, this member to approve it."""
    newer = aliased(Offer)
    statement = (
        select(OfferApproval.id)
        .join(Offer, col(Offer.id) == col(OfferApproval.offer_id))
        .join(Loop, col(Loop.id) == col(Offer.loop_id))
        .where(
            Loop.role_id == role,
            col(Loop.closed_at).is_(None),
            OfferApproval.member_id == member,
            ~exists().where(col(newer.loop_id) == col(Offer.loop_id), col(newer.version) > col(Offer.version)),
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None


def has_voted(session: Session, role: int, member: str) -> bool:
    """Whether this member has voted in any round of the present stage of a loop of this role that is under way."""
    statement = (
        select(Vote.id)
        .join(Loop, col(Loop.id) == col(Vote.loop_id))
        .where(
            Loop.role_id == role,
            col(Loop.closed_at).is_(None),
            col(Loop.stage) == col(Vote.stage),
            Vote.member_id == member,
            col(Vote.first).is_not(None),
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None


def debrief_waits_for(session: Session, role: int, raiser: str) -> bool:
    """Whether a debrief of this role is under way in which its bar raiser votes, unless they left the company."""
    gone = exists().where(
        col(Vote.loop_id) == col(Loop.id),
        col(Vote.stage) == col(Loop.stage),
        col(Vote.round) == col(Loop.round),
        col(Vote.member_id) == raiser,
        col(Vote.left_at).is_not(None),
    )
    statement = (
        select(Loop.id)
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(
            Loop.role_id == role,
            col(Loop.closed_at).is_(None),
            col(Loop.step).in_([str(step) for step in VOTING]),
            func.coalesce(Candidate.member_id, "") != raiser,
            ~gone,
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None
