"""To one person: a role was closed, and which loops ended with it."""

from domain.actions import Action
from domain.read.role_closed import EndedLoop, RoleClosedPost
from domain.state import Status
from views import ids
from views.blocks import Message, context, message, section
from views.elements import Element, button
from views.lines import TELL, loop_button
from views.text import bold, count, escape, mention, name

SHOWN = 40
"""A message has room for fifty blocks."""


def role_closed(post: RoleClosedPost) -> Message:
    shown, untold = post.loops[:SHOWN], sum(loop.untold for loop in post.loops)
    said = _what_happened(post)
    if untold:
        said += f" Please tell {count(untold, 'candidate')}: the texts are ready."
    elif not post.leads:
        said += " Nothing is expected of you here any more. Thank you for your time!"
    rows = [_row(loop) for loop in shown]
    more = [f"…and {len(post.loops) - SHOWN} more"] if len(post.loops) > SHOWN else []
    return message(
        "\n".join([said, *rows, *more]),
        [
            section(said),
            *(section(row, _button(loop)) for row, loop in zip(rows, shown, strict=True)),
            *(context(line) for line in more),
        ],
    )


def _what_happened(post: RoleClosedPost) -> str:
    own = post.who.id == post.person.id
    closed = f"{bold(post.role)} is closed" if own else f"{mention(post.who)} closed {bold(post.role)}"
    why = f" ({name(post.outcome)})" if post.leads and post.outcome else ""
    return f"{closed}{why}. {count(len(post.loops), 'loop')} ended with it."


def _row(loop: EndedLoop) -> str:
    how = "withdrew" if loop.status is Status.WITHDRAWN else "rejected"
    return f"{bold(loop.candidate)} · {how}: {escape(loop.reason)}" if loop.reason else bold(loop.candidate)


def _button(loop: EndedLoop) -> Element | None:
    if loop.untold:
        value = ids.value(loop.loop, loop.version)
        return button(TELL, ids.PAGE_TELLING, value, style="primary", spoken=f"{TELL}: {loop.candidate}")
    return loop_button(Action.OPEN, loop.loop, loop.version, who=loop.candidate) if loop.opens else None
