"""A longer rejection for the recruiter to read, edit and send: with the evidence that the panel marked as shareable.

Facts alone: no rating and no recommendation, not even in words; nobody's name, nothing from a scorecard that does not
count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.read.details import ScorecardLine, TellText
from domain.state import Card, Part
from domain.telling import template
from domain.verdict_words import verdict_in

REJECTED = "rejected"

LONGEST = 3000
"""Characters that Slack shows in one piece, ready to copy."""

AS_LONG_AS = (1500, 600, 300, 150)
"""Characters of one piece of evidence: the first of these with which everything fits."""

HEAD = "What our interviewers noted, by topic:"

SOMEBODY = "[name]"
"""In brackets, as whatever the recruiter still has to fill in or take out."""

_OFFER = re.compile(r"If you(?: would|'d) like to know what we saw\b[^.!?]*[.!?]\s*")
"""The short text's offer to tell what was seen: the longer one has told it."""

_MENTION = re.compile(r"<[@!][^>]*>")

_PART = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
"""Of a name: letters, and what an apostrophe holds together."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One piece of evidence that its writer marked as shareable, under the name of its competency."""

    competency: str
    evidence: str


def with_suggestion(
    tell: TellText, lines: Sequence[ScorecardLine], candidate: str, team: Iterable[str] = ()
) -> TellText:
    """`tell` with the longer text beside it; as it is when nobody was rejected or nothing was marked.

    `lines`: the loop's scorecards as far as whoever gets the text may read them. `team`: what those are called who lead
    the search or judge from outside, and may have written none.
    """
    if template(tell.key) != REJECTED:
        return tell
    names = _names((*(line.person.name for line in lines), *team), candidate)
    marked = shared(lines)
    factual = [each for each in marked if not verdict_in(each.evidence)]
    found = [Shared(each.competency, _without_names(each.evidence, names)) for each in factual]
    text, left_out = written(tell.text, found)
    return replace(tell, suggestion=text, left_out=left_out, verdicts=len(marked) - len(factual))


def shared(lines: Iterable[ScorecardLine]) -> list[Shared]:
    """What was marked, in the order of stages and competencies. What was not assessed has a reason, no evidence.

    Not what its reader may read only since the loop is closed: a message would open it to them without their asking,
    and the loop may be reopened, with others still writing.
    """
    counting = [line for line in lines if line.card is Card.SUBMITTED and line.part is not Part.SHADOW]
    ratings = [rating for line in counting if not (line.sealed or line.while_over) for rating in line.ratings]
    order = list(dict.fromkeys(rating.name for rating in ratings))
    return [
        Shared(rating.name, " ".join(rating.evidence.split()))
        for rating in sorted(ratings, key=lambda rating: order.index(rating.name))
        if rating.shareable and rating.score and rating.evidence.strip()
    ]


def written(short: str, found: Sequence[Shared]) -> tuple[str, int]:
    """The text, and how many pieces had no room in it; empty when there is none to add.

    It begins and ends as the short one does. Long pieces are cut at a word; when that is not enough, the competency
    with the most pieces loses its last.
    """
    kept = list(found)
    while kept:
        for most in AS_LONG_AS:
            text = _put_together(short, kept, most)
            if len(text) <= LONGEST:
                return text, len(found) - len(kept)
        crowded = Counter(each.competency for each in kept).most_common(1)[0][0]
        last = max(number for number, each in enumerate(kept) if each.competency == crowded)
        del kept[last]
    return "", len(found)


def cut_at_word(text: str, most: int) -> str:
    """At most `most` characters, the last one `…` if something was left out; a word longer than half is cut itself."""
    if len(text) <= most:
        return text
    end = text.rfind(" ", most // 2, most)
    return text[: most - 1 if end < 0 else end].rstrip(" ,;:") + "…"


def _put_together(short: str, found: Sequence[Shared], most: int) -> str:
    by_topic: dict[str, list[str]] = {}
    for each in found:
        by_topic.setdefault(each.competency, []).append(f"- {cut_at_word(each.evidence, most)}")
    noted = "\n\n".join([HEAD, *("\n".join([topic, *pieces]) for topic, pieces in by_topic.items())])
    begins, _, ends = _OFFER.sub("", short).strip().rpartition("\n\n")
    return "\n\n".join(part for part in ((begins, noted, ends) if begins else (ends, noted)) if part)


def _names(people: Iterable[str], candidate: str) -> tuple[str, ...]:
    """Whole names and every part of each, without accents, the longest first; what the candidate is called stays."""
    own = {part.casefold() for part in _PART.findall(_bare(candidate))}
    found = {name for person in people for name in _ways_to_call(_bare(person.strip()))}
    return tuple(sorted((name for name in found if name.casefold() not in own), key=lambda name: (-len(name), name)))


def _ways_to_call(person: str) -> Iterator[str]:
    """As written and in capitals. What is small in a name that has capitals ("van", "she/her") is no name by itself."""
    parts = [part for part in _PART.findall(person) if len(part) > 1 and (not part.islower() or person.islower())]
    for name in (person, *parts):
        if len(name) > 1:
            yield from (name, name[0].upper() + name[1:], name.upper())


def _bare(text: str) -> str:
    """Without accents, and as long as the text was: people type them or don't."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in unicodedata.normalize("NFC", text))


def _without_names(text: str, names: Collection[str]) -> str:
    """Mentions and these names in brackets; a name is known by its capital, as a word of its own."""
    text = unicodedata.normalize("NFC", _MENTION.sub(SOMEBODY, text))
    if not names:
        return text
    one = f"(?:{'|'.join(map(_as_a_word, names))})"
    called = re.compile(f"@?{one}(?:[ -]{one})*")
    kept, end = [], 0
    for found in called.finditer(_bare(text)):
        kept += [text[end : found.start()], SOMEBODY]
        end = found.end()
    return "".join(kept) + text[end:]


def _as_a_word(name: str) -> str:
    """Scripts without capitals write no space between words either."""
    escaped = re.escape(name)
    return escaped if name.lower() == name.upper() else rf"(?<!\w){escaped}(?!\w)"
