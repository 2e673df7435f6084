"""What the candidate is told, and what falls away because it was overtaken before anybody told it."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.state import LoopState, Status, Step
from domain.telling import TEMPLATES, template, to_tell
from domain.words import TELLING_LABELS
from tests.domain.samples import ALL_IN, DAY, HELD, HOUR, NOW, RECRUITER, did, loop, meeting, offer, panel, put

BY = RECRUITER


def news(state: LoopState) -> list[str]:
    return [template(key) for key in to_tell(state)]


def test_all_that_is_ever_told_has_its_words() -> None:
    assert set(TELLING_LABELS) == TEMPLATES


def tell(state: LoopState) -> LoopState:
    """Everything that there is to tell is told."""
    for key in to_tell(state):
        state = did(state, ev.Told(by=BY, at=NOW, key=key))
    return state


SCHEDULE = ev.Scheduled(by=BY, at=NOW, meeting=meeting(), seats=panel())
BARE = replace(SCHEDULE, meeting=meeting(has_link=False))
LINK = ev.LinkAdded(by=BY, at=NOW)
MOVE = ev.Rescheduled(by=BY, at=NOW, meeting=meeting(NOW + 2 * DAY))
CANCEL = ev.Cancelled(by=BY, at=NOW)
HOLD = ev.PutOnHold(by=BY, at=NOW, reason="Budget", until=NOW + 9 * DAY)
LONGER = ev.HoldChanged(by=BY, at=NOW, reason="Budget", until=NOW + 20 * DAY)
RESUME = ev.Resumed(by=BY, at=NOW)
REJECT = ev.Rejected(by=BY, at=NOW, reason="skills")
ROLE_CLOSED = ev.Rejected(by=BY, at=NOW, reason="The role was closed", role_closed=True)
REOPEN = ev.Reopened(by=BY, at=NOW, reason="By mistake")
DRAFT = ev.OfferDrafted(by=BY, at=NOW, offer=offer(False))
APPROVE = ev.OfferApproved(by="UA1", at=NOW, member="UA1")
EXTEND = ev.OfferExtended(by=BY, at=NOW)
RESCIND = ev.OfferRescinded(by=BY, at=NOW, reason="Budget")
SKIP = ev.Advanced(by=BY, at=NOW, rationale="Known", override="Worked here before")
NEW_OFFER = (DRAFT, APPROVE, EXTEND)

TODAY = loop("design")
KNOWN = tell(did(TODAY, SCHEDULE))
KNOWN_BARE = tell(did(TODAY, BARE))
SENT = tell(did(loop("offer"), *NEW_OFFER))


@pytest.mark.parametrize(
    ("before", "events", "expected"),
    [
        (TODAY, [SCHEDULE], ["interview_scheduled"]),
        (TODAY, [SCHEDULE, MOVE], ["interview_scheduled"]),
        (TODAY, [SCHEDULE, CANCEL], []),
        (TODAY, [SCHEDULE, ev.Happened(by="U1", at=NOW + 2 * DAY)], []),
        (TODAY, [SCHEDULE, HOLD], ["on_hold"]),
        (TODAY, [SCHEDULE, HOLD, RESUME], []),
        (KNOWN, [MOVE], ["interview_rescheduled"]),
        (TODAY, [BARE, LINK], ["interview_scheduled"]),
        (KNOWN_BARE, [], []),
        (KNOWN_BARE, [LINK], ["interview_link"]),
        (KNOWN_BARE, [LINK, LINK], ["interview_link"]),
        (KNOWN_BARE, [LINK, MOVE], ["interview_rescheduled"]),
        (KNOWN_BARE, [MOVE, LINK], ["interview_rescheduled"]),
        (KNOWN_BARE, [LINK, CANCEL], ["interview_cancelled"]),
        (KNOWN_BARE, [LINK, HOLD], ["interview_cancelled", "on_hold"]),
        (KNOWN_BARE, [LINK, ev.Happened(by="U1", at=NOW + 2 * DAY)], []),
        (KNOWN_BARE, [replace(LINK, at=NOW + 2 * DAY)], []),
        (KNOWN, [MOVE, MOVE], ["interview_rescheduled"]),
        (KNOWN, [CANCEL], ["interview_cancelled"]),
        (KNOWN, [MOVE, CANCEL], ["interview_cancelled"]),
        (KNOWN, [ev.Moved(by="U1", at=NOW + 2 * DAY)], ["interview_cancelled"]),
        (KNOWN, [CANCEL, SCHEDULE], ["interview_rescheduled"]),
        (KNOWN, [CANCEL, SCHEDULE, CANCEL], ["interview_cancelled"]),
        (KNOWN, [ev.NoShow(by="U1", at=NOW + 2 * DAY)], ["no_show"]),
        (KNOWN, [HOLD], ["interview_cancelled", "on_hold"]),
        (KNOWN, [HOLD, RESUME], ["interview_cancelled"]),
        (KNOWN, [SKIP], ["interview_cancelled", "offer_ahead"]),
        (KNOWN, [REJECT], ["rejected"]),
        (KNOWN, [ROLE_CLOSED], ["role_closed"]),
        (TODAY, [ROLE_CLOSED, REOPEN], []),
        (tell(did(TODAY, ROLE_CLOSED)), [REOPEN], ["reopened"]),
        (KNOWN, [REJECT, REOPEN], ["interview_cancelled"]),
        (TODAY, [HOLD, RESUME], []),
        (tell(did(TODAY, HOLD)), [LONGER], []),
        (did(TODAY, HOLD), [LONGER], ["on_hold"]),
        (tell(did(TODAY, HOLD)), [RESUME], ["resumed"]),
        (tell(did(TODAY, HOLD)), [RESUME, HOLD], []),
        (tell(did(TODAY, REJECT)), [REOPEN], ["reopened"]),
        (tell(did(TODAY, HOLD, REJECT)), [REOPEN], ["reopened", "on_hold"]),
        (did(TODAY, HOLD, REJECT), [REOPEN], ["on_hold"]),
        (loop("design", Step.DECISION), [ev.OneMore(by=BY, at=NOW, focus="x", rationale="y")], ["one_more_interview"]),
        (loop("challenge", Step.DECISION), [ev.OneMore(by=BY, at=NOW, focus="x", rationale="y")], []),
        (loop("design", Step.DECISION), [SKIP], ["offer_ahead"]),
        (loop("challenge", Step.DECISION), [SKIP], ["stage_advanced"]),
        (did(loop("design", Step.DECISION), SKIP), [*NEW_OFFER], ["offer_extended"]),
        (loop("offer"), [*NEW_OFFER], ["offer_extended"]),
        (loop("offer"), [DRAFT, RESCIND], []),
        (loop("offer"), [*NEW_OFFER, RESCIND], []),
        (loop("offer"), [*NEW_OFFER, *NEW_OFFER], ["offer_extended"]),
        (SENT, [DRAFT, APPROVE], []),
        (SENT, [*NEW_OFFER], ["offer_changed"]),
        (SENT, [RESCIND], ["offer_rescinded"]),
        (SENT, [DRAFT, RESCIND], ["offer_rescinded"]),
        (SENT, [*NEW_OFFER, RESCIND], ["offer_rescinded"]),
        (SENT, [RESCIND, *NEW_OFFER], ["offer_changed"]),
        (tell(did(SENT, RESCIND)), [*NEW_OFFER], ["offer_extended"]),
        (SENT, [ev.OfferExpired(by=BY, at=NOW + 8 * DAY)], ["offer_expired"]),
        (did(loop("offer"), *NEW_OFFER), [ev.OfferExpired(by=BY, at=NOW + 8 * DAY)], []),
        (did(loop("offer"), *NEW_OFFER), [ev.OfferDeclined(by=BY, at=NOW)], []),
        (SENT, [ev.OfferDeclined(by=BY, at=NOW), *NEW_OFFER], ["offer_changed"]),
        (did(loop("offer"), *NEW_OFFER), [ev.OfferAccepted(by=BY, at=NOW)], ["hired"]),
        (SENT, [ev.OfferAccepted(by=BY, at=NOW), REOPEN], []),
    ],
)
def test_the_candidate_hears_what_they_do_not_know_yet_and_nothing_that_is_over(
    before: LoopState, events: list[ev.Event], expected: list[str]
) -> None:
    assert news(did(before, *events)) == expected


def test_a_challenge_is_told_once_with_its_last_due_time() -> None:
    sent = ev.ChallengeSent(by=BY, at=NOW, due_at=NOW + DAY, seats=panel())
    more = ev.ExtensionGranted(by=BY, at=NOW, due_at=NOW + 3 * DAY)
    fresh = did(loop("challenge"), sent)
    assert news(did(fresh, more)) == ["challenge_sent"]
    assert news(did(tell(fresh), more)) == ["challenge_extended"]
    assert news(did(fresh, ev.SubmissionReceived(by=BY, at=NOW))) == []


def test_a_challenge_whose_clock_stood_still_is_told_with_its_new_due_time() -> None:
    held = tell(did(loop("challenge", Step.WITH_CANDIDATE), HOLD))
    resumed = did(held, replace(RESUME, at=NOW + 2 * DAY))
    assert news(resumed) == ["resumed", "challenge_extended"]


def test_told_counts_for_the_text_that_was_told_and_not_for_the_next() -> None:
    first = did(TODAY, SCHEDULE)
    second = did(first, MOVE)
    assert (first.untold, second.untold) == (("interview_scheduled#1",), ("interview_scheduled#2",))


def test_a_text_with_the_link_is_another_than_the_one_without() -> None:
    bare = did(TODAY, BARE)
    assert (bare.untold, did(bare, LINK).untold) == (("interview_scheduled#1",), ("interview_scheduled#2",))


def test_who_hears_that_it_is_over_need_not_hear_what_was_cancelled_before() -> None:
    closed = did(KNOWN, CANCEL, REJECT)
    assert news(closed) == ["rejected"]
    assert news(did(tell(closed), REOPEN)) == ["reopened"]


def test_a_reopened_decision_takes_back_what_was_not_told() -> None:
    advanced = did(loop("design", Step.DECISION), SKIP)
    back = ev.DecisionReopened(by=BY, at=NOW, reason="Too fast", seats=ALL_IN, meeting=HELD)
    assert news(did(advanced, back)) == []


def test_a_logged_interview_needs_no_word() -> None:
    advanced = tell(TODAY) if to_tell(TODAY) else replace(TODAY, untold=("stage_advanced#1",), told=1)
    logged = ev.Logged(by=BY, at=NOW, meeting=meeting(NOW - 2 * HOUR), seats=panel())
    assert news(did(advanced, logged)) == []


def test_an_interview_that_did_not_take_place_after_all_is_told_as_missed() -> None:
    disputed = did(loop("design", Step.FEEDBACK), ev.Disputed(by="U1", at=NOW))
    missed, happened = (ev.ContradictionSettled(by=BY, at=NOW, happened=answer) for answer in (False, True))
    assert news(did(disputed, missed)) == ["no_show"]
    assert news(did(disputed, happened)) == []


def test_what_was_untold_sleeps_while_the_loop_is_closed() -> None:
    closed = put(replace(TODAY, untold=("stage_advanced#1", "rejected#2"), told=2), Status.REJECTED)
    assert news(closed) == ["rejected"]
