"""The scorecard's form in parts, and its summary."""

import json
from dataclasses import replace

from domain.forms import ScorecardForm
from domain.scorecards import evidence_field, rating_field, shareable_field
from tests.views import samples, sheets
from tests.views.reading import buttons_of, inputs_of, words_of
from views import ids
from views.blocks import VIEW_BYTES, View
from views.modals.scorecard import scorecard_modal
from views.modals.scorecard_summary import not_yet, review_modal

PAGE = sheets.ten_competencies()
KEYS = [each.key for part in PAGE.parts for each in part]


def values(view: View) -> list[str]:
    found = [each for block in view["blocks"] if block["type"] == "actions" for each in block["elements"]]
    return [each["value"] for each in found if ids.bare(each["action_id"]) == ids.SCORECARD_PART]


def test_ten_competencies_are_turned_through_in_two_parts_and_the_end_stands_in_the_last() -> None:
    first, last = (scorecard_modal(PAGE, part) for part in (0, 1))
    assert list(inputs_of(first)) == [field(key) for key in KEYS[:5] for field in (rating_field, evidence_field)]
    assert list(inputs_of(last))[10:] == ["notes", "recommendation"]
    assert (values(first), values(last)) == (["7:0:1"], ["7:0:0"])
    assert "*Part 2 of 2*  ·  10 of 10 competencies answered" in words_of(last)
    assert json.loads(last["private_metadata"])["part"] == 1


def test_anchors_stand_beside_their_ratings_in_every_part() -> None:
    for part in (0, 1):
        view = scorecard_modal(PAGE, part)
        assert sum(block["type"] == "rich_text" for block in view["blocks"]) == 5


def test_three_thousand_characters_of_emoji_in_each_of_ten_competencies_fit() -> None:
    for part in (0, 1):
        view = scorecard_modal(sheets.ten_competencies(samples.EMOJI), part)
        assert {len(block["element"].get("initial_value", "")) for block in inputs_of(view).values()} >= {3000}
        assert "more. Close this" not in words_of(view)
        assert len(json.dumps(view["blocks"])) < VIEW_BYTES


def ticks(view: View) -> dict[str, bool]:
    """Each box that is there, and whether it is ticked."""
    boxes = [block for block in view["blocks"] if str(block.get("block_id")).startswith("shareable_")]
    return {block["block_id"]: "initial_options" in block["elements"][0] for block in boxes}


def test_whether_the_candidate_may_be_told_is_one_tap_under_each_evidence_and_not_unless_somebody_says_so() -> None:
    page = replace(PAGE, shadow=False)
    assert ticks(scorecard_modal(page, 0)) == {shareable_field(key): False for key in KEYS[:5]}
    marked = PAGE.draft["ratings"] | {KEYS[1]: {"score": 3, "evidence": "Named two.", "shareable": True}}
    page = replace(page, draft=PAGE.draft | {"ratings": marked})
    assert ticks(scorecard_modal(page, 0))[shareable_field(KEYS[1])] is True
    assert words_of(review_modal(page, 0)).count("_(may be told)_") == 1
    verdict = PAGE.draft["ratings"] | {KEYS[1]: {"score": 1, "evidence": "A strong no.", "shareable": True}}
    said = words_of(review_modal(replace(page, draft=PAGE.draft | {"ratings": verdict}), 0))
    assert "not offered to be told: “A strong no” is a verdict" in said
    assert ticks(scorecard_modal(replace(page, shadow=True), 0)) == {}, "a shadow's counts for nothing"


def test_what_went_in_for_an_interview_that_was_not_held_is_said_to_be_a_draft_again() -> None:
    said = "the interview it was about did not count"
    assert said not in words_of(scorecard_modal(PAGE, 0))
    for can_submit in (False, True):
        page = replace(PAGE, draft_again=True, can_submit=can_submit)
        assert said in words_of(scorecard_modal(page, 0))


