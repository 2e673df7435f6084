"""What people see of many loops at once: Home, lists, roles, digests, the hub."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.read.loops import LoopLine, MeetingLine, TodoItem
from domain.read.people import Person
from domain.state import Rsvp


@dataclass(frozen=True, slots=True)
class RoleLine:
    id: int
    title: str
    seniority: str
    channel: str
    status: str
    recruiter: Person
    hiring_manager: Person
    open_loops: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class RolesFound:
    """Open roles that the reader runs and that a typed part of a title means; empty `asked`: all of theirs."""

    asked: str
    roles: tuple[RoleLine, ...]
    may_open_role: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One role's open loops by stage: (stage name, lines), stages in order."""

    role: RoleLine
    stages: tuple[tuple[str, tuple[LoopLine, ...]], ...]
    may_add: bool = False
    may_edit: bool = False


@dataclass(frozen=True, slots=True)
class MyInterview:
    loop: int
    version: int
    candidate: str
    role: str
    stage: str
    meeting: MeetingLine
    rsvp: Rsvp
    others: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class WhileAway:
    """The reader's interviews that fall on days off of their own, soonest first."""

    viewer: Person
    interviews: tuple[MyInterview, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message that people should know about: given up (`error` says why), or perhaps sent and perhaps not."""

    outbox: int
    kind: str
    channel: str
    member: str
    """For whom it is, where it is for one person."""
    error: str
    created_at: datetime
    in_doubt: bool = False
    people: tuple[str, ...] = ()
    """For whom it is, where it is for several in a conversation of their own."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A channel that takes no messages, and how many wait for it."""

    destination: str
    error: str
    waiting: int


@dataclass(frozen=True, slots=True)
class UnreadableLoop:
    """A loop whose row in the database holds what the rules don't know."""

    loop: int
    role: str
    column: str


@dataclass(frozen=True, slots=True)
class Home:
    viewer: Person
    now: datetime
    todos: tuple[TodoItem, ...]
    """Most urgent first; only those that are open now."""
    interviews: tuple[MyInterview, ...]
    """Still to come, soonest first."""
    pipelines: tuple[Pipeline, ...]
    put_off: tuple[TodoItem, ...] = ()
    """What the reader has snoozed, most urgent first."""
    may_open_role: bool = False
    is_admin: bool = False
    troubles: tuple[Trouble, ...] = ()
    """For admins: messages that could not be delivered, the latest first."""
    stuck: tuple[Stuck, ...] = ()
    """For admins: channels that take no messages."""
    unreadable: tuple[UnreadableLoop, ...] = ()
    """For admins: loops of which nothing is said, since their row was spoiled."""
    leaderless: tuple[RoleLine, ...] = ()
    """For admins: open roles whose recruiter or hiring manager has left."""
    refused: str = ""
    """For admins: Slack's code, while it lets us send nothing at all."""
    openers: tuple[str, ...] = ()
    """For admins: members who may open roles."""


@dataclass(frozen=True, slots=True)
class LoopList:
    """`/loop list`: open loops that the reader may see, grouped by role."""

    viewer: Person
    now: datetime
    groups: tuple[tuple[RoleLine, tuple[LoopLine, ...]], ...]
    closed: int = 0
    may_add: bool = False


@dataclass(frozen=True, slots=True)
class TodoList:
    viewer: Person
    now: datetime
    todos: tuple[TodoItem, ...]
    later: tuple[TodoItem, ...] = ()
    """Open, but asking for attention only later, or snoozed."""


@dataclass(frozen=True, slots=True)
class Hub:
    """`/loop` by itself: buttons for what this person does most."""

    viewer: Person
    todos: int
    late: int
    next_interview: MyInterview | None
    may_open_role: bool
    may_add: bool
    may_digest: bool


@dataclass(frozen=True, slots=True)
class DigestInterview:
    loop: int
    candidate: str
    stage: str
    starts_at: datetime
    panel: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class DigestOverdue:
    """`person` is None for an interviewer whose debt was not escalated yet: the channel is told a count, not a name."""

    loop: int
    candidate: str
    what: str
    since: datetime
    person: Person | None


@dataclass(frozen=True, slots=True)
class DigestRole:
    role: RoleLine
    stages: tuple[tuple[str, tuple[LoopLine, ...]], ...]
    interviews: tuple[DigestInterview, ...] = ()
    overdue: tuple[DigestOverdue, ...] = ()
    to_decide: tuple[LoopLine, ...] = ()
    offers: tuple[LoopLine, ...] = ()
    not_told: tuple[LoopLine, ...] = ()
    """Candidates who have not heard of something that concerns them."""
    on_hold: tuple[LoopLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    channel: str
    day: date
    zone: str
    now: datetime
    roles: tuple[DigestRole, ...]
    """Roles with something to say: that nobody applies for one is no news. Empty is one line."""
    may_post: bool = False
