"""Named queries of the gates that all copies of the courier share. All are ordered."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.tables import Gate
from models.upsert import insert


def gates(session: Session, *, lock: Collection[str] = ()) -> Sequence[Gate]:
    """All gates, a handful; or those to be locked."""
    return session.exec(_locked(), params={"ids": list(lock)}).all() if lock else session.exec(_all()).all()


@cache
def _all() -> SelectOfScalar[Gate]:
    """Made once, as those below: every message asks them."""
    return select(Gate).order_by(col(Gate.id))


@cache
def _locked() -> SelectOfScalar[Gate]:
    ids: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
    return _all().where(col(Gate.id).in_(ids)).with_for_update()


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
