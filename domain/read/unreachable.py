"""What is said of a channel where nothing can be sent."""

from dataclasses import dataclass

from domain.read.overviews import RoleLine
from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class UnreachablePost:
    """To who leads the search: the channel where nothing can be sent, and what mends it."""

    person: Person
    error: str
    channel: str
    roles: tuple[RoleLine, ...] = ()
    """The open roles of the channel that the reader leads."""
    mended: bool = False
