"""What those whom it concerns read of a role that was closed, and of the loops that ended with it."""

from dataclasses import dataclass

from domain.read.people import Person
from domain.state import Status


@dataclass(frozen=True, slots=True)
class EndedLoop:
    loop: int
    version: int
    candidate: str
    status: Status
    reason: str = ""
    """Why, for those who lead the search; empty for everybody else."""
    untold: bool = False
    """The reader is to tell the candidate."""
    opens: bool = True
    """The reader may look at it."""


@dataclass(frozen=True, slots=True)
class RoleClosedPost:
    """To one person: all that ended with a role and concerns them, in one message."""

    person: Person
    role: str
    outcome: str
    """What became of the role, as in "Filled"."""
    who: Person
    loops: tuple[EndedLoop, ...]
    leads: bool = False
    """The reader is recruiter or hiring manager; of all others nothing is expected any more."""
