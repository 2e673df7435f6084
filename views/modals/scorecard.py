"""One's own scorecard: made for a telephone between two meetings, saved as one types."""

from typing import Any

from domain.playbook import Competency, StageKind
from domain.read.scorecards import ScorecardPage
from domain.scorecards import (
    NOT_ASSESSED,
    NOTES_FIELD,
    RECOMMENDATION_FIELD,
    SCORES,
    Recommendation,
    evidence_field,
    rating_field,
)
from views import ids, inputs
from views.blocks import View, actions, context, modal, numbered, section
from views.elements import DESCRIPTION, Block, Choice, button, link_button
from views.lines import meeting_line, title_line
from views.modals.parts import warning
from views.text import bold, escape, moment, name
from views.wording import guide_title

LATER = "Save and finish later"


def scorecard_modal(page: ScorecardPage) -> View:
    """Before the interview has begun it takes notes only. `draft` is as `forms.ScorecardForm.content`."""
    early = not page.can_submit
    competencies = sorted(page.kit.competencies, key=lambda competency: competency.key != page.focus)
    return modal(
        "Scorecard",
        [
            *_top(page),
            *(block for competency in competencies for block in _competency(competency, page, early=early)),
            inputs.text(
                NOTES_FIELD,
                "Notes",
                str(page.draft.get("notes") or ""),
                multiline=True,
                optional=True,
                as_typed=True,
                hint="What was said and done. The candidate may ask to read it.",
            ),
            inputs.radio(
                RECOMMENDATION_FIELD,
                "Overall recommendation",
                [Choice(str(each), each.label) for each in Recommendation],
                page.draft.get("recommendation"),
                as_typed=True,
                optional=early,
            ),
        ],
        ids.SUBMIT_NOTES if early else ids.SUBMIT_SCORECARD,
        submit="Save notes" if early else "Submit changes" if page.submitted_at else "Submit scorecard",
        close="Close" if early or page.submitted_at else LATER,
        metadata=ids.metadata(
            loop=page.loop,
            stage=page.stage_key,
            round=page.round,
            interview_version=page.meeting.version if page.meeting else 0,
        ),
    )


def _top(page: ScorecardPage) -> list[Block]:
    facts = [title_line(page.candidate, page.role, page.stage)]
    if page.meeting:
        facts.append(meeting_line(page.meeting, page.person.zone, begins=True))
    kind = StageKind.INTERVIEW if page.meeting else StageKind.TAKE_HOME
    guide = button(guide_title(kind), ids.PAGE_GUIDE, ids.value(page.loop, 0, page.stage_key))
    return [
        *([warning(page.error)] if page.error else []),
        context(*facts),
        *actions(
            guide,
            link_button("Résumé", ids.INVITE_RESUME, page.resume_url),
            link_button("Submission", ids.OPEN_SUBMISSION, page.submission_link),
        ),
        *(context(hint) for hint in _hints(page)),
    ]


def _hints(page: ScorecardPage) -> list[str]:
    """What the reader has to know first; one line each, and none that does not apply."""
    hints = []
    if page.submitted_at:
        when = moment(page.submitted_at, page.person.zone)
        hints.append(f":white_check_mark: Submitted {when}. You can change it until the decision.")
    elif not page.can_submit:
        hints.append("You haven't met yet. Take notes here already; rate and submit once you have.")
    else:
        hints.append("Saved as you type. Others see it once they have submitted theirs, or when all are in.")
    if page.focus:
        about = next((each.name for each in page.kit.competencies if each.key == page.focus), "")
        if about:
            hints.append(f"This interview is about *{name(about)}*; it stands first.")
    if page.shadow:
        hints.append("You're shadowing: your scorecard is for learning and doesn't count.")
    return hints


def _competency(competency: Competency, page: ScorecardPage, *, early: bool) -> list[Block]:
    rating = _rating(page.draft, competency.key)
    score = rating.get("score")
    fits = all(len(anchor) <= DESCRIPTION for anchor in competency.anchors)
    return [
        *([] if fits else _in_full(competency)),
        inputs.radio(
            rating_field(competency.key),
            competency.name,
            [
                *(Choice(str(number), str(number), competency.anchor(number) if fits else "") for number in SCORES),
                Choice(NOT_ASSESSED, "Not assessed", "It didn't come up. Say why below, if you like."),
            ],
            NOT_ASSESSED if rating.get(NOT_ASSESSED) else str(score) if score else None,
            hint=competency.description if fits else "",
            as_typed=True,
            optional=early,
        ),
        inputs.text(
            evidence_field(competency.key),
            f"{competency.name}: evidence",
            str(rating.get("evidence") or ""),
            multiline=True,
            optional=True,
            as_typed=True,
            placeholder="What did you see or hear? Needed for a 1 and a 4.",
        ),
    ]


def _in_full(competency: Competency) -> list[Block]:
    """Anchors that are longer than an option may be, above the options: none is cut or broken in two."""
    return [
        section(f"{bold(competency.name)}\n{escape(competency.description)}"),
        numbered(list(competency.anchors)),
    ]


def _rating(draft: dict[str, Any], competency: str) -> dict[str, Any]:
    found = (draft.get("ratings") or {}).get(competency)
    return found if isinstance(found, dict) else {}
