"""The parts of a scorecard's form: how many, what stands in each, and where one goes on."""

import pytest

from domain.playbook_kit import Kit
from domain.scorecard_parts import begun_at, digest, part_of, parts
from domain.scorecards import Draft, Rating, Recommendation, merged
from tests.domain.test_scorecard_rules import competency


def kit(count: int) -> Kit:
    return Kit(competencies=tuple(competency(f"c{n}", f"Number {n}") for n in range(count)), instructions="Listen.")


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (5, [5]), (6, [3, 3]), (7, [4, 3]), (9, [4, 5]), (10, [5, 5])])
def test_a_form_has_as_few_parts_as_can_be_read_and_as_even_ones(count: int, sizes: list[int]) -> None:
    asked = parts(kit(count))
    assert [len(part) for part in asked] == sizes
    assert [each.key for part in asked for each in part] == [f"c{n}" for n in range(count)]


def test_what_a_round_is_about_stands_first() -> None:
    assert parts(kit(7), "c6")[0][0].key == "c6"


def test_every_field_is_found_in_its_part_and_what_is_asked_of_all_in_the_last() -> None:
    asked = parts(kit(10))
    assert [part_of(field, asked) for field in ("rating_c0", "evidence_c4", "rating_c5")] == [0, 0, 1]
    assert [part_of(field, asked) for field in ("recommendation", "notes")] == [1, 1]


def test_one_goes_on_where_something_has_no_answer_yet() -> None:
    asked = parts(kit(10))
    first = tuple(Rating(f"c{n}", 3) for n in range(5))
    whole = (*first, *(Rating(f"c{n}", not_assessed=True) for n in range(5, 10)))
    assert begun_at(Draft(), asked) == 0
    assert begun_at(Draft(first[:2]), asked) == 0
    assert begun_at(Draft(first), asked) == 1
    assert begun_at(Draft(whole), asked) == 1
    assert begun_at(Draft(whole, Recommendation.YES), asked) == 0


def test_what_is_typed_in_one_part_leaves_the_others_as_they_were() -> None:
    kept = {"ratings": {"a": {"score": 1}, "b": {"score": 2, "evidence": "x"}}, "notes": "Calm."}
    typed = {"ratings": {"b": {"score": None, "not_assessed": True}}, "recommendation": "no"}
    assert merged(kept, typed) == {
        "ratings": {"a": {"score": 1}, "b": {"score": None, "not_assessed": True}},
        "notes": "Calm.",
        "recommendation": "no",
    }


def test_a_draft_is_known_again_whatever_is_empty_in_it() -> None:
    assert digest({"ratings": {"a": {"score": None, "evidence": ""}}, "notes": ""}) == digest({"ratings": {}})
    assert digest({"notes": "x"}) != digest({"notes": "y"})
