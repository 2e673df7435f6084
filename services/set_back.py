"""A clock that was ahead and has been set right: what was stored while it was ahead is moved back with it.

Leases, turns and paces are moments. Left as they are, each would hold until the clock shows them once more: an hour of
silence for an hour's correction, and a lease that somebody waits for as long. Moved along, each lasts as it would have.
"""

from datetime import datetime, timedelta

from models import queries_set_back as queries
from services.gates import CLOCK
from services.work import Work

LEAST = timedelta(seconds=5)
"""A clock that went back by less has caught up before anybody notices."""


def noticed(latest: datetime | None, real: datetime) -> bool:
    """Whether the time is earlier than one at which something was claimed already."""
    return latest is not None and latest - real > LEAST


def move_along(work: Work, real: datetime) -> timedelta:
    """Move all that lies ahead; what was due at once is due now. Returns by how much; nothing if somebody else did."""
    gates = {gate.id: gate for gate in queries.gates_for_update(work.session)}
    latest = gates[CLOCK].spent_until if CLOCK in gates else None
    if latest is None or not noticed(latest, real):
        return timedelta()
    by = latest - real
    for gate in gates.values():
        gate.spent_until = _earlier(gate.spent_until, by)
    for destination in queries.destinations_after(work.session, real):
        destination.lease_until = _earlier(destination.lease_until, by)
        destination.next_send_at = _earlier(destination.next_send_at, by)
        destination.taken_at = _in_the_past(destination.taken_at, by, real)
    for row in queries.rows_after(work.session, work.now, real):
        row.lease_until = _earlier(row.lease_until, by)
        row.unanswered_at = _in_the_past(row.unanswered_at, by, real)
        row.due_at = work.now if work.now < row.due_at <= row.created_at else row.due_at
    return by


def _in_the_past(moment: datetime | None, by: timedelta, real: datetime) -> datetime | None:
    """When something has happened; what did before the clock was ahead is right already."""
    return moment if moment is None or moment <= real else moment - by


def _earlier(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else moment - by
