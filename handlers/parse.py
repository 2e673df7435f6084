"""From what Slack sent to the forms of `domain/forms.py`. Raises Invalids for what is missing or malformed."""

from collections.abc import Mapping
from typing import Any

from domain.forms import (
    AnswerForm,
    CandidateForm,
    ChallengeForm,
    DecisionForm,
    LoopForm,
    OfferForm,
    PanelForm,
    ScheduleForm,
    ScorecardForm,
    TodoForm,
)
from domain.scorecards import (
    NOT_ASSESSED,
    NOTES_FIELD,
    RECOMMENDATION_FIELD,
    SHAREABLE,
    evidence_field,
    rating_field,
    shareable_field,
)
from handlers.fields import Fields

View = Mapping[str, Any]


def candidate(view: View) -> CandidateForm:
    """A new one with a role, or the corrected details of the loop that the view was opened for."""
    fields = Fields(view)
    loop = fields.number_of("loop") or None
    return fields.whole(
        CandidateForm(
            name=fields.text("name"),
            email=fields.text("email"),
            zone=fields.choice("zone"),
            source=fields.choice("source"),
            resume_url=fields.optional("resume_url"),
            note=fields.optional("note"),
            role=None if loop else int(fields.choice("role") or 0),
            stage=None if loop else fields.optional("stage") or None,
            loop=loop,
            version=fields.number_of("version"),
            wrong_person=fields.ticked("wrong_person"),
            known=fields.number_of("known"),
            details=fields.optional("details"),
        )
    )


def schedule(view: View) -> ScheduleForm:
    """Also to log an interview and to move one; moving leaves the panel alone."""
    fields = Fields(view)
    return fields.whole(
        ScheduleForm(
            loop=fields.number_of("loop"),
            version=fields.number_of("version"),
            date=fields.day("date"),
            time=fields.hour("time"),
            duration=fields.number("duration"),
            zone=fields.choice("zone"),
            link=fields.optional("link"),
            people=_panel(fields) if {"lead", "panel"} & set(fields.names) else None,
            confirmed=fields.ticked("confirmed"),
        )
    )


def panel(view: View) -> PanelForm:
    fields = Fields(view)
    return fields.whole(_panel(fields))


def _panel(fields: Fields) -> PanelForm:
    return PanelForm(
        loop=fields.number_of("loop"),
        version=fields.number_of("version"),
        panel=fields.users("panel"),
        lead=fields.optional("lead") or None,
        shadows=fields.users("shadows"),
        reverse_shadows=fields.users("reverse_shadows"),
    )


def loop(view: View) -> LoopForm:
    """The small forms of a loop: whatever of a reason, a note, a member, a day and a link they ask for."""
    fields = Fields(view)
    asked = set(fields.names)
    return fields.whole(
        LoopForm(
            loop=fields.number_of("loop"),
            version=fields.number_of("version"),
            reason=fields.optional("reason"),
            note=fields.optional("note"),
            member=fields.optional("member") or fields.word_of("member") or None,
            other=fields.choice("other") if "other" in asked else None,
            until=fields.optional_day("until"),
            link=fields.optional("link"),
            key=fields.optional("key") or fields.word_of("key"),
        )
    )


def answer(view: View, answer: str) -> AnswerForm:
    fields = Fields(view)
    return AnswerForm(
        interview=fields.number_of("interview"),
        version=fields.number_of("version"),
        answer=answer,
        note=fields.optional("note"),
    )


def challenge(view: View) -> ChallengeForm:
    fields = Fields(view)
    return fields.whole(
        ChallengeForm(
            loop=fields.number_of("loop"),
            version=fields.number_of("version"),
            due_date=fields.day("due_date"),
            due_time=fields.hour("due_time"),
            zone=fields.choice("zone"),
            panel=fields.users("panel"),
            link=fields.optional("link"),
        )
    )


def extension(view: View) -> ChallengeForm:
    """A later moment for a challenge that is out; its reviewers stay."""
    fields = Fields(view)
    due = fields.moment("due")
    return fields.whole(
        ChallengeForm(
            loop=fields.number_of("loop"),
            version=fields.number_of("version"),
            due_date=due.date(),
            due_time=due.time(),
            zone="UTC",
            panel=(),
        )
    )


def decision(view: View) -> DecisionForm:
    fields = Fields(view)
    return fields.whole(
        DecisionForm(
            loop=fields.number_of("loop"),
            version=fields.number_of("version"),
            outcome=fields.choice("outcome"),
            rationale=fields.optional("rationale"),
            reason=fields.optional("reason"),
            focus=fields.optional("focus"),
            until=fields.optional_day("until"),
            override=fields.optional("override"),
            dissent=fields.optional("dissent"),
            probe=fields.optional("probe"),
        )
    )


def offer(view: View) -> OfferForm:
    fields = Fields(view)
    return fields.whole(
        OfferForm(
            loop=fields.number_of("loop"),
            version=fields.number_of("version"),
            pay=fields.text("pay"),
            currency=fields.text("currency"),
            starts_on=fields.day("starts_on"),
            expires_on=fields.day("expires_on"),
            approvers=fields.users("approvers"),
            note=fields.optional("note"),
        )
    )


def scorecard(view: View) -> ScorecardForm:
    """As far as it is shown and filled in: a draft is saved in any state, and a submission is judged by the service."""
    fields = Fields(view)
    prefix = rating_field("")
    keys = [name.removeprefix(prefix) for name in fields.names if name.startswith(prefix)]
    said: dict[str, str | None] = {}
    if RECOMMENDATION_FIELD in fields.names:
        said[RECOMMENDATION_FIELD] = fields.optional(RECOMMENDATION_FIELD) or None
    if NOTES_FIELD in fields.names:
        said[NOTES_FIELD] = fields.optional(NOTES_FIELD)
    return ScorecardForm(
        loop=fields.number_of("loop"),
        stage=fields.word_of("stage"),
        round=fields.number_of("round"),
        interview_version=fields.number_of("interview_version"),
        content={
            "ratings": {
                key: {
                    **_rating(fields.optional(rating_field(key))),
                    "evidence": fields.optional(evidence_field(key)),
                    SHAREABLE: fields.ticked(shareable_field(key)),
                }
                for key in keys
            },
            **said,
        },
        part=fields.number_of("part"),
        seen=fields.word_of("seen"),
    )


def _rating(chosen: str) -> dict[str, int | bool | None]:
    return {"score": int(chosen) if chosen.isdecimal() else None, NOT_ASSESSED: chosen == NOT_ASSESSED}


def hand_over(view: View) -> TodoForm:
    fields = Fields(view)
    return fields.whole(TodoForm(todo=fields.number_of("todo"), member=fields.choice("member")))


def snooze(view: View) -> TodoForm:
    fields = Fields(view)
    return fields.whole(TodoForm(todo=fields.number_of("todo"), until=fields.moment("until")))
