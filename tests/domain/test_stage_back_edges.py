"""The ways back, one by one, and what each leaves behind."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.state import Card, Part, Rsvp, Seat, Status, Step
from domain.todos import owed
from tests.domain.samples import (
    ALL_IN,
    DAY,
    HOUR,
    MANAGER,
    NOW,
    RECRUITER,
    did,
    loop,
    meeting,
    offer,
    panel,
    refused,
)

LATER = NOW + 2 * DAY


def scored(*members: str) -> list[ev.Event]:
    return [ev.CardSubmitted(by=member, at=LATER, member=member) for member in members]


def test_a_loop_goes_all_the_way_from_screen_to_hired() -> None:
    by = RECRUITER
    screen = did(
        loop("screen"),
        ev.Scheduled(by=by, at=NOW, meeting=meeting(), seats=(Seat("U1"),)),
        ev.InvitationAccepted(by="U1", at=NOW, member="U1"),
        ev.Happened(by="U1", at=LATER),
        *scored("U1"),
    )
    assert screen.step is Step.DECISION
    challenge = did(
        screen,
        ev.Advanced(by=by, at=LATER, rationale="Clear"),
        ev.ChallengeSent(by=by, at=LATER, due_at=LATER + DAY, seats=(Seat("U2"), Seat("U3"))),
        ev.SubmissionReceived(by=by, at=LATER),
        *scored("U2", "U3"),
    )
    assert (challenge.stage, challenge.step) == ("challenge", Step.DECISION)
    design = did(
        challenge,
        ev.Advanced(by=by, at=LATER, rationale="Tested"),
        ev.Logged(by=by, at=LATER, meeting=meeting(NOW), seats=(Seat("U1"), Seat("U2"))),
        *scored("U1", "U2"),
    )
    assert (design.stage, design.step) == ("design", Step.DECISION)
    hired = did(
        design,
        ev.Advanced(by=by, at=LATER, rationale="Yes"),
        ev.OfferDrafted(by=by, at=LATER, offer=offer(False, False)),
        ev.OfferApproved(by="UA1", at=LATER, member="UA1"),
        ev.OfferApproved(by="UA2", at=LATER, member="UA2"),
        ev.OfferExtended(by=by, at=LATER),
        ev.OfferAccepted(by=by, at=LATER),
    )
    assert (hired.stage, hired.step, hired.status) == ("offer", Step.ACCEPTED, Status.HIRED)


def test_an_interview_that_is_going_on_can_be_logged_and_is_scored_once_it_is_over() -> None:
    now = NOW + HOUR / 2
    logged = did(loop("design"), ev.Logged(by=RECRUITER, at=now, meeting=meeting(NOW), seats=panel()))
    assert (logged.step, {debt.opens_at for debt in owed(logged)}) == (Step.FEEDBACK, {NOW + HOUR})
    soon = ev.Logged(by=RECRUITER, at=now, meeting=meeting(now + HOUR), seats=panel())
    assert "Schedule it instead" in refused(loop("design"), soon).text


def test_a_rescheduled_interview_is_a_new_version_and_everybody_is_asked_again() -> None:
    before = did(
        loop("design", Step.SCHEDULED),
        ev.InvitationAccepted(by="U1", at=NOW, member="U1"),
        ev.InvitationDeclined(by="U2", at=NOW, member="U2"),
    )
    after = did(before, ev.Rescheduled(by=RECRUITER, at=NOW, meeting=meeting(NOW + 3 * DAY)))
    assert after.meeting is not None
    assert (after.meeting.version, after.meeting.starts_at) == (2, NOW + 3 * DAY)
    assert {seat.rsvp for seat in after.seats} == {Rsvp.PENDING}


@pytest.mark.parametrize("way", [ev.Cancelled, ev.NoShow, ev.Moved])
def test_an_interview_that_does_not_take_place_is_to_be_scheduled_again(way: type[ev.Event]) -> None:
    after = did(loop("design", Step.SCHEDULED), way(by=RECRUITER, at=LATER))
    assert (after.step, after.meeting, after.seats) == (Step.SCHEDULING, None, ())


@pytest.mark.parametrize("way", [ev.NoShow, ev.Moved])
def test_who_said_that_it_happened_may_still_say_that_it_did_not(way: type[ev.Event]) -> None:
    after = did(loop("design", Step.SCHEDULED), ev.Happened(by="U1", at=LATER), way(by="U1", at=LATER))
    assert after.step is Step.SCHEDULING


def test_a_scorecard_says_that_the_interview_happened() -> None:
    after = did(loop("design", Step.SCHEDULED), *scored("U2"))
    assert after.step is Step.FEEDBACK
    assert after.meeting is not None
    assert after.meeting.happened


def test_who_declined_and_came_anyway_may_submit() -> None:
    declined = did(loop("design", Step.SCHEDULED), ev.InvitationDeclined(by="U2", at=NOW, member="U2"))
    after = did(declined, *scored("U2"))
    assert after.seats[1] == replace(panel()[1], rsvp=Rsvp.ACCEPTED, card=Card.SUBMITTED)


def test_a_second_scorecard_of_one_panelist_counts_once() -> None:
    once = did(loop("design", Step.FEEDBACK), *scored("U1"))
    assert once.outstanding == ("U2", "U3")
    assert did(once, *scored("U1")) == once


def test_the_last_scorecard_opens_the_decision() -> None:
    assert did(loop("design", Step.FEEDBACK), *scored("U2")).step is Step.FEEDBACK
    assert did(loop("design", Step.FEEDBACK), *scored("U2", "U3")).step is Step.DECISION


def test_a_waived_scorecard_is_waited_for_no_longer() -> None:
    after = did(
        loop("design", Step.FEEDBACK),
        *scored("U2"),
        ev.CardWaived(by=MANAGER, at=LATER, member="U3", reason="Left the company"),
    )
    assert after.step is Step.DECISION


def test_a_shadow_is_never_waited_for() -> None:
    seats = (*panel(Card.SUBMITTED)[:2], Seat("U9", Part.SHADOW))
    assert did(loop("design", Step.FEEDBACK, seats=seats), *scored("U2")).step is Step.DECISION


def test_an_added_panelist_turns_a_decision_back_into_feedback() -> None:
    panel_grows = ev.PanelChanged(by=RECRUITER, at=LATER, seats=(*ALL_IN, Seat("U4")))
    after = did(loop("design", Step.DECISION), panel_grows)
    assert after.step is Step.FEEDBACK
    assert after.outstanding == ("U4",)


def test_taking_out_who_is_outstanding_opens_the_decision() -> None:
    two_are_in = loop("design", Step.FEEDBACK, seats=panel(Card.SUBMITTED, Card.SUBMITTED))
    smaller = ev.PanelChanged(by=RECRUITER, at=LATER, seats=two_are_in.seats[:2])
    assert did(two_are_in, smaller).step is Step.DECISION


def test_who_stays_on_a_changed_panel_keeps_answer_and_scorecard() -> None:
    before = loop("design", Step.FEEDBACK)
    after = did(before, ev.PanelChanged(by=RECRUITER, at=LATER, seats=(Seat("U1"), Seat("U4"))))
    assert after.seats == (replace(before.seats[0], part=Seat("U1").part), Seat("U4"))


def test_who_was_not_there_owes_nothing_and_the_recruiter_finds_somebody_or_waives() -> None:
    two = loop("design", Step.FEEDBACK, seats=panel(Card.SUBMITTED)[:2])
    absent = did(two, ev.WasAbsent(by="U2", at=LATER, member="U2"))
    assert (absent.outstanding, absent.shortfall, absent.step) == ((), 1, Step.FEEDBACK)
    waived = ev.CardWaived(by=MANAGER, at=LATER, member="U2", reason="Was ill")
    assert did(absent, waived).step is Step.DECISION


def test_a_scorecard_by_who_was_not_there_is_a_contradiction_that_blocks_the_decision() -> None:
    disputed = did(loop("design", Step.DECISION), ev.WasAbsent(by="U1", at=LATER, member="U1"))
    assert (disputed.contradiction, disputed.step) == (True, Step.FEEDBACK)
    settled = did(disputed, ev.ContradictionSettled(by=RECRUITER, at=LATER, happened=True))
    assert settled == loop("design", Step.DECISION)


def test_an_interview_that_did_not_happen_after_all_is_scheduled_anew() -> None:
    disputed = did(loop("design", Step.FEEDBACK), ev.Disputed(by="U1", at=LATER))
    after = did(disputed, ev.ContradictionSettled(by=RECRUITER, at=LATER, happened=False))
    assert (after.step, after.meeting, after.seats, after.contradiction) == (Step.SCHEDULING, None, (), False)


def test_the_lead_may_dispute_even_when_all_scorecards_are_in() -> None:
    assert did(loop("design", Step.DECISION), ev.Disputed(by="U1", at=LATER)).step is Step.FEEDBACK


def test_an_extension_ends_the_delay() -> None:
    late = did(loop("challenge", Step.WITH_CANDIDATE), ev.ChallengeOverdue(by=RECRUITER, at=NOW + 8 * DAY))
    assert late.overdue
    after = did(late, ev.ExtensionGranted(by=RECRUITER, at=NOW + 8 * DAY, due_at=NOW + 9 * DAY))
    assert (after.overdue, after.challenge_due) == (False, NOW + 9 * DAY)


@pytest.mark.parametrize(
    ("stage", "step", "first"),
    [
        ("design", Step.FEEDBACK, Step.SCHEDULING),
        ("design", Step.DECISION, Step.SCHEDULING),
        ("challenge", Step.REVIEW, Step.TO_SEND),
        ("challenge", Step.DECISION, Step.TO_SEND),
    ],
)
def test_one_more_of_the_same_stage_is_a_new_round_with_a_focus_and_waits_for_no_scorecard(
    stage: str, step: Step, first: Step
) -> None:
    after = did(loop(stage, step), ev.OneMore(by=MANAGER, at=LATER, focus="trade_offs", rationale="Unsure"))
    assert (after.stage, after.step, after.round, after.focus) == (stage, first, 2, "trade_offs")
    assert (after.seats, after.meeting, after.challenge_due) == ((), None, None)


def test_an_override_skips_what_is_missing() -> None:
    skip = ev.Advanced(by=MANAGER, at=NOW, rationale="Known", override="Worked here before")
    after = did(loop("design", Step.SCHEDULED), skip)
    assert (after.stage, after.step, after.meeting, after.seats) == ("offer", Step.DRAFTING, None, ())


def test_a_link_is_added_to_the_meeting() -> None:
    after = did(loop("design", Step.SCHEDULED, meeting=meeting(has_link=False)), ev.LinkAdded(by=RECRUITER, at=NOW))
    assert after.meeting == meeting()


def test_a_new_hiring_manager_takes_over_the_decision() -> None:
    change = ev.TeamChanged(by="UADMIN", at=NOW, recruiter="UREC2", hiring_manager="UMAN2")
    after = did(loop("design", Step.DECISION), change)
    assert after.decider == "UMAN2"
    assert did(loop("screen"), change).decider == "UREC2"


@pytest.mark.parametrize(
    ("organiser", "then"), [(RECRUITER, "UREC2"), (MANAGER, "UMAN2"), ("UADMIN", "UADMIN"), ("UMAN2", "UMAN2")]
)
def test_who_takes_over_from_the_organiser_sees_to_the_meeting(organiser: str, then: str) -> None:
    """An admin who arranged it goes on doing so, and so does who is of the new team as well."""
    arranged = loop("design", Step.SCHEDULED, meeting=meeting(organiser=organiser))
    after = did(arranged, ev.TeamChanged(by="UADMIN", at=NOW, recruiter="UREC2", hiring_manager="UMAN2"))
    assert after.meeting is not None
    assert after.meeting.organiser == then


def test_a_recruiter_who_becomes_the_manager_goes_on_organising() -> None:
    swapped = ev.TeamChanged(by="UADMIN", at=NOW, recruiter="UREC2", hiring_manager=RECRUITER)
    assert did(loop("design", Step.SCHEDULED), swapped).meeting == meeting()


def test_facts_of_a_loop_without_offer_or_meeting_are_empty() -> None:
    bare = loop("design")
    assert (bare.approvals, bare.offer_version, bare.lead, bare.seat("U1")) == ((), 0, None, None)
    assert bare.with_offer(version=2) == bare.with_meeting(version=2) == bare


def test_the_lead_is_the_first_who_was_there_when_the_lead_is_not() -> None:
    gone = did(loop("design", Step.SCHEDULED), ev.InvitationDeclined(by="U1", at=NOW, member="U1"))
    assert loop("design", Step.SCHEDULED).lead == panel()[0]
    assert gone.lead == panel()[1]
