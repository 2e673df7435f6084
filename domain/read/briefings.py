"""What an interviewer reads before they meet a candidate, or a reviewer before they open the code."""

from dataclasses import dataclass

from domain.playbook import Kit, StageKind
from domain.read.loops import MeetingLine, SeatLine
from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class Probe:
    """What an earlier stage asks the next ones to look into. Never a verdict or a rating."""

    stage: str
    text: str
    by: Person


@dataclass(frozen=True, slots=True)
class Briefing:
    """For one reader. `probes` are there only for whom they are meant: this stage's panel and who leads the search."""

    loop: int
    stage_key: str
    round: int
    person: Person
    candidate: str
    candidate_zone: str
    role: str
    stage: str
    kind: StageKind
    purpose: str
    meeting: MeetingLine | None
    seat: SeatLine | None
    """The reader's own, if they have one."""
    others: tuple[SeatLine, ...]
    resume_url: str
    submission_link: str
    kit: Kit | None
    focus: str
    """The competency that one more interview is about."""
    probes: tuple[Probe, ...]
    avoid: tuple[str, ...]
