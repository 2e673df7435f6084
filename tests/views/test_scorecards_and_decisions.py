"""The scorecard, evidence side by side, and the decision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.read.reminders import Asked
from domain.read.scorecards import ScorecardPage
from domain.scorecards import Draft, check_submission, evidence_field, rating_field
from domain.state import Part, Step
from tests.views import samples, sheets
from tests.views.reading import buttons_of, inputs_of, words_of
from views import ids
from views.modals.all_scorecards import scorecards_modal
from views.modals.decide import decide_modal, reminded
from views.modals.evidence import split, tally
from views.modals.scorecard import scorecard_modal
from views.modals.scorecard_summary import review_modal

# Scorecards


def test_each_competency_is_rated_by_one_tap_on_its_own_anchors() -> None:
    page = with_anchors("Short enough to stand beside its number.")
    asked = inputs_of(scorecard_modal(page))
    for competency in page.kit.competencies:
        options = asked[rating_field(competency.key)]["element"]["options"]
        assert [each["text"]["text"] for each in options] == ["1", "2", "3", "4", "Not assessed"]
        assert tuple(each["description"]["text"] for each in options[:4]) == competency.anchors


def test_anchors_too_long_for_an_option_stand_whole_above_the_options() -> None:
    sentence = "Sees what the team needs, " * 5
    view = scorecard_modal(with_anchors(sentence))
    first = next(n for n, block in enumerate(view["blocks"]) if block["type"] == "rich_text")
    listed = view["blocks"][first]["elements"][0]["elements"]
    assert [each["elements"][0]["text"] for each in listed] == [sentence] * 4
    options = view["blocks"][first + 1]["element"]["options"]
    assert [(each["text"]["text"], "description" in each) for each in options[:4]] == [(n, False) for n in "1234"]


def test_reviewers_of_a_challenge_open_a_review_briefing() -> None:
    assert "Briefing" in words_of(scorecard_modal(sheets.scorecard_page()))
    assert "Review briefing" in words_of(scorecard_modal(replace(sheets.scorecard_page(), meeting=None)))


def with_anchors(sentence: str) -> ScorecardPage:
    page = sheets.scorecard_page()
    rated = tuple(each.model_copy(update={"anchors": (sentence,) * 4}) for each in page.kit.competencies)
    return replace(page, kit=page.kit.model_copy(update={"competencies": rated}))


def test_the_recommendation_comes_last() -> None:
    assert list(inputs_of(scorecard_modal(sheets.scorecard_page())))[-1] == "recommendation"


def test_everything_on_the_scorecard_is_sent_on_as_it_is_typed() -> None:
    asked = inputs_of(scorecard_modal(sheets.scorecard_page()))
    assert all(block["dispatch_action"] for block in asked.values())
    assert {block["element"]["action_id"] for block in asked.values()} == {ids.draft(field) for field in asked}


def test_a_draft_is_found_again_where_it_was_left() -> None:
    asked = inputs_of(scorecard_modal(sheets.scorecard_page()))
    first = next(iter(sheets.scorecard_page().draft["ratings"]))
    assert asked[rating_field(first)]["element"]["initial_option"]["value"] == "1"
    assert asked[evidence_field(first)]["element"]["initial_value"] == samples.TYPICAL.long


def test_every_error_of_a_submission_lands_on_a_field_of_the_form() -> None:
    page = sheets.scorecard_page()
    assert set(check_submission(page.kit, Draft())) <= set(inputs_of(scorecard_modal(page)))


def test_before_the_interview_notes_are_saved_and_nothing_is_required() -> None:
    view = scorecard_modal(sheets.scorecard_page(can_submit=False))
    assert view["callback_id"] == ids.SUBMIT_NOTES
    assert view["submit"]["text"] == "Save notes"
    assert all(block.get("optional") for block in inputs_of(view).values())


def test_a_submitted_scorecard_looks_submitted() -> None:
    view = scorecard_modal(sheets.scorecard_page(submitted=True))
    assert "You can change it until the decision." in words_of(view)
    assert review_modal(sheets.scorecard_page(submitted=True), 0)["submit"]["text"] == "Submit changes"


def test_one_may_stop_and_finish_later() -> None:
    for view in (scorecard_modal(sheets.scorecard_page()), review_modal(sheets.scorecard_page(), 0)):
        assert (view["close"]["text"], view["notify_on_close"]) == ("Save and finish later", True)


def test_the_competency_that_this_round_is_about_stands_first() -> None:
    page = sheets.scorecard_page()
    assert next(iter(inputs_of(scorecard_modal(page)))) == rating_field(page.focus)


# Evidence and decisions


def test_what_was_not_assessed_is_read_as_that_with_the_reason() -> None:
    line = samples.scorecards(samples.TYPICAL)[0]
    skipped = replace(line.ratings[0], score=None, not_assessed=True, evidence="Time ran out.")
    line = replace(line, ratings=(skipped, *line.ratings[1:]))
    shown = words_of(scorecards_modal(replace(sheets.side(), scorecards=(line,))))
    assert f"• *not assessed* {line.person.name}" in shown
    assert f"*not assessed*  *{skipped.name}*" in shown
    assert "Time ran out." in shown
    assert "Not rated" not in shown


def test_not_assessed_is_an_answer_of_its_own_that_is_found_again() -> None:
    page = sheets.scorecard_page()
    first = next(iter(page.draft["ratings"]))
    page.draft["ratings"][first] = {"score": None, "not_assessed": True, "evidence": ""}
    chosen = inputs_of(scorecard_modal(page))[rating_field(first)]["element"]["initial_option"]
    assert (chosen["value"], chosen["text"]["text"]) == ("not_assessed", "Not assessed")


def test_a_sealed_scorecard_says_why_and_shows_nothing_else() -> None:
    secret = "the secret evidence"
    sealed = replace(samples.scorecards(samples.TYPICAL)[0], sealed="hidden until you submit", notes=secret)
    shown = words_of(scorecards_modal(replace(sheets.side(), scorecards=(sealed,))))
    assert "hidden until you submit" in shown
    assert secret not in shown


def test_from_the_scorecards_one_finds_back_to_the_loop() -> None:
    assert buttons_of(scorecards_modal(sheets.side()))[0] == ids.PAGE_LOOP


def test_who_decides_reads_the_notes_that_are_open_to_them() -> None:
    page, side = samples.page(step=Step.DECISION), sheets.side()
    first = replace(side.scorecards[0], notes="Asks about <!channel> first. " * 60)
    sealed = replace(side.scorecards[1], notes="Hidden.", sealed="hidden until all are in")
    shown = words_of(decide_modal(page, replace(side, scorecards=(first, sealed))))
    assert "*Notes*" in shown
    assert "Asks about &lt;!channel&gt; first." in shown
    assert shown.count("Asks about") < 60
    assert "Hidden." not in shown
    assert "*Notes*" not in words_of(decide_modal(page, replace(side, scorecards=(sealed,))))


def test_shadows_do_not_count_in_the_tally() -> None:
    lines = samples.scorecards(samples.TYPICAL)[:3]
    assert tally(lines) == "1 yes, 2 strong no"
    assert tally([replace(line, part=Part.SHADOW) for line in lines]) == ""
    assert split(lines)
    assert not split(lines[:1])


def test_a_shadow_stands_beside_nobody_and_is_read_on_its_own() -> None:
    first, second = samples.scorecards(samples.TYPICAL)[:2]
    learner = replace(second, part=Part.SHADOW, person=replace(second.person, name="Sam"), sealed="", notes="Learned.")
    side = replace(sheets.side(), scorecards=(replace(first, part=Part.LEAD), learner))
    shown = words_of(scorecards_modal(side))
    assert "Sam (shadow): " in shown
    assert "* Sam" not in shown
    assert "Sam" not in words_of(decide_modal(samples.page(step=Step.DECISION), side))


def test_a_blocked_decision_names_who_is_missing_and_offers_what_mends_it() -> None:
    view = decide_modal(samples.page(step=Step.FEEDBACK))
    assert "3 scorecards are outstanding: <@U0>, <@U1> and <@U2>" in words_of(view)
    assert {ids.REMEDY_REMIND, ids.REMEDY_REPLACE, ids.REMEDY_WAIVE} <= set(buttons_of(view))


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [
        ("advance", {"override", "probe"}),
        ("reject", {"reason"}),
        ("hold", {"reason", "until"}),
        ("one_more", {"focus"}),
    ],
)
def test_each_outcome_asks_for_its_own(outcome: str, fields: set[str]) -> None:
    asked = set(inputs_of(decide_modal(samples.page(step=Step.DECISION), outcome=outcome)))
    assert asked == {"outcome", "rationale"} | fields


def test_nobody_is_asked_for_a_note_to_a_stage_that_meets_no_one() -> None:
    page = samples.page(step=Step.DECISION)
    last = replace(page, stage=page.playbook.stage("culture"))
    assert "probe" not in inputs_of(decide_modal(last, outcome="advance"))
    hint = inputs_of(decide_modal(page, outcome="advance"))["probe"]["hint"]["text"]
    assert "not what you decided" in hint


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


def test_one_more_interview_stands_above_the_round_before_and_is_counted_alone() -> None:
    side = sheets.side()
    before = tuple(replace(line, round=1) for line in side.scorecards if line.part is not Part.SHADOW and line.ratings)
    again = replace(before[0], round=2, recommendation="strong_no", notes="Again.")
    both = replace(side, scorecards=(*before, again))
    for view in (scorecards_modal(both), decide_modal(samples.page(), both)):
        said = words_of(view)
        assert said.index("Round 2") < said.index("Round 1, decided before")
        assert "Scorecards: 1 strong no*" in said
        assert "split" not in said
        assert "they agree" not in said
        people = [line for block in view["blocks"] for line in block.get("fields", [])]
        assert len(people) == len(before) + 1
    assert "(round 2): Again." in words_of(decide_modal(samples.page(), both))


def test_who_decides_finds_all_of_the_evidence_that_is_cut() -> None:
    side = replace(sheets.side(), stage_key="system_design")
    card = next(line for line in side.scorecards if line.ratings)
    rated = replace(card.ratings[0], evidence="Word. " * 400)
    view = decide_modal(samples.page(), replace(side, scorecards=(replace(card, round=3, ratings=(rated,)),)))
    (more,) = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    assert ids.parse_value(more["value"]).extra == ("system_design", "3", rated.competency)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(comes=samples.NOW, coming=("U1",)), ["Your reminder is on its way to <@U1>. Who", "Do Not Disturb"]),
        (Asked(comes=samples.NOW + timedelta(hours=1), coming=("U1", "U2")), ["<@U1> and <@U2> will be reminded <!"]),
        (
            Asked(came=samples.NOW - timedelta(minutes=20), heard=("U1",)),
            [":information_source: <@U1> was reminded <!date", "for an hour"],
        ),
        (
            Asked(samples.NOW + timedelta(hours=1), samples.NOW, ("U1",), ("U2", "U3")),
            ["<@U2> and <@U3> were reminded", "<@U1> will be reminded"],
        ),
    ],
)
def test_who_asks_for_a_reminder_reads_when_it_comes_or_that_it_came(asked: Asked, said: list[str]) -> None:
    text = str(reminded(asked, samples.NOW))
    assert [part for part in said if part not in text] == []
