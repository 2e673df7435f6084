"""Named queries of the gates that all copies of the courier share. All are ordered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, true
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from sqlmodel.sql.sqltypes import UTCDateTime

from models.among import among, dialect
from models.tables import Gate
from models.upsert import insert


def gates(session: Session, *, lock: Collection[str] = ()) -> Sequence[Gate]:
    """All gates, a handful; or those to be locked."""
    if not lock:
        return session.exec(_all()).all()
    return session.exec(_locked(dialect(session)), params={"ids": list(lock)}).all()


def gates_and_time(session: Session) -> tuple[Sequence[Gate], datetime | None]:
    """All gates, and what time it is where several copies look: in PostgreSQL. SQLite has this machine's."""
    if session.get_bind().dialect.name != "postgresql":
        return gates(session), None
    found = session.execute(_all_and_time()).all()
    return [gate for gate, _ in found if gate is not None], found[0][1]


@cache
def _all_and_time() -> Any:
    """One statement: the time comes for nothing."""
    clock = sa_select(func.clock_timestamp(type_=UTCDateTime()).label("at")).subquery()
    return sa_select(Gate, clock.c.at).select_from(clock).outerjoin(Gate, true()).order_by(col(Gate.id))


@cache
def _all() -> SelectOfScalar[Gate]:
    """Made once, as those below: every message asks them."""
    return select(Gate).order_by(col(Gate.id))


@cache
def _locked(dialect: str) -> SelectOfScalar[Gate]:
    return _all().where(among(dialect, col(Gate.id), "ids")).with_for_update()


def make(session: Session, ids: Collection[str]) -> None:
    """Make these gates, open, unless they are there."""
    rows = [{"id": each, "error": ""} for each in sorted(ids)]
    session.execute(insert(session, Gate).on_conflict_do_nothing(), rows)


def gate_for_update(session: Session, id_: str) -> Gate:
    """The gate, locked; made if it is not there."""
    found = gates(session, lock=[id_])
    if not found:
        make(session, [id_])
        found = gates(session, lock=[id_])
    return found[0]
