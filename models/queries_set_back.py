"""Named queries of a clock that was set back: what was stored for a moment that has been before. All are ordered."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from models.tables import Destination, Gate, Outbox


def destinations_after(session: Session, real: datetime) -> Sequence[Destination]:
    """Those that are under a lease, or are to wait, until after this moment (real time), or were sent to; locked."""
    moments = (Destination.lease_until, Destination.next_send_at, Destination.taken_at)
    after = or_(*(col(moment) > real for moment in moments))
    return session.exec(select(Destination).where(after).order_by(col(Destination.id)).with_for_update()).all()


def rows_after(session: Session, now: datetime, real: datetime) -> Sequence[Outbox]:
    """Locked: rows under a lease until after `real`, or tried then, and those to go at once though due after `now`."""
    leased = (col(Outbox.state) == "sending") & (col(Outbox.lease_until) > real)
    at_once = (col(Outbox.due_at) > now) & (col(Outbox.due_at) <= col(Outbox.created_at))
    tried = col(Outbox.unanswered_at) > real
    these = (col(Outbox.state).in_(("pending", "sending")), or_(leased, at_once, tried))
    return session.exec(select(Outbox).where(*these).order_by(col(Outbox.id)).with_for_update()).all()


def gates_for_update(session: Session) -> Sequence[Gate]:
    return session.exec(select(Gate).order_by(col(Gate.id)).with_for_update()).all()
