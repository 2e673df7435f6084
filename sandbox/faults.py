"""Faults on request: what a test asks the sandbox to get wrong, and when."""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

Kind = Literal["error", "status", "rate_limited", "delay", "html", "empty", "lost", "twice", "drop"]
ON_CALLS = frozenset({"error", "status", "rate_limited", "delay", "html", "empty", "lost"})
ON_DELIVERIES = frozenset({"twice", "drop", "lost"})


@dataclass(frozen=True)
class Fault:
    """What goes wrong (`kind`), with what, and how often.

    `on` is "call" (the app calls Slack) or "delivery" (Slack calls the app). `name` is a Web API method, or an event
    type, "slash_commands" or an interaction's type; "*" is any. Calls: `error` refuses with code `error`, `status`
    answers HTTP `status`, `rate_limited` 429 with `retry_after` seconds, `delay` waits `seconds` and goes on, `html`
    and `empty` answer with a useless body, `lost` does the thing and closes the connection without an answer.
    Deliveries: `twice` sends an event two times, `drop` sends it and drops the socket, `lost` never sends it.
    It strikes at every `every`th match, or at random with `chance` (seeded), `times` times in all (0: without end).
    """

    kind: Kind
    on: Literal["call", "delivery"] = "call"
    name: str = "*"
    error: str = "internal_error"
    status: int = 500
    retry_after: int = 1
    seconds: float = 0.0
    every: int = 1
    chance: float = 1.0
    seed: int = 0
    times: int = 1

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"There is no fault {self.kind!r}; there are {', '.join(get_args(Kind))}.")
        if self.kind not in (ON_CALLS if self.on == "call" else ON_DELIVERIES):
            raise ValueError(f"A {self.on} cannot go wrong by {self.kind!r}.")

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fault":
        """Raises ValueError for what makes no fault."""
        known = {field.name for field in fields(cls)}
        if strange := set(row) - known:
            raise ValueError(f"A fault has no {', '.join(sorted(strange))}.")
        if "kind" not in row:
            raise ValueError("A fault needs a kind.")
        return cls(**row)


@dataclass
class Armed:
    fault: Fault
    random: random.Random
    seen: int = 0
    struck: int = 0

    def strikes(self) -> bool:
        self.seen += 1
        if self.seen % self.fault.every or self.random.random() >= self.fault.chance:
            return False
        self.struck += 1
        return True

    @property
    def spent(self) -> bool:
        return 0 < self.fault.times <= self.struck


class Faults:
    def __init__(self) -> None:
        self._armed: list[Armed] = []

    def add(self, *faults: Fault) -> None:
        self._armed.extend(Armed(fault, random.Random(fault.seed)) for fault in faults)

    def clear(self) -> None:
        self._armed.clear()

    def for_call(self, method: str) -> Fault | None:
        return self._next("call", method)

    def for_delivery(self, name: str) -> Fault | None:
        return self._next("delivery", name)

    def as_json(self) -> list[dict[str, Any]]:
        return [{**asdict(armed.fault), "seen": armed.seen, "struck": armed.struck} for armed in self._armed]

    def _next(self, on: str, name: str) -> Fault | None:
        """The first fault that strikes; one that is spent makes room for the next."""
        for armed in list(self._armed):
            if armed.fault.on != on or armed.fault.name not in ("*", name):
                continue
            struck = armed.strikes()
            if armed.spent:
                self._armed.remove(armed)
            if struck:
                return armed.fault
        return None
