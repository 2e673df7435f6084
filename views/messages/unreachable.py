"""To who leads the search: a channel that takes no messages, and what mends it."""

from collections.abc import Mapping

from domain.read.unreachable import UnreachablePost
from views import ids
from views.blocks import Message, actions, message, section
from views.elements import button
from views.text import escape

CHANNELS: Mapping[str, str] = {
    "is_archived": "{channel} is archived, so I can't post there. Please unarchive it",
    "not_in_channel": "I'm not in {channel} any more, so I can't post there. Please invite me again with `/invite`",
    "channel_not_found": "I can't see {channel} any more: it was deleted, or I was taken out. "
    "Please invite me again with `/invite`",
}
RESTRICTED = "I'm not allowed to post in {channel}. Please ask whoever manages it to allow apps to post"
OR_ELSE = ", or choose another channel for {roles}. What I have to say there waits until then."


def unreachable(post: UnreachablePost) -> Message:
    place = f"<#{post.channel}>"
    if post.mended:
        said = f":white_check_mark: I can post in {place} again. What waited is on its way."
        return message(said, [section(said)])
    roles = ", ".join(escape(role.title) for role in post.roles) or "the role"
    said = CHANNELS.get(post.error, RESTRICTED).format(channel=place) + OR_ELSE.format(roles=roles)
    edits = [
        button("Edit role", ids.ROLE_EDIT, ids.value(role.id, role.version), spoken=f"Edit role: {role.title}")
        for role in post.roles[:5]
    ]
    return message(said, [section(f":warning: {said}"), *actions(*edits)])
