"""Numbers about the whole, for whoever watches over the program; what is done with costs nothing."""

from datetime import datetime

from sqlalchemy import func, literal, or_
from sqlmodel import Session, col, select

from models.queries_troubles import TROUBLE, in_trouble
from models.tables import Outbox, Todo

ON_ITS_WAY = ("pending", "sending")
UNFINISHED = (*ON_ITS_WAY, *TROUBLE)


def outbox(session: Session) -> dict[str, tuple[int, datetime]]:
    """How many rows are in each state that is not an end, and since when the longest-waiting was to be sent.

    Of those in trouble, those that people are shown: what was made good is none any more.
    """
    statement = (
        select(Outbox.state, func.count(), func.min(Outbox.due_at))
        .where(or_(col(Outbox.state).in_(ON_ITS_WAY), in_trouble()))
        .group_by(Outbox.state)
    )
    return {state: (count, since) for state, count, since in session.exec(statement).all()}


def todos(session: Session, now: datetime) -> tuple[int, int]:
    """How many to-dos are open, and how many of them overdue."""
    late = func.count().filter(col(Todo.due_at) < now)
    statement = select(func.count(), late).where(col(Todo.closed_at).is_(None), col(Todo.opens_at) <= literal(now))
    open_, overdue = session.exec(statement).one()
    return open_, overdue
