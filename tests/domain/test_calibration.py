"""What an interviewer learns from their own scorecards: nothing below five cases, and the same whoever sits where."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import calibration as rules
from domain.calibration import Pair, Rated
from domain.read.calibration import Agreement, Followed, Hired, Spread, Turnaround
from domain.scorecards import Recommendation
from domain.state import Status

YES, NO = Recommendation.YES, Recommendation.STRONG_NO
SCORE = st.integers(1, 4)
SHEET = st.dictionaries(st.sampled_from(["apis", "data", "tests", "talk"]), SCORE)


def card(loop: int = 1, **given: Any) -> Rated:
    found = Rated(loop, YES, "advance", Status.HIRED, {"apis": 3, "data": 2}, others=({"apis": 4, "data": 2},))
    return replace(found, **given)


def cards(number: int, **given: Any) -> list[Rated]:
    return [card(n, **given) for n in range(number)]


def count(pairs: Any) -> float:
    return float(len(pairs))


@st.composite
def rated(draw: st.DrawFn) -> Rated:
    others = draw(st.lists(SHEET, max_size=3))
    return card(draw(st.integers(1, 4)), scores=draw(SHEET), others=tuple(others))


def test_four_cases_show_nothing_but_how_many_they_are() -> None:
    four = cards(4)
    assert rules.ratings(four) == Spread(4)
    assert rules.recommendations(four) == Spread(4)
    assert rules.turnaround([timedelta(hours=3)] * 4) == Turnaround(4)
    assert rules.agreement(four, count) == Agreement(4)
    assert rules.followed(four) == Followed(4)
    assert rules.hired(four) == Hired(4)


@given(st.lists(rated(), max_size=4))
def test_below_five_nothing_is_shown_whatever_they_hold(few: list[Rated]) -> None:
    assert rules.ratings(few).counts == rules.recommendations(few).counts == ()
    assert rules.agreement(few, count) == Agreement(rules.agreement(few, count).cases)
    assert (rules.followed(few).same, rules.hired(few).hired) == (None, None)


def test_five_show_how_often_each_was_given_and_what_was_not_assessed_apart() -> None:
    five = cards(5, not_assessed=1)
    assert rules.ratings(five) == Spread(5, (("1", 0), ("2", 5), ("3", 5), ("4", 0)), 5)
    assert dict(rules.recommendations(five).counts) == {"Strong no": 0, "No": 0, "Yes": 5, "Strong yes": 0}


def test_the_turnaround_is_the_median_and_never_below_nothing() -> None:
    took = [timedelta(hours=hours) for hours in (-1, 1, 2, 3, 300)]
    assert rules.turnaround(took) == Turnaround(5, 2.0)
    assert rules.turnaround([timedelta(hours=-1)] * 5) == Turnaround(5, 0.0)


def test_a_case_of_agreement_is_a_round_that_was_shared_not_a_rating() -> None:
    alone = cards(9, others=({"talk": 3},))
    assert rules.agreement([*cards(4), *alone], count).cases == 4
    found = rules.agreement([*cards(5), *alone], count)
    assert found == Agreement(5, pairs=10, alike=5, one_apart=5, above=-0.5, kappa=10.0)


@given(st.lists(rated(), min_size=5, max_size=8), st.randoms(use_true_random=False))
def test_who_sits_where_on_a_panel_changes_nothing(some: list[Rated], chance: Any) -> None:
    def seen(pairs: Any) -> float:
        """Tells one set of pairs from another, whatever their order."""
        return float(sum(7 ** (4 * mine + other) for mine, other in pairs))

    def shuffled(one: Rated) -> Rated:
        return replace(one, others=tuple(chance.sample(one.others, len(one.others))))

    first, again = (rules.agreement(each, seen) for each in (some, [shuffled(one) for one in some]))
    assert replace(again, above=0) == replace(first, above=0)
    assert again.above == pytest.approx(first.above)


def test_where_one_side_never_varies_there_is_no_measure() -> None:
    alike = rules.agreement(cards(5, scores={"apis": 3}, others=({"apis": 3},)), count)
    assert (alike.pairs, alike.alike, alike.kappa) == (5, 5, None)
    threes = [card(n, scores={"apis": 3}, others=({"apis": 2 + n % 3},)) for n in range(6)]
    assert rules.agreement(threes, count).kappa is None


def test_one_more_interview_is_neither_way() -> None:
    held = cards(4, outcome="one_more")
    assert rules.followed([*held, *cards(4)]) == Followed(4)
    mixed = [card(outcome="reject"), card(recommendation=NO), card(recommendation=NO, outcome="reject"), *cards(2)]
    assert rules.followed([*held, *mixed]) == Followed(5, 3)


def test_candidates_count_once_by_what_i_said_last_and_only_when_all_is_over() -> None:
    under_way = cards(3, status=Status.ACTIVE)
    taken_back = [card(9, recommendation=NO), card(9)]
    ended = [card(n, status=Status.REJECTED if n < 12 else Status.HIRED) for n in range(10, 15)]
    withdrew = [card(20, status=Status.WITHDRAWN)]
    assert rules.hired([*under_way, *taken_back, *ended, ended[0], *withdrew]) == Hired(5, 3, 1)


def pairs_of(some: list[Rated]) -> list[Pair]:
    return [pair for one in some for pair in rules.pairs(one)]


def test_only_what_both_rated_is_compared_with_each_of_the_others() -> None:
    one = card(scores={"apis": 3, "data": 2}, others=({"apis": 4, "talk": 1}, {"apis": 3, "data": 1}))
    assert sorted(pairs_of([one])) == [(2, 1), (3, 3), (3, 4)]
