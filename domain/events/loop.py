"""What happens to the loop as a whole."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.base import Event
from domain.state import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold(Event):
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldChanged(Event):
    """It stays on hold: until another day, or for another reason."""

    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Event):
    """`role_closed`: nothing to do with the candidate, who hears just that."""

    reason: str
    rationale: str = ""
    role_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Event):
    """The candidate has been told of the change with this key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged(Event):
    """The role has a new recruiter, hiring manager or bar raiser, who inherits what the old one owed."""

    recruiter: str
    hiring_manager: str
    bar_raiser: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateKnown(Event):
    """The candidate was found to be a colleague, or (empty) to be none after all.

    The others are whom the role names: it is worked out from them anew who leads this loop.
    `seats`: given back to whom the candidate was taken for by mistake.
    """

    member: str
    recruiter: str
    hiring_manager: str
    bar_raiser: str = ""
    seats: tuple[Seat, ...] = ()
