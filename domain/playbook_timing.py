"""How long a to-do may take and how its reminders are spaced, and what holds unless a playbook differs."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, field_validator, model_validator

from domain.playbook_values import FrozenMap, Value

SpanUnit = Literal["minutes", "hours", "days", "business_days", "mornings"]

_UNITS: dict[str, SpanUnit] = {"m": "minutes", "h": "hours", "d": "days", "bd": "business_days"}
_SUFFIXES = {unit: suffix for suffix, unit in _UNITS.items()}
MORNING = "morning"
_REMEDY = f"write a number and a unit: 30m, 1h, 2d, or 1bd for a business day; or {MORNING}, for the next working one"
_WRITTEN = re.compile(r"([0-9]{1,3})(m|h|d|bd)")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a playbook writes it: `30m`, `1h`, `2d`, `1bd` (a business day), `morning` (the next one)."""

    amount: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= 999:
            raise ValueError(f"is {self.amount} {self.unit}; use 0 to 999")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1h` and the like; raises ValueError with what to write instead."""
        if text.strip() == MORNING:
            return cls(1, "mornings")
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"is '{text}'; {_REMEDY}")
        return cls(int(match[1]), _UNITS[match[2]])

    def __str__(self) -> str:
        return MORNING if self.unit == "mornings" else f"{self.amount}{_SUFFIXES[self.unit]}"


def _to_span(value: object) -> Span:
    if isinstance(value, Span):
        return value
    if isinstance(value, str):
        return Span.parse(value)
    raise ValueError(f"is {value!r}; {_REMEDY}")


SpanField = Annotated[Span, BeforeValidator(_to_span), PlainSerializer(str, return_type=str)]
Escalation = Literal["recruiter", "hiring_manager"]


class Cadence(Value):
    """When an open to-do is remembered.

    `first` counts from the due time, `every` from the reminder before: in business days, to the morning. `ask`, counted
    from when it opens, asks earlier.
    After `at_most` reminders the recruiter has to settle it. `escalate_after`, from the due time too, is when
    `escalate_to` hears of it, and `then_after` that when `then_to` does.
    """

    ask: SpanField | None = None
    first: SpanField = Span(0, "minutes")
    every: SpanField = Span(1, "business_days")
    at_most: int = Field(default=3, strict=True, ge=1, le=20)
    escalate_after: SpanField | None = None
    escalate_to: Escalation = "recruiter"
    then_after: SpanField | None = None
    then_to: Escalation = "recruiter"

    @field_validator("every")
    @classmethod
    def _time_passes_between_reminders(cls, every: Span) -> Span:
        if every.amount == 0:
            raise ValueError(f"is '{every}', which would remind without a pause; use 1h or more")
        return every

    @model_validator(mode="after")
    def _a_second_step_has_a_first(self) -> Self:
        if self.then_after is not None and self.escalate_after is None:
            raise ValueError("has 'then_after' without 'escalate_after'; say when it goes up at first")
        return self

    @property
    def steps_up(self) -> tuple[tuple[Span, Escalation], ...]:
        """How long after the step before (the first: after the due time) whom to tell."""
        steps = ((self.escalate_after, self.escalate_to), (self.then_after, self.then_to))
        return tuple((after, to) for after, to in steps if after is not None)


def _cadence(
    first: str,
    every: str,
    at_most: int,
    escalate_after: str,
    escalate_to: Escalation,
    then_after: str = "",
    ask: str = "",
) -> Cadence:
    """Who hears of it in the second place is the other of the two who lead the search."""
    return Cadence(
        ask=Span.parse(ask) if ask else None,
        first=Span.parse(first),
        every=Span.parse(every),
        at_most=at_most,
        escalate_after=Span.parse(escalate_after),
        escalate_to=escalate_to,
        then_after=Span.parse(then_after) if then_after else None,
        then_to="hiring_manager" if then_after and escalate_to == "recruiter" else "recruiter",
    )


# A kind's deadline, then its cadence. What happened is asked at once, and nobody is late with it the minute that an
# interview ends. A scorecard is asked for within the hour, while memory is fresh, and due in a
# business day; then each working morning, for ten days; an invitation is chased after two business days without an
# answer; a debrief and a decision belong to the day after the last scorecard; a hold is looked at when its time is up.
_DEFAULTS: Mapping[str, tuple[str, Cadence]] = {
    "propose_times": ("1bd", _cadence("0m", "1bd", 5, "3bd", "hiring_manager")),
    "answer_invitation": ("2bd", _cadence("0m", "1bd", 3, "2bd", "recruiter", "1bd")),
    "replace_panelist": ("4h", _cadence("0m", "4h", 3, "1bd", "hiring_manager")),
    "consider_time": ("4h", _cadence("0m", "1bd", 3, "1bd", "recruiter")),
    "add_link": ("1h", _cadence("0m", "1bd", 3, "2bd", "hiring_manager")),
    "what_happened": ("4h", _cadence("0m", "4h", 3, "4h", "recruiter", "1bd", ask="0m")),
    "scorecard": ("1bd", _cadence("0m", MORNING, 10, "0m", "hiring_manager", "1bd", ask="1h")),
    "vote": ("1bd", _cadence("0m", MORNING, 5, "1bd", "recruiter", "1bd")),
    "vote_again": ("1bd", _cadence("0m", MORNING, 5, "1bd", "recruiter", "1bd")),
    "answer_concern": ("1bd", _cadence("0m", "1bd", 3, "2bd", "recruiter")),
    "decide": ("1bd", _cadence("0m", "1bd", 5, "2bd", "recruiter")),
    "send_challenge": ("1bd", _cadence("0m", "1bd", 3, "2bd", "hiring_manager")),
    "chase_challenge": ("1bd", _cadence("0m", "2bd", 3, "5bd", "hiring_manager")),
    "draft_offer": ("1bd", _cadence("0m", "1bd", 3, "2bd", "hiring_manager")),
    "approve_offer": ("1bd", _cadence("0m", MORNING, 5, "1bd", "recruiter", "1bd")),
    "send_offer": ("4h", _cadence("0m", "1bd", 3, "1bd", "hiring_manager")),
    "chase_answer": ("1d", _cadence("0m", "1bd", 5, "3bd", "hiring_manager")),
    "tell_candidate": ("1bd", _cadence("0m", "1bd", 5, "2bd", "hiring_manager")),
    "settle_contradiction": ("4h", _cadence("0m", "1bd", 3, "1bd", "hiring_manager")),
    "review_hold": ("1bd", _cadence("0m", "2bd", 4, "5bd", "hiring_manager")),
    "reassign": ("1bd", _cadence("0m", "1bd", 10, "2bd", "hiring_manager", ask="0m")),
    "unreached": ("4h", _cadence("0m", "1bd", 3, "1bd", "hiring_manager", ask="0m")),
}

TODO_KINDS: tuple[str, ...] = tuple(_DEFAULTS)
DEFAULT_DEADLINES = MappingProxyType({kind: Span.parse(due) for kind, (due, _) in _DEFAULTS.items()})
DEFAULT_CADENCE = MappingProxyType({kind: cadence for kind, (_, cadence) in _DEFAULTS.items()})


def _known(kind: str) -> str:
    if kind not in _DEFAULTS:
        near = difflib.get_close_matches(kind, TODO_KINDS, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else "use one of " + ", ".join(TODO_KINDS)
        raise ValueError(f"is not a kind of to-do; {hint}")
    return kind


KnownKind = Annotated[str, AfterValidator(_known)]
"""A kind of to-do, one of TODO_KINDS."""

Deadlines = FrozenMap[KnownKind, SpanField]
Cadences = FrozenMap[KnownKind, Cadence]
