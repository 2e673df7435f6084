"""Adding a candidate, and correcting what is known of one."""

from domain.forms import CORRECT, KEEP, NAME, CandidateForm
from domain.read.choices import CandidateChoice, KnownCandidate
from domain.read.loops import LoopPage
from views import ids, inputs
from views.blocks import View, modal, section
from views.elements import Block, Choice, choices
from views.lists import role_title
from views.modals.parts import meta, pretty, subject, warning
from views.text import bold, city, name
from views.wording import STATUS_IN_CHANNEL
from views.zones import zone_label

SHOWN = 10
"""Roles that somebody is known from."""

UNCHOSEN = "Where from and the starting stage are asked once it is chosen."
NOTE = "Factual, please: the candidate may ask to read it."


def candidate_modal(
    choice: CandidateChoice, given: CandidateForm | None = None, known: KnownCandidate | None = None
) -> View:
    """The role decides sources and stages, so choosing another shows the form again (`refresh.role`)."""
    if not choice.roles:
        return modal(
            "Add candidate",
            [section("There is no open role that you could add a candidate to. Open one with `/loop role`.")],
            ids.SHOW_NOTE,
        )
    chosen = str(choice.chosen) if choice.chosen else None
    form = given or CandidateForm(name="", email="", zone=choice.zone, source="")
    roles = [Choice(str(role.id), role_title(role)) for role in choice.roles]
    sources = [Choice(source, pretty(source)) for source in choice.sources]
    return modal(
        "Add candidate",
        [
            inputs.select("role", "Role", roles, chosen, hint="" if chosen else UNCHOSEN, refreshes=True),
            *_person(form),
            *([inputs.select("source", "Where from?", sources, form.source or None, variant=chosen)] if chosen else []),
            *_papers(form),
            *([_stage(choice, form, chosen)] if chosen else []),
            *(_already(form, known) if known else []),
        ],
        ids.SUBMIT_CANDIDATE,
        submit="Add candidate",
        close="Cancel",
        metadata=ids.metadata(known=known.candidate) if known else "",
    )


def _stage(choice: CandidateChoice, form: CandidateForm, chosen: str) -> Block:
    first = choice.stages[0][0] if choice.stages else None
    return inputs.select(
        "stage",
        "Starting stage",
        choices(choice.stages),
        form.stage or first,
        hint="Later than the first for those who are under way already.",
        variant=chosen,
    )


def _already(form: CandidateForm, known: KnownCandidate) -> list[Block]:
    """Above the button that was pressed. What was typed stays, whichever is kept."""
    said = f"{bold(known.name)} has this address, and is known already."
    there = [f"• {name(place.role)} · {STATUS_IN_CHANNEL[place.status] or name(place.stage)}" for place in known.places]
    if len(there) > SHOWN:
        there[SHOWN:] = [f"• and {len(there) - SHOWN} more"]
    if not known.differs:
        return [warning("\n".join([said, *there]), "To add them to this role as well, press “Add candidate” again.")]
    which = [
        Choice(KEEP, f"As known: {known.name}, {city(known.zone)}"),
        Choice(CORRECT, f"As typed: {form.name}, {city(form.zone)}"),
    ]
    return [
        warning("\n".join([said, *there]), "You typed something else of them than is known."),
        inputs.radio("details", "Which is right?", which, hint="A correction shows in their other roles too."),
    ]


def correct_modal(page: LoopPage, given: CandidateForm | None = None) -> View:
    """Details of somebody who is under way."""
    known = page.candidate
    line = page.card.line
    form = given or CandidateForm(
        name=known.name if known else line.candidate,
        email=known.email if known else "",
        zone=known.zone if known else page.card.zone,
        source=known.source if known else "",
        resume_url=known.resume_url if known else "",
        note=known.note if known else "",
    )
    sources = [Choice(label, label) for label in dict.fromkeys((*page.playbook.sources.values(), form.source)) if label]
    return modal(
        "Correct details",
        [
            subject(page),
            *_person(form),
            *_known_as(page),
            inputs.select("source", "Where from?", sources, form.source or None),
            *_papers(form),
        ],
        ids.SUBMIT_CORRECT,
        submit="Save",
        close="Cancel",
        metadata=meta(page),
    )


def _known_as(page: LoopPage) -> list[Block]:
    """For a candidate from inside: another address alone doesn't make somebody else of them."""
    inside = page.candidate.internal if page.candidate else None
    if inside is None:
        return []
    box = Choice("yes", f"This candidate is not {inside.name}, but somebody else")
    return [
        inputs.checkbox("wrong_person", "Works here", box, hint="Their own address has to be put in above as well.")
    ]


def _person(form: CandidateForm) -> list[Block]:
    return [
        inputs.text("name", "Name", form.name, most=NAME, focus=not form.name),
        inputs.email("email", "Email", form.email),
        inputs.zone("zone", "Time zone", form.zone, zone_label(form.zone), hint="Where the candidate is."),
    ]


def _papers(form: CandidateForm) -> list[Block]:
    return [
        inputs.url("resume_url", "Résumé", form.resume_url, optional=True, hint="A link that interviewers can open."),
        inputs.text("note", "Note", form.note, multiline=True, optional=True, hint=NOTE),
    ]
