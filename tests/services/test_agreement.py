"""The statistic that the library computes is the one that is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calibration import Pair
from services.agreement import weighted_kappa

PAIRS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=40)


def by_definition(pairs: list[Pair]) -> float | None:
    """Cohen (1968): one less the observed disagreement by that of chance, here with linear weights."""
    observed = sum(abs(mine - other) for mine, other in pairs) / len(pairs)
    by_chance = sum(abs(mine - other) for mine, _ in pairs for _, other in pairs) / len(pairs) ** 2
    return 1 - observed / by_chance if by_chance else None


@given(PAIRS)
@settings(deadline=None, max_examples=30)  # the library is loaded by the first
def test_it_is_what_its_definition_says(pairs: list[Pair]) -> None:
    assert weighted_kappa(pairs) == (pytest.approx(wanted) if (wanted := by_definition(pairs)) is not None else None)


@given(PAIRS)
@settings(deadline=None, max_examples=30)  # the library is loaded by the first
def test_it_is_the_same_from_the_other_side(pairs: list[Pair]) -> None:
    turned = weighted_kappa([(other, mine) for mine, other in pairs])
    assert turned == (None if turned is None else pytest.approx(weighted_kappa(pairs)))


def test_alike_throughout_is_one_and_turned_round_is_below_nothing() -> None:
    assert weighted_kappa([(1, 1), (2, 2), (4, 4)]) == 1.0
    assert weighted_kappa([(1, 4), (4, 1)]) == -1.0


def test_where_nothing_varies_there_is_none() -> None:
    assert weighted_kappa([(3, 3)] * 6) is None
