"""What a scorecard must hold before it is submitted, and who may read it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.playbook_kit import Kit
from domain.refusals import Invalid

SCORES = (1, 2, 3, 4)

NOT_ASSESSED = "not_assessed"
"""The fifth answer: it did not come up, or nothing was seen. Not the same as no answer."""

SHAREABLE = "shareable"
"""Whether the candidate may be told the evidence; not unless its writer says so."""


class Recommendation(StrEnum):
    """Four points, without a middle to hide in."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Mapping[Recommendation, str] = {
    Recommendation.STRONG_NO: "Strong no",
    Recommendation.NO: "No",
    Recommendation.YES: "Yes",
    Recommendation.STRONG_YES: "Strong yes",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """One competency of the kit, by key. `score`: 1 to 4, or None without one; else ValueError.

    `not_assessed` is said, not left open; `evidence` then says why, if anything. `shareable`: the candidate may be told
    the evidence, by the recruiter's hand.
    """

    competency: str
    score: int | None = None
    evidence: str = ""
    not_assessed: bool = False
    shareable: bool = False

    def __post_init__(self) -> None:
        if self.score is not None and (self.score not in SCORES or self.not_assessed):
            raise ValueError(f"A score is 1 to 4, or the competency is not assessed; this is {self.score}.")

    @property
    def answered(self) -> bool:
        return self.not_assessed or self.score is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """A scorecard as it stands; everything may be missing until it is submitted."""

    ratings: tuple[Rating, ...] = ()
    recommendation: Recommendation | None = None
    notes: str = ""

    def rating(self, competency: str) -> Rating:
        return next((rating for rating in self.ratings if rating.competency == competency), Rating(competency))


def draft_of(content: Mapping[str, Any]) -> Draft:
    """The rules' view of what a form holds (`forms.ScorecardForm.content`). Raises Invalid for what no form sends."""
    try:
        ratings = tuple(
            Rating(
                key,
                rating.get("score"),
                str(rating.get("evidence") or ""),
                not_assessed=bool(rating.get(NOT_ASSESSED)),
                shareable=bool(rating.get(SHAREABLE)),
            )
            for key, rating in (content.get("ratings") or {}).items()
        )
        given = content.get("recommendation")
        recommendation = Recommendation(given) if given else None
    except ValueError as error:
        raise Invalid("Please rate from 1 to 4 and pick a recommendation.", field=RECOMMENDATION_FIELD) from error
    return Draft(ratings, recommendation, str(content.get("notes") or ""))


def merged(kept: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, with what one part of the form says now; a rating is replaced whole."""
    ratings = {**(kept.get("ratings") or {}), **(typed.get("ratings") or {})}
    return {**kept, **typed, "ratings": ratings}


def rating_field(competency: str) -> str:
    return f"rating_{competency}"


def evidence_field(competency: str) -> str:
    return f"evidence_{competency}"


def shareable_field(competency: str) -> str:
    return f"shareable_{competency}"


RECOMMENDATION_FIELD = "recommendation"
NOTES_FIELD = "notes"


def check_submission(kit: Kit, draft: Draft) -> dict[str, str]:
    """What keeps a draft from being submitted: a sentence for each field that needs another look, in the kit's order.

    A 1 and a 4 need evidence: they decide, and whoever reads them was not there.
    """
    found = {}
    for competency in kit.competencies:
        rating = draft.rating(competency.key)
        if not rating.answered:
            found[rating_field(competency.key)] = f"Rate {competency.name} from 1 to 4, or say it was not assessed."
        elif rating.score in (SCORES[0], SCORES[-1]) and not rating.evidence.strip():
            found[evidence_field(competency.key)] = f"A {rating.score} needs evidence: write what was said or done."
    if draft.recommendation is None:
        found[RECOMMENDATION_FIELD] = "Choose a recommendation, from strong no to strong yes."
    return found


def may_read(
    *,
    reader: str,
    writer: str,
    is_panelist: bool,
    reader_submitted: bool,
    reader_owes: bool,
    is_decider_or_recruiter: bool,
    all_in: bool,
    is_candidate: bool,
    override: bool,
    by_shadow: bool = False,
    reader_leads: bool = False,
    reader_trains: bool = False,
) -> bool:
    """Whether `reader` may read the submitted scorecard of `writer`.

    Who is or was the loop's candidate reads nothing. One's own is always open. Whoever owes a scorecard in that stage
    (`reader_owes`) reads none of the stage's others, not even by an override: submitting is one's own to do. After
    that a panelist of the stage reads them, the hiring manager and the recruiter (`is_decider_or_recruiter`) once all
    that are required are in (`all_in`), and whoever overrides with a reason, which the caller audits and tells the
    panel. Being an admin opens nothing.

    A shadow's (`by_shadow`) is for learning: besides the shadow, only who leads the interview (`reader_leads`) reads
    it, once both have submitted; nothing opens it to anybody else. Who is the shadow (`reader_trains`) reads the
    panel's once all are in besides: theirs counts for nothing, so it buys no earlier look.
    """
    if is_candidate:
        return False
    if reader == writer:
        return True
    if reader_owes:
        return False
    if by_shadow:
        return reader_leads and reader_submitted
    theirs = is_panelist and reader_submitted and (all_in or not reader_trains)
    return override or theirs or (is_decider_or_recruiter and all_in)
