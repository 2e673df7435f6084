"""A note to the recruiter alone: its form, and how the recruiter reads it on the loop's page."""

from collections.abc import Sequence

from domain.read.private_notes import PrivateNoteLine, PrivateNotePage
from views import ids, inputs
from views.blocks import View, context, header, modal, plain_section, section
from views.elements import Block
from views.lines import title_line
from views.text import mention, moment, name

KEPT = ":pencil2: What you typed is kept. It reaches nobody until you leave it."


def private_note_modal(page: PrivateNotePage) -> View:
    """Apart from the scorecard; empty, it takes back what was left."""
    who = name(page.recruiter.name)
    return modal(
        "Private note",
        [
            context(title_line(page.candidate, page.role, page.stage)),
            section(
                f"Only {who}, who recruits for this role, reads this: not the panel, not the hiring manager. "
                "What you saw and heard belongs in the scorecard."
            ),
            *([context(_before(page.left_for.name, page.recruiter.name))] if page.left_for else []),
            *([context(KEPT)] if page.pending else []),
            inputs.text(
                "note", "Note", page.text, multiline=True, optional=page.left, focus=True, as_typed=ids.NOTE_TYPED
            ),
        ],
        ids.SUBMIT_PRIVATE_NOTE,
        submit="Change note" if page.left else "Leave note",
        close="Close",
        metadata=ids.metadata(loop=page.loop, key=f"{page.stage_key}:{page.round}"),
    )


def private_note_left_modal(page: PrivateNotePage) -> View:
    """That it has arrived, and with whom."""
    who = name(page.recruiter.name)
    said = f"Your note is left. {who} reads it, and nobody else." if page.left else "Your note is taken back."
    about = context(title_line(page.candidate, page.role, page.stage))
    return modal("Private note", [about, section(f":white_check_mark: {said}")], ids.SHOW_NOTE, close="Go on")


def _before(reader: str, recruiter: str) -> str:
    return f"You left it for {name(reader)}, who recruited then. {name(recruiter)} reads it once you leave it again."


def private_note_blocks(notes: Sequence[PrivateNoteLine], zone: str) -> list[Block]:
    """On the loop's page of who recruits."""
    blocks: list[Block] = [header("For you alone")] if notes else []
    for note in notes:
        about = f"{mention(note.writer)}, {name(note.stage)}, {moment(note.written_at, zone)}. Nobody else reads this."
        blocks += [plain_section(note.text), context(about)]
    return blocks
