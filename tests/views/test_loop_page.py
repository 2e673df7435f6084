"""A loop's page: what this reader may see and do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.actions import Action
from domain.playbook import Playbook
from domain.read.loops import LoopLine
from domain.state import Card, Part, Rsvp, Status, Step
from domain.todos import TodoKind
from tests.views import debated, samples, sheets
from tests.views.reading import buttons_of, words_of
from views import ids
from views.modals.all_scorecards import scorecards_modal
from views.modals.closing import override_modal
from views.modals.loop_page import history_modal, loop_page

VOTES = (Step.FIRST_VOTE, Step.SECOND_VOTE)

# The loop's page


def test_the_page_shows_my_to_dos_and_not_those_of_others() -> None:
    mine = samples.todo(kind=TodoKind.DECIDE, number=1)
    theirs = replace(samples.todo(kind=TodoKind.SEND_OFFER, number=2), person=samples.TYPICAL.person(9))
    shown = words_of(loop_page(replace(samples.page(), todos=(mine, theirs)), samples.NOW))
    assert "*Decide*" in shown
    assert "*Send the offer*" not in shown


def test_there_is_a_button_for_what_i_may_do_and_for_nothing_else() -> None:
    page = replace(samples.page(), actions=(Action.RESCHEDULE, Action.CANCEL), todos=(), may_override=False)
    loop = {each for each in buttons_of(loop_page(page)) if each.startswith("loop.")}
    assert loop == {"loop.reschedule", "loop.cancel"}


def test_the_next_step_stands_once_whether_or_not_it_is_a_to_do_of_mine() -> None:
    page = samples.page(step=Step.DECISION)
    page = replace(page, actions=(Action.DECIDE,), todos=(), card=replace(page.card, line=decide(page.card.line)))
    assert buttons_of(loop_page(page)).count("loop.decide") == 1
    todo = replace(samples.todo(kind=TodoKind.DECIDE), person=page.viewer)
    shown = buttons_of(loop_page(replace(page, todos=(todo,)), samples.NOW))
    assert ("todo.do" in shown, "loop.decide" in shown) == (True, False)


def test_a_meeting_link_stands_there_until_the_meeting_is_over() -> None:
    page = samples.page()
    assert page.card.meeting is not None
    ends = page.card.meeting.ends_at
    shown = [words_of(loop_page(page, ends + timedelta(minutes=n))) for n in (-1, 1)]
    assert ["Meeting link" in each for each in shown] == [True, False]


def test_what_opens_later_is_one_line_without_buttons() -> None:
    later = replace(samples.todo(kind=TodoKind.WHAT_HAPPENED), opens_at=samples.NOW + timedelta(days=2))
    view = loop_page(replace(samples.page(), todos=(later,), actions=()), samples.NOW)
    assert "Later: Say what happened, from Wed 3 Mar at 08:55 on" in words_of(view)
    assert "happened.happened" not in buttons_of(view)
    assert "Yours to do" not in words_of(view)


def test_what_stands_beside_a_to_do_is_not_offered_again() -> None:
    todo = replace(samples.todo(kind=TodoKind.WHAT_HAPPENED), person=samples.page().viewer)
    shown = buttons_of(loop_page(replace(samples.page(), todos=(todo,)), samples.NOW))
    assert "happened.happened" in shown
    assert "loop.happened" not in shown


def test_who_has_accepted_or_submitted_is_offered_to_change_it() -> None:
    page = replace(samples.page(), todos=(), actions=(Action.ANSWER, Action.FEEDBACK))
    mine = tuple(replace(each, person=page.viewer, rsvp=Rsvp.ACCEPTED) for each in page.card.seats[:1])
    view = loop_page(replace(page, card=replace(page.card, seats=mine)), samples.NOW)
    assert ids.INVITE_ACCEPT not in buttons_of(view)
    assert ids.INVITE_DECLINE in buttons_of(view)
    assert "Change scorecard" in words_of(view)


def decide(line: LoopLine) -> LoopLine:
    return replace(line, primary=Action.DECIDE)


def test_deciding_and_advancing_are_one_button() -> None:
    page = replace(samples.page(step=Step.DECISION), actions=(Action.DECIDE, Action.ADVANCE))
    assert "loop.advance" not in buttons_of(loop_page(page))


def test_who_may_not_read_the_candidates_details_reads_no_verdict_either() -> None:
    rejected = samples.history(samples.TYPICAL, "Rejected")
    page = replace(
        samples.page(status=Status.REJECTED), candidate=None, scorecards=(), decisions=(), history=(rejected,)
    )
    for view in (loop_page(page), history_modal(page)):
        assert "reject" not in words_of(view).lower().replace("loop.reject", "").replace('"reject"', "")


def test_a_loop_that_waits_for_nobody_says_so_by_saying_nothing() -> None:
    card = samples.card()
    page = replace(samples.page(), card=replace(card, line=replace(card.line, waiting=())))
    assert "Waiting for" not in words_of(loop_page(page))


def test_a_debrief_names_its_vote_and_waits_for_nobody_once_the_loop_is_closed() -> None:
    first, second = (words_of(loop_page(debated.loop_page(samples.TYPICAL, step))) for step in VOTES)
    assert "5 of 8 votes in. Waiting for" in first
    assert "5 of 8 second votes in. Waiting for" in second
    page = debated.loop_page(samples.TYPICAL)
    line = replace(page.card.line, status=Status.REJECTED, waiting=())
    assert "Waiting for" not in words_of(loop_page(replace(page, card=replace(page.card, line=line))))


@pytest.mark.parametrize(
    ("waited", "words"), [(True, "Open before all are in"), (False, "Read the scorecards, with a reason")]
)
def test_an_override_says_before_all_are_in_only_while_some_are_missing(waited: bool, words: str) -> None:
    sealed = tuple(replace(card, sealed="hidden until all are in") for card in samples.scorecards(samples.TYPICAL))
    page = replace(samples.page(), actions=(Action.OVERRIDE,), scorecards=sealed)
    page = page if waited else replace(page, outstanding=())
    assert f'"{words}"' in words_of(loop_page(page))
    assert ("hidden until all are in" in words_of(override_modal(page))) is waited


@pytest.mark.parametrize("elsewhere", [{"stage_key": "screen"}, {"round": 1}])
def test_an_override_is_offered_for_what_it_opens_and_for_no_earlier_round(elsewhere: dict[str, Any]) -> None:
    sealed = replace(samples.scorecards(samples.TYPICAL)[0], sealed="hidden until all are in", **elsewhere)
    page = replace(samples.page(), actions=(), scorecards=(sealed,))
    assert "Open before all are in" not in words_of(loop_page(page))


def test_a_waived_scorecard_says_why() -> None:
    last = samples.scorecards(samples.TYPICAL)[-1]
    line = replace(last, card=Card.WAIVED, part=Part.INTERVIEWER)
    assert f"waived, {samples.TYPICAL.long}" in words_of(scorecards_modal(replace(sheets.side(), scorecards=(line,))))


def test_the_page_is_good_for_a_playbook_of_any_stage() -> None:
    playbook: Playbook = samples.backend()
    for stage in playbook.stages:
        assert loop_page(replace(samples.page(), stage=stage), samples.NOW + timedelta(days=1))["blocks"]
