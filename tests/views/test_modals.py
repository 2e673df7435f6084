"""What the modals say and ask, and what they keep to themselves."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from domain.actions import Action
from domain.forms import CandidateForm, ScheduleForm
from domain.playbook import Playbook
from domain.read.overviews import CandidateChoice
from domain.scorecards import Draft, check_submission, evidence_field, rating_field
from domain.state import Card, Part, Status, Step
from domain.todos import TodoKind
from tests.views import samples
from views import ids
from views.modals.candidates import candidate_modal, correct_modal
from views.modals.closing import waive_modal
from views.modals.decide import decide_modal
from views.modals.evidence import scorecards_modal, split, tally
from views.modals.loop_page import history_modal, loop_page
from views.modals.panels import panel_modal
from views.modals.roles import close_role_modal
from views.modals.scheduling import reschedule_modal, schedule_modal
from views.modals.scorecard import anchor_choice, scorecard_modal

View = dict[str, Any]


def inputs_of(view: View) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def buttons_of(view: View) -> list[str]:
    found = [element for block in view["blocks"] for element in block.get("elements", ()) if "action_id" in element]
    found += [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [ids.bare(element["action_id"]) for element in found]


def words_of(view: View) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


# Scorecards


def test_each_competency_is_rated_by_one_tap_on_its_own_anchors() -> None:
    page = samples.scorecard_page()
    asked = inputs_of(scorecard_modal(page))
    for competency in page.kit.competencies:
        element = asked[rating_field(competency.key)]["element"]
        read = [
            f"{each['text']['text']} {each.get('description', {}).get('text', '')}".strip()
            for each in element["options"]
        ]
        expected = [f"{number}  {anchor}" for number, anchor in enumerate(competency.anchors, 1)]
        assert [" ".join(each.split()) for each in read] == [" ".join(each.split()) for each in expected]


def test_the_recommendation_comes_last() -> None:
    assert list(inputs_of(scorecard_modal(samples.scorecard_page())))[-1] == "recommendation"


def test_everything_on_the_scorecard_is_sent_on_as_it_is_typed() -> None:
    asked = inputs_of(scorecard_modal(samples.scorecard_page()))
    assert all(block["dispatch_action"] for block in asked.values())
    assert {block["element"]["action_id"] for block in asked.values()} == {ids.draft(field) for field in asked}


def test_a_draft_is_found_again_where_it_was_left() -> None:
    asked = inputs_of(scorecard_modal(samples.scorecard_page()))
    first = next(iter(samples.scorecard_page().draft["ratings"]))
    assert asked[rating_field(first)]["element"]["initial_option"]["value"] == "1"
    assert asked[evidence_field(first)]["element"]["initial_value"] == samples.TYPICAL.long


def test_every_error_of_a_submission_lands_on_a_field_of_the_form() -> None:
    page = samples.scorecard_page()
    assert set(check_submission(page.kit, Draft())) <= set(inputs_of(scorecard_modal(page)))


def test_before_the_interview_notes_are_saved_and_nothing_is_required() -> None:
    view = scorecard_modal(samples.scorecard_page(can_submit=False))
    assert view["callback_id"] == ids.SUBMIT_NOTES
    assert view["submit"]["text"] == "Save notes"
    assert all(block.get("optional") for block in inputs_of(view).values())


def test_a_submitted_scorecard_looks_submitted() -> None:
    view = scorecard_modal(samples.scorecard_page(submitted=True))
    assert "You can change it until the decision." in words_of(view)
    assert view["submit"]["text"] == "Submit changes"


def test_one_may_stop_and_finish_later() -> None:
    assert scorecard_modal(samples.scorecard_page())["close"]["text"] == "Save and finish later"


def test_the_competency_that_this_round_is_about_stands_first() -> None:
    page = samples.scorecard_page()
    assert next(iter(inputs_of(scorecard_modal(page)))) == rating_field(page.focus)


@pytest.mark.parametrize("length", [20, 73, 74, 100, 139, 140])
def test_an_anchor_of_any_length_is_shown_whole(length: int) -> None:
    sentence = ("a word or two, and then some; " * 6)[:length].strip()
    made = anchor_choice(3, sentence)
    assert len(made.label) <= 75
    assert len(made.description) <= 75
    assert " ".join(f"{made.label} {made.description}".split()) == f"3 {sentence}"


def test_an_anchor_without_a_single_space_is_cut_and_not_refused() -> None:
    made = anchor_choice(1, "x" * 140)
    assert len(made.label) <= 75
    assert len(made.description) <= 75


# Evidence and decisions


def test_a_sealed_scorecard_says_why_and_shows_nothing_else() -> None:
    secret = "the secret evidence"
    sealed = replace(samples.scorecards(samples.TYPICAL)[0], sealed="hidden until you submit", notes=secret)
    shown = words_of(scorecards_modal(replace(samples.side(), scorecards=(sealed,))))
    assert "hidden until you submit" in shown
    assert secret not in shown


def test_shadows_do_not_count_in_the_tally() -> None:
    lines = samples.scorecards(samples.TYPICAL)[:3]
    assert tally(lines) == "1 yes, 2 strong no"
    assert tally([replace(line, part=Part.SHADOW) for line in lines]) == ""
    assert split(lines)
    assert not split(lines[:1])


def test_a_blocked_decision_names_who_is_missing_and_offers_what_mends_it() -> None:
    view = decide_modal(samples.page(step=Step.FEEDBACK))
    assert "3 scorecards are outstanding: <@U0>, <@U1> and <@U2>" in words_of(view)
    assert {ids.REMEDY_REMIND, ids.REMEDY_REPLACE, ids.REMEDY_WAIVE} <= set(buttons_of(view))


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [
        ("advance", {"override"}),
        ("reject", {"reason"}),
        ("hold", {"reason", "until"}),
        ("one_more", {"focus"}),
    ],
)
def test_each_outcome_asks_for_its_own(outcome: str, fields: set[str]) -> None:
    asked = set(inputs_of(decide_modal(samples.page(step=Step.DECISION), outcome=outcome)))
    assert asked == {"outcome", "rationale"} | fields


def test_slack_forgets_the_reason_when_the_outcome_changes() -> None:
    page = samples.page(step=Step.DECISION)
    reasons = [
        inputs_of(decide_modal(page, outcome=outcome))["reason"]["element"]["action_id"]
        for outcome in ("reject", "hold")
    ]
    assert len(set(reasons)) == 2


def test_nothing_but_this_rounds_scorecards_stands_beside_a_decision() -> None:
    page = samples.page(step=Step.DECISION)
    old = replace(page.scorecards[0], round=1, person=replace(page.viewer, id="UOLD"))
    assert "UOLD" not in words_of(decide_modal(replace(page, scorecards=(old,))))


# Scheduling


def test_a_warning_asks_once_more_and_keeps_what_was_typed() -> None:
    given = ScheduleForm(loop=7, version=3, date=date(2027, 3, 4), time=time(23), duration=45, zone="Asia/Kolkata")
    asked = inputs_of(schedule_modal(samples.page(), ("It is 23:00 there.",), given))
    assert "confirmed" in asked
    assert asked["date"]["element"]["initial_date"] == "2027-03-04"
    assert asked["time"]["element"]["initial_time"] == "23:00"
    assert asked["zone"]["element"]["initial_option"]["value"] == "Asia/Kolkata"
    assert asked["duration"]["element"]["initial_value"] == "45"


def test_without_a_warning_nothing_is_to_be_confirmed() -> None:
    assert "confirmed" not in inputs_of(schedule_modal(samples.page()))


def test_the_duration_comes_from_the_playbook_and_the_candidates_day_is_named() -> None:
    page = replace(samples.page(), card=replace(samples.card(), meeting=None))
    asked = inputs_of(schedule_modal(page))
    assert asked["duration"]["element"]["initial_value"] == "60"
    assert "09:00 to 18:00 there is 03:30 to 12:30 in Lisbon" in asked["time"]["hint"]["text"]


def test_rescheduling_begins_from_the_present_time_and_leaves_the_panel_alone() -> None:
    asked = inputs_of(reschedule_modal(samples.page()))
    assert asked["time"]["element"]["initial_time"] == "13:55"
    assert {"lead", "panel"}.isdisjoint(asked)


def test_who_declined_is_not_proposed_for_the_panel_again() -> None:
    asked = inputs_of(panel_modal(samples.page()))
    assert asked["lead"]["element"]["initial_user"] == "U0"
    assert asked["panel"]["element"]["initial_users"] == ["U1"]
    assert "initial_users" not in asked["reverse_shadows"]["element"]


# Candidates and roles


def test_another_role_brings_its_own_sources_and_stages() -> None:
    choice = samples.candidate_choice()
    asked = inputs_of(candidate_modal(choice))
    assert asked["role"]["dispatch_action"]
    other = inputs_of(candidate_modal(replace(choice, chosen=1)))
    assert asked["stage"]["element"]["action_id"] != other["stage"]["element"]["action_id"]


def test_what_was_typed_of_a_candidate_is_kept() -> None:
    form = CandidateForm(name="Li <b>", email="li@example.com", zone="Asia/Tokyo", source="Agency", note="x" * 3000)
    asked = inputs_of(candidate_modal(samples.candidate_choice(), form))
    assert asked["name"]["element"]["initial_value"] == "Li <b>"
    assert asked["source"]["element"]["initial_option"]["value"] == "Agency"
    assert asked["zone"]["element"]["initial_option"]["value"] == "Asia/Tokyo"


def test_without_an_open_role_the_form_says_what_to_do() -> None:
    view = candidate_modal(CandidateChoice(samples.page().viewer, (), 0, (), ()))
    assert "submit" not in view
    assert "/loop role" in words_of(view)


def test_a_source_that_the_playbook_does_not_know_any_more_is_kept() -> None:
    page = samples.page()
    assert page.candidate is not None
    kept = replace(page, candidate=replace(page.candidate, source="A fair"))
    assert inputs_of(correct_modal(kept))["source"]["element"]["initial_option"]["value"] == "A fair"


def test_closing_a_role_asks_an_outcome_for_every_open_loop() -> None:
    closing = samples.closing_role()
    asked = inputs_of(close_role_modal(closing))
    assert {ids.outcome_field(match.loop) for match in closing.open_loops} < set(asked)


def test_one_outstanding_scorecard_is_the_one_that_is_waived() -> None:
    page = replace(samples.page(), outstanding=samples.page().outstanding[:1])
    assert inputs_of(waive_modal(page))["member"]["element"]["initial_option"]["value"] == "U0"
    assert "submit" not in waive_modal(replace(page, outstanding=()))


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


def test_a_waived_scorecard_says_why() -> None:
    line = replace(samples.scorecards(samples.TYPICAL)[-1], card=Card.WAIVED)
    assert f"waived, {samples.TYPICAL.long}" in words_of(scorecards_modal(replace(samples.side(), scorecards=(line,))))


def test_the_page_is_good_for_a_playbook_of_any_stage() -> None:
    playbook: Playbook = samples.backend()
    for stage in playbook.stages:
        assert loop_page(replace(samples.page(), stage=stage), samples.NOW + timedelta(days=1))["blocks"]
