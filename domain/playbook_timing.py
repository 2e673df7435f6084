"""How long a to-do may take and how its reminders are spaced, and what holds unless a playbook differs."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, field_validator

from domain.playbook_values import FrozenMap, Value

SpanUnit = Literal["minutes", "hours", "days", "business_days"]

_UNITS: dict[str, SpanUnit] = {"m": "minutes", "h": "hours", "d": "days", "bd": "business_days"}
_SUFFIXES = {unit: suffix for suffix, unit in _UNITS.items()}
_REMEDY = "write a number and a unit: 30m, 1h, 2d, or 1bd for a business day"
_WRITTEN = re.compile(r"([0-9]{1,3})(m|h|d|bd)")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a playbook writes it: `30m`, `1h`, `2d`, `1bd` (business days of the role)."""

    amount: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= 999:
            raise ValueError(f"is {self.amount} {self.unit}; use 0 to 999")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1h` and the like; raises ValueError with what to write instead."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"is '{text}'; {_REMEDY}")
        return cls(int(match[1]), _UNITS[match[2]])

    def __str__(self) -> str:
        return f"{self.amount}{_SUFFIXES[self.unit]}"


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

    `first` counts from the due time, `every` from the reminder before. After `at_most` reminders the to-do
    becomes the recruiter's. `escalate_after`, from the due time too, is when `escalate_to` hears of it.
    """

    first: SpanField = Span(0, "minutes")
    every: SpanField = Span(1, "business_days")
    at_most: int = Field(default=3, strict=True, ge=1, le=20)
    escalate_after: SpanField | None = None
    escalate_to: Escalation = "recruiter"

    @field_validator("every")
    @classmethod
    def _time_passes_between_reminders(cls, every: Span) -> Span:
        if every.amount == 0:
            raise ValueError(f"is '{every}', which would remind without a pause; use 1h or more")
        return every


def _cadence(first: str, every: str, at_most: int, escalate_after: str, escalate_to: Escalation) -> Cadence:
    return Cadence(
        first=Span.parse(first),
        every=Span.parse(every),
        at_most=at_most,
        escalate_after=Span.parse(escalate_after),
        escalate_to=escalate_to,
    )


# A kind's deadline, then its cadence. A scorecard is due within the hour, while memory is fresh, and goes up
# when a business day has passed without it; an invitation is chased after two business days without an answer; a
# decision belongs to the day after the last scorecard; a hold is looked at when the time that it was given is up.
_DEFAULTS: Mapping[str, tuple[str, Cadence]] = {
    "propose_times": ("1bd", _cadence("0m", "1bd", 5, "3bd", "hiring_manager")),
    "answer_invitation": ("2bd", _cadence("0m", "1bd", 3, "2bd", "recruiter")),
    "replace_panelist": ("4h", _cadence("0m", "4h", 3, "1bd", "hiring_manager")),
    "consider_time": ("4h", _cadence("0m", "1bd", 3, "1bd", "recruiter")),
    "add_link": ("1h", _cadence("0m", "1bd", 3, "2bd", "hiring_manager")),
    "what_happened": ("0m", _cadence("0m", "4h", 3, "1bd", "recruiter")),
    "scorecard": ("1h", _cadence("0m", "1bd", 10, "1bd", "recruiter")),
    "decide": ("1bd", _cadence("0m", "1bd", 5, "2bd", "recruiter")),
    "send_challenge": ("1bd", _cadence("0m", "1bd", 3, "2bd", "hiring_manager")),
    "chase_challenge": ("1bd", _cadence("0m", "2bd", 3, "5bd", "hiring_manager")),
    "draft_offer": ("1bd", _cadence("0m", "1bd", 3, "2bd", "hiring_manager")),
    "approve_offer": ("1bd", _cadence("0m", "1bd", 5, "1bd", "recruiter")),
    "send_offer": ("4h", _cadence("0m", "1bd", 3, "1bd", "hiring_manager")),
    "chase_answer": ("1d", _cadence("0m", "1bd", 5, "3bd", "hiring_manager")),
    "tell_candidate": ("1bd", _cadence("0m", "1bd", 5, "2bd", "hiring_manager")),
    "settle_contradiction": ("4h", _cadence("0m", "1bd", 3, "1bd", "hiring_manager")),
    "review_hold": ("1bd", _cadence("0m", "2bd", 4, "5bd", "hiring_manager")),
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
