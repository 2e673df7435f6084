"""Who will be told what and when about one loop, if nobody does anything."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.read.people import Person
from domain.todos import TodoKind


class Coming(StrEnum):
    """What a moment brings."""

    NUDGE = "nudge"
    ESCALATION = "escalation"
    SOON = "soon"
    BRIEFING = "briefing"
    DIGEST = "digest"
    OVERDUE = "overdue"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """`person` hears of `about`: what is owed, and by whom; or `channel` reads it."""

    at: datetime
    coming: Coming
    person: Person | None = None
    about: tuple[tuple[TodoKind, Person], ...] = ()
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    viewer: Person
    loop: int
    version: int
    candidate: str
    role: str
    stage: str
    now: datetime
    until: datetime
    lines: tuple[PreviewLine, ...]
    """In the order of time."""
