"""To who recruits: a candidate from inside is in the channel where their own card stands, and what helps."""

from domain.actions import Action
from domain.read.messages import ReadsAlongPost
from views import ids
from views.blocks import Message, actions, context, message, section
from views.elements import button
from views.lines import loop_button, title_line
from views.text import mention, name

SAID = (
    "{candidate} is a member of <#{channel}>{who}, where the cards of this loop are posted. Please take them out of "
    "that channel, or choose another channel for the role."
)
OVER = ":white_check_mark: {candidate} doesn't read of this loop in <#{channel}> any more. There is nothing left to do."


def reads_along(post: ReadsAlongPost) -> Message:
    about = title_line(post.candidate, post.role)
    who = f" ({mention(post.who)})" if post.who else ""
    said = (OVER if post.over else SAID).format(candidate=name(post.candidate), channel=post.channel, who=who)
    if post.over:
        return message(f"{about}: {said}", [section(said), context(about)])
    edit = button(
        "Edit role", ids.ROLE_EDIT, ids.value(post.role_id, post.role_version), spoken=f"Edit role: {post.role}"
    )
    opening = loop_button(Action.OPEN, post.loop, post.version, words="Open", who=post.candidate)
    return message(f"{about}: {said}", [section(f":warning: {said}"), context(about), *actions(edit, opening)])
