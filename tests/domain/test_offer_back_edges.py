"""The ways back from an offer that was refused, changed, rescinded, expired or declined."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.state import Approval, LoopState, Offer, Status, Step
from domain.telling import template, to_tell
from domain.todos import TodoKind, owed
from tests.domain.samples import DAY, NOW, RECRUITER, did, loop, offer, refused


def test_a_refused_offer_is_drafted_anew_and_every_approver_is_asked_again() -> None:
    refused = did(loop("offer", Step.APPROVAL), ev.OfferRefused(by="UA2", at=NOW, member="UA2", reason="Too high"))
    assert refused.step is Step.DRAFTING
    again = did(refused, ev.OfferDrafted(by=RECRUITER, at=NOW, offer=offer(True, True)))
    assert (again.step, again.offer_version) == (Step.APPROVAL, 2)
    assert again.approvals == (Approval("UA1"), Approval("UA2"))


@pytest.mark.parametrize("step", [Step.APPROVAL, Step.APPROVED, Step.EXTENDED, Step.DECLINED])
def test_a_changed_offer_is_a_new_version_with_approvals_anew(step: Step) -> None:
    after = did(loop("offer", step), ev.OfferDrafted(by=RECRUITER, at=NOW, offer=offer(True)))
    assert (after.step, after.offer_version, after.approvals) == (Step.APPROVAL, 2, (Approval("UA1"),))


@pytest.mark.parametrize("step", [Step.APPROVAL, Step.APPROVED, Step.EXTENDED])
def test_a_rescinded_offer_is_to_be_drafted_anew(step: Step) -> None:
    assert did(loop("offer", step), ev.OfferRescinded(by=RECRUITER, at=NOW, reason="Budget")).step is Step.DRAFTING


def test_an_offer_expires_to_a_draft() -> None:
    after = did(loop("offer", Step.EXTENDED), ev.OfferExpired(by=RECRUITER, at=NOW + 8 * DAY))
    assert after.step is Step.DRAFTING


def test_a_hire_who_reneges_after_the_offer_ran_out_needs_a_new_one() -> None:
    hired = did(loop("offer", Step.EXTENDED), ev.OfferAccepted(by=RECRUITER, at=NOW))
    again = did(hired, ev.Reopened(by=RECRUITER, at=NOW + 8 * DAY, reason="Stays where they are"))
    assert (again.status, again.step) == (Status.ACTIVE, Step.DRAFTING)
    assert again.offer is not None
    assert again.offer.sent_before, "the next offer is a change of the one that they had accepted"
    assert [debt.kind for debt in owed(again) if debt.kind is not TodoKind.TELL_CANDIDATE] == [TodoKind.DRAFT_OFFER]
    expired = ev.OfferExpired(by=RECRUITER, at=NOW + 8 * DAY)
    assert "not possible now" in refused(again, expired).text


@pytest.mark.parametrize(
    ("stop", "go_on"),
    [
        (ev.PutOnHold(by=RECRUITER, at=NOW, reason="Budget", until=NOW + DAY), ev.Resumed),
        (ev.Rejected(by=RECRUITER, at=NOW, reason="skills"), ev.Reopened),
        (ev.Withdrawn(by=RECRUITER, at=NOW, reason="other"), ev.Reopened),
    ],
)
def test_an_offer_that_ran_out_while_the_loop_stood_still_is_drafted_anew_and_the_candidate_hears_so(
    stop: ev.Event, go_on: type[ev.Resumed | ev.Reopened]
) -> None:
    more = {"reason": "By mistake"} if go_on is ev.Reopened else {}
    again = did(loop("offer", Step.EXTENDED), stop, go_on(by=RECRUITER, at=NOW + 8 * DAY, **more))
    assert again.step is Step.DRAFTING
    assert [template(key) for key in to_tell(again)] == ["offer_expired"]


def test_a_declined_offer_leaves_the_loop_open() -> None:
    after = did(loop("offer", Step.EXTENDED), ev.OfferDeclined(by=RECRUITER, at=NOW))
    assert (after.step, after.status) == (Step.DECLINED, Status.ACTIVE)


def test_a_replaced_approver_is_asked_in_the_place_of_the_other() -> None:
    after = did(loop("offer", Step.APPROVAL), ev.ApproverReplaced(by=RECRUITER, at=NOW, old="UA2", new="UA7"))
    assert after.approvals == (Approval("UA1", approved=True), Approval("UA7"))


def test_the_last_approval_approves_the_offer() -> None:
    after = did(loop("offer", Step.APPROVAL), ev.OfferApproved(by="UA2", at=NOW, member="UA2"))
    assert after.step is Step.APPROVED


def test_an_offer_in_the_hand_of_the_candidate_is_remembered_until_it_is_rescinded() -> None:
    def sent_before(state: LoopState) -> bool:
        return isinstance(state.offer, Offer) and state.offer.sent_before

    told = loop("offer", Step.EXTENDED)
    untold = replace(told, untold=("offer_extended#1",), told=1)
    draft = ev.OfferDrafted(by=RECRUITER, at=NOW, offer=offer(False))
    assert sent_before(did(told, draft))
    assert sent_before(did(told, draft, draft))
    assert not sent_before(did(untold, draft))
    assert not sent_before(did(told, draft, ev.OfferRescinded(by=RECRUITER, at=NOW, reason="Budget"), draft))
