"""The scorecards of a stage as a page of their own: side by side, then each in full."""

from collections.abc import Iterator

from domain.actions import Action
from domain.read.details import ScorecardLine
from domain.read.scorecards import SideBySide
from domain.state import Card
from views import ids
from views.blocks import (
    IN_MODAL,
    VIEW_BYTES,
    View,
    actions,
    context,
    divider,
    header,
    in_parts,
    modal,
    plain_section,
    section,
)
from views.elements import Block, button
from views.modals.amended import earlier_notes, earlier_ratings, was
from views.modals.evidence import anchor, beside, by_round, given, recommendation, round_name, shadowing
from views.text import bold, capital, name

FRAME, FRAME_BYTES = 6, 20_000
"""What stands around a part of the scorecards, at most: the way back, the title, turning, other stages."""


def scorecards_modal(side: SideBySide, part: int = 0) -> View:
    """Everything that may be read, in full, in as many parts as it takes; in place of the loop's page."""
    parts = in_parts(_groups(side), IN_MODAL - FRAME, VIEW_BYTES - FRAME_BYTES)
    here = min(max(part, 0), len(parts) - 1)
    turn = [(words, n) for words, n in (("Previous", here - 1), ("Next", here + 1)) if 0 <= n < len(parts)]
    read = ids.loop_action(Action.READ_SCORECARDS)
    others = [button(name(stage), read, ids.value(side.loop, 0, key)) for key, stage in side.others]
    counted = f"  ·  part {here + 1} of {len(parts)}" if len(parts) > 1 else ""
    return modal(
        "Scorecards",
        [
            *actions(button("Back", ids.PAGE_LOOP, ids.value(side.loop))),
            section(f"{bold(side.candidate)} · {name(side.stage)}{counted}"),
            *parts[here],
            *actions(*(button(words, read, ids.value(side.loop, 0, side.stage_key, n)) for words, n in turn)),
            *([divider(), context("Other stages"), *actions(*others)] if others else []),
        ],
        ids.SHOW_SCORECARDS,
        metadata=ids.metadata(loop=side.loop),
    )


def _groups(side: SideBySide) -> Iterator[list[Block]]:
    """What stays together on a page: the comparison of one competency, one person's rating of it."""
    if not side.scorecards:
        yield [section("There are no scorecards in this stage yet.")]
    for block in beside(side.scorecards, side.kit, ratings_alone=True):  # the evidence follows, in full
        yield [block]
    rounds = by_round(side.scorecards)
    for number, here in rounds:
        if len(rounds) > 1:
            yield [divider(), header(round_name(number, rounds[0][0]))]
        for line in here:
            yield from _whole(line)


def _whole(line: ScorecardLine) -> Iterator[list[Block]]:
    if line.sealed or line.card is not Card.SUBMITTED:
        return
    changed = was(line)
    yield [
        divider(),
        header(f"{line.person.name}{shadowing(line)}: {recommendation(line.recommendation)}"),
        *([context(f":pencil2: {capital(changed)}")] if changed else []),
    ]
    for rating in line.ratings:
        said = [plain_section(rating.evidence)] if rating.evidence else []
        yield [section(f"*{given(rating)}*  {bold(rating.name)}\n{anchor(rating)}"), *said]
        yield list(earlier_ratings(line, rating))
    if line.notes:
        yield [context("Notes"), plain_section(line.notes)]
    yield list(earlier_notes(line))
