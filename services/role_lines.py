"""Roles as lists and forms show them."""

from collections.abc import Mapping

from domain.read.loops import Person
from domain.read.overviews import RoleLine
from models.tables import Role


def role_line(role: Role, people: Mapping[str, Person], open_loops: int = 0) -> RoleLine:
    """`people` hold the role's recruiter and hiring manager (`members.people`)."""
    return RoleLine(
        role.id or 0,
        role.title,
        role.seniority,
        role.channel,
        role.status,
        people[role.recruiter],
        people[role.hiring_manager],
        open_loops,
        role.version,
    )
