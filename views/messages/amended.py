"""To one who has read scorecards: some have changed since. Quiet: no mention, and never what they say."""

from domain.actions import Action
from domain.read.messages import AmendedPost
from views.blocks import Message, actions, context, message, section
from views.lines import loop_button, title_line
from views.text import name, names


def amended(post: AmendedPost) -> Message:
    about = title_line(post.candidate, post.role, post.stage)
    if not post.writers:
        said = f":white_check_mark: {name(post.stage)}: nothing has changed that you have not read."
        return message(f"{about}: {said}", [section(said), context(about)])
    whose = "their scorecards" if len(post.writers) > 1 else "their scorecard"
    said = f"{names(post.writers)} changed {whose} of {name(post.stage)} since you read it."
    read = loop_button(Action.READ_SCORECARDS, post.loop, 0, post.stage_key, who=post.candidate)
    return message(f"{about}: {said}", [section(said), context(about), *actions(read)])
