"""What must hold before an offer goes on its way, like `stage_guards` for the other stages."""

from domain import events as ev
from domain.refusals import Invalid, NotNow, Refusal
from domain.stage_guards import ahead, reasoned
from domain.state import LoopState
from domain.words import STEP_WORDS


def offer_fits(state: LoopState, event: ev.OfferDrafted) -> Refusal | None:
    approvers = [approval.member for approval in event.offer.approvals]
    if not approvers:
        return Invalid("Name at least one approver.", field="approvers")
    if len(set(approvers)) < len(approvers):
        return Invalid("Name each approver once.", field="approvers")
    return (
        _from_outside(approvers, state, "approvers")
        or _not_alone(approvers, event.offer.drafter, state, "approvers")
        or ahead(event.offer.expires_at, event.at, "expires_on")
    )


def _from_outside(approvers: list[str], state: LoopState, field: str) -> Refusal | None:
    """Who has a vote without a stake in the role has none in its offer either."""
    if state.bar_raiser not in approvers:
        return None
    return Invalid(
        f"<@{state.bar_raiser}> is the bar raiser here, who judges from outside, and so does not approve the offer. "
        "Name somebody else.",
        field=field,
        members=(state.bar_raiser,),
    )


def _not_alone(approvers: list[str], drafter: str, state: LoopState, field: str) -> Refusal | None:
    if approvers == [drafter] and not state.drafter_may_approve:
        return Invalid(
            "Whoever drafted an offer can't be the only one who approves it. Name somebody else.", field=field
        )
    return None


def asked_to_approve(state: LoopState, event: ev.OfferApproved | ev.OfferRefused) -> Refusal | None:
    mine = next((approval for approval in state.approvals if approval.member == event.member), None)
    if mine is None:
        return NotNow("Your approval is not asked for on this version of the offer.")
    if isinstance(event, ev.OfferRefused):
        return reasoned(event.reason)
    return NotNow("You've approved this version already. Thank you.") if mine.approved else None


def approver_can_be_replaced(state: LoopState, event: ev.ApproverReplaced) -> Refusal | None:
    approvers = [approval.member for approval in state.approvals]
    if event.old not in [approval.member for approval in state.approvals if not approval.approved]:
        return NotNow("That approval is not outstanding any more.")
    if event.new in approvers:
        return Invalid("This person is asked for approval already.", field="other")
    drafter = state.offer.drafter if state.offer else ""
    return _from_outside([event.new], state, "other") or _not_alone(
        [event.new if member == event.old else member for member in approvers], drafter, state, "other"
    )


def still_open(state: LoopState, event: ev.Event) -> Refusal | None:
    if state.offer is not None and state.offer.expires_at <= event.at:
        return NotNow("This offer has expired before it was sent. Change its expiry first; approval starts anew.")
    return None


def past_expiry(state: LoopState, event: ev.Event) -> Refusal | None:
    if state.offer is not None and state.offer.expires_at > event.at:
        return NotNow("This offer still stands.")
    return None


def in_hand(state: LoopState, event: ev.OfferAccepted | ev.OfferDeclined) -> Refusal | None:
    """What the candidate answers is the version they hold, not its change; there must be one, and it must stand."""
    held = state.in_hand
    if held is None:
        return NotNow(f"The candidate holds no offer: {STEP_WORDS[state.step]}.")
    if held.expires_at <= event.at:
        return NotNow("The offer that the candidate holds has run out. Send the changed one, then record the answer.")
    return None
