"""What the panel of an interview is told of it ahead: the invitation, the briefing, and that it begins soon."""

from dataclasses import dataclass
from datetime import datetime

from domain.playbook import Kit
from domain.read.briefings import Briefing
from domain.read.loops import MeetingLine, SeatLine
from domain.read.people import Person
from domain.state import Rsvp


@dataclass(frozen=True, slots=True)
class InvitationPost:
    """An invitation by direct message.

    `current` is False once it moved, was cancelled, or the panel changed: then `outcome` says so and the buttons go.
    """

    loop: int
    interview: int
    version: int
    person: Person
    asked_by: Person
    candidate: str
    candidate_zone: str
    role: str
    stage: str
    meeting: MeetingLine
    seat: SeatLine | None
    others: tuple[SeatLine, ...]
    resume_url: str
    kit: Kit | None
    current: bool
    outcome: str = ""
    rsvp: Rsvp = Rsvp.PENDING
    moved_from: datetime | None = None
    """Set when this invitation replaces one for an earlier time."""
    held: bool = False
    """It ended because it took place; what its reader owes then is the scorecard of `stage_key` and `round`."""
    stage_key: str = ""
    round: int = 1
    off: bool = False
    """It was ahead when it was cancelled, or when its reader left the panel: a calendar that has it should drop it."""
    cancelled: bool = False
    """For all; not only for its reader."""


@dataclass(frozen=True, slots=True)
class SoonPost:
    """A quarter of an hour before an interview.

    `current`, `outcome` and `held` as of an invitation: what moved or was cancelled says so and loses its buttons.
    """

    loop: int
    candidate: str
    role: str
    stage: str
    person: Person
    meeting: MeetingLine
    resume_url: str
    round: int = 1
    stage_key: str = ""
    current: bool = True
    outcome: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class BriefingPost:
    """The working morning before an interview. Without a `briefing` once it is overtaken, as `about` says."""

    about: SoonPost
    briefing: Briefing | None = None
    also: "tuple[BriefingPost, ...]" = ()
    """Those of the same morning for the same reader, by start; the first of all is this one."""

    @property
    def person(self) -> Person:
        return self.about.person
