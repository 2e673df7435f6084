"""To the recruiter: somebody has left a note. What it says stands on the loop's page alone."""

from domain.actions import Action
from domain.read.private_notes import PrivateNotePost
from views.blocks import Message, actions, context, message, section
from views.lines import loop_button, title_line
from views.text import name


def left(post: PrivateNotePost) -> Message:
    about = title_line(post.candidate, post.role, post.stage)
    who = name(post.writer.name)
    if post.over:
        said = f"{who}'s private note is not there any more."
        return message(f"{about}: {said}", [section(said), context(about)])
    said = f"{who} left a private note for you alone. You find it on the loop's page."
    read = loop_button(Action.OPEN, post.loop, 0, who=post.candidate)
    return message(f"{about}: {said}", [section(said), context(about), *actions(read)])
