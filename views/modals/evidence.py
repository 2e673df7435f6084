"""Scorecards side by side, as far as their reader may read them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from domain.playbook import Kit
from domain.read.details import RatingLine, ScorecardLine
from domain.scorecards import Recommendation
from domain.state import Card, Part
from views import ids
from views.blocks import (
    View,
    context,
    divider,
    fields,
    modal,
    packed,
    plain_section,
    section,
)
from views.elements import Block, Element, button
from views.modals.amended import was
from views.text import bold, cut, escape, mention, name, slanted

EVIDENCE_BESIDE = 500
"""Characters of one person's evidence where several stand side by side; "Read scorecards" shows it whole."""

MAY_BE_TOLD = ":speech_balloon: The candidate may be told this."

IN_A_SECTION = 2000
"""Of all people's together, so that names, marks and what is escaped still fit beside them."""


def recommendation(key: str | None) -> str:
    return Recommendation(key).label if key in set(Recommendation) else "no recommendation"


def tally(lines: Sequence[ScorecardLine]) -> str:
    """As in "2 yes, 1 strong no"; empty while nothing can be read. Shadows don't count."""
    read = [line for line in lines if line.recommendation and line.part is not Part.SHADOW]
    found = Counter(line.recommendation for line in read)
    parts = [f"{found[str(each)]} {each.label.lower()}" for each in reversed(Recommendation) if found[str(each)]]
    return ", ".join(parts)


def split(lines: Sequence[ScorecardLine]) -> bool:
    """Whether the panel disagrees about going on."""
    said = {line.recommendation in (Recommendation.YES, Recommendation.STRONG_YES) for line in lines if _counts(line)}
    return len(said) > 1


def _counts(line: ScorecardLine) -> bool:
    return bool(line.recommendation) and line.part is not Part.SHADOW


def standing(line: ScorecardLine) -> str:
    """One scorecard in one line: what it recommends, or why it cannot be read."""
    who = mention(line.person) + shadowing(line)
    if line.card is Card.WAIVED:
        return f"{who}: waived" + (f", {escape(cut(line.waive_reason, 200))}" if line.waive_reason else "")
    if line.card is Card.NONE:
        return f"{who}: not in yet"
    if line.sealed:
        return f"{who}: submitted; {escape(line.sealed)}"
    changed = was(line)
    return f"{who}: *{recommendation(line.recommendation)}*" + (f"  ({changed})" if changed else "")


def shadowing(line: ScorecardLine) -> str:
    return " (shadow)" if line.part is Part.SHADOW else ""


More: TypeAlias = Callable[[str, int], Element]
"""The button that leads to all of what was written of a competency in one round, where it had to be cut."""


def beside(
    lines: Sequence[ScorecardLine], kit: Kit | None, more: More | None = None, *, ratings_alone: bool = False
) -> list[Block]:
    """Recommendations first, then each competency with everybody's rating and, unless `ratings_alone`, evidence.

    Of several rounds the latest stands first and alone is counted; those before it follow, each under its own heading.
    """
    rounds = by_round([line for line in lines if line.part is not Part.SHADOW])
    blocks: list[Block] = []
    for number, here in rounds:
        counts = number == rounds[0][0]
        if len(rounds) > 1:
            blocks.append(section(f"*{round_name(number, rounds[0][0])}*"))
        summary = tally(here) if counts else ""
        if summary:
            apart = "  :left_right_arrow: The panel is split." if split(here) else ""
            blocks.append(section(f"*Scorecards: {summary}*{apart}"))
        blocks += [fields([standing(line) for line in here[n : n + 10]]) for n in range(0, len(here), 10)]
        for key, title in _titles(here, kit).items():
            rated = _rated(here, key)
            if rated and ratings_alone:
                rated = [(line, replace(rating, evidence="")) for line, rating in rated]
            if rated:
                blocks.append(_compared(title, rated, more(key, number) if more else None, counts=counts))
    return blocks


def by_round(lines: Sequence[ScorecardLine]) -> list[tuple[int, list[ScorecardLine]]]:
    """The latest round first."""
    numbers = sorted({line.round for line in lines}, reverse=True)
    return [(number, [line for line in lines if line.round == number]) for number in numbers]


def round_name(number: int, latest: int) -> str:
    return f"Round {number}" if number == latest else f"Round {number}, decided before"


