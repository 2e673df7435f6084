"""Named queries of the gates that all copies of the courier share. All are ordered."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.tables import Gate
from models.upsert import insert


def gates(session: Session, *, lock: Collection[str] = ()) -> Sequence[Gate]:
    """All gates, a handful; or those to be locked."""
    statement = select(Gate).order_by(col(Gate.id))
    if lock:
        statement = statement.where(col(Gate.id).in_(lock)).with_for_update()
    return session.exec(statement).all()


def make(session: Session, ids: Collection[str]) -> None:
    """Make these gates, open, unless they are there."""
    rows = [{"id": each, "error": ""} for each in sorted(ids)]
    session.execute(insert(session, Gate).on_conflict_do_nothing(), rows)


def gate_for_update(session: Session, id_: str) -> Gate:
    """The gate, locked; made if it is not there."""
    statement = select(Gate).where(Gate.id == id_).with_for_update()
    found = session.exec(statement).one_or_none()
    if found is None:
        make(session, [id_])
        found = session.exec(statement).one()
    return found
