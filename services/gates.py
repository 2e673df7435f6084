"""What holds all copies of the courier back at once: a token that Slack refuses, and the pace of each method.

Times are real ones. A method's pace is a token bucket in one number, `spent_until`: every call moves it on by one
interval, and it may run ahead of the time by `burst` intervals (the generic cell rate algorithm).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from models import queries_gates as queries
from models.tables import Gate
from services.work import Work

TOKEN = "token"  # noqa: S105  # a row's name

CLOCK = "clock"
"""The row that keeps the latest time at which anything was claimed: no clock should show an earlier one."""

POST, UPDATE = "chat.postMessage", "chat.update"


@dataclass(frozen=True, slots=True)
class Pace:
    """Calls a minute, and how many may come at once."""

    a_minute: int
    burst: int

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=1) / self.a_minute

    @property
    def reach(self) -> timedelta:
        """So far ahead of the time counting alone can move a gate; beyond it is a wait that Slack has asked for."""
        return self.burst * self.interval


TIER_3 = Pace(50, 50)

PACES: Mapping[str, Pace] = {
    POST: Pace(240, 40),
    UPDATE: TIER_3,
    "conversations.open": TIER_3,
    "conversations.history": TIER_3,
    "conversations.replies": TIER_3,
    "dnd.info": TIER_3,
}
"""Of the workspace, beside one message a second a channel. Slack: "several hundred messages a minute", tier 3 "50+".

Source: docs.slack.dev/apis/web-api/rate-limits.
"""


@dataclass(frozen=True, slots=True)
class Gates:
    """`refused`: the error for which nothing may be sent at all. `free`: by method, how many calls may be made now."""

    refused: str
    free: Mapping[str, int]
    opens_at: datetime | None
    """When the first of the methods that are spent may be called again."""
    latest: datetime | None
    """When anything was claimed last."""
    there: datetime | None = None
    """What time it is in the database, where several copies share it."""
    held: Mapping[str, Gate] = field(default_factory=dict)
    """Those that are locked, by name."""


def look(work: Work, real: datetime, paces: Mapping[str, Pace] = PACES) -> Gates:
    """One query, which locks nothing."""
    found, there = queries.gates_and_time(work.session)
    return replace(_gates({gate.id: gate for gate in found}, real, paces), there=there)


def take_hold(work: Work, real: datetime, paces: Mapping[str, Pace] = PACES) -> Gates:
    """As `look`, and whoever else wants to send waits for the end of this transaction."""
    found = queries.gates(work.session, lock=(CLOCK, TOKEN, POST, UPDATE))
    if not {CLOCK, POST, UPDATE} <= {gate.id for gate in found}:
        queries.make(work.session, (CLOCK, POST, UPDATE))
        found = queries.gates(work.session, lock=(CLOCK, TOKEN, POST, UPDATE))
    gates = {gate.id: gate for gate in found}
    return replace(_gates(gates, real, paces), held=gates)


def claimed(work: Work, open_: Gates, real: datetime, calls: Mapping[str, int]) -> None:
    """By method, how many calls are about to be made for what was claimed behind `take_hold`; when is kept."""
    clock = open_.held[CLOCK]
    clock.spent_until = max(clock.spent_until or real, real)
    for method, count in calls.items():
        _spend(open_.held[method], real, method, count)
    work.session.add_all(open_.held.values())


def _gates(found: Mapping[str, Gate], real: datetime, paces: Mapping[str, Pace]) -> Gates:
    free = {method: _free(found.get(method), pace, real) for method, pace in paces.items()}
    opening = [_opens(found[method], paces[method]) for method, count in free.items() if not count]
    token, clock = found.get(TOKEN), found.get(CLOCK)
    latest = clock.spent_until if clock else None
    return Gates(token.error if token else "", free, min(opening, default=None), latest)


def _free(gate: Gate | None, pace: Pace, real: datetime) -> int:
    ahead = max(gate.spent_until - real, timedelta()) if gate and gate.spent_until else timedelta()
    return max(int((pace.reach - ahead) / pace.interval), 0)


def _opens(gate: Gate, pace: Pace) -> datetime:
    assert gate.spent_until is not None  # noqa: S101  # it is spent
    return gate.spent_until - (pace.burst - 1) * pace.interval


def spend(work: Work, real: datetime, method: str, calls: int, paces: Mapping[str, Pace] = PACES) -> None:
    """So many calls are about to be made; fewer than none: so many that were counted are not.

    They shorten no wait that Slack has asked for since (`hold`): no counting moves a gate on as far as that.
    """
    if calls and method in paces:
        gate, pace = queries.gate_for_update(work.session, method), paces[method]
        held = gate.spent_until is not None and gate.spent_until - real > pace.reach
        _spend(gate, real, method, max(calls, 0) if held else calls, paces)
        work.session.add(gate)


def _spend(gate: Gate, real: datetime, method: str, calls: int, paces: Mapping[str, Pace] = PACES) -> None:
    if calls:
        gate.spent_until = max(gate.spent_until or real, real) + calls * paces[method].interval


def ask(work: Work, real: datetime, method: str, calls: int, paces: Mapping[str, Pace] = PACES) -> list[timedelta]:
    """For each of so many calls: make it now (zero), or wait so long and ask again."""
    if method not in paces:
        return [timedelta()] * calls
    gate = queries.gate_for_update(work.session, method)
    now = min(_free(gate, paces[method], real), calls)
    _spend(gate, real, method, now, paces)
    work.session.add(gate)
    later = [_opens(gate, paces[method]) - real] * (calls - now) if now < calls else []
    return [timedelta()] * now + later


def hold(work: Work, real: datetime, method: str, wait: timedelta, paces: Mapping[str, Pace] = PACES) -> None:
    """Slack has asked us not to call this method for a while."""
    if method in paces:
        gate, pace = queries.gate_for_update(work.session, method), paces[method]
        gate.spent_until = max(gate.spent_until or real, real + wait + (pace.burst - 1) * pace.interval)
        work.session.add(gate)


def refuse(work: Work, error: str) -> bool:
    """Nothing is sent from now on: Slack does not let us in. Says whether that is news."""
    gate = queries.gate_for_update(work.session, TOKEN)
    news = not gate.error
    gate.error, gate.since = error, gate.since if gate.error else work.now
    work.session.add(gate)
    return news


def let_in(work: Work) -> None:
    """Slack lets us in again."""
    gate = queries.gate_for_update(work.session, TOKEN)
    gate.error = ""
    work.session.add(gate)


@dataclass(frozen=True, slots=True)
class Refused:
    """`error` is Slack's code, and after a colon the scope that is missing."""

    error: str
    since: datetime


def refused(work: Work) -> Refused | None:
    """Why nothing is sent at all; None while all is well."""
    gate = next((gate for gate in queries.gates(work.session) if gate.id == TOKEN), None)
    return Refused(gate.error, gate.since or work.now) if gate and gate.error else None
