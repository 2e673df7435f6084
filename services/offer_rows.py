"""The rows of a loop's offers to what the rules need of them, and back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain import state as st
from models import queries
from models.tables import Loop, Offer, OfferApproval
from services.work import Work


def that_count(offers: Sequence[Offer]) -> Sequence[Offer]:
    """Of all that a loop has, oldest first: the newest, and after it an earlier one that the candidate holds."""
    held = [row for row in offers[:-1] if row.sent_at is not None]
    return (*offers[-1:], *held)


def value(counting: Sequence[Offer], approvals: Iterable[OfferApproval]) -> st.Offer | None:
    """`counting`: what `that_count` found; `approvals` of them all."""
    if not counting:
        return None
    asked = list(approvals)
    newest, *held = (_version(row, asked) for row in counting)
    return st.Offer(newest.version, newest.drafter, newest.approvals, newest.expires_at, newest.sent_before, *held)


def _version(row: Offer, approvals: Iterable[OfferApproval]) -> st.Offer:
    mine = (one for one in approvals if one.offer_id == row.id)
    return st.Offer(
        version=row.version,
        drafter=row.drafter,
        approvals=tuple(st.Approval(one.member_id, one.approved_at is not None) for one in mine),
        expires_at=row.expires_at,
        sent_before=row.sent_before,
    )


def save(work: Work, loop: Loop, before: st.LoopState, after: st.LoopState) -> None:
    """A new version's row is written by the service; here who is asked and has said yes, and what the candidate holds.

    The version that stands alone again after its change fell becomes the newest.
    """
    if after.offer is None:
        return
    rows = {row.version: row for row in queries.offers_of_loops(work.session, [loop.id or 0])}
    if before.in_hand is not None and after.in_hand is None and after.offer_version > before.offer_version:
        rows[after.offer_version] = rows.pop(before.in_hand.version)
    held = after.offer_version if after.step in (st.Step.EXTENDED, st.Step.ACCEPTED) else 0
    held = after.in_hand.version if after.in_hand else held
    for version, row in rows.items():
        row.version = version
        row.sent_at = (row.sent_at or work.now) if version == held else None
        work.session.add(row)
    newest = rows.get(after.offer_version)
    if newest is not None:
        newest.sent_before = after.offer.sent_before
        _save_approvals(work, newest, after.offer)


def _save_approvals(work: Work, offer: Offer, after: st.Offer) -> None:
    rows = {row.member_id: row for row in queries.approvals_of(work.session, offer.id or 0)}
    for row in rows.values():
        if row.member_id not in {approval.member for approval in after.approvals}:
            work.session.delete(row)
    for position, approval in enumerate(after.approvals):
        row = rows.get(approval.member) or OfferApproval(offer_id=offer.id or 0, member_id=approval.member)
        row.position = position
        row.approved_at = _first(row.approved_at, work.now) if approval.approved else None
        work.session.add(row)


def _first(earlier: datetime | None, now: datetime) -> datetime:
    return earlier or now
