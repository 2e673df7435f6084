"""To an admin: nobody leads a search any more, and what mends it."""

from domain.read.leaderless import LeaderlessPost
from views import ids
from views.blocks import Message, actions, message, section
from views.elements import button
from views.text import count, escape, name


def leaderless(post: LeaderlessPost) -> Message:
    role = post.role
    if post.over:
        said = f":white_check_mark: {escape(role.title)} is in good hands again, or closed. Nothing is left to do."
        return message(said, [section(said)])
    gone = " and ".join(dict.fromkeys((name(role.recruiter.name), name(role.hiring_manager.name))))
    have = "has" if role.recruiter.id == role.hiring_manager.id else "have"
    waiting = f" {count(role.open_loops, 'candidate')} may be waiting." if role.open_loops else ""
    said = f"{gone} {have} left, so nobody leads the search for {escape(role.title)} any more.{waiting}"
    said += " Please name who does: they take over all that is owed."
    edit = button("Edit role", ids.ROLE_EDIT, ids.value(role.id, role.version), spoken=f"Edit role: {role.title}")
    return message(said, [section(f":warning: {said}"), *actions(edit)])
