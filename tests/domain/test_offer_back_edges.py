"""The ways back from an offer that was refused, changed, rescinded, expired or declined."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain import events as ev
from domain.actions import Action, offered
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


CHANGE = ev.OfferDrafted(by=RECRUITER, at=NOW, offer=replace(offer(False), expires_at=NOW + 20 * DAY))
YES = ev.OfferApproved(by="UA1", at=NOW, member="UA1")
NO = ev.OfferRefused(by="UA1", at=NOW, member="UA1", reason="Too high")
ACCEPTED = ev.OfferAccepted(by=RECRUITER, at=NOW)
DECLINED = ev.OfferDeclined(by=RECRUITER, at=NOW)
OUT = loop("offer", Step.EXTENDED)
UNTOLD = replace(OUT, untold=("offer_extended#1",), told=1)


def held_until(state: LoopState) -> datetime | None:
    """Which of the offers is the present one."""
    return state.offer.expires_at if state.offer else None


@pytest.mark.parametrize("out", [OUT, UNTOLD])
@pytest.mark.parametrize("change", [[CHANGE], [CHANGE, CHANGE], [CHANGE, YES]])
@pytest.mark.parametrize(("answer", "step"), [(ACCEPTED, Step.ACCEPTED), (DECLINED, Step.DECLINED)])
def test_what_the_candidate_says_of_the_offer_they_hold_counts_while_a_change_is_on_its_way(
    out: LoopState, change: list[ev.Event], answer: ev.Event, step: Step
) -> None:
    changing = did(out, *change)
    assert Action.ANSWER_OFFER in offered(changing)
    after = did(changing, answer)
    assert (after.step, held_until(after), after.in_hand) == (step, NOW + 7 * DAY, None)
    assert after.offer_version > changing.offer_version, "buttons about the change are outdated"
    assert [debt.kind for debt in owed(after) if debt.kind is TodoKind.APPROVE_OFFER] == []


@pytest.mark.parametrize(("out", "told"), [(OUT, []), (UNTOLD, ["offer_extended"])])
def test_an_offer_whose_change_was_refused_stands_as_it_was(out: LoopState, told: list[str]) -> None:
    changing = did(out, CHANGE)
    assert to_tell(changing) == ()
    after = did(changing, NO)
    assert (after.step, held_until(after), after.approvals) == (Step.EXTENDED, NOW + 7 * DAY, out.approvals)
    assert [template(key) for key in to_tell(after)] == told
    assert did(after, CHANGE).in_hand == after.offer


def test_an_offer_that_ran_out_while_its_change_was_on_its_way_is_drafted_anew_and_the_candidate_hears_so() -> None:
    changing = did(OUT, CHANGE)
    assert "has run out" in refused(changing, replace(ACCEPTED, at=NOW + 8 * DAY)).text
    after = did(changing, replace(NO, at=NOW + 8 * DAY))
    assert (after.step, after.in_hand) == (Step.DRAFTING, None)
    assert [template(key) for key in to_tell(after)] == ["offer_expired"]
    assert to_tell(did(UNTOLD, CHANGE, replace(NO, at=NOW + 8 * DAY))) == ()


@pytest.mark.parametrize(
    "ends",
    [
        [YES, ev.OfferExtended(by=RECRUITER, at=NOW)],
        [ev.OfferRescinded(by=RECRUITER, at=NOW, reason="Budget"), CHANGE],
    ],
)
def test_a_version_that_was_replaced_or_rescinded_is_answered_no_more(ends: list[ev.Event]) -> None:
    assert did(OUT, CHANGE, *ends).in_hand is None


def test_a_first_offer_is_not_answered_before_it_is_out() -> None:
    state = loop("offer", Step.APPROVAL)
    assert "holds no offer" in refused(state, ACCEPTED).text
    assert Action.ANSWER_OFFER not in offered(state)


def test_a_rescinded_offer_that_nobody_told_of_leaves_nothing_to_tell() -> None:
    assert did(UNTOLD, CHANGE, ev.OfferRescinded(by=RECRUITER, at=NOW, reason="Budget")).untold == ()
