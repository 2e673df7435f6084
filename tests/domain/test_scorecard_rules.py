"""What a scorecard must hold, and who may read it: the whole truth table."""

from itertools import product

import pytest

from domain.playbook_kit import Competency, CompetencyKind, Kit
from domain.scorecards import (
    Draft,
    Rating,
    Recommendation,
    check_submission,
    evidence_field,
    may_read,
    rating_field,
)

ANCHORS = ("Careless.", "Careful when reminded.", "Careful.", "Makes others careful.")


def competency(key: str, name: str) -> Competency:
    return Competency(key=key, name=name, kind=CompetencyKind.HARD, description="How.", anchors=ANCHORS)


KIT = Kit(competencies=(competency("apis", "API design"), competency("scale", "Scalability")), instructions="Listen.")
WHOLE = Draft((Rating("apis", 3), Rating("scale", 2)), Recommendation.YES)


def test_a_whole_scorecard_can_be_submitted_without_notes() -> None:
    assert check_submission(KIT, WHOLE) == {}


def test_an_empty_scorecard_is_told_all_that_is_missing_at_once_in_the_order_of_the_kit() -> None:
    found = check_submission(KIT, Draft())
    assert list(found.items()) == [
        ("rating_apis", "Rate API design from 1 to 4, or say it was not assessed."),
        ("rating_scale", "Rate Scalability from 1 to 4, or say it was not assessed."),
        ("recommendation", "Choose a recommendation, from strong no to strong yes."),
    ]


@pytest.mark.parametrize("score", [1, 4])
def test_a_one_and_a_four_need_evidence(score: int) -> None:
    bare = Draft((Rating("apis", score, "  "), Rating("scale", 2)), Recommendation.NO)
    told = f"A {score} needs evidence: write what was said or done."
    assert check_submission(KIT, bare) == {evidence_field("apis"): told}
    shown = Draft((Rating("apis", score, "Named every trade-off."), Rating("scale", 2)), Recommendation.NO)
    assert check_submission(KIT, shown) == {}


def test_a_rating_without_a_score_is_missing() -> None:
    half = Draft((Rating("apis", None, "Not yet sure."), Rating("scale", 2)), Recommendation.NO)
    assert list(check_submission(KIT, half)) == [rating_field("apis")]


@pytest.mark.parametrize("why", ["", "Time ran out."])
def test_what_was_not_assessed_is_answered_with_or_without_a_reason(why: str) -> None:
    skipped = Rating("apis", evidence=why, not_assessed=True)
    assert check_submission(KIT, Draft((skipped, Rating("scale", 2)), Recommendation.NO)) == {}


def test_nothing_is_both_rated_and_not_assessed() -> None:
    with pytest.raises(ValueError, match="not assessed"):
        Rating("apis", 3, not_assessed=True)


@pytest.mark.parametrize("score", [0, 5, -1])
def test_a_score_is_one_to_four(score: int) -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        Rating("apis", score)


def test_a_recommendation_has_four_points_and_no_middle() -> None:
    assert [choice.label for choice in Recommendation] == ["Strong no", "No", "Yes", "Strong yes"]


FACTS = (
    "is_panelist",
    "reader_submitted",
    "reader_owes",
    "is_decider_or_recruiter",
    "all_in",
    "is_candidate",
    "override",
)
TRUTHS = [dict(zip(FACTS, row, strict=True)) for row in product((False, True), repeat=len(FACTS))]


@pytest.mark.parametrize(
    "facts", TRUTHS, ids=lambda facts: "+".join(k for k, true in facts.items() if true) or "nobody"
)
def test_a_scorecard_is_read_by_whom_the_rules_name_and_by_nobody_else(facts: dict[str, bool]) -> None:
    reasons = [
        facts["override"],
        facts["is_panelist"] and facts["reader_submitted"],
        facts["is_decider_or_recruiter"] and facts["all_in"],
    ]
    sealed = facts["is_candidate"] or facts["reader_owes"]
    assert may_read(reader="U1", writer="U2", **facts) == (any(reasons) and not sealed)
    assert may_read(reader="U1", writer="U1", **facts) == (not facts["is_candidate"])


def read(**true: bool) -> bool:
    return may_read(reader="U1", writer="U2", **{**dict.fromkeys(FACTS, False), **true})


def test_an_admin_reads_no_more_than_anyone() -> None:
    assert not read(all_in=True)


def test_a_panelist_reads_the_others_after_submitting_and_not_before() -> None:
    assert not read(is_panelist=True, reader_owes=True)
    assert read(is_panelist=True, reader_submitted=True)


def test_the_hiring_manager_reads_once_all_are_in() -> None:
    assert not read(is_decider_or_recruiter=True)
    assert read(is_decider_or_recruiter=True, all_in=True)


def test_who_owes_another_scorecard_in_the_stage_reads_none_of_it() -> None:
    assert not read(is_panelist=True, reader_submitted=True, reader_owes=True)
    assert not read(is_decider_or_recruiter=True, all_in=True, reader_owes=True)
    assert not read(override=True, reader_owes=True)


@pytest.mark.parametrize("facts", TRUTHS[::7])
def test_the_scorecard_of_a_shadow_is_read_by_the_lead_alone_once_both_have_submitted(facts: dict[str, bool]) -> None:
    readable = facts["reader_submitted"] and not facts["reader_owes"] and not facts["is_candidate"]
    assert may_read(reader="U1", writer="U2", **facts, by_shadow=True, reader_leads=True) == readable
    assert not may_read(reader="U1", writer="U2", **facts, by_shadow=True)


def test_a_shadow_reads_nothing_before_writing_something_and_nothing_before_all_are_in() -> None:
    assert not read(is_panelist=True, all_in=True, reader_trains=True)
    assert not read(is_panelist=True, reader_submitted=True, reader_trains=True)
    assert read(is_panelist=True, reader_submitted=True, reader_trains=True, all_in=True)
