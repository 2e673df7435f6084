"""What a panelist tells the recruiter alone, apart from the scorecard."""

from dataclasses import dataclass
from datetime import datetime

from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class PrivateNotePage:
    """The form of one's own note: `text` as it was typed last. `left`: an earlier one is with the recruiter."""

    loop: int
    stage_key: str
    round: int
    stage: str
    candidate: str
    role: str
    recruiter: Person
    text: str = ""
    left: bool = False
    pending: bool = False
    """`text` is not what was left: it was typed since, and the form closed."""
    left_for: Person | None = None
    """Who alone reads what was left, where that is not `recruiter`: the role had another one then."""


@dataclass(frozen=True, slots=True)
class PrivateNoteLine:
    """For the recruiter that it was left for, and nobody else."""

    writer: Person
    stage: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PrivateNotePost:
    """To the recruiter: somebody has left a note. Never what it says. `over`: it is not there (for them) any more."""

    loop: int
    candidate: str
    role: str
    stage: str
    person: Person
    writer: Person
    over: bool = False
