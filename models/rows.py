"""Many rows of one table in one statement.

To PostgreSQL each row of an `executemany` is a message of its own, and a run of the statement; lists are one of each.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Insert, Table, bindparam, column, func, insert, select
from sqlmodel import Session, SQLModel

from models.among import dialect


def add_rows(session: Session, into: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add these rows, one at least, which all name the same columns; at once, without reading their ids."""
    table = SQLModel.metadata.tables[str(into.__tablename__)]
    if dialect(session) == "postgresql":
        names = tuple(rows[0])
        session.execute(_from_lists(table, names), {_list(name): [row[name] for row in rows] for name in names})
    else:
        session.execute(insert(table), list(rows))


@cache
def _from_lists(table: Table, names: tuple[str, ...]) -> Insert:
    lists = [bindparam(_list(name), type_=ARRAY(table.c[name].type)) for name in names]
    given = func.unnest(*lists).table_valued(*(column(name, table.c[name].type) for name in names)).render_derived()
    return insert(table).from_select(names, select(*given.c), include_defaults=False)


def _list(name: str) -> str:
    return f"{name}_list"
