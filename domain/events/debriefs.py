"""What happens in a debrief, and what lets one begin without all scorecards."""

from dataclasses import dataclass

from domain.events.base import Event
from domain.scorecards import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class GateClosed(Event):
    """No more scorecards are waited for: what is in is debated."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted(Event):
    """Before the talk; it can be changed until all have voted."""

    member: str
    vote: Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class VotedAgain(Event):
    """After the talk; the same vote keeps the first one."""

    member: str
    vote: Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterLeft(Event):
    """Somebody whose vote is asked for has left the company: it is not waited for."""

    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefMovedOn(Event):
    """The next step begins without the votes that are missing."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernAnswered(Event):
    """The hiring manager has answered the bar raiser's no in writing."""

    answer: str
