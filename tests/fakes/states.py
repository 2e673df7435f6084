"""What a database holds after a step that a test has taken, and how to make of one such state another."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, Update, and_, bindparam, delete, insert, select, text, update
from sqlmodel import Session, SQLModel

from tests.fakes.statements import Statements

Path = tuple[Hashable, ...]
"""The steps from an empty database to a state."""
Row = dict[str, Any]
Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]

SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
WRITING = re.compile(r'(?:WITH .* )?(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.DOTALL)


@dataclass(frozen=True)
class State:
    """After a step: what it answered, what time it was, and all rows."""

    answer: Any
    now: datetime
    rows: Rows
    sequences: Row


@dataclass(frozen=True)
class Put:
    """What makes of the rows of one state those of a later one, by table."""

    added: dict[str, list[Row]]
    changed: dict[str, list[Row]]
    gone: dict[str, list[Row]]
    sequences: Row


STATES: dict[Path, State] = {}
_puts: dict[tuple[Path, Path], Put] = {}


def seen(session: Session, known: Rows, said: Statements, answer: object, now: datetime) -> State:
    """Read the tables that these statements wrote to; all others are as they were."""
    written = {found[1] for found in map(WRITING.match, said) if found}
    rows = {name: _rows(session, SQLModel.metadata.tables[name]) for name in sorted(written)}
    sequences: Row = {}
    if session.get_bind().dialect.name == "postgresql":
        sequences = {row.sequencename: row.last_value for row in session.connection().execute(text(SEQUENCES))}
    return State(answer, now, known | rows, sequences)


def _difference(before: Path, after: Path) -> Put:
    """Tables that no step has written to are the very same in both states."""
    known, wanted = STATES[before].rows if before in STATES else {}, STATES[after].rows
    added: dict[str, list[Row]] = {}
    changed: dict[str, list[Row]] = {}
    gone: dict[str, list[Row]] = {}
    for name, found in wanted.items():
        old = known.get(name, {})
        if found is not old:
            added[name] = [row for key, row in found.items() if key not in old]
            changed[name] = [_bound(row) for key, row in found.items() if key in old and old[key] != row]
            gone[name] = [_bound(row) for key, row in old.items() if key not in found]
    return Put(_filled(added), _filled(changed), _filled(gone), STATES[after].sequences)


def _filled(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {name: found for name, found in rows.items() if found}


def _rows(session: Session, table: Table) -> dict[Key, Row]:
    keys = [column.name for column in table.primary_key]
    found = session.connection().execute(select(table)).mappings()
    return {tuple(row[key] for key in keys): dict(row) for row in found}


def again(before: Path, after: Path) -> Callable[[Session], None]:
    """Return the unit of work that makes of the rows of these steps those of the others."""
    if (before, after) not in _puts:
        _puts[before, after] = _difference(before, after)
    state = _puts[before, after]

    def put(session: Session) -> None:
        connection = session.connection()
        postgresql = session.get_bind().dialect.name == "postgresql"
        later = "SET LOCAL session_replication_role = replica" if postgresql else "PRAGMA defer_foreign_keys = ON"
        connection.execute(text(later))
        tables = SQLModel.metadata.tables
        for name, rows in state.gone.items():
            connection.execute(delete(tables[name]).where(_this(tables[name])), rows)
        for name, rows in state.changed.items():
            connection.execute(_update(tables[name]), rows)
        for name, rows in state.added.items():
            connection.execute(insert(tables[name]), rows)
        if state.sequences:
            known = ", ".join(f"setval('{name}', {last})" for name, last in state.sequences.items())
            connection.execute(text(f"SELECT {known}"))

    return put


def _this(table: Table) -> ColumnElement[bool]:
    return and_(*(column == bindparam(f"row_{column.name}") for column in table.primary_key))


def _update(table: Table) -> Update:
    others = [column for column in table.columns if not column.primary_key]
    return update(table).where(_this(table)).values({column: bindparam(f"row_{column.name}") for column in others})


def _bound(row: Row) -> Row:
    return {f"row_{name}": value for name, value in row.items()}
