"""What happens to challenges and to the decisions that end a stage."""

from dataclasses import dataclass
from datetime import datetime

from domain.ballots import Ballot, Raised
from domain.events.base import Event
from domain.state import Meeting, Seat, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeSent(Event):
    due_at: datetime
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted(Event):
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOverdue(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceived(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced(Event):
    """`override` is the reason for going on without what is missing."""

    rationale: str
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore(Event):
    focus: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReopened(Event):
    """Back to the stage before, as it was when the loop went on from it.

    `with_candidate`: the challenge was still with the candidate. `untold`: templates of what they had not been told.
    """

    reason: str
    seats: tuple[Seat, ...]
    meeting: Meeting | None = None
    round: int = 1
    focus: str | None = None
    contradiction: bool = False
    with_candidate: bool = False
    challenge_due: datetime | None = None
    overdue: bool = False
    untold: tuple[str, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    raised: Raised | None = None
    revealed: bool = False
    gate_closed: bool = False
    voting: Step | None = None
    """The step of the debrief that it went on from, if it did not wait for the end."""
    rated: bool = False
    """Whether somebody has rated in the present stage, though its interview was said not to have taken place since."""
