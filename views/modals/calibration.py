"""How I rate: each figure with what it means, what it does not, and how many cases it rests on."""

from collections.abc import Iterator, Sequence

from domain.actions import Action
from domain.calibration import ENOUGH
from domain.read.calibration import Agreement, Calibration, Followed, Hired, Spread, Turnaround
from views import ids
from views.blocks import View, actions, context, divider, header, modal, section, to_copy
from views.elements import Block, button
from views.text import count
from views.wording import ACTION_LABELS

TITLE = "How I rate"
BAR = 12
"""Characters of the longest bar: with its label and number it fits a telephone."""

WHAT_COUNTS = (
    ":lock: Only you see this. It is made of your scorecards of the last 12 months on which a stage has been decided; "
    f"what you wrote as a shadow is not in it. A figure is shown from {ENOUGH} cases on."
)
NOTHING_YET = (
    f"Nothing to see yet. Once {ENOUGH} of your scorecards have led to a decision, you find here how you rate, how "
    "soon you write, how far you and your panels agree, and what became of it."
)
SPREAD_MEANS = (
    "No spread is the right one: it depends on whom you meet. If nearly all of it is one number, look at the anchors "
    "again and see whether they still tell candidates apart."
)
TURNAROUND_MEANS = "What is written the same day is remembered best. Of a challenge it counts from when you were asked."
AGREEMENT_MEANS = (
    "Agreement is no grade: whoever sees what the others missed disagrees, and may be right. Kappa is low, too, where "
    "nearly all ratings are alike. If you are far above or below the others, talk about the anchors with them."
)
OUTCOMES_MEAN = (
    "This does not say who was right. Others met the candidate in other hours than yours, and nobody knows how those "
    "would have done who were not hired."
)


def calibration_modal(mine: Calibration) -> View:
    shown = list(_figures(mine)) if mine.recommendations.cases else [section(NOTHING_YET)]
    more = button(ACTION_LABELS[Action.READ_LOAD], ids.OPEN_LOAD) if mine.recruits else None
    return modal(TITLE, [context(WHAT_COUNTS), *shown, *actions(more)], ids.SHOW_CALIBRATION)


def _figures(mine: Calibration) -> Iterator[Block]:
    yield header("Your ratings")
    yield from _ratings(mine.ratings)
    yield header("Your recommendations")
    yield from _recommendations(mine.recommendations)
    yield from _if(mine.recommendations.counts, SPREAD_MEANS)
    yield divider()
    yield header("How soon you write")
    yield from _turnaround(mine.turnaround)
    yield divider()
    yield header("You and your panels")
    yield from _agreement(mine.agreement)
    yield divider()
    yield header("What became of it")
    yield section(f"{_followed(mine.followed)}\n{_hired(mine.hired)}")
    yield from _if(mine.followed.same is not None or mine.hired.hired is not None, OUTCOMES_MEAN)


def _if(shown: object, meaning: str) -> list[Block]:
    """What a figure means is said where there is one."""
    return [context(meaning)] if shown else []


def _ratings(spread: Spread) -> Iterator[Block]:
    if not spread.counts:
        yield section(not_enough(spread.cases, "scorecard"))
        return
    total = sum(number for _, number in spread.counts)
    apart = f", and {count(spread.apart, 'competency', 'competencies')} not assessed" if spread.apart else ""
    yield section(f"{count(total, 'rating')} in {count(spread.cases, 'scorecard')}{apart}")
    yield bars(tuple(reversed(spread.counts)))


def _recommendations(spread: Spread) -> Iterator[Block]:
    if not spread.counts:
        yield section(not_enough(spread.cases, "scorecard"))
        return
    yield section(f"In {count(spread.cases, 'scorecard')}")
    yield bars(tuple(reversed(spread.counts)))


def _turnaround(found: Turnaround) -> Iterator[Block]:
    if found.median_hours is None:
        yield section(not_enough(found.cases, "scorecard"))
        return
    soon = how_long(found.median_hours)
    yield section(f"Half within *{soon}* of the interview's end ({count(found.cases, 'scorecard')})")
    yield context(TURNAROUND_MEANS)


def _agreement(found: Agreement) -> Iterator[Block]:
    if not found.pairs:
        yield section(not_enough(found.cases, "shared panel"))
        return
    yield section(
        f"In {count(found.cases, 'shared panel')} you and somebody else rated the same competency "
        f"{count(found.pairs, 'time')}:"
    )
    yield bars((("Alike", found.alike), ("One apart", found.one_apart), ("Further", found.further)))
    yield section(f"{_above(found.above)} {_kappa(found.kappa)}")
    yield context(AGREEMENT_MEANS)


def _above(above: float) -> str:
    if abs(above) < 0.05:
        return "On average you rate as the others do."
    return f"On average you rate {abs(above):.1f} {'above' if above > 0 else 'below'} the others."


def _kappa(kappa: float | None) -> str:
    if kappa is None:
        return "You, or all the others, gave one rating throughout, so a measure of agreement would say nothing."
    shown = f"{round(kappa, 2) + 0:.2f}"
    return f"Cohen's weighted kappa is *{shown}*: 1 is always alike, 0 is what chance alone would give."


def _followed(found: Followed) -> str:
    if found.same is None:
        return f"*Decided as you recommended:* {not_enough(found.cases, 'scorecard', lower=True)}"
    return f"*Decided as you recommended:* {found.same} of {count(found.cases, 'scorecard')}"


def _hired(found: Hired) -> str:
    if found.hired is None:
        return f"*Hired of those you recommended:* {not_enough(found.cases, 'candidate', lower=True)}"
    also = f"; {found.withdrew} more stepped back" if found.withdrew else ""
    return f"*Hired of those you recommended:* {found.hired} of {count(found.cases, 'candidate')}{also}"


def not_enough(cases: int, noun: str, *, lower: bool = False) -> str:
    return f"{'not' if lower else 'Not'} enough yet ({cases} of {ENOUGH} {noun}s)"


def how_long(hours: float) -> str:
    """As in "20 minutes", "5 hours", "3 days"."""
    if hours < 1:
        return count(round(hours * 60), "minute")
    return count(round(hours), "hour") if hours < 48 else count(round(hours / 24), "day")


def bars(counts: Sequence[tuple[str, int]]) -> Block:
    """Label, bar and number of each, under one another."""
    wide, most = max(len(label) for label, _ in counts), max(1, *(number for _, number in counts))
    return to_copy(
        "\n".join(f"{label:<{wide}} {'█' * -(-number * BAR // most):<{BAR}} {number}" for label, number in counts)
    )
