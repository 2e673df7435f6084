"""Who owes what at each state, and when one debt becomes another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import events as ev
from domain.playbook import TODO_KINDS
from domain.state import Card, LoopState, Missed, Part, Rsvp, Seat, Status, Step
from domain.todos import UNTIL_IT_BEGINS, Owed, TodoKind, owed
from tests.domain.samples import DAY, HOUR, MANAGER, NOW, RECRUITER, did, loop, meeting, offer, panel, put


def debts(state: LoopState) -> list[tuple[str, str]]:
    return [(str(debt.kind), debt.member) for debt in owed(state)]


def one(state: LoopState, kind: TodoKind) -> Owed:
    (found,) = (debt for debt in owed(state) if debt.kind is kind)
    return found


def test_the_kinds_are_those_that_a_playbook_times() -> None:
    assert set(TodoKind) == set(TODO_KINDS)


INVITED = [("answer_invitation", "U1"), ("answer_invitation", "U2"), ("answer_invitation", "U3")]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (loop("design"), [("propose_times", RECRUITER)]),
        (loop("design", Step.SCHEDULED), [*INVITED, ("what_happened", "U1")]),
        (loop("design", Step.SCHEDULED, meeting=None, seats=()), [("propose_times", RECRUITER)]),
        (loop("design", Step.FEEDBACK), [("scorecard", "U2"), ("scorecard", "U3")]),
        (loop("design", Step.DECISION), [("decide", MANAGER)]),
        (loop("screen", Step.DECISION), [("decide", RECRUITER)]),
        (loop("challenge"), [("send_challenge", RECRUITER)]),
        (loop("challenge", Step.WITH_CANDIDATE), [("chase_challenge", RECRUITER)]),
        (loop("challenge", Step.REVIEW), [("scorecard", "U2"), ("scorecard", "U3")]),
        (loop("offer"), [("draft_offer", RECRUITER)]),
        (loop("offer", Step.APPROVAL), [("approve_offer", "UA2")]),
        (loop("offer", Step.APPROVED), [("send_offer", RECRUITER)]),
        (loop("offer", Step.EXTENDED), [("chase_answer", RECRUITER)]),
        (loop("offer", Step.DECLINED), [("draft_offer", RECRUITER)]),
        (loop("offer", Step.ACCEPTED), []),
        (replace(loop("offer", Step.ACCEPTED), untold=("hired#1",)), [("tell_candidate", RECRUITER)]),
        (put(loop("design", Step.FEEDBACK), Status.ON_HOLD), [("review_hold", RECRUITER)]),
        (put(loop("design", Step.FEEDBACK), Status.REJECTED), []),
    ],
)
def test_each_state_waits_for_whoever_can_move_it(state: LoopState, expected: list[tuple[str, str]]) -> None:
    assert debts(state) == expected


def test_who_picks_the_time_or_joins_by_themselves_is_not_asked_whether_they_come() -> None:
    own = (Seat(RECRUITER, Part.LEAD), Seat("U2"))
    scheduled = did(loop("design"), ev.Scheduled(by=RECRUITER, at=NOW, meeting=meeting(), seats=own))
    assert [member for kind, member in debts(scheduled) if kind == "answer_invitation"] == ["U2"]
    for mover, asked in ((RECRUITER, {"U2"}), (MANAGER, {RECRUITER, "U2"})):
        moved = did(scheduled, ev.Rescheduled(by=mover, at=NOW, meeting=meeting(NOW + 3 * DAY)))
        assert {member for kind, member in debts(moved) if kind == "answer_invitation"} == asked
    joined = did(scheduled, ev.PanelChanged(by=MANAGER, at=NOW, seats=(*own, Seat(MANAGER, Part.SHADOW))))
    assert [member for kind, member in debts(joined) if kind == "answer_invitation"] == ["U2"]
    edited = did(scheduled, ev.PanelChanged(by="U2", at=NOW, seats=(*own, Seat("U3"))))
    assert [member for kind, member in debts(edited) if kind == "answer_invitation"] == ["U2", "U3"]


def test_who_declined_is_to_be_replaced_until_somebody_else_sits_there() -> None:
    declined = did(loop("design", Step.SCHEDULED), ev.InvitationDeclined(by="U2", at=NOW, member="U2"))
    assert ("replace_panelist", RECRUITER) in debts(declined)
    seats = (panel()[0], panel()[2], Seat("U4"))
    replaced = did(declined, ev.PanelChanged(by=RECRUITER, at=NOW, seats=seats))
    assert ("replace_panelist", RECRUITER) not in debts(replaced)


def test_a_second_refusal_is_another_debt_and_a_shadow_s_is_none() -> None:
    declined = did(loop("design", Step.SCHEDULED), ev.InvitationDeclined(by="U2", at=NOW, member="U2"))
    first = one(declined, TodoKind.REPLACE_PANELIST)
    second = did(declined, ev.InvitationDeclined(by="U3", at=NOW, member="U3"))
    assert one(second, TodoKind.REPLACE_PANELIST).key != first.key
    shadow = Seat("U9", Part.SHADOW, Rsvp.DECLINED)
    assert one(replace(declined, seats=(*declined.seats, shadow)), TodoKind.REPLACE_PANELIST).key == first.key


def test_a_panel_that_is_too_small_is_to_be_filled() -> None:
    seats = (Seat("U1", absent=True), Seat("U2"))
    assert ("replace_panelist", RECRUITER) in debts(loop("design", Step.SCHEDULED, seats=seats))
    assert debts(loop("design", Step.FEEDBACK, seats=seats)) == [
        ("scorecard", "U2"),
        ("replace_panelist", RECRUITER),
    ]


def test_the_lead_alone_is_asked_what_happened_and_the_recruiter_when_nobody_came() -> None:
    scheduled = loop("design", Step.SCHEDULED)
    asked = one(scheduled, TodoKind.WHAT_HAPPENED)
    assert (asked.member, asked.opens_at) == ("U1", meeting().ends_at)
    empty = replace(scheduled, seats=tuple(replace(seat, rsvp=Rsvp.DECLINED) for seat in scheduled.seats))
    assert one(empty, TodoKind.WHAT_HAPPENED).member == RECRUITER


def test_a_missing_link_is_owed_by_the_organiser_from_the_day_before() -> None:
    debt = one(loop("design", Step.SCHEDULED, meeting=meeting(has_link=False)), TodoKind.ADD_LINK)
    assert debt == Owed(TodoKind.ADD_LINK, RECRUITER, "design.1.1", NOW, NOW + DAY, NOW + DAY)


def test_nobody_owes_an_answer_a_time_or_a_link_for_an_interview_that_has_begun() -> None:
    seats = (panel()[0], replace(panel()[1], rsvp=Rsvp.PROPOSED))
    scheduled = loop("design", Step.SCHEDULED, meeting=meeting(has_link=False), seats=seats)
    before = [str(debt.kind) for debt in owed(scheduled, now=NOW + DAY - timedelta(minutes=1))]
    assert before == ["answer_invitation", "consider_time", "add_link", "what_happened"]
    ended = [debt.key for debt in owed(scheduled)]
    after = owed(scheduled, now=NOW + DAY, ended=ended[:3])
    assert [str(debt.kind) for debt in after] == ["what_happened"], "nor has anybody to settle it"


def test_who_is_missing_is_to_be_found_before_the_interview_and_afterwards_only_where_a_scorecard_is() -> None:
    declined = did(loop("design", Step.SCHEDULED), ev.InvitationDeclined(by="U2", at=NOW, member="U2"))
    assert one(declined, TodoKind.REPLACE_PANELIST).before == NOW + DAY
    ended = [one(declined, TodoKind.REPLACE_PANELIST).key]
    kinds = {debt.kind for debt in owed(declined, now=NOW + DAY, ended=ended)}
    assert not kinds & {TodoKind.REPLACE_PANELIST, TodoKind.REASSIGN}
    too_few = loop("design", Step.FEEDBACK, seats=(Seat("U1", absent=True), Seat("U2")))
    assert one(too_few, TodoKind.REPLACE_PANELIST).before is None


def test_an_interview_is_told_to_the_candidate_before_it_begins_and_other_news_whenever() -> None:
    untold = ("interview_scheduled#1", "resumed#2")
    scheduled = loop("design", Step.SCHEDULED, untold=untold, told=2)
    news = [debt for debt in owed(scheduled) if debt.kind is TodoKind.TELL_CANDIDATE]
    assert [debt.before for debt in news] == [NOW + DAY, None]
    late = [debt.subject for debt in owed(scheduled, now=NOW + DAY) if debt.kind is TodoKind.TELL_CANDIDATE]
    assert late == ["resumed#2"]


def test_what_ends_with_the_start_of_an_interview_is_known_by_its_key() -> None:
    seats = (panel()[0], replace(panel()[1], rsvp=Rsvp.PROPOSED), replace(panel()[2], rsvp=Rsvp.DECLINED))
    told = ("interview_scheduled#1", "interview_rescheduled#2", "interview_link#3", "resumed#4")
    scheduled = loop("design", Step.SCHEDULED, meeting=meeting(has_link=False), seats=seats, untold=told, told=4)
    for debt in owed(scheduled):
        assert debt.key.startswith(UNTIL_IT_BEGINS) == (debt.before is not None), debt.key


def test_a_scorecard_is_owed_from_the_end_of_the_interview() -> None:
    feedback = loop("design", Step.FEEDBACK)
    assert [debt.opens_at for debt in owed(feedback)] == [NOW - DAY + HOUR] * 2
    assert [debt.opens_at for debt in owed(loop("challenge", Step.REVIEW))] == [None] * 2


def test_nobody_who_waived_declined_or_was_absent_owes_a_scorecard() -> None:
    seats = (
        Seat("U1", card=Card.WAIVED),
        Seat("U2", rsvp=Rsvp.DECLINED),
        Seat("U3", absent=True),
        Seat("U4", Part.SHADOW),
        Seat("U5", Part.REVERSE_SHADOW),
    )
    assert debts(loop("design", Step.FEEDBACK, seats=seats)) == [("scorecard", "U5")]


def test_what_does_not_fit_together_is_settled_by_the_recruiter() -> None:
    disputed = did(loop("design", Step.DECISION), ev.Disputed(by="U1", at=NOW))
    assert debts(disputed) == [("settle_contradiction", RECRUITER)]


def test_a_challenge_is_chased_when_it_is_due_and_an_extension_is_another_debt() -> None:
    before = loop("challenge", Step.WITH_CANDIDATE)
    after = did(before, ev.ExtensionGranted(by=RECRUITER, at=NOW, due_at=NOW + 9 * DAY))
    first, second = one(before, TodoKind.CHASE_CHALLENGE), one(after, TodoKind.CHASE_CHALLENGE)
    assert (first.opens_at, second.opens_at) == (NOW + 7 * DAY, NOW + 9 * DAY)
    assert first.key != second.key
    assert one(replace(before, challenge_due=None), TodoKind.CHASE_CHALLENGE).opens_at is None


def test_an_answer_to_an_offer_is_chased_before_it_expires() -> None:
    extended = loop("offer", Step.EXTENDED)
    (debt,) = owed(extended, remind_offer=timedelta(days=3))
    assert (debt.opens_at, debt.due_at) == (NOW + 4 * DAY, NOW + 7 * DAY)
    assert one(replace(extended, offer=None), TodoKind.CHASE_ANSWER).opens_at is None


def test_a_changed_offer_asks_its_approvers_anew() -> None:
    before = loop("offer", Step.APPROVAL, offer=offer(False))
    after = did(before, ev.OfferDrafted(by=RECRUITER, at=NOW, offer=offer(False)))
    assert [debt.key for debt in owed(before)] == ["approve_offer:1.UA1"]
    assert [debt.key for debt in owed(after)] == ["approve_offer:2.UA1"]


def test_a_rescheduled_interview_asks_for_new_answers() -> None:
    before = loop("design", Step.SCHEDULED)
    after = did(before, ev.Rescheduled(by=RECRUITER, at=NOW, meeting=meeting(NOW + 2 * DAY)))
    assert {debt.key for debt in owed(before)} & {debt.key for debt in owed(after)} == set()


def test_a_hold_is_looked_at_when_its_time_is_up() -> None:
    held = did(loop("design"), ev.PutOnHold(by=RECRUITER, at=NOW, reason="Budget", until=NOW + 10 * DAY))
    assert one(held, TodoKind.REVIEW_HOLD).opens_at == NOW + 10 * DAY


def test_a_new_recruiter_inherits_what_the_old_one_owed() -> None:
    change = ev.TeamChanged(by="UADMIN", at=NOW, recruiter="UREC2", hiring_manager=MANAGER)
    before = loop("design")
    after = did(before, change)
    assert [debt.key for debt in owed(before)] == [debt.key for debt in owed(after)]
    assert debts(after) == [("propose_times", "UREC2")]


def test_another_time_that_is_proposed_is_the_organisers_to_consider_and_the_seat_is_kept() -> None:
    scheduled = loop("design", Step.SCHEDULED)
    proposed = did(scheduled, ev.Proposed(by="U2", at=NOW, member="U2", reason="Any afternoon"))
    kinds = {debt.kind: debt.member for debt in owed(proposed) if debt.kind is not TodoKind.ANSWER_INVITATION}
    assert scheduled.meeting is not None
    assert kinds[TodoKind.CONSIDER_TIME] == scheduled.meeting.organiser
    assert TodoKind.REPLACE_PANELIST not in kinds
    accepted = did(proposed, ev.InvitationAccepted(by="U2", at=NOW, member="U2"))
    assert TodoKind.CONSIDER_TIME not in {debt.kind for debt in owed(accepted)}


@pytest.mark.parametrize(
    ("where", "why", "reader"),
    [
        ("U2", Missed.GONE, RECRUITER),
        ("UELSE", Missed.GONE, None),
        (RECRUITER, Missed.GONE, MANAGER),
        ("UELSE", Missed.LOST, RECRUITER),
        ("C1", Missed.DOUBT, RECRUITER),
        ("U2", Missed.TOLD, None),
    ],
)
def test_whom_a_message_did_not_reach_somebody_else_has_to_tell(where: str, why: Missed, reader: str | None) -> None:
    scheduled = replace(loop("design", Step.SCHEDULED), unreached=((where, why),))
    found = [debt for debt in owed(scheduled) if debt.kind is TodoKind.UNREACHED]
    assert found == ([Owed(TodoKind.UNREACHED, reader, f"{why}.{where}")] if reader else [])


def test_who_cannot_be_reached_and_is_replaced_need_not_be_told() -> None:
    before = replace(loop("design", Step.SCHEDULED), unreached=(("U2", Missed.GONE),))
    after = did(before, ev.PanelChanged(by=RECRUITER, at=NOW, seats=(*before.seats[:1], Seat("U9"), Seat("U8"))))
    assert ("unreached", RECRUITER) in debts(before)
    assert ("unreached", RECRUITER) not in debts(after)


def test_with_the_loop_ends_what_is_owed_for_who_cannot_be_reached_but_what_was_lost_stays() -> None:
    before = replace(loop("design", Step.SCHEDULED), unreached=(("U1", Missed.LOST), ("U2", Missed.GONE)))
    after = did(before, ev.Withdrawn(by=RECRUITER, at=NOW, reason="offer"))
    assert [debt.key for debt in owed(after) if debt.kind is TodoKind.UNREACHED] == ["unreached:lost.U1"]
