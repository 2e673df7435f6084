"""What a scorecard said before its writer changed it: beside what it says now, for everybody who may read it."""

from collections.abc import Iterator

from domain.read.details import EarlierVersion, RatingLine, ScorecardLine
from domain.scorecards import Recommendation
from views.blocks import context, plain_section
from views.elements import Block
from views.text import count, moment, name

IN_A_LINE = 4
"""Differences that are named; the scorecard itself shows all."""


def was(line: ScorecardLine) -> str:
    """As in "changed today at 14:05, was: No, Scalability 2"; empty for one that was not changed."""
    if not line.earlier:
        return ""
    said = [*_differences(line, line.earlier[-1])]
    more = [f"{len(said) - IN_A_LINE} more"] if len(said) > IN_A_LINE + 1 else []
    shown = said[:IN_A_LINE] if more else said
    again = f", {count(len(line.earlier), 'time')} in all" if len(line.earlier) > 1 else ""
    return f"changed {moment(line.changed_at or line.earlier[-1].at, 'UTC')}{again}, was: {', '.join([*shown, *more])}"


def _differences(line: ScorecardLine, before: EarlierVersion) -> Iterator[str]:
    if before.recommendation != line.recommendation:
        known = before.recommendation in set(Recommendation)
        yield f"*{Recommendation(before.recommendation).label if known else 'no recommendation'}*"
    old = {rating.competency: rating for rating in before.ratings}
    for rating in line.ratings:
        earlier = old.get(rating.competency)
        if earlier and (earlier.score, earlier.not_assessed) != (rating.score, rating.not_assessed):
            yield f"{name(rating.name)} {_score(earlier)}"
        elif earlier and earlier.evidence != rating.evidence:
            yield f"other evidence on {name(rating.name)}"
        elif earlier and earlier.shareable != rating.shareable:
            yield f"{name(rating.name)} {'may' if earlier.shareable else 'not to'} be told"
    if before.notes != line.notes:
        yield "other notes"


def earlier_ratings(line: ScorecardLine, rating: RatingLine) -> Iterator[Block]:
    """What was said of one competency in each earlier version, where it was something else; the newest first."""
    after = rating
    for version in reversed(line.earlier):
        before = next((each for each in version.ratings if each.competency == rating.competency), after)
        if (before.score, before.not_assessed, before.evidence) != (after.score, after.not_assessed, after.evidence):
            yield context(f"Until {_until(line, version)} it was *{_score(before)}*")
            if before.evidence:
                yield plain_section(before.evidence)
        after = before


def earlier_notes(line: ScorecardLine) -> Iterator[Block]:
    after = line.notes
    for version in reversed(line.earlier):
        if version.notes and version.notes != after:
            yield context(f"Notes until {_until(line, version)}")
            yield plain_section(version.notes)
        after = version.notes


def _until(line: ScorecardLine, version: EarlierVersion) -> str:
    place = line.earlier.index(version) + 1
    end = line.earlier[place].at if place < len(line.earlier) else line.changed_at or version.at
    return moment(end, "UTC")


def _score(rating: RatingLine) -> str:
    return "not assessed" if rating.not_assessed else str(rating.score or "-")
