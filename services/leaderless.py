"""Roles that nobody leads any more, since recruiter and hiring manager have left: admins name others."""

from collections.abc import Collection

from domain.read.members import MemberKind
from domain.read.messages import PostKind
from models import queries, queries_leaderless, queries_own_loops
from models.tables import Post, Role
from services import posts
from services.work import Work


def of_members(work: Work, gone: Collection[str]) -> None:
    """These lead no more: of what they led alone, or last, each admin hears, once a day.

    Who would lead it and is its candidate is told nothing of that.
    """
    found = queries_leaderless.roles(work.session, gone) if gone else ()
    if not found:
        return
    named = {*work.admins, *queries_own_loops.admins(work.session, work.workspace)}
    admins = [row.id for row in queries.members_by_ids(work.session, named) if row.kind != MemberKind.DEACTIVATED]
    wanted = [
        Post(
            key=f"leaderless:{role.id}:{role.version}:{work.now.date()}:{admin}", kind=PostKind.LEADERLESS,
            ref=role.id, member_id=admin, created_at=work.now,
        )
        for role in found
        for admin in admins
        if admin not in (role.recruiter, role.hiring_manager)
    ]  # fmt: skip
    posts.say_all(work, wanted)


def back(work: Work, members: Collection[str]) -> None:
    """These are here again: who was told that nobody leads their roles reads that."""
    posts.refresh(work, queries_leaderless.told_of_those_led(work.session, members) if members else ())


def changed(work: Work, role: Role) -> None:
    """It has other people, or is closed: who was told of it reads that."""
    posts.refresh(work, queries_leaderless.told(work.session, role.id or 0))
