"""Offers and who approves them."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.tables import Offer, OfferApproval


def offer_of(session: Session, loop: int) -> Offer | None:
    """The latest version of the loop's offer."""
    return session.exec(_offer_of(), params={"loop": loop}).one_or_none()


@cache
def _offer_of() -> SelectOfScalar[Offer]:
    """Made once, as those below: they run at every click, and making one takes longer than running it."""
    return select(Offer).where(Offer.loop_id == bindparam("loop")).order_by(col(Offer.version).desc()).limit(1)


def offers_of_loops(session: Session, loops: Collection[int]) -> Sequence[Offer]:
    """All versions of these loops' offers, oldest first."""
    return session.exec(_offers_of_loops(), params={"loops": list(loops)}).all()


@cache
def _offers_of_loops() -> SelectOfScalar[Offer]:
    these = col(Offer.loop_id).in_(bindparam("loops", expanding=True))
    return select(Offer).where(these).order_by(col(Offer.loop_id), col(Offer.version))


def approvals_of(session: Session, offer: int) -> Sequence[OfferApproval]:
    """The approvals asked for this version, in the order they were named."""
    return session.exec(_approvals_of(), params={"offer": offer}).all()


@cache
def _approvals_of() -> SelectOfScalar[OfferApproval]:
    this = OfferApproval.offer_id == bindparam("offer")
    return select(OfferApproval).where(this).order_by(col(OfferApproval.position), col(OfferApproval.id))


def loops_approved_by(session: Session, member: str) -> frozenset[int]:
    """Loops whose newest offer this member is asked to approve, or has answered about."""
    return frozenset(session.exec(approved_by(), params={"member": member}).all())


@cache
def approved_by() -> SelectOfScalar[int]:
    """Select the loops of `member`, a parameter.

    A later version has its own approvers: who was asked about an earlier one alone is nobody to it.
    """
    later = aliased(Offer)
    newest = select(func.max(later.version)).where(later.loop_id == Offer.loop_id).scalar_subquery()
    return (
        select(Offer.loop_id)
        .join(OfferApproval, col(OfferApproval.offer_id) == col(Offer.id))
        .where(OfferApproval.member_id == bindparam("member"), Offer.version == newest)
    )
