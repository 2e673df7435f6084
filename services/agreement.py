"""How far two people's ratings agree beyond chance, by a library."""

from collections.abc import Sequence

from domain.calibration import Pair
from domain.scorecards import SCORES

LINEAR = {score: {other: abs(score - other) for other in SCORES} for score in SCORES}
"""How much each disagreement weighs: as many points as the two lie apart."""


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's weighted kappa, with linear weights: 1 for alike throughout, 0 for as chance would have it.

    Defined in J. Cohen, "Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial
    credit", Psychological Bulletin 70 (1968), 213-220; linear weights as in D. V. Cicchetti and T. Allison, American
    Journal of EEG Technology 11 (1971), 101-109. Computed by PyCM (https://www.pycm.io, `weighted_kappa`). None where
    it is not defined: nobody's ratings vary. docs/decisions/0011-calibration.md says why this one.
    """
    from pycm import ConfusionMatrix  # noqa: PLC0415  # a quarter of a second and 20 MB that few ever need

    table = {other: dict.fromkeys(SCORES, 0) for other in SCORES}
    for mine, other in pairs:
        table[other][mine] += 1
    found = ConfusionMatrix(matrix=table).weighted_kappa(LINEAR)
    return found if isinstance(found, float) else None
