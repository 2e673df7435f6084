"""A colleague who turns out to be the candidate: who stands in their place, so that nothing waits for them."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.ballots import Ballot
from domain.debriefs import ballot, missing, voters, with_ballot
from domain.own_loop import leads
from domain.scorecards import Recommendation
from domain.state import LoopState, Meeting, Part, Step
from domain.todos import TodoKind, owed
from tests.domain.samples import ALL_IN, HELD, MANAGER, NOW, RAISER, RECRUITER, SPLIT, did, loop, meeting, offer, panel


def known(state: LoopState, member: str) -> LoopState:
    """As it is once the candidate is found to be this member."""
    event = ev.CandidateKnown(
        by="", at=NOW, member=member, recruiter=state.recruiter, hiring_manager=state.hiring_manager,
        bar_raiser=state.bar_raiser,
    )  # fmt: skip
    return did(state, event)


def debtors(state: LoopState) -> set[str]:
    return {debt.member for debt in owed(state)}


@pytest.mark.parametrize(("member", "other"), [(RECRUITER, MANAGER), (MANAGER, RECRUITER)])
@pytest.mark.parametrize("step", [Step.SCHEDULING, Step.SCHEDULED, Step.FIRST_VOTE, Step.SECOND_VOTE, Step.DECISION])
def test_the_other_lead_takes_over_whatever_one_of_them_led(member: str, other: str, step: Step) -> None:
    after = known(loop("design", step), member)
    assert (after.recruiter, after.hiring_manager, after.decider) == (other, other, other)
    assert member not in {*debtors(after), *voters(after)}


def test_nobody_steps_aside_for_a_candidate_who_takes_no_part() -> None:
    before = loop("design", Step.SECOND_VOTE)
    assert known(before, "UIVY") == replace(before, candidate="UIVY")


def test_who_leads_alone_and_is_the_candidate_is_left() -> None:
    assert leads("U1", "U1", "U1") == ("U1", "U1")
    assert leads("U1", "U1", "U2") == ("U1", "U1")


def test_nobody_waits_for_the_vote_of_who_leads_alone_and_is_the_candidate() -> None:
    """Whom an admin names decides; the votes go on meanwhile."""
    state = known(loop("design", Step.FIRST_VOTE, recruiter=MANAGER, ballots=SPLIT[:2]), MANAGER)
    assert (voters(state), missing(state)) == (("U1", "U2", "U3", RAISER), ("U3", RAISER))


def test_a_panelist_leaves_and_their_seat_is_to_be_filled() -> None:
    after = known(loop("design", Step.SCHEDULED, seats=panel()[:2]), "U1")
    assert after.seat("U1") is None
    assert {debt.member for debt in owed(after) if debt.kind is TodoKind.REPLACE_PANELIST} == {RECRUITER}
    assert "U1" not in debtors(after)


def test_a_decision_that_rested_on_their_scorecard_waits_for_another() -> None:
    after = known(loop("design", Step.DECISION, seats=ALL_IN[:2]), "U1")
    assert (after.step, after.shortfall) == (Step.FEEDBACK, 1)
    assert debtors(after) == {RECRUITER}


def test_a_bar_raiser_has_no_say_in_their_own_loop() -> None:
    after = known(loop("design", Step.FIRST_VOTE, bar_raiser="UBAR"), "UBAR")
    assert (after.bar_raiser, "UBAR" in missing(after)) == ("", False)


def test_the_recruiter_sees_to_a_meeting_that_the_candidate_arranged() -> None:
    arranged = Meeting(meeting().starts_at, meeting().ends_at, MANAGER, has_link=False)
    after = known(loop("design", Step.SCHEDULED, meeting=arranged), MANAGER)
    assert after.meeting is not None
    assert after.meeting.organiser == RECRUITER


@pytest.mark.parametrize("step", [Step.APPROVAL, Step.APPROVED])
def test_an_offer_that_its_candidate_was_to_approve_is_drafted_anew(step: Step) -> None:
    asked = offer(False, False)
    after = known(loop("offer", step, offer=asked), asked.approvals[0].member)
    assert after.step is Step.DRAFTING
    assert [debt.kind for debt in owed(after)] == [TodoKind.DRAFT_OFFER]


def test_no_later_change_brings_them_back() -> None:
    """A panel from before, and a role that goes on naming them."""
    state = known(loop("offer", Step.DRAFTING), "U1")
    back = did(state, ev.DecisionReopened(by=MANAGER, at=NOW, reason="Too fast", seats=ALL_IN, meeting=HELD))
    assert back.seat("U1") is None
    led = ev.TeamChanged(by="UADMIN", at=NOW, recruiter="UREC2", hiring_manager="U1", bar_raiser="")
    assert did(state, led).hiring_manager == "UREC2"


def test_a_mistake_is_taken_back() -> None:
    """Whom the role names leads again; a panel is changed by people."""
    before = loop("design", Step.SCHEDULING)
    after = known(before, MANAGER)
    named = ev.CandidateKnown(by=RECRUITER, at=NOW, member="", recruiter=RECRUITER, hiring_manager=MANAGER)
    assert did(after, named) == before


def test_a_seat_is_given_back_with_its_scorecard_and_its_vote_counts_again() -> None:
    before = loop("design", Step.SECOND_VOTE, seats=ALL_IN, meeting=HELD, revealed=True)
    lead, *_ = before.seats
    before = with_ballot(before, Ballot(lead.member, Recommendation.NO))
    after = known(before, lead.member)
    assert lead.member not in voters(after)
    named = ev.CandidateKnown(
        by=RECRUITER, at=NOW, member="", recruiter=RECRUITER, hiring_manager=MANAGER, seats=(lead,)
    )
    back = did(after, named)
    assert (lead.member in voters(back), back.step, ballot(back, lead.member).first) == (
        True, Step.SECOND_VOTE, Recommendation.NO,
    )  # fmt: skip
    assert back.seat(lead.member) == lead
    led = replace(after, seats=tuple(replace(seat, part=Part.LEAD) for seat in after.seats))
    assert getattr(did(led, named).seat(lead.member), "part", None) is Part.INTERVIEWER, "somebody else leads by now"
