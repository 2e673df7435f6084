"""A scorecard before it goes in: all that it says in one look, and what it still lacks."""

from domain.forms import ScorecardForm
from domain.playbook import Competency
from domain.read.scorecards import ScorecardPage
from domain.scorecard_parts import part_of
from domain.scorecards import Draft, Rating, Recommendation, draft_of, evidence_field, rating_field
from domain.verdict_words import verdict_in
from views import ids
from views.blocks import View, actions, context, divider, modal, packed, section
from views.elements import Block
from views.lines import title_line
from views.modals.parts import warning
from views.modals.scorecard import (
    LATER,
    form_metadata,
    missing_lines,
    moved_line,
    part_button,
    put_aside,
    scorecard_modal,
)
from views.text import cut, escape, name

GLANCE = 160
"""Characters of evidence that are enough to know one's own words again."""

ELSEWHERE = "This has been changed on another device meanwhile. Please look at it once more."


def review_modal(page: ScorecardPage, part: int, *, again: bool = False) -> View:
    """In place of the form, with the way back to the part that was open. Notes cannot be submitted: they stay notes."""
    if not page.can_submit:
        return scorecard_modal(page, part)
    missing = page.missing
    draft = draft_of(page.draft)
    changes = page.submitted_at is not None
    before = draft_of(page.submitted) if page.submitted else None
    summary = modal(
        "Scorecard",
        [
            *([warning(ELSEWHERE)] if again else []),
            *([warning(moved_line(page))] if page.moved else []),
            context(title_line(page.candidate, page.role, page.stage)),
            section("*Your changes, before they count*" if changes else "*Your scorecard, before it goes in*"),
            *_missing(page, missing),
            *packed(_row(each, draft, missing, before) for each in page.kit.competencies),
            *_of_all(draft, before),
            divider(),
            *([] if missing else [context(_who_reads(page))]),
            *actions(part_button(page, "Back to the form", part)),
        ],
        ids.SUBMIT_REVIEWED,
        submit="Fill in what's missing" if missing else "Submit changes" if changes else "Submit scorecard",
        close="Close" if changes else LATER,
        metadata=form_metadata(page, part, seen=page.seen),
    )
    return summary if changes else put_aside(summary)


def not_yet(page: ScorecardPage, form: ScorecardForm) -> View | None:
    """Where a submission leads that cannot go in as it was shown; None when it can, or the service says why not."""
    if page.moved and not page.can_submit:
        return scorecard_modal(page)
    if not page.can_submit:
        return None
    if page.missing:
        return scorecard_modal(page, part_of(next(iter(page.missing)), page.parts), missing=True)
    return review_modal(page, form.part, again=True) if form.seen != page.seen else None


def _missing(page: ScorecardPage, missing: dict[str, str]) -> list[Block]:
    """Each part that lacks something has its button, where there are several."""
    if not missing:
        return []
    lacking = sorted({part_of(field, page.parts) for field in missing})
    ways = [part_button(page, f"Go to part {part + 1}", part) for part in lacking] if len(page.parts) > 1 else []
    return [warning(*missing_lines(page, missing)), *actions(*ways)]


def _row(competency: Competency, draft: Draft, missing: dict[str, str], before: Draft | None) -> str:
    """`before`: as it was submitted, so that what changes stands out."""
    rating = draft.rating(competency.key)
    was = before.rating(competency.key) if before else rating
    lacks = {rating_field(competency.key), evidence_field(competency.key)} & missing.keys()
    score = _score(rating) if _score(was) == _score(rating) else f"{_score(was)} → {_score(rating)}"
    other = "  _(changed)_" if was.evidence != rating.evidence else ""
    words = " ".join(rating.evidence.split())
    said = f": {escape(cut(words, GLANCE))}" if words else "" if rating.not_assessed else "  _no evidence_"
    return f"{':warning:' if lacks else '•'} *{score}*  {name(competency.name)}{said}{other}{_told(rating)}"


def _score(rating: Rating) -> str:
    return "not assessed" if rating.not_assessed else str(rating.score or "?")


def _told(rating: Rating) -> str:
    """What the candidate may be told; the recruiter is not offered what tells a rating."""
    if not (rating.shareable and rating.score and rating.evidence.strip()):
        return ""
    verdict = verdict_in(rating.evidence)
    return f"  _(not offered to be told: “{escape(verdict)}” is a verdict)_" if verdict else "  _(may be told)_"


def _of_all(draft: Draft, before: Draft | None) -> list[Block]:
    given = Recommendation(draft.recommendation).label if draft.recommendation else ""
    if given and before and before.recommendation and before.recommendation != draft.recommendation:
        given = f"{Recommendation(before.recommendation).label} → {given}"
    other = "  _(changed)_" if before and before.notes != draft.notes else ""
    notes = " ".join(draft.notes.split())
    return [
        section(f"Recommendation: *{given}*" if given else ":warning: No recommendation yet"),
        *([context(f"Notes: {escape(cut(notes, GLANCE))}{other}")] if notes else []),
    ]


def _who_reads(page: ScorecardPage) -> str:
    if page.shadow:
        return "You're shadowing: only who leads this interview reads it, once both of you have submitted."
    if page.submitted_at:
        return "Both versions are kept. Who has read the earlier one is told that it changed."
    return "Others see it once they have submitted theirs, or when all are in. You can change it until the decision."
