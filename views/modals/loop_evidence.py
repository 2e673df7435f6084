"""On a loop's page: what was found out about the candidate, and what was decided on it, as far as one may read it."""

from collections.abc import Iterator

from domain.read.details import DecisionLine, ScorecardLine
from domain.read.loops import LoopPage
from domain.state import Status
from views.blocks import context, header, packed
from views.elements import Block
from views.modals.debrief import vote_blocks
from views.modals.evidence import standing, tally
from views.modals.parts import pretty
from views.text import count, escape, mention, mentions, moment, moment_day, name
from views.wording import OUTCOMES, VOTE_WORDS


def scorecards(page: LoopPage) -> Iterator[Block]:
    """By stage and round: what each recommends, or until when it is hidden."""
    if not page.scorecards:
        return
    yield header("Scorecards")
    stages: dict[tuple[str, int], list[ScorecardLine]] = {}
    for card in page.scorecards:
        stages.setdefault((card.stage_key, card.round), []).append(card)
    for (_, number), cards in stages.items():
        again = f", round {number}" if number > 1 else ""
        found = f" · {tally(cards)}" if tally(cards) else ""
        rows = [f"• {standing(card)}" for card in cards]
        yield from packed([f"*{name(cards[0].stage)}*{again}{found}", *rows])
    if page.my_submitted_at:
        when = moment(page.my_submitted_at, page.viewer.zone)
        yield context(f"You submitted yours {when}. You can change it until the decision.")


def votes(page: LoopPage) -> Iterator[Block]:
    """Who has voted; how, once it is open."""
    if not page.votes:
        return
    yield header("Debrief")
    yield from vote_blocks(page.votes)
    line = page.card.line
    if page.missing_votes and line.status is Status.ACTIVE:
        total = sum(not each.left for each in page.votes)
        given, word = total - len(page.missing_votes), VOTE_WORDS.get(line.step, "vote")
        yield context(f"{given} of {count(total, word)} in. Waiting for {mentions(page.missing_votes)}.")


def decisions(page: LoopPage) -> Iterator[Block]:
    """With their rationales, for who decides."""
    if page.decisions:
        yield header("Decisions")
        yield from packed(_decision(each, page.viewer.zone) for each in page.decisions)


def _decision(line: DecisionLine, zone: str) -> str:
    said = f"\n> {escape(' '.join(line.rationale.split()))}" if line.rationale else ""
    said += f"\n> Seen differently: {escape(' '.join(line.dissent.split()))}" if line.dissent else ""
    skipped = f"\n> Without all scorecards: {escape(' '.join(line.override.split()))}" if line.override else ""
    outcome = OUTCOMES.get(line.outcome, pretty(line.outcome))
    return f"*{name(line.stage)}*: {outcome}, {mention(line.by)}, {moment_day(line.at, zone)}{said}{skipped}"
