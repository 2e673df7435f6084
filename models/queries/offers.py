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
    statement = (
        select(OfferApproval)
        .where(OfferApproval.offer_id == offer)
        .order_by(col(OfferApproval.position), col(OfferApproval.id))
    )
    return session.exec(statement).all()


def is_approver(session: Session, loop: int, member: str) -> bool:
    """Whether this member is asked to approve the newest version of the loop's offer, or has answered about it."""
    return session.exec(_approved(one=True), params={"member": member, "loop": loop}).first() is not None


def loops_approved_by(session: Session, member: str) -> frozenset[int]:
    """Loops whose newest offer this member is asked to approve, or has answered about."""
    return frozenset(session.exec(_approved(one=False), params={"member": member}).all())


@cache
def _approved(*, one: bool) -> SelectOfScalar[int]:
    """A later version has its own approvers: who was asked about an earlier one alone is nobody to it.

    `one`: of one loop alone.
    """
    later = aliased(Offer)
    newest = select(func.max(later.version)).where(later.loop_id == Offer.loop_id).scalar_subquery()
    statement = (
        select(Offer.loop_id)
        .join(OfferApproval, col(OfferApproval.offer_id) == col(Offer.id))
        .where(OfferApproval.member_id == bindparam("member"), Offer.version == newest)
    )
    return statement.where(Offer.loop_id == bindparam("loop")) if one else statement
