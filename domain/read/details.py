"""What stands on a loop's page besides its card: the candidate, the story, scorecards, decisions, the offer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.read.people import Person
from domain.state import Card, Part


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    name: str
    email: str
    zone: str
    source: str
    resume_url: str
    note: str
    internal: Person | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`event` is the event class's name (`Scheduled`, `CardWaived`, …); `facts` its ids and moments (ISO strings)."""

    id: int
    at: datetime
    by: Person | None
    """None: Loopkeeper itself."""
    event: str
    stage: str
    """The name of the stage it happened in."""
    facts: dict[str, Any]
    people: dict[str, Person]
    """Every member that `facts` names."""
    reason: str = ""
    to_stage: str = ""


@dataclass(frozen=True, slots=True)
class RatingLine:
    competency: str
    name: str
    score: int | None
    evidence: str
    not_assessed: bool = False
    """Said by the panelist; `evidence` then says why, if anything."""
    anchor: str = ""
    """What the kit that was rated by says of such a score."""
    shareable: bool = False
    """Whether the panelist marked `evidence` as something that the candidate may be told."""
    weight: int = 1
    """As in the kit that was rated by. Said and ordered by, never multiplied with."""
    weight_reason: str = ""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """What a scorecard said before its writer changed it."""

    at: datetime
    recommendation: str
    ratings: tuple[RatingLine, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ScorecardLine:
    """One scorecard for one reader. Sealed: `sealed` says until when, and content is empty."""

    person: Person
    part: Part
    card: Card
    stage: str
    stage_key: str
    round: int
    submitted_at: datetime | None = None
    sealed: str = ""
    recommendation: str | None = None
    ratings: tuple[RatingLine, ...] = ()
    notes: str = ""
    waive_reason: str = ""
    scorecard: int = 0
    """Its id; 0 while there is none."""
    version: int = 1
    changed_at: datetime | None = None
    """Set once it was changed after it had been submitted; `earlier` is what it said until then, oldest first."""
    earlier: tuple[EarlierVersion, ...] = ()
    while_over: bool = False
    """The reader may read it because the loop is closed, and may not once it is reopened: others still write there."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    stage: str
    round: int
    outcome: str
    rationale: str
    override: str
    by: Person
    at: datetime
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    person: Person
    approved_at: datetime | None = None
    refused_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """For the recruiter, the hiring manager and the approvers only."""

    version: int
    pay: str
    currency: str
    starts_on: date | None
    expires_at: datetime
    note: str
    drafter: Person
    approvals: tuple[ApprovalLine, ...]
    expired: bool = False


@dataclass(frozen=True, slots=True)
class TellText:
    """Text for the candidate, ready to copy. `key` is what "Told" ticks off."""

    key: str
    title: str
    text: str
    email: str = ""
    suggestion: str = ""
    """A longer text with what the panel marked as shareable, to be read and edited before use; empty for none."""
    left_out: int = 0
    """Pieces of evidence that had no room in it."""
    verdicts: int = 0
    """Pieces that were left out because they tell a rating or a verdict in words."""
