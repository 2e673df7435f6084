"""What an interviewer may learn from their own scorecards. It is a mirror, no grade; below five cases it shows nothing.

Only scorecards of rounds that are decided come in: everything in these figures could be read by then, so none of them
moves while anything is sealed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean, median
from typing import TypeAlias

from domain.ballots import AGAINST
from domain.read.calibration import Agreement, Followed, Hired, Spread, Turnaround
from domain.scorecards import SCORES, Recommendation
from domain.state import Status

ENOUGH = 5
"""Cases: fewer say more about chance than about anybody, and would name whom they are about."""

WINDOW = timedelta(days=365)
LOAD_WINDOW, LOAD_AHEAD = timedelta(days=90), timedelta(days=7)

Pair: TypeAlias = tuple[int, int]
"""My rating of a competency, and another panelist's of the same one in the same round."""

Statistic: TypeAlias = Callable[[Sequence[Pair]], float | None]


@dataclass(frozen=True, slots=True)
class Rated:
    """One of my scorecards of a decided round, beside those of the others who count there."""

    loop: int
    recommendation: Recommendation
    outcome: str
    """What was decided of the round: advance, reject or one_more."""
    status: Status
    """Of the loop, now."""
    scores: Mapping[str, int]
    """By competency; what was not assessed is not in it."""
    not_assessed: int = 0
    took: timedelta | None = None
    """From the interview's end, or from when a challenge's reviewer was asked; None where nobody was."""
    others: tuple[Mapping[str, int], ...] = ()


def ratings(cards: Sequence[Rated]) -> Spread:
    given = [score for card in cards for score in card.scores.values()]
    counts = tuple((str(score), given.count(score)) for score in SCORES)
    return _spread(cards, counts, sum(card.not_assessed for card in cards))


def recommendations(cards: Sequence[Rated]) -> Spread:
    given = [card.recommendation for card in cards]
    return _spread(cards, tuple((each.label, given.count(each)) for each in Recommendation))


def _spread(cards: Sequence[Rated], counts: tuple[tuple[str, int], ...], apart: int = 0) -> Spread:
    return Spread(len(cards), counts, apart) if len(cards) >= ENOUGH else Spread(len(cards))


def turnaround(took: Sequence[timedelta]) -> Turnaround:
    """The median: one forgotten scorecard does not make a slow interviewer. Before the end counts as at once."""
    if len(took) < ENOUGH:
        return Turnaround(len(took))
    hours = [max(each, timedelta(0)) / timedelta(hours=1) for each in took]
    return Turnaround(len(took), median(hours))


def pairs(card: Rated) -> list[Pair]:
    """Mine beside each other panelist's, of every competency that both rated."""
    return [(mine, other[key]) for other in card.others for key, mine in card.scores.items() if key in other]


def agreement(cards: Sequence[Rated], statistic: Statistic) -> Agreement:
    """A case is a round, not a rating: what one person wrote of one hour hangs together."""
    compared = [found for card in cards if (found := pairs(card))]
    if len(compared) < ENOUGH:
        return Agreement(len(compared))
    every = [pair for found in compared for pair in found]
    apart = [abs(mine - other) for mine, other in every]
    varied = all(len(set(side)) > 1 for side in zip(*every, strict=True))
    return Agreement(
        cases=len(compared),
        pairs=len(every),
        alike=apart.count(0),
        one_apart=apart.count(1),
        further=sum(distance > 1 for distance in apart),
        above=fmean(mine - other for mine, other in every),
        kappa=statistic(every) if varied else None,
    )


def followed(cards: Sequence[Rated]) -> Followed:
    """Whether it was decided as I recommended. One more interview is neither way."""
    clear = [card for card in cards if card.outcome in ("advance", "reject")]
    if len(clear) < ENOUGH:
        return Followed(len(clear))
    return Followed(len(clear), sum(_for(card) == (card.outcome == "advance") for card in clear))


def hired(cards: Sequence[Rated]) -> Hired:
    """Of those whom I recommended last, `cards` being the newest first: each candidate once, when all is over."""
    last = {card.loop: card for card in reversed(cards)}
    ended = [card.status for card in last.values() if _for(card)]
    cases = ended.count(Status.HIRED) + ended.count(Status.REJECTED)
    if cases < ENOUGH:
        return Hired(cases)
    return Hired(cases, ended.count(Status.HIRED), ended.count(Status.WITHDRAWN))


def _for(card: Rated) -> bool:
    return card.recommendation not in AGAINST
