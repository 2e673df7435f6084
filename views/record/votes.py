"""Who voted how, before the talk and after it, and whether it changed their mind."""

from collections.abc import Sequence

from domain.read.debriefs import VoteLine
from domain.read.people import Person
from views.modals.evidence import recommendation
from views.record.html import Html, join, person, table, tag, words

Kept = tuple[Person, str, str]


def votes(kept: Sequence[Kept], lines: Sequence[VoteLine]) -> Html:
    """`kept` with the decision; `lines` have what was written beside a vote, as far as the reader may read it."""
    written = {line.person.id: line for line in lines}
    rows = [
        (
            join(person(who.name), _part(written.get(who.id))),
            _vote(first) if first or not _gone(written.get(who.id)) else "had left",
            _vote(second) if second or not _gone(written.get(who.id)) else "had left",
            _change(first, second),
            _notes(written.get(who.id), first, second),
        )
        for who, first, second in kept
    ]
    if not any(row[4] for row in rows):
        return table(("Who", "Before the talk", "After it", "Change"), [row[:4] for row in rows], "Votes")
    return table(("Who", "Before the talk", "After it", "Change", "In their words"), list(rows), "Votes")


def _part(line: VoteLine | None) -> Html:
    if line is None or not (line.bar_raiser or line.hiring_manager):
        return Html()
    return tag("span", " bar raiser" if line.bar_raiser else " hiring manager", css="muted")


def _gone(line: VoteLine | None) -> bool:
    return line is not None and line.left


def _vote(word: str) -> str:
    return recommendation(word) if word else "\u2013"


def _change(first: str, second: str) -> str:
    if not first or not second:
        return ""
    return "kept" if first == second else "changed"


def _notes(line: VoteLine | None, first: str, second: str) -> Html:
    """Only what belongs to a vote that the decision kept."""
    if line is None:
        return Html()
    return join(
        words("Before:", line.first_note if first and first == line.first else ""),
        words("After:", line.second_note if second and second == line.second else ""),
        words("Answered:", line.answer),
    )
