"""What the scorecard modal is made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.playbook import Competency, Kit
from domain.read.details import ScorecardLine
from domain.read.loops import MeetingLine
from domain.read.people import Person
from domain.refusals import Invalids
from domain.scorecard_parts import begun_at, digest, part_of, parts
from domain.scorecards import check_submission, draft_of


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
    moved: bool = False
    """The interview has another time than when the form was opened; the draft came along."""
    on_hold: bool = False
    pending: bool = False
    """What was typed since it was submitted says something else, and is not submitted yet."""
    draft_again: bool = False
    """It was submitted for an interview that was not held after all, and has to be submitted anew."""
    submitted: dict[str, Any] | None = None
    """What it says as it was submitted last, of the shape of `draft`; None before that."""
    recruiter: str = ""
    """The name of who may be left a private note; empty for the recruiter's own form."""

    @property
    def parts(self) -> tuple[tuple[Competency, ...], ...]:
        return parts(self.kit, self.focus)

    @property
    def begun_at(self) -> int:
        """The part to go on with."""
        return begun_at(draft_of(self.draft), self.parts)

    @property
    def missing(self) -> dict[str, str]:
        """What keeps it from being submitted: a sentence for each field."""
        return check_submission(self.kit, draft_of(self.draft))

    @property
    def seen(self) -> str:
        """Tells what its reader saw from what has been typed since, elsewhere."""
        return digest(self.draft)

    def missing_in(self, part: int) -> dict[str, str]:
        return {field: said for field, said in self.missing.items() if part_of(field, self.parts) == part}

    def require_part(self, part: int) -> None:
        """Raises Invalids for what is missing in one part, so that it stands under its fields. Notes may lack all."""
        errors = self.missing_in(part)
        if errors and self.can_submit:
            raise Invalids(errors)


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
    stage_key: str = ""