def test_a_form_of_one_part_has_nothing_to_turn() -> None:
    view = scorecard_modal(sheets.scorecard_page())
    assert values(view) == []
    assert "Part 1" not in words_of(view)


def test_a_form_goes_on_where_it_was_left() -> None:
    ratings = {key: PAGE.draft["ratings"][key] for key in KEYS[:5]}
    assert rating_field(KEYS[5]) in inputs_of(scorecard_modal(replace(PAGE, draft={"ratings": ratings})))


def test_the_summary_says_every_rating_what_was_not_assessed_and_the_recommendation() -> None:
    page = sheets.scorecard_page()
    first, *_, last = page.kit.competencies
    page.draft["ratings"][first.key] = {"score": None, "not_assessed": True, "evidence": "Time ran out."}
    page.draft["ratings"][last.key] = {"score": 2, "evidence": ""}
    view = review_modal(page, 0)
    shown = words_of(view)
    assert f"• *not assessed*  {first.name}: Time ran out." in shown
    assert f"• *2*  {last.name}  _no evidence_" in shown
    assert "Recommendation: *Yes*" in shown
    assert (view["submit"]["text"], values(view)) == ("Submit scorecard", ["7:0:0"])
    assert ":warning:" not in shown


def test_the_summary_leads_to_what_is_missing_in_other_parts() -> None:
    ratings = PAGE.draft["ratings"] | {KEYS[0]: {"score": 4, "evidence": " "}}
    page = replace(PAGE, draft={"ratings": {key: ratings[key] for key in KEYS[:9]}, "recommendation": "yes"})
    view = review_modal(page, 1)
    shown = words_of(view)
    assert f"*{PAGE.kit.competency(KEYS[0]).name}*: A 4 needs evidence" in shown
    assert f":warning: *?*  {PAGE.kit.competency(KEYS[9]).name}" in shown
    assert values(view) == ["7:0:0", "7:0:1", "7:0:1"]
    assert view["submit"]["text"] == "Fill in what's missing"


def form(seen: str = "") -> ScorecardForm:
    return ScorecardForm(loop=7, stage="culture", round=1, content={}, seen=seen)


def test_what_is_missing_at_the_end_is_shown_in_the_part_that_lacks_it() -> None:
    page = replace(PAGE, draft=PAGE.draft | {"recommendation": ""})
    view = not_yet(page, form(seen=page.seen))
    assert view is not None
    assert "recommendation" in inputs_of(view)
    assert "Choose a recommendation" in words_of(view)


def test_what_has_changed_since_it_was_looked_at_is_shown_once_more() -> None:
    page = sheets.scorecard_page()
    assert not_yet(page, form(seen=page.seen)) is None
    view = not_yet(page, form(seen="older"))
    assert view is not None
    assert view["callback_id"] == ids.SUBMIT_REVIEWED
    assert "on another device" in words_of(view)


def test_a_form_of_an_interview_that_moved_says_so_and_takes_notes() -> None:
    page = replace(sheets.scorecard_page(can_submit=False), moved=True)
    view = not_yet(page, form())
    assert view is not None
    assert view["callback_id"] == ids.SUBMIT_NOTES
    assert "This interview was moved to" in words_of(view)
    assert "What you wrote came along. Submit it once you've met." in words_of(view)


def test_changes_that_are_not_submitted_yet_are_told_of() -> None:
    page = sheets.scorecard_page(submitted=True)
    assert "counts once you submit it" not in words_of(scorecard_modal(page))
    assert "counts once you submit it" in words_of(scorecard_modal(replace(page, pending=True)))


def test_markup_in_evidence_is_shown_as_typed() -> None:
    page = sheets.scorecard_page(samples.HOSTILE)
    shown = words_of(review_modal(page, 0))
    assert "<!everyone>" not in shown
    assert "&lt;!everyone&gt;" in shown
    assert ids.SCORECARD_PART in buttons_of(review_modal(page, 0))
