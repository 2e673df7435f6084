"""A loop as its readers see it: a line in a list, a card in the channel, a page of one's own."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from domain.actions import Action
from domain.playbook import Playbook, Stage, StageKind
from domain.read.debriefs import VoteLine
from domain.read.details import CandidateDetail, DecisionLine, HistoryLine, OfferDetail, ScorecardLine, TellText
from domain.read.people import Person
from domain.read.private_notes import PrivateNoteLine
from domain.read.reminders import Reminded
from domain.state import Card, Missed, Part, Rsvp, Status, Step
from domain.todos import TodoKind


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whom the loop waits for, and since when. `late`: past its due time; `escalated`: somebody else was told.

    `ahead`: nobody has to do anything yet; this one is next, and `since` is when. Of who will be asked what happened
    it is when the interview begins.
    """

    kind: TodoKind
    person: Person
    since: datetime
    late: bool = False
    escalated: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class StageMark:
    key: str
    name: str
    kind: StageKind
    mark: Literal["done", "current", "ahead"]


@dataclass(frozen=True, slots=True)
class SeatLine:
    person: Person
    part: Part
    rsvp: Rsvp
    absent: bool
    card: Card
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    interview: int
    version: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    organiser: Person
    link: str = ""
    happened: bool = False


@dataclass(frozen=True, slots=True)
class LoopLine:
    """One loop in a list, a digest or a pipeline. `waiting`: the longest first, empty once closed and told."""

    loop: int
    version: int
    candidate: str
    role: str
    role_id: int
    status: Status
    stage: str
    stage_key: str
    step: Step
    round: int
    since: datetime
    """Since when in this stage."""
    days: int
    """Whole local days in this stage, in the role's zone."""
    waiting: tuple[Waiting, ...]
    primary: Action | None
    """The next button for this reader; None when there is none for them."""
    starts_at: datetime | None = None
    due_at: datetime | None = None
    """When the challenge is due or the offer expires."""
    overdue: bool = False
    close_reason: str = ""


@dataclass(frozen=True, slots=True)
class LoopCard:
    """What the hiring channel sees: name, stage and dates, no verdict and no money."""

    line: LoopLine
    zone: str
    """The role's zone."""
    marks: tuple[StageMark, ...]
    recruiter: Person
    hiring_manager: Person
    meeting: MeetingLine | None = None
    seats: tuple[SeatLine, ...] = ()
    submitted: int = 0
    required: int = 0
    hold_until: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What somebody did not do, although reminded to the end; or says is not theirs."""

    kind: TodoKind
    person: Person
    nudged: int
    disowned: bool = False
    decides: bool = False
    """Whoever has to settle it decides on this stage, and so may go on without a vote."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Whom a message did not reach, and why: some people, or a channel."""

    why: Missed
    people: tuple[Person, ...] = ()
    channel: str = ""
    seated: bool = False
    """Somebody else can take their place on the panel."""


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One to-do of one person, with what its buttons need."""

    id: int
    kind: TodoKind
    person: Person
    loop: int
    version: int
    candidate: str
    role: str
    stage: str
    stage_key: str
    round: int
    subject: str
    """What follows the kind in the to-do's key; for `tell_candidate` the key to tick off."""
    created_at: datetime
    opens_at: datetime
    due_at: datetime
    late: bool
    nudged: int = 0
    escalated: bool = False
    interview: int | None = None
    interview_version: int = 0
    starts_at: datetime | None = None
    asked_by: Person | None = None
    """Who invites: the organiser of the interview."""
    reminded_by: Person | None = None
    """Who pressed "Remind"; in a reminder that came by itself, nobody."""
    handed_over_by: Person | None = None
    """Who had it before, and gives it to the reader."""
    snoozed_until: datetime | None = None
    disowned: bool = False
    """Whoever has it says that it is not theirs."""
    begun: bool = False
    """Of a scorecard: something is written already, and kept."""
    settles: Unsettled | None = None
    """What a `reassign` is about."""
    unreached: Unreached | None = None
    """What an `unreached` is about."""


@dataclass(frozen=True, slots=True)
class LoopPage:
    """All that one reader may see and do; every modal of a loop is made from it."""

    card: LoopCard
    viewer: Person
    actions: tuple[Action, ...]
    """What this reader may do at this state, the primary one first."""
    playbook: Playbook
    stage: Stage
    plan: tuple[Stage, ...]
    candidate: CandidateDetail | None
    todos: tuple[TodoItem, ...]
    """The loop's open to-dos, the reader's own first."""
    history: tuple[HistoryLine, ...]
    """Newest first, at most 20: the part `history_part`, from 0. `older`: there are more before these."""
    scorecards: tuple[ScorecardLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    offer: OfferDetail | None = None
    offer_in_hand: OfferDetail | None = None
    """What the candidate holds, while `offer` is a change of it that is not out."""
    challenge_due: datetime | None = None
    challenge_link: str = ""
    submission_link: str = ""
    outstanding: tuple[Person, ...] = ()
    votes: tuple[VoteLine, ...] = ()
    """Of the present round, for who may read of the candidate; sealed words are empty."""
    missing_votes: tuple[Person, ...] = ()
    objects: Person | None = None
    """The bar raiser whose no waits for the hiring manager's answer."""
    hold_reason: str = ""
    """The reason that was chosen, by the name people read; it may be left from an earlier hold."""
    panel_suggested: tuple[str, ...] = ()
    may_override: bool = False
    private_notes: tuple[PrivateNoteLine, ...] = ()
    """For the recruiter of the role alone."""
    my_submitted_at: datetime | None = None
    telling: tuple[TellText, ...] = ()
    reminded: tuple[Reminded, ...] = ()
    """For those who lead the search: whom the bot has written to already, so that nobody asks twice."""
    history_part: int = 0
    older: bool = False

    @property
    def others_open(self) -> bool:
        """Whether it shows the reader what somebody else recommends."""
        return any(line.recommendation and line.person.id != self.viewer.id for line in self.scorecards)


@dataclass(frozen=True, slots=True)
class Match:
    """One of several loops that a typed name may mean."""

    loop: int
    version: int
    candidate: str
    role: str
    stage: str
    status: Status


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name leads to: the matches, or, when there is none, the nearest names."""

    asked: str
    matches: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = field(default=())
    more: int = 0
    """How many fit besides `matches`."""
