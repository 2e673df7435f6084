"""To an admin: nobody leads a search any more, and what mends it."""

from domain.read.leaderless import LeaderlessPost
from domain.read.overviews import RoleLine
from views import ids
from views.blocks import Message, actions, message, section
from views.elements import button
from views.text import count, escape, name


def leaderless(post: LeaderlessPost) -> Message:
    role = post.role
    if post.over:
        said = f":white_check_mark: {escape(role.title)} is in good hands again, or closed. Nothing is left to do."
        return message(said, [section(said)])
    waiting = f" {count(role.open_loops, 'candidate')} may be waiting." if role.open_loops else ""
    said = f"{_why(role)}, so nobody leads the search for {escape(role.title)} any more.{waiting}"
    said += " Please name who does: they take over all that is owed."
    edit = button("Edit role", ids.ROLE_EDIT, ids.value(role.id, role.version), spoken=f"Edit role: {role.title}")
    return message(said, [section(f":warning: {said}"), *actions(edit)])


def _why(role: RoleLine) -> str:
    leads = list(dict.fromkeys((role.recruiter, role.hiring_manager)))
    here, gone = ([name(lead.name) for lead in leads if lead.active is there] for there in (True, False))
    if here and gone:
        return f"{gone[0]} has left, and {here[0]} is a candidate there"
    return f"{' and '.join(name(lead.name) for lead in leads)} {'have' if len(leads) > 1 else 'has'} left"
