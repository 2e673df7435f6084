"""A sample candidate's story: a table of beats, each with its moment and the person who acts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.demo.company import START
from domain.forms import CandidateForm, LoopForm
from models import queries
from models.tables import Interview, Loop
from services.work import Work


@dataclass(frozen=True, slots=True)
class Scene:
    """A beat under way: the unit of work of the one who acts, the loop, the candidate's key and the role's zone."""

    work: Work
    loop: int
    key: str
    zone: str

    @property
    def row(self) -> Loop:
        return self.work.session.get_one(Loop, self.loop)

    @property
    def interview(self) -> Interview:
        row = self.row
        found = queries.interview_of(self.work.session, self.loop, row.stage, row.round)
        if found is None:
            raise LookupError(f"{self.key} has no interview in {row.stage}")
        return found

    def form(self, **given: Any) -> LoopForm:
        return LoopForm(loop=self.loop, version=0, **given)


@dataclass(frozen=True, slots=True)
class Beat:
    """`at` is on the clock of the role's zone."""

    at: datetime
    by: str
    do: Callable[[Scene], object]


Beats: TypeAlias = "Beat | tuple[Beats, ...]"
"""A beat, or several that belong together."""


@dataclass(frozen=True, slots=True)
class Story:
    """One candidate's way so far. `key` names it in links, `stage` is where they came in, None for the first."""

    key: str
    role: str
    added: str
    name: str
    email: str
    zone: str
    source: str
    beats: tuple[Beats, ...] = ()
    stage: str | None = None
    note: str = ""

    def form(self, role: int) -> CandidateForm:
        return CandidateForm(
            name=self.name, email=self.email, zone=self.zone, source=self.source, role=role, stage=self.stage,
            note=self.note, resume_url=f"https://files.halyard.example/resumes/{self.key}.pdf",
        )  # fmt: skip


def local(text: str) -> datetime:
    """`3 Jul 10:00` on the local clock, in the year of the demo."""
    return datetime.strptime(f"{START.year} {text}", "%Y %d %b %H:%M")  # noqa: DTZ007  # the zone is the role's


def moment(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def flat(beats: Beats) -> Iterator[Beat]:
    if isinstance(beats, Beat):
        yield beats
    else:
        for each in beats:
            yield from flat(each)
