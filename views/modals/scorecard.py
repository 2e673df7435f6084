"""One's own scorecard: made for a telephone between two meetings, saved as one types."""

from collections.abc import Mapping
from typing import Any

from domain.playbook import Competency, StageKind
from domain.read.scorecards import ScorecardPage
from domain.scorecards import (
    NOT_ASSESSED,
    NOTES_FIELD,
    RECOMMENDATION_FIELD,
    SCORES,
    SHAREABLE,
    Recommendation,
    draft_of,
    evidence_field,
    rating_field,
    shareable_field,
)
from views import ids, inputs
from views.blocks import View, actions, context, modal, numbered, section
from views.elements import DESCRIPTION, Block, Choice, Element, button, link_button
from views.lines import meeting_line, title_line
from views.modals.parts import warning
from views.text import bold, escape, moment, name, one_line
from views.wording import guide_title

LATER = "Save and finish later"
REVIEW = "Review and submit"

MAY_BE_TOLD = Choice("yes", "The candidate may be told this")


def scorecard_modal(page: ScorecardPage, part: int | None = None, *, missing: bool = False) -> View:
    """One part of the form; without `part` the one to go on with. `missing`: say on top what it still lacks.

    Before the interview has begun it takes notes only. `draft` is as `forms.ScorecardForm.content`.
    """
    early = not page.can_submit
    last = len(page.parts) - 1
    here = min(max(page.begun_at if part is None else part, 0), last)
    form = modal(
        "Scorecard",
        [
            *(_missing(page, page.missing_in(here)) if missing else []),
            *_top(page, here),
            *(block for competency in page.parts[here] for block in _competency(competency, page, early=early)),
            *(_of_all(page, early=early) if here == last else []),
            *_turn(page, here),
        ],
        ids.SUBMIT_NOTES if early else ids.SUBMIT_SCORECARD,
        submit="Save notes" if early else REVIEW,
        close="Close" if early or page.submitted_at else LATER,
        metadata=form_metadata(page, here),
    )
    return form if early or page.submitted_at else put_aside(form)


def put_aside(form: View) -> View:
    """The same form; we hear when it is closed for later, so that the reminder says how to go on."""
    return form | {"notify_on_close": True}


def form_metadata(page: ScorecardPage, part: int, **more: str) -> str:
    return ids.metadata(
        loop=page.loop,
        stage=page.stage_key,
        round=page.round,
        interview_version=page.meeting.version if page.meeting else 0,
        part=part,
        **more,
    )


def missing_lines(page: ScorecardPage, missing: Mapping[str, str]) -> list[str]:
    """Each sentence with what it is about."""
    about = {
        field: f"{bold(each.name)}: "
        for each in page.kit.competencies
        for field in (rating_field(each.key), evidence_field(each.key))
    }
    return [f"{about.get(field, '')}{escape(said)}" for field, said in missing.items()]


def part_button(page: ScorecardPage, words: str, part: int, *, primary: bool = False) -> dict[str, Any]:
    value = ids.value(page.loop, 0, part)
    return button(words, ids.SCORECARD_PART, value, style="primary" if primary else None)


def _missing(page: ScorecardPage, missing: Mapping[str, str]) -> list[Block]:
    return [warning(*missing_lines(page, missing))] if missing else []


def _of_all(page: ScorecardPage, *, early: bool) -> list[Block]:
    return [
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
        *actions(_private_note(page)),
    ]


def _private_note(page: ScorecardPage) -> Element | None:
    """Apart from the scorecard, in a form of its own."""
    words = f"Private note to {one_line(page.recruiter, 40)}"
    return button(words, ids.SCORECARD_NOTE, ids.value(page.loop)) if page.recruiter else None


def _turn(page: ScorecardPage, part: int) -> list[Block]:
    """To the other parts; what is typed in this one is kept."""
    count = len(page.parts)
    if count == 1:
        return []
    back = [part_button(page, "Back", part - 1)] if part else []
    on = [part_button(page, "Next", part + 1, primary=True)] if part + 1 < count else []
    return actions(*back, *on)


def _top(page: ScorecardPage, part: int) -> list[Block]:
    facts = [title_line(page.candidate, page.role, page.stage)]
    if page.meeting:
        facts.append(meeting_line(page.meeting, page.person.zone, begins=True))
    kind = StageKind.INTERVIEW if page.meeting else StageKind.TAKE_HOME
    guide = button(guide_title(kind), ids.PAGE_GUIDE, ids.value(page.loop, 0, page.stage_key))
    return [
        *([warning(page.error)] if page.error else []),
        *([warning(moved_line(page))] if page.moved else []),
        context(*facts),
        *actions(
            guide,
            link_button("Résumé", ids.INVITE_RESUME, page.resume_url),
            link_button("Submission", ids.OPEN_SUBMISSION, page.submission_link),
        ),
        *(context(hint) for hint in (_hints(page) if part == 0 else [])),
        *_where(page, part),
    ]


def _where(page: ScorecardPage, part: int) -> list[Block]:
    if len(page.parts) == 1:
        return []
    draft = draft_of(page.draft)
    answered = sum(draft.rating(each.key).answered for each in page.kit.competencies)
    done = f"{answered} of {len(page.kit.competencies)} competencies answered"
    return [context(f"*Part {part + 1} of {len(page.parts)}*  ·  {done}")]


def moved_line(page: ScorecardPage) -> str:
    when = moment(page.meeting.starts_at, page.person.zone) if page.meeting else "another time"
    then = "" if page.can_submit else " Submit it once you've met."
    return f"This interview was moved to {when}. What you wrote came along.{then}"


def _hints(page: ScorecardPage) -> list[str]:
    """What the reader has to know first; one line each, and none that does not apply."""
    hints = []
    if page.submitted_at:
        when = moment(page.submitted_at, page.person.zone)
        hints.append(f":white_check_mark: Submitted {when}. You can change it until the decision.")
        if page.pending:
            hints.append(":pencil2: What you changed since then is kept, and counts once you submit it.")
    elif page.on_hold:
        hints.append("This loop is on hold. Your notes are kept; submit them once it goes on.")
    elif page.error:
        pass  # it stands on top and says it all
    elif not page.can_submit:
        hints.append("You haven't met yet. Take notes here already; rate and submit once you have.")
    elif page.shadow:
        hints.append("Saved as you type.")
    else:
        hints.append(
            "Saved as you type: stop whenever you like, and go on from your reminder or `/loop todos`. "
            "Others see it once they have submitted theirs, or when all are in."
        )
    if page.draft_again and not page.error:
        hints.append(
            "What you submitted is a draft again: the interview it was about did not count. "
            "Change what differs, and submit it once you've met."
        )
    if page.focus:
        about = next((each.name for each in page.kit.competencies if each.key == page.focus), "")
        if about:
            hints.append(f"This interview is about *{name(about)}*; it stands first.")
    if page.shadow:
        hints.append("You're shadowing: your scorecard is for learning and doesn't count. Only who leads reads it.")
    return hints


def _competency(competency: Competency, page: ScorecardPage, *, early: bool) -> list[Block]:
    rating = _rating(page.draft, competency.key)
    score = rating.get("score")
    told = bool(rating.get(SHAREABLE))
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
        *([] if page.shadow else [inputs.tick(shareable_field(competency.key), MAY_BE_TOLD, ticked=told)]),
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
