"""What a post says, by its kind. `services/outgoing.py` loads one of these, `views/messages/` renders it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from domain.read.debriefs import DebriefLine, DebriefPost
from domain.read.details import HistoryLine, OfferDetail, TellText
from domain.read.invitations import BriefingPost, InvitationPost, SoonPost
from domain.read.leaderless import LeaderlessPost
from domain.read.loops import LoopCard, TodoItem
from domain.read.overviews import Digest
from domain.read.people import Person
from domain.read.private_notes import PrivateNotePost
from domain.read.role_closed import RoleClosedPost
from domain.read.unreachable import UnreachablePost


class PostKind(StrEnum):
    CARD = "card"
    THREAD = "thread"
    INVITATION = "invitation"
    NOTICE = "notice"
    SOON = "soon"
    BRIEFING = "briefing"
    NUDGE = "nudge"
    ESCALATION = "escalation"
    TELL = "tell"
    DECIDE = "decide"
    APPROVAL = "approval"
    HIRED = "hired"
    DIGEST = "digest"
    UNREACHABLE = "unreachable"
    READS_ALONG = "reads_along"
    LEADERLESS = "leaderless"
    ROLE_CLOSED = "role_closed"
    AMENDED = "amended"
    PRIVATE_NOTE = "private_note"
    DEBRIEF = "debrief"
    DEBRIEF_LINE = "debrief_line"


@dataclass(frozen=True, slots=True)
class CardPost:
    """The candidate's card in the hiring channel, for ever after updated in place."""

    card: LoopCard


@dataclass(frozen=True, slots=True)
class ThreadPost:
    """One line of history under the card. Never a verdict, a rating or money."""

    loop: int
    candidate: str
    line: HistoryLine
    zone: str


@dataclass(frozen=True, slots=True)
class OtherLoop:
    loop: int
    version: int
    candidate: str
    role: str


@dataclass(frozen=True, slots=True)
class NoticePost:
    """One change told to one person whom it concerns: cancelled, taken off the panel, declined, held, closed."""

    loop: int
    candidate: str
    role: str
    person: Person
    line: HistoryLine
    actions: tuple[str, ...] = ()
    """Names of `Action`s that help ("panel" beside a decline)."""
    version: int = 0
    outcome: str = ""
    """Once the reader has done what it asks, or need not any more: what happened, so that the buttons go."""
    stage_key: str = ""
    round: int = 1
    leads: bool = False
    """The reader is the role's recruiter or hiring manager: it goes on for them, as with telling the candidate."""
    also: tuple[OtherLoop, ...] = ()
    """The same has happened to these."""
    asks: bool = False
    """It asks the reader for a scorecard."""
    off: tuple[int, int] | None = None
    """The interview ahead, and its version, to which the reader does not go any more."""


@dataclass(frozen=True, slots=True)
class NudgePost:
    """Reminders of what one person owes, most urgent first. Done ones are shown as done, without buttons."""

    person: Person
    now: datetime
    todos: tuple[TodoItem, ...]
    done: tuple[TodoItem, ...] = ()


@dataclass(frozen=True, slots=True)
class EscalationPost:
    """To the next person up: what others owe, and for how long, the longest first. Done ones are shown as done."""

    person: Person
    now: datetime
    todos: tuple[TodoItem, ...]
    done: tuple[TodoItem, ...] = ()


@dataclass(frozen=True, slots=True)
class TellPost:
    """To the recruiter: what to tell the candidate, ready to copy, with "Told"."""

    loop: int
    version: int
    candidate: str
    role: str
    person: Person
    tell: TellText
    done: bool = False
    told: bool = False
    """Of what is done: whether somebody said so; else it fell away."""
    teller: Person | None = None
    """Who recruits for this role now and has the text instead; None while the reader does."""
    by_itself: bool = False
    """Time alone brought it about, as when an offer runs out: it waits until its reader works."""
    actions: tuple[str, ...] = ()
    """Names of `Action`s that help besides telling."""


@dataclass(frozen=True, slots=True)
class DecidePost:
    """To who decides: all scorecards are in."""

    loop: int
    version: int
    candidate: str
    role: str
    stage: str
    person: Person
    scorecards: int
    outcome: str = ""
    """Once decided: what, so that the button goes."""
    by_itself: bool = False
    """Nobody has brought it about: the last whose vote was waited for has left."""


@dataclass(frozen=True, slots=True)
class ApprovalPost:
    """To an approver: the offer, with Approve and Refuse."""

    loop: int
    version: int
    candidate: str
    role: str
    person: Person
    offer: OfferDetail
    outcome: str = ""
    """Once answered or overtaken: what happened, so that the buttons go."""


@dataclass(frozen=True, slots=True)
class HiredPost:
    """To the channel, broadcast: a message worth reading. `days`: from opening the loop to the acceptance."""

    loop: int
    candidate: str
    role: str
    days: int
    interviewers: tuple[Person, ...]
    recruiter: Person
    hiring_manager: Person
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class DigestPost:
    digest: Digest


@dataclass(frozen=True, slots=True)
class ReadsAlongPost:
    """To who leads the search: a candidate from inside is in the channel where their own card stands."""

    loop: int
    version: int
    candidate: str
    role: str
    person: Person
    who: Person | None
    """The candidate, as a member; None once that turned out wrong."""
    channel: str
    role_id: int
    role_version: int
    over: bool = False
    """They have left it, the role has moved, or the loop is closed: there is nothing left to do."""


@dataclass(frozen=True, slots=True)
class AmendedPost:
    """To one who has read scorecards: whose have changed since. Nobody's once they were read again."""

    loop: int
    candidate: str
    role: str
    stage: str
    stage_key: str
    person: Person
    writers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class TakenBackPost:
    """To the candidate of the very loop that it was about, once that is known: it says nothing any more."""


Outgoing: TypeAlias = (
    CardPost
    | ThreadPost
    | InvitationPost
    | NoticePost
    | SoonPost
    | BriefingPost
    | NudgePost
    | EscalationPost
    | TellPost
    | DecidePost
    | ApprovalPost
    | HiredPost
    | DigestPost
    | UnreachablePost
    | ReadsAlongPost
    | LeaderlessPost
    | RoleClosedPost
    | AmendedPost
    | PrivateNotePost
    | DebriefPost
    | DebriefLine
    | TakenBackPost
)
