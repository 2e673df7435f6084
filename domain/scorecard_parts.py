"""The parts that a scorecard's form is turned through: a few competencies each, and what is said of all in the last."""

import hashlib
import json
from collections.abc import Mapping
from itertools import chain, pairwise
from typing import Any

from domain.playbook_kit import Competency, Kit
from domain.scorecards import Draft, evidence_field, rating_field

IN_ONE = 5
"""Competencies that are rated in one part. With their anchors, and evidence as long as Slack lets anyone type, they
fit a view of 250 kB; and no more are read in one go."""


def parts(kit: Kit, focus: str = "") -> tuple[tuple[Competency, ...], ...]:
    """The kit's competencies in as few parts as may be, as even as may be; what this round is about stands first."""
    ordered = sorted(kit.competencies, key=lambda competency: competency.key != focus)
    count = -(-len(ordered) // IN_ONE)
    ends = [round(len(ordered) * n / count) for n in range(count + 1)]
    return tuple(tuple(ordered[start:end]) for start, end in pairwise(ends))


def part_of(field: str, asked: tuple[tuple[Competency, ...], ...]) -> int:
    """Where a field stands: what belongs to no competency is asked last."""
    for number, part in enumerate(asked):
        if field in chain.from_iterable((rating_field(each.key), evidence_field(each.key)) for each in part):
            return number
    return len(asked) - 1


def begun_at(draft: Draft, asked: tuple[tuple[Competency, ...], ...]) -> int:
    """Where to go on: the first part with something that has no answer; the last when only the end is left.

    An untouched form, and one that is whole, begin at the beginning.
    """
    open_parts = [n for n, part in enumerate(asked) if not all(draft.rating(each.key).answered for each in part)]
    touched = any(rating.answered for rating in draft.ratings)
    if open_parts and touched:
        return open_parts[0]
    return len(asked) - 1 if touched and draft.recommendation is None else 0


def digest(content: Mapping[str, Any]) -> str:
    """Tells one state of a draft from another, whichever database it comes from: what is empty does not count."""
    plain = json.dumps(_without_nothing(content), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _without_nothing(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    inner = {key: _without_nothing(each) for key, each in value.items()}
    return {key: each for key, each in inner.items() if each not in (None, False, "", {})}
