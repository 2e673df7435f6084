"""The panel: who is on it, who can't make it, and what happened."""

from domain.forms import PanelForm
from domain.playbook import StageKind
from domain.read.invitations import InvitationPost
from domain.read.loops import LoopPage, SeatLine
from domain.state import Part, Rsvp
from views import ids, inputs
from views.blocks import View, actions, context, modal, section
from views.elements import Block, button
from views.lines import meeting_line, seat, title_line
from views.modals.parts import meta, subject
from views.text import moment
from views.wording import ANOTHER_TIME, HAPPENED_LABELS, panel_word


def panel_modal(page: LoopPage, given: PanelForm | None = None) -> View:
    """Who stays keeps answer and scorecard; only those who come or go are told."""
    kind = page.stage.kind
    form = given or _present(page)
    home = kind is StageKind.TAKE_HOME
    return modal(
        "Change the reviewers" if home else "Change the panel",
        [
            subject(page),
            *_seats(page),
            context("Only those who join or leave are told. Everybody else keeps their answer and their scorecard."),
            *([] if home else [inputs.user("lead", "Lead", form.lead)]),
            inputs.users("panel", "Reviewers" if home else "Other interviewers", form.panel, optional=not home),
            *([] if home else _learners(form)),
        ],
        ids.SUBMIT_PANEL,
        submit="Save",
        close="Cancel",
        metadata=meta(page),
    )


def _learners(form: PanelForm) -> list[Block]:
    watch = "They watch and learn; their scorecards don't count."
    watched = "They interview while somebody experienced watches; their scorecards count."
    return [
        inputs.users("shadows", "Shadows", form.shadows, optional=True, hint=watch),
        inputs.users("reverse_shadows", "Reverse shadows", form.reverse_shadows, optional=True, hint=watched),
    ]


def _seats(page: LoopPage) -> list[Block]:
    if not page.card.seats:
        return []
    rows = [seat(line, page.stage.kind, ping=True) for line in page.card.seats]
    return [section(f"Now the {panel_word(page.stage.kind)} are\n" + "\n".join(f"• {row}" for row in rows))]


def _present(page: LoopPage) -> PanelForm:
    line = page.card.line
    if not page.card.seats:
        suggested = page.panel_suggested
        home = page.stage.kind is StageKind.TAKE_HOME
        lead = None if home else next(iter(suggested), None)
        return PanelForm(loop=line.loop, version=line.version, lead=lead, panel=suggested if home else suggested[1:])
    return PanelForm(
        loop=line.loop,
        version=line.version,
        lead=next(iter(_members(page, Part.LEAD)), None),
        panel=_members(page, Part.INTERVIEWER),
        shadows=_members(page, Part.SHADOW),
        reverse_shadows=_members(page, Part.REVERSE_SHADOW),
    )


def _members(page: LoopPage, part: Part) -> tuple[str, ...]:
    return tuple(line.person.id for line in page.card.seats if line.part is part and _stays(line))


def _stays(line: SeatLine) -> bool:
    """Who declined or was not there is not proposed again, so that saving replaces them."""
    return line.rsvp is not Rsvp.DECLINED and not line.absent


def _invited(post: InvitationPost) -> Block:
    """Which interview is answered: one may be invited to several."""
    when = meeting_line(post.meeting, post.person.zone, post.candidate_zone, begins=True)
    return context(title_line(post.candidate, post.role, post.stage), when)


def decline_modal(post: InvitationPost, version: int) -> View:
    """An invitation answered with "can't make it"; `version` is that of the interview when it was answered."""
    return modal(
        "Can't make it",
        [
            _invited(post),
            section("That's fine. The recruiter looks for somebody else, and you hear no more of it."),
            inputs.text("note", "Anything they should know?", optional=True, multiline=True, most=500),
        ],
        ids.SUBMIT_DECLINE,
        submit="I can't make it",
        close="Go back",
        metadata=ids.metadata(interview=post.interview, version=version),
    )


def propose_modal(post: InvitationPost, version: int) -> View:
    """An invitation answered with other times, in one's own words; `version` as above."""
    hint = "Your answer stays open until the recruiter has settled it."
    return modal(
        ANOTHER_TIME,
        [
            _invited(post),
            inputs.text(
                "note",
                "When could you?",
                multiline=True,
                placeholder="Thursday after 14:00, or any time on Friday",
                hint=hint,
                most=500,
            ),
        ],
        ids.SUBMIT_PROPOSE,
        submit="Propose",
        close="Go back",
        metadata=ids.metadata(interview=post.interview, version=version),
    )


def happened_buttons(loop: int, interview_version: int) -> list[Block]:
    """One tap says what happened."""
    value = ids.value(loop, interview_version)
    return actions(
        *(
            button(HAPPENED_LABELS[answer], ids.happened(answer), value, style="primary" if not place else None)
            for place, answer in enumerate(ids.HAPPENED)
        )
    )


def happened_modal(page: LoopPage) -> View:
    """Asked of whoever leads."""
    meeting = page.card.meeting
    when = f" It was set for {moment(meeting.starts_at, page.viewer.zone)}." if meeting else ""
    return modal(
        "What happened?",
        [
            subject(page),
            section(f"Did this interview take place?{when}"),
            *happened_buttons(page.card.line.loop, meeting.version if meeting else 0),
        ],
        ids.SHOW_HAPPENED,
        metadata=meta(page),
    )


def settle_modal(page: LoopPage) -> View:
    """Asked of the recruiter when what people said of an interview does not fit together."""
    line = page.card.line
    value = ids.value(line.loop, line.version)
    return modal(
        "Settle what happened",
        [
            subject(page),
            section(
                "What people said of this interview does not fit together: a scorecard is in, and somebody says that "
                "it did not take place or that they weren't there. Ask around, then choose."
            ),
            *actions(
                button("It took place", ids.SETTLE_HAPPENED, value, style="primary"),
                button("It did not take place", ids.SETTLE_NOT, value),
            ),
            context(
                '"It did not take place" sends the loop back to finding a time; scorecards already written are kept.'
            ),
        ],
        ids.SHOW_SETTLE,
        metadata=meta(page),
    )
