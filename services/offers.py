"""Offers: drafted, approved by all who are asked, sent, answered; changed only as a new version."""

from datetime import time
from zoneinfo import ZoneInfo

from domain import events as ev
from domain.actions import Action
from domain.cadence import local_moment
from domain.forms import LoopForm, OfferForm
from domain.read.loops import LoopPage
from domain.refusals import Invalid, Outdated
from domain.schedule_times import near
from domain.state import Approval, LoopState, Offer
from models import queries, tables
from models.tables import Loop
from services import members
from services.change import Changing, change
from services.pages import page
from services.work import Work

CLOSE_OF_BUSINESS = time(18)
"""An offer stands until then on its last day, in the role's zone."""


def draft(work: Work, form: OfferForm) -> int:
    """Send a first or a changed offer to its approvers. Whoever approved an earlier version is asked anew."""
    changing = Changing(work, form.loop).require(Action.DRAFT_OFFER).fresh(form.version)
    _check(work, changing, form)
    offer = Offer(
        version=0,
        drafter=work.actor,
        approvals=tuple(Approval(member) for member in form.approvers),
        expires_at=local_moment(form.expires_on, CLOSE_OF_BUSINESS, ZoneInfo(changing.role.zone)),
    )

    def write(loop: Loop, _before: LoopState, after: LoopState) -> None:
        if after.offer is None:
            return
        work.session.add(
            tables.Offer(
                loop_id=loop.id or 0,
                version=after.offer.version,
                drafter=work.actor,
                pay=form.pay.strip(),
                currency=form.currency,
                starts_on=form.starts_on,
                note=form.note,
                expires_at=after.offer.expires_at,
                sent_before=after.offer.sent_before,
                created_at=work.now,
            )
        )
        work.session.flush()

    changing.apply(ev.OfferDrafted(by=work.actor, at=work.now, offer=offer), write=write)
    return form.loop


def _check(work: Work, changing: Changing, form: OfferForm) -> None:
    if not form.pay.strip():
        raise Invalid("What is the pay? A yearly figure is usual, such as 68,000.", field="pay")
    near(form.starts_on, work.now, "starts_on")
    near(form.expires_on, work.now, "expires_on")
    if form.starts_on < work.now.astimezone(ZoneInfo(changing.role.zone)).date():
        raise Invalid("The start date is in the past. Pick a day that is still to come.", field="starts_on")
    members.require_interviewers(work, form.approvers, "approvers", changing.candidate.member_id)


def review(work: Work, loop: int, seen: int) -> LoopPage:
    """What an approver answers on. `seen`: the version of the offer that they have read, 0 for none."""
    found = page(work, loop, Action.APPROVE)
    _same_offer(loop, seen, found.offer.version if found.offer else 0)
    return found


def approve(work: Work, form: LoopForm) -> int:
    """`form.version` is the offer's, not the loop's: others may answer, and the loop may rest, in the meantime."""
    _read_by(work, form).apply(ev.OfferApproved(by=work.actor, at=work.now, member=work.actor))
    return form.loop


def _read_by(work: Work, form: LoopForm) -> Changing:
    changing = Changing(work, form.loop).require(Action.APPROVE)
    _same_offer(form.loop, form.version, changing.state.offer_version)
    return changing


def _same_offer(loop: int, seen: int, version: int) -> None:
    if seen and seen != version:
        raise Outdated("This offer has changed since you read it. Please read it again before you answer.", loop=loop)


def refuse(work: Work, form: LoopForm) -> int:
    """The first refusal returns the offer to drafting, with the reason. `form.version` is the offer's."""
    reason = form.note or form.reason

    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        row = queries.offer_of(work.session, loop.id or 0)
        for approval in queries.approvals_of(work.session, row.id or 0) if row else ():
            if approval.member_id == work.actor:
                approval.refused_at, approval.reason = work.now, reason
                work.session.add(approval)

    event = ev.OfferRefused(by=work.actor, at=work.now, member=work.actor, reason=reason)
    _read_by(work, form).apply(event, reason=reason, write=write)
    return form.loop


def replace_approver(work: Work, form: LoopForm) -> int:
    """Somebody absent is replaced by `other`."""
    changing = Changing(work, form.loop).require(Action.REPLACE_APPROVER).fresh(form.version)
    members.require_interviewers(work, (form.other or "",), "other", changing.candidate.member_id)
    event = ev.ApproverReplaced(by=work.actor, at=work.now, old=form.member or "", new=form.other or "")
    changing.apply(event)
    return form.loop


def send(work: Work, form: LoopForm) -> int:
    """The candidate has the offer in hand."""
    event = ev.OfferExtended(by=work.actor, at=work.now)
    change(work, form.loop, event, Action.SEND_OFFER, version=form.version)
    return form.loop


def rescind(work: Work, form: LoopForm) -> int:
    reason = form.note or form.reason
    event = ev.OfferRescinded(by=work.actor, at=work.now, reason=reason)
    change(work, form.loop, event, Action.RESCIND, version=form.version, reason=reason)
    return form.loop


def accept(work: Work, form: LoopForm) -> int:
    """Accepted is hired."""
    event = ev.OfferAccepted(by=work.actor, at=work.now)
    change(work, form.loop, event, Action.ANSWER_OFFER, version=form.version)
    return form.loop


def decline(work: Work, form: LoopForm) -> int:
    reason = form.note or form.reason
    event = ev.OfferDeclined(by=work.actor, at=work.now, reason=reason)
    change(work, form.loop, event, Action.ANSWER_OFFER, version=form.version, reason=reason)
    return form.loop
