"""What happens to interviews: arranged, answered, held or not, scored."""

from dataclasses import dataclass

from domain.events.base import Event
from domain.state import Meeting, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled(Event):
    meeting: Meeting
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged(Event):
    """An interview that was already held, or is going on: no invitations, scorecards opened for when it is over."""

    meeting: Meeting
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled(Event):
    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Event):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChanged(Event):
    """The new panel, whole. Who stays keeps answer and scorecard."""

    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAdded(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Event):
    member: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A panelist would like another time; the organiser moves the interview or asks to come all the same."""

    member: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    """It did not take place at its time; a new one is to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WasAbsent(Event):
    """A panelist was not there."""

    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed(Event):
    """The lead says that it did not take place, though a scorecard says that it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionSettled(Event):
    """The recruiter has asked around: it happened, or it did not."""

    happened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSubmitted(Event):
    member: str
    again: bool = False
    """It was in already, and says something else now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWaived(Event):
    member: str
    reason: str
