"""The scorecard, evidence side by side, and the decision."""

from dataclasses import replace

import pytest

from domain.scorecards import Draft, check_submission, evidence_field, rating_field
from domain.state import Part, Step
from tests.views import samples
from tests.views.reading import buttons_of, inputs_of, words_of
from views import ids
from views.modals.decide import decide_modal
from views.modals.evidence import scorecards_modal, split, tally
from views.modals.scorecard import anchor_choice, scorecard_modal

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
