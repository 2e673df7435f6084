"""From an SQLite file to PostgreSQL, when one machine is outgrown: every row, and a look whether anything differs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Table
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401  # fills the metadata
from domain.form_text import storable
from models import migrate
from models.database import Database
from models.errors import typed
from models.url import parse_url

PAGE = 500
"""Rows that are in memory at once."""

BUSY_SECONDS = 5


class CannotMove(Exception):
    """Why nothing was moved, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied and compared."""

    tables: int
    rows: int


async def move(source: str, target: str) -> Moved:
    """Copy the SQLite database at `source` into the empty PostgreSQL database at `target`, and compare the two.

    One transaction on either side: nobody writes to the file meanwhile, and of what fails nothing is left behind but
    empty tables. The file stays as it is. Raises CannotMove, and the errors of `models.errors`.
    """
    if not target:
        raise CannotMove("Name the new database: NEW_DATABASE_URL=postgresql://user:password@host/name.")
    old, new = parse_url(source), parse_url(target)
    if not old.drivername.startswith("sqlite") or not new.drivername.startswith("postgresql"):
        raise CannotMove("A database moves from sqlite:///… to postgresql://…, not the other way round.")
    database = Database(target)
    try:
        await database.migrate()
        return await database.perform(lambda session: _move(old, session))
    finally:
        await database.close()


def _move(source: URL, session: Session) -> Moved:
    new = session.connection()
    tables = SQLModel.metadata.sorted_tables
    if filled := [table.name for table in tables if _count(new, table)]:
        raise CannotMove(f"The new database holds rows already (in {', '.join(filled)}): name an empty one.")
    with _held(source) as old:
        for table in tables:
            for page in _pages(old, table):
                new.execute(table.insert(), page)
            _go_on_counting(new, table)
        return Moved(len(tables), sum(_compared(old, new, table) for table in tables))


@contextmanager
def _held(source: URL) -> Iterator[Connection]:
    """The file, with everybody else kept from writing."""
    if not Path(str(source.database)).is_file():
        raise CannotMove(f"There is no file {source.database}: look at DATABASE_URL.")
    engine = sa.create_engine(
        source, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None}
    )
    try:
        with typed(), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            if migrate.known_revision(connection) != migrate.newest():
                raise CannotMove("The file is of an older version. Run `python -m bot migrate` first, then move.")
            yield connection
            connection.exec_driver_sql("ROLLBACK")
    finally:
        engine.dispose()


def _pages(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Without the characters that PostgreSQL keeps nowhere: a file from before they were left out may hold some."""
    rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings()
    while page := rows.fetchmany(PAGE):
        yield [storable(dict(row)) for row in page]


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Ids that the new database gives out come after those that were copied."""
    column = table.autoincrement_column
    if column is None:
        return
    last = connection.execute(sa.select(sa.func.max(column))).scalar_one()
    if last is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(sa.select(sa.func.setval(sequence, last)))


def _compared(old: Connection, new: Connection, table: Table) -> int:
    """How many rows there are, all of them the same on both sides."""
    key = tuple(table.primary_key.columns)
    rows = 0
    for page in _pages(old, table):
        rows += len(page)
        wanted = {tuple(row[column.name] for column in key): row for row in page}
        found = new.execute(sa.select(table).where(sa.tuple_(*key).in_(list(wanted)))).mappings()
        there = {tuple(row[column] for column in key): dict(row) for row in found}
        if different := [name for name, row in wanted.items() if there.get(name) != row]:
            raise CannotMove(f"{table.name} {different[0]} differs after copying, so nothing was moved.")
    if rows != _count(new, table):
        raise CannotMove(f"{table.name} differs after copying, so nothing was moved.")
    return rows


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
