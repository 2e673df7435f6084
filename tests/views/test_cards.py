"""The candidate's card in the channel."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.actions import Action
from domain.read.loops import Waiting
from domain.read.messages import CardPost
from domain.state import Status, Step
from domain.todos import TodoKind
from tests.views import samples
from tests.views.shown import W, buttons, styles
from views.lines import due_line, staying, waiting_line
from views.messages import render
from views.text import mentions, names


@pytest.mark.parametrize("step", list(Step))
def test_a_card_has_one_primary_button_and_open(step: Step) -> None:
    card = samples.card(step=step)
    message = render(CardPost(replace(card, line=replace(card.line, primary=Action.DECIDE))))
    assert set(buttons(message)) == {"loop.decide", "loop.open"}
    assert styles(message) == ["primary"]


def test_nobody_is_urged_to_move_an_interview() -> None:
    card = samples.card()
    message = render(CardPost(replace(card, line=replace(card.line, primary=Action.RESCHEDULE))))
    assert set(buttons(message)) == {"loop.reschedule", "loop.open"}
    assert styles(message) == []


def test_a_closed_card_says_closed_whoever_closed_it() -> None:
    texts = {render(CardPost(samples.card(status=status))).text for status in (Status.REJECTED, Status.WITHDRAWN)}
    assert len(texts) == 1
    assert "Closed" in texts.pop()


def test_the_cards_text_says_all_that_matters() -> None:
    card = samples.card()
    text = render(CardPost(card)).text
    for part in ("Maya Lind", "Scheduled", "Waiting for <@U0>", "Interview:", "1 of 2 scorecards in"):
        assert part in text


def test_who_is_next_is_not_waited_for_yet() -> None:
    line = samples.line()
    soon = samples.NOW + timedelta(hours=6)
    line = replace(line, waiting=(Waiting(TodoKind.CHASE_CHALLENGE, W.person(1), soon, ahead=True),))
    shown = waiting_line(line, "UTC", samples.NOW)
    assert shown.startswith("Next: ")
    assert shown.endswith("(asking after the challenge), today at 14:55")
    assert "<!date^" in waiting_line(line, "UTC")


def test_before_an_interview_the_next_thing_is_the_interview_and_not_to_say_what_happened() -> None:
    line = samples.line()
    soon = samples.NOW + timedelta(hours=6)
    line = replace(line, waiting=(Waiting(TodoKind.WHAT_HAPPENED, W.person(1), soon, ahead=True),))
    assert waiting_line(line, "UTC", samples.NOW) == "Next: the interview, today at 14:55"
    assert waiting_line(line, "UTC").startswith("Next: the interview, <!date^")


def test_a_waiting_line_names_several_people_once() -> None:
    found = samples.card()
    owing = tuple(replace(each, kind=TodoKind.SCORECARD) for each in found.line.waiting)
    text = render(CardPost(replace(found, line=replace(found.line, waiting=owing)))).text
    assert "Waiting for <@U0>, <@U1> and <@U2> (scorecard), since" in text


def test_somebody_who_owes_the_same_thing_twice_is_named_once() -> None:
    owed = Waiting(TodoKind.APPROVE_OFFER, W.person(2), samples.NOW)
    shown = waiting_line(replace(samples.line(), waiting=(owed, owed)), "UTC", samples.NOW, ping=True)
    assert shown == "Waiting for <@U2> (approval of the offer), since 08:55"


def test_somebody_who_is_waited_for_twice_since_the_same_day_is_named_once() -> None:
    tell, times = (
        Waiting(each, W.person(2), samples.NOW) for each in (TodoKind.TELL_CANDIDATE, TodoKind.PROPOSE_TIMES)
    )
    line = replace(samples.line(), waiting=(tell, times))
    both = "Waiting for <@U2> (telling the candidate and a time for the interview), since 08:55"
    assert waiting_line(line, "UTC", samples.NOW, ping=True) == both
    assert waiting_line(replace(line, waiting=(tell, replace(times, late=True))), "UTC", samples.NOW).count(";") == 1


def test_it_is_the_stage_that_has_taken_so_many_days_and_not_its_step() -> None:
    line = replace(samples.line(step=Step.APPROVED), stage="Offer", days=6, round=1)
    assert staying(line) == "Offer, for 6 days · Approved"
    assert staying(replace(line, status=Status.ON_HOLD)) == "Offer, for 6 days · On hold"


@pytest.mark.parametrize(
    ("step", "overdue", "said"),
    [
        (Step.WITH_CANDIDATE, False, "Due <!date"),
        (Step.WITH_CANDIDATE, True, "Was due <!date"),
        (Step.EXTENDED, False, "The offer stands until <!date"),
    ],
)
def test_a_challenge_is_due_and_an_offer_stands_until_its_day(step: Step, overdue: bool, said: str) -> None:
    line = replace(samples.line(step=step), due_at=samples.NOW, overdue=overdue)
    assert due_line(line, "UTC").startswith(said)


def test_people_stand_in_the_order_of_their_names_wherever_they_are_listed() -> None:
    ana, ben = replace(W.person(2), name="Ana"), replace(W.person(1), name="ben")
    assert mentions([ben, ana]) == mentions([ana, ben]) == "<@U2> and <@U1>"
    assert names([ben, ana]) == "Ana and ben"


def test_a_closed_card_counts_no_scorecards() -> None:
    assert "scorecards in" not in render(CardPost(samples.card(status=Status.HIRED))).text


def test_nobody_is_called_late_in_a_channel_before_it_was_escalated() -> None:
    found = samples.card()
    told = tuple(replace(each, escalated=True) for each in found.line.waiting)
    assert ", late" not in render(CardPost(found)).text
    assert ", late" in render(CardPost(replace(found, line=replace(found.line, waiting=told)))).text
