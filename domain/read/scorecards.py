"""What the scorecard modal is made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.playbook import Kit
from domain.read.details import ScorecardLine
from domain.read.loops import MeetingLine
from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """One panelist's own form. `draft` has the shape of `forms.ScorecardForm.content`."""

    loop: int
    stage_key: str
    round: int
    stage: str
    candidate: str
    role: str
    person: Person
    kit: Kit
    draft: dict[str, Any]
    meeting: MeetingLine | None
    submitted_at: datetime | None
    can_submit: bool
    """False before the interview has begun: notes can be written, not submitted."""
    shadow: bool = False
    resume_url: str = ""
    submission_link: str = ""
    focus: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The scorecards of one stage for one reader, as far as they may be read."""

    loop: int
    candidate: str
    stage: str
    kit: Kit | None
    scorecards: tuple[ScorecardLine, ...]
    others: tuple[tuple[str, str], ...] = ()
    """Other stages that have scorecards: (key, name)."""