def _titles(lines: Sequence[ScorecardLine], kit: Kit | None) -> dict[str, str]:
    """What was rated, under the names that it was rated by: what weighs most first; else in the kit's order.

    What only an older kit has comes after the rest of its weight.
    """
    rated = {rating.competency: rating for line in reversed(lines) for rating in line.ratings}
    weights = {key: rating.weight for key, rating in rated.items()}
    weights |= {each.key: each.weight for each in kit.competencies} if kit else {}
    order = [*(each.key for each in kit.competencies), *rated] if kit else [*rated]
    keys = sorted((key for key in dict.fromkeys(order) if key in rated), key=lambda key: -weights[key])
    return {key: rated[key].name + weighs(weights[key]) for key in keys}


def weighs(weight: int) -> str:
    """Beside the name of what weighs more than the rest."""
    return f" (weighs {weight})" if weight != 1 else ""


def _rated(lines: Sequence[ScorecardLine], competency: str) -> list[tuple[ScorecardLine, RatingLine]]:
    """Whose rating of it can be read, and counts."""
    return [
        (line, rating)
        for line in lines
        if line.part is not Part.SHADOW
        for rating in line.ratings
        if rating.competency == competency
    ]


def _compared(
    title: str, rated: Sequence[tuple[ScorecardLine, RatingLine]], whole: Element | None, *, counts: bool
) -> Block:
    """One competency: whether people agree, then each rating with its evidence, as much as one section holds."""
    most = min(EVIDENCE_BESIDE, IN_A_SECTION // len(rated))
    shortened = any(len(rating.evidence) > most for _, rating in rated)
    rows = [_row(line, rating, most) for line, rating in rated]
    head = f"{bold(title)}  {agreement([rating for _, rating in rated]) if counts else ''}".rstrip()
    return section("\n".join([head, *rows]), whole if shortened else None)


def agreement(ratings: Sequence[RatingLine]) -> str:
    """In words: how far apart those who assessed it are. Nothing to say of one alone."""
    scores = [rating.score for rating in ratings if rating.score]
    if len(scores) < 2:
        return ""
    if min(scores) == max(scores):
        return ":white_check_mark: they agree"
    if max(scores) - min(scores) == 1:
        return "close to each other"
    return f":left_right_arrow: apart, {min(scores)} to {max(scores)}"


def notes(lines: Sequence[ScorecardLine]) -> list[Block]:
    """What each wrote besides the ratings, as far as it may be read."""
    rounds = by_round(lines)
    rows = [
        f"• {name(line.person.name)}{f' (round {line.round})' if len(rounds) > 1 else ''}: "
        + escape(cut(" ".join(line.notes.split()), EVIDENCE_BESIDE))
        for _, here in rounds
        for line in here
        if line.notes and not line.sealed and line.card is Card.SUBMITTED and line.part is not Part.SHADOW
    ]
    return packed([bold("Notes"), *rows]) if rows else []


def _row(line: ScorecardLine, rating: RatingLine, most: int) -> str:
    said = f": {escape(cut(' '.join(rating.evidence.split()), most))}" if rating.evidence else ""
    return f"• *{given(rating)}* {name(line.person.name)}{said}"


def evidence_modal(candidate: str, stage: str, competency: str, lines: Sequence[ScorecardLine]) -> View:
    """All that was written of one competency, on top of the form that had to cut it."""
    rated = _rated(lines, competency)
    title = rated[0][1].name if rated else "Evidence"
    blocks: list[Block] = [section(f"{bold(title)}  {agreement([rating for _, rating in rated])}".rstrip())]
    blocks.append(context(f"{bold(candidate)} · {name(stage)}"))
    if rated and rated[0][1].weight_reason:
        blocks.append(context(f"Weighs {rated[0][1].weight}: {escape(rated[0][1].weight_reason)}"))
    for line, rating in rated:
        blocks += [divider(), section(f"*{given(rating)}*  {name(line.person.name)}\n{anchor(rating)}".rstrip())]
        if rating.evidence:
            blocks.append(plain_section(rating.evidence))
    return modal("Evidence", blocks, ids.SHOW_EVIDENCE)


def all_of_it(loop: int, version: int, stage: str) -> More:
    """The button beside a competency whose evidence is cut."""

    def more(competency: str, number: int) -> Element:
        return button("All of it", ids.PAGE_EVIDENCE, ids.value(loop, version, stage, number, competency))

    return more


def given(rating: RatingLine) -> str:
    return "not assessed" if rating.not_assessed else str(rating.score or "-")


def anchor(rating: RatingLine) -> str:
    if rating.not_assessed:
        return ""
    told = f"\n{MAY_BE_TOLD}" if rating.shareable and rating.evidence else ""
    return (slanted(rating.anchor) if rating.score else "Not rated") + told
