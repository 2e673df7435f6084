"""Who voted how, before the talk and after it, and whether it changed their mind."""

from collections.abc import Sequence

from domain.read.debriefs import VoteLine
from domain.read.records import KeptVote
from views.modals.evidence import recommendation
from views.record.html import Html, join, person, table, tag, words


def votes(kept: Sequence[KeptVote], lines: Sequence[VoteLine]) -> Html:
    """`kept` with the decision; `lines` have what was written beside a vote, as far as the reader may read it."""
    written = {line.person.id: line for line in lines}
    talked = any(vote.second or _given(written.get(vote.person.id), again=True) for vote in kept)
    rows = [
        (
            join(person(vote.person.name), _part(vote)),
            _vote(vote.first, written.get(vote.person.id)),
            _vote(vote.second, written.get(vote.person.id), again=True) if talked else "\u2013",
            _change(vote.first, vote.second),
            _notes(written.get(vote.person.id), vote.first, vote.second),
        )
        for vote in kept
    ]
    if not any(row[4] for row in rows):
        return table(("Who", "Before the talk", "After it", "Change"), [row[:4] for row in rows], "Votes")
    return table(("Who", "Before the talk", "After it", "Change", "In their words"), list(rows), "Votes")


def _part(vote: KeptVote) -> Html:
    return tag("span", f" {vote.part}", css="muted") if vote.part else Html()


def _given(line: VoteLine | None, *, again: bool = False) -> bool:
    return line is not None and (line.in_second if again else line.in_first)


def _vote(word: str, line: VoteLine | None, *, again: bool = False) -> str:
    """In words; of one that was given and never opened, that alone."""
    if word:
        return recommendation(word)
    if _given(line, again=again):
        return "not opened"
    if line is None:
        return "\u2013"
    return "had left" if line.left else "no vote"


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
