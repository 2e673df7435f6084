"""What follows from what happens to an offer, like `stage_effects` for the other stages.

While a change of an offer is on its way the candidate goes on holding the version they have: they may answer that, and
if the change is refused it stands alone again, as the newest version, numbered anew.
"""

from dataclasses import replace
from datetime import datetime

from domain import events as ev
from domain.state import LoopState, Offer, Status, Step
from domain.telling import is_untold


def standing(state: LoopState, at: datetime) -> Offer | None:
    """The version that the candidate holds beside its change, unless it has run out."""
    held = state.in_hand
    return held if held is not None and held.expires_at > at else None


def drafted(after: LoopState, before: LoopState, event: ev.OfferDrafted) -> LoopState:
    approvals = tuple(replace(approval, approved=False) for approval in event.offer.approvals)
    had = before.step in (Step.EXTENDED, Step.DECLINED) and not is_untold(before, "offer_extended")
    sent = had or (before.offer is not None and before.offer.sent_before)
    held = before.offer if before.step is Step.EXTENDED else before.in_hand
    version = before.offer_version + 1
    return replace(
        after, offer=replace(event.offer, version=version, approvals=approvals, sent_before=sent, in_hand=held)
    )


def approved(after: LoopState, before: LoopState, event: ev.OfferApproved) -> LoopState:
    approvals = tuple(replace(a, approved=a.approved or a.member == event.member) for a in before.approvals)
    step = Step.APPROVED if all(a.approved for a in approvals) else after.step
    return replace(after.with_offer(approvals=approvals), step=step)


def approver(after: LoopState, before: LoopState, event: ev.ApproverReplaced) -> LoopState:
    approvals = tuple(replace(a, member=event.new) if a.member == event.old else a for a in before.approvals)
    return after.with_offer(approvals=approvals)


def refused(after: LoopState, before: LoopState, event: ev.OfferRefused) -> LoopState:
    """What the candidate holds stands as it was; if it has run out meanwhile, what comes next is a new offer."""
    if standing(before, event.at) is not None:
        return replace(_alone_again(after, before), step=Step.EXTENDED)
    return withdrawn(after, before, event) if before.in_hand is not None else after


def extended(after: LoopState, _before: LoopState, _event: ev.OfferExtended) -> LoopState:
    return after.with_offer(in_hand=None)


def withdrawn(
    after: LoopState, _before: LoopState, _event: ev.OfferRefused | ev.OfferRescinded | ev.OfferExpired
) -> LoopState:
    """What comes next is a new offer, no change of this one."""
    return after.with_offer(sent_before=False, in_hand=None)


def accepted(after: LoopState, before: LoopState, _event: ev.OfferAccepted) -> LoopState:
    hired = replace(_alone_again(after, before), status=Status.HIRED, came_from=before.status)
    return hired.needing_nobody()


def declined(after: LoopState, before: LoopState, _event: ev.OfferDeclined) -> LoopState:
    return _alone_again(after, before)


def _alone_again(after: LoopState, before: LoopState) -> LoopState:
    """The version that the candidate holds is the newest one, and no change of it is on its way."""
    held = before.in_hand
    return after if held is None else replace(after, offer=replace(held, version=before.offer_version + 1))
