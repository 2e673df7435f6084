"""Offers and who approves them."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.tables import Offer, OfferApproval


def offer_of(session: Session, loop: int) -> Offer | None:
    """The latest version of the loop's offer."""
    statement = select(Offer).where(Offer.loop_id == loop).order_by(col(Offer.version).desc()).limit(1)
    return session.exec(statement).one_or_none()


def offers_of_loops(session: Session, loops: Collection[int]) -> Sequence[Offer]:
    """All versions of these loops' offers, oldest first."""
    statement = select(Offer).where(col(Offer.loop_id).in_(loops)).order_by(col(Offer.loop_id), col(Offer.version))
    return session.exec(statement).all()


def approvals_of(session: Session, offer: int) -> Sequence[OfferApproval]:
    """The approvals asked for this version, in the order they were named."""
    statement = (
        select(OfferApproval)
        .where(OfferApproval.offer_id == offer)
        .order_by(col(OfferApproval.position), col(OfferApproval.id))
    )
    return session.exec(statement).all()


def is_approver(session: Session, loop: int, member: str) -> bool:
    """Whether this member is or was asked to approve an offer of this loop."""
    statement = (
        select(OfferApproval.id)
        .join(Offer, col(Offer.id) == col(OfferApproval.offer_id))
        .where(Offer.loop_id == loop, OfferApproval.member_id == member)
        .limit(1)
    )
    return session.exec(statement).first() is not None
