"""A debrief as one reader sees it, and the message that calls people to it."""

from dataclasses import dataclass
from datetime import datetime

from domain.read.details import ScorecardLine
from domain.read.people import Person
from domain.state import Step


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One voter. A word that is sealed for the reader is empty; `in_first`, `in_second`: it has been given."""

    person: Person
    bar_raiser: bool = False
    hiring_manager: bool = False
    in_first: bool = False
    in_second: bool = False
    first: str = ""
    second: str = ""
    first_note: str = ""
    second_note: str = ""
    answer: str = ""
    """What the hiring manager has written about a bar raiser's no."""
    left: bool = False
    """They had left the company before they gave the vote that was asked for."""


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """What one reader reads and may do in the debrief of the present round."""

    loop: int
    version: int
    viewer: Person
    candidate: str
    role: str
    stage: str
    stage_key: str
    round: int
    step: Step
    decider: Person
    scorecards: tuple[ScorecardLine, ...]
    """Of this round, without shadows."""
    votes: tuple[VoteLine, ...]
    mine: VoteLine | None
    """The reader's own; None for who does not vote."""
    missing: tuple[Person, ...]
    advice: str
    """How this company debriefs, from the playbook."""
    reading_minutes: int
    read_until: datetime | None = None
    """When the reader's silent reading is over; None before they begin."""
    may_move_on: bool = False


@dataclass(frozen=True, slots=True)
class DebriefPost:
    """To the people of a debrief: where it stands and whom it waits for. Never a rating and never a vote.

    `outcome`: how it ended, or why it does not go on here; then there is nothing to do.
    """

    loop: int
    version: int
    candidate: str
    role: str
    stage: str
    step: Step
    round: int
    people: tuple[Person, ...]
    missing: tuple[Person, ...]
    voters: int
    decider: Person
    apart: bool = False
    """Each gets it alone: no conversation could be opened for all of them."""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class DebriefLine:
    """One thing that has changed, said in the debrief's thread.

    `event` is that of the history, `by` who did it or, for `VoterLeft`, who has left.
    """

    loop: int
    candidate: str
    stage: str
    event: str
    step: Step
    by: Person | None
    missing: tuple[Person, ...]
    decider: Person
    person: Person
    """Whose hours count: who is told alone, and for a group whoever decides."""
    reason: str = ""
    by_itself: bool = False
    """Nobody has brought it about."""
