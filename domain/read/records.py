"""All that explains the decision on a stage a year later, for who may read it."""

from dataclasses import dataclass
from datetime import datetime

from domain.read.debriefs import VoteLine
from domain.read.details import ScorecardLine
from domain.read.people import Person
from domain.state import Status


@dataclass(frozen=True, slots=True)
class Override:
    """What was not waited for, or opened before its time: `event` is that of the history."""

    event: str
    by: Person | None
    at: datetime
    reason: str
    about: Person | None = None
    """Whom it concerns, where that is one person."""
    without: tuple[Person, ...] = ()
    """Whose vote was not waited for."""


BAR_RAISER, HIRING_MANAGER = "bar raiser", "hiring manager"
"""The part of a voter, as it is kept with the decision: others may take it over later."""


@dataclass(frozen=True, slots=True)
class KeptVote:
    """Of one whose vote was asked for: as far as it was open when it was decided; empty for none given."""

    person: Person
    first: str
    second: str
    part: str = ""
    """`BAR_RAISER` or `HIRING_MANAGER`; of decisions from before it was kept, as far as it can be told."""


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """An outcome, with everybody whose vote was asked for."""

    outcome: str
    rationale: str
    override: str
    dissent: str
    by: Person
    at: datetime
    votes: tuple[KeptVote, ...]
    dissenters: tuple[Person, ...]
    """Whose last open vote was the other way than the outcome."""
    playbook_hash: str
    """Empty for a decision that was recorded before playbooks were named in it: the loop's own holds."""
    reopened_at: datetime | None = None
    probe: str = ""
    """What the next stage was asked to look into."""
    raiser_unknown: bool = False
    """Whether it was not recorded who raised the bar, and nothing else tells."""
    withheld: str = ""
    """Why this reader does not read the rationale, nor who saw it differently."""


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round of a stage: what people wrote, how they voted, and what was decided."""

    number: int
    scorecards: tuple[ScorecardLine, ...]
    """As far as the reader may read them; shadows' never."""
    votes: tuple[VoteLine, ...]
    """With everybody's words, as far as they are open; empty where nobody voted."""
    decisions: tuple[RecordedDecision, ...]
    """Oldest first; those that were taken back too."""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One stage of one loop."""

    loop: int
    candidate: str
    role: str
    stage: str
    stage_key: str
    reader: Person
    recruiter: Person
    hiring_manager: Person
    bar_raiser: Person | None
    rounds: tuple[RoundRecord, ...]
    overrides: tuple[Override, ...]
    playbook: str
    """The name of the playbook that the loop goes by."""
    playbook_hash: str
    kit_hashes: tuple[str, ...]
    """Of the kits that its scorecards were written by."""


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """All decided stages of one loop, as far as this reader may read them."""

    loop: int
    candidate: str
    role: str
    status: Status
    reader: Person
    recruiter: Person
    hiring_manager: Person
    bar_raiser: Person | None
    playbook: str
    playbook_hash: str
    made_at: datetime
    stages: tuple[DecisionRecord, ...]
