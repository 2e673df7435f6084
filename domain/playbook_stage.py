"""A stage of a playbook, what each kind of stage needs, and what an order of stages must keep to."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import Field, ValidationInfo, model_validator

from domain.playbook_kit import WRITTEN_COMPETENCIES, Kit
from domain.playbook_timing import Cadences, Deadlines
from domain.playbook_values import (
    Contradictions,
    Key,
    Location,
    Name,
    Sentence,
    Some,
    Text,
    Value,
    repeated_keys,
)

PINNED = {"stored": True}
"""The context of reading what was stored: what a later release has added is not in it."""


class StageKind(StrEnum):
    INTERVIEW = "interview"
    TAKE_HOME = "take_home"
    OFFER = "offer"


class Seniority(StrEnum):
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


class Decider(StrEnum):
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"


class DebriefKind(StrEnum):
    VOTES = "votes"
    """A silent reading, a sealed vote, a talk, a second vote."""
    NONE = "none"


class TakeHome(Value):
    """A challenge: the time that it declares, the days to return it, and what to offer instead."""

    declared_minutes: int = Field(strict=True, ge=15, le=480)
    days_to_return: int = Field(strict=True, ge=1, le=30)
    brief: Text
    alternative: Sentence


# What a stage of each kind must say and may not say; the rest is free.
_NEEDS: dict[StageKind, tuple[str, ...]] = {
    StageKind.INTERVIEW: ("kit", "duration_minutes", "scorecards"),
    StageKind.TAKE_HOME: ("kit", "take_home", "scorecards"),
    StageKind.OFFER: (),
}
_REFUSES: dict[StageKind, tuple[str, ...]] = {
    StageKind.INTERVIEW: ("take_home",),
    StageKind.TAKE_HOME: ("duration_minutes",),
    StageKind.OFFER: ("kit", "duration_minutes", "take_home", "scorecards", "debrief"),
}


class Stage(Value):
    """One step of a loop.

    `scorecards` is how many the decision waits for. `debrief` says whether people vote before it is decided; unless it
    is said, they do where two scorecards or more are asked for, and take `reading_minutes` to read first. `deadlines`
    and `cadence` hold only what differs from the playbook's own, by kind of to-do; an entry replaces the playbook's
    entry whole.
    """

    key: Key
    name: Name
    kind: StageKind
    purpose: Sentence
    seniorities: Some[Seniority] = tuple(Seniority)
    decided_by: Decider = Decider.HIRING_MANAGER
    duration_minutes: int | None = Field(default=None, strict=True, ge=15, le=480)
    take_home: TakeHome | None = None
    scorecards: int = Field(default=0, strict=True, ge=0, le=5)
    debrief: DebriefKind | None = None
    reading_minutes: int = Field(default=10, strict=True, ge=1, le=60)
    kit: Kit | None = None
    deadlines: Deadlines = Field(default_factory=dict, validate_default=True)
    cadence: Cadences = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="before")
    @classmethod
    def _stored_before_debriefs(cls, given: object, info: ValidationInfo) -> object:
        """A playbook that was pinned before stages could hold a debrief holds none."""
        if info.context is PINNED and isinstance(given, dict) and given.get("scorecards"):
            return {"debrief": DebriefKind.NONE, **given}
        return given

    @property
    def debated(self) -> bool:
        if self.debrief is None:
            return self.scorecards > 1
        return self.debrief is DebriefKind.VOTES

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        Contradictions.raise_if(self._misfits())
        return self

    def _misfits(self) -> Iterable[tuple[Location, str]]:
        for field in _NEEDS[self.kind]:
            if not getattr(self, field):
                yield (), f"has no {field}; a stage of kind '{self.kind}' needs it"
        for field in _REFUSES[self.kind]:
            if getattr(self, field):
                yield (field,), f"has no place in a stage of kind '{self.kind}'; remove it"
        yield from self._too_much()

    def _too_much(self) -> Iterable[tuple[Location, str]]:
        """What does not fit into the hour, by minutes and by what one person can rate in it."""
        if self.kit is None:
            return
        written, planned = len(self.kit.competencies), self.kit.minutes
        if written > WRITTEN_COMPETENCIES:
            yield ("kit", "competencies"), f"has {written} entries; keep at most {WRITTEN_COMPETENCIES}"
        if self.duration_minutes and planned > self.duration_minutes:
            what = f"adds up to {planned} minutes, but the stage lasts {self.duration_minutes}; shorten a part"
            yield ("kit", "time_plan"), what


def stage_order_problems(stages: tuple[Stage, ...]) -> Iterable[tuple[Location, str]]:
    """What keeps these stages, in this order, from carrying a candidate to an offer."""
    yield from repeated_keys(stage.key for stage in stages)
    offers = [index for index, stage in enumerate(stages) if stage.kind is StageKind.OFFER]
    if not offers:
        yield (), "end without an offer; add a stage of kind 'offer' as the last"
    for index in offers[:-1]:
        yield (index,), "is a second offer; keep one, as the last stage"
    if offers and offers[-1] != len(stages) - 1:
        yield (offers[-1],), "is an offer before other stages; make it the last"
    for seniority in Seniority:
        included = [stage for stage in stages if seniority in stage.seniorities]
        if not any(stage.kind is StageKind.INTERVIEW for stage in included):
            yield (), f"hold no interview for '{seniority}'; add that seniority to one"
        if offers and not any(stage.kind is StageKind.OFFER for stage in included):
            yield (offers[-1], "seniorities"), f"leaves out '{seniority}'; an offer is for every seniority"
