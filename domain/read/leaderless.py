"""What an admin reads of a role that nobody leads any more."""

from dataclasses import dataclass

from domain.read.overviews import RoleLine
from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class LeaderlessPost:
    """To an admin: recruiter and hiring manager of a role have left, or who is there is a candidate in it.

    `over`: others lead it now, or it is closed.
    """

    person: Person
    role: RoleLine
    over: bool = False
