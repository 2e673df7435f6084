"""What a test begins with is told once and put in again after that: the same rows, without the services.

Whoever takes the same steps from an empty database comes to the same rows. So the first test of a worker that takes a
step plays it, and the rows are kept; the next one that has taken the same steps before, at the same time by its clock,
gets them, once it asks for any. Anything else that is written in between ends this: from then on every step is played.
"""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import ColumnElement, Table, Update, and_, bindparam, delete, event, insert, select, text, update
from sqlmodel import Session, SQLModel

from models.database import Database
from tests.fakes.clock import FrozenClock
from tests.fakes.statements import Statements, counting, uncounted

P = ParamSpec("P")
T = TypeVar("T")
Path = tuple[Hashable, ...]
Row = dict[str, Any]
Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]

SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"


WRITING = re.compile(r'(?:WITH .* )?(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.DOTALL)


class Counted(Database):
    """Knows how often it was written to. It need not outlive a power cut: no commit waits for the disk."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.begin()
        for engine in self.engines:
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _hasty)

    def begin(self, *, remembering: bool = True) -> None:
        """It holds no rows."""
        self.performed = 0
        self.remembering = remembering
        self.there: Path = (self.engines[0].dialect.name,)
        """The steps whose rows are in it."""
        self.wanted: Path = self.there
        """The steps whose rows it should have when it is asked next."""
        self._arriving = asyncio.Lock()

    async def perform(self, fn: Callable[[Session], T]) -> T:
        await self.arrive()
        self.performed += 1
        return await super().perform(fn)

    async def read(self, fn: Callable[[Session], T]) -> T:
        await self.arrive()
        return await super().read(fn)

    async def arrive(self) -> None:
        """Put in the rows of the steps that were taken since it was asked last."""
        arriving = self._arriving
        async with arriving:
            wanted = self.wanted
            if self.there == wanted:
                return
            with uncounted():
                await super().perform(_again(self.there, wanted))
            if self._arriving is arriving:  # else the test has ended meanwhile, and the next one begun
                self.there = wanted


def _hasty(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


class Told:
    """What has been told to a database so far."""

    def __init__(self) -> None:
        self.path: Path | None = ()
        """The steps taken since it was empty; None once something else was written."""
        self.performed = 0
        self.taking: asyncio.Task[Any] | None = None
        """Who is at a step; what it takes on the way belongs to it."""

    def for_real(self) -> None:
        """From here on every step is played, as where two are taken at once."""
        self.path = None


class Place(Protocol):
    """Where a story is told."""

    @property
    def database(self) -> Database: ...
    @property
    def clock(self) -> FrozenClock: ...
    @property
    def told(self) -> Told: ...


Here = TypeVar("Here", bound=Place)


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


_states: dict[Path, State] = {}
_puts: dict[tuple[Path, Path], Put] = {}


def remembered(
    step: Callable[Concatenate[Here, P], Awaitable[T]],
) -> Callable[Concatenate[Here, P], Awaitable[T]]:
    """Play the step where it is new, and put in again what came of it where it is not."""

    @wraps(step)
    async def take(place: Here, /, *args: P.args, **given: P.kwargs) -> T:
        database, told = place.database, place.told
        here = asyncio.current_task()
        assert told.taking in (None, here), "two steps at once: say `for_real()` before"
        if told.taking is here or not isinstance(database, Counted):
            return await step(place, *args, **given)
        remembering = database.remembering and not database.on_commit
        if told.path is None or not remembering or database.performed != told.performed:
            told.for_real()
            return await step(place, *args, **given)
        before = (database.engines[0].dialect.name, *told.path)
        when = place.clock.now(), place.clock.real()
        path = (*before, (step.__module__, step.__qualname__, args, tuple(sorted(given.items())), when))
        try:
            state = _states.get(path)
        except TypeError:  # given something that cannot be a key
            told.for_real()
            return await step(place, *args, **given)
        if state is None:
            told.taking = here
            try:
                await database.arrive()
                with counting(database) as said:
                    answer = await step(place, *args, **given)
            finally:
                told.taking = None
            known = _states[before].rows if before in _states else {}
            state = await database.read(lambda session: _seen(session, known, said, answer, place.clock.now()))
            _states[path] = state
            database.there = path
        else:
            place.clock.set_to(state.now)
        database.performed += 1
        database.wanted = path
        told.path, told.performed = path[1:], database.performed
        return state.answer  # type: ignore[no-any-return]  # what the step has answered

    return take


def _seen(session: Session, known: Rows, said: Statements, answer: object, now: datetime) -> State:
    """Read the tables that these statements wrote to; all others are as they were."""
    written = {found[1] for found in map(WRITING.match, said) if found}
    rows = {name: _rows(session, SQLModel.metadata.tables[name]) for name in sorted(written)}
    sequences: Row = {}
    if session.get_bind().dialect.name == "postgresql":
        sequences = {row.sequencename: row.last_value for row in session.connection().execute(text(SEQUENCES))}
    return State(answer, now, known | rows, sequences)


def _difference(before: Path, after: Path) -> Put:
    """Tables that no step has written to are the very same in both states."""
    known, wanted = _states[before].rows if before in _states else {}, _states[after].rows
    added: dict[str, list[Row]] = {}
    changed: dict[str, list[Row]] = {}
    gone: dict[str, list[Row]] = {}
    for name, found in wanted.items():
        old = known.get(name, {})
        if found is not old:
            added[name] = [row for key, row in found.items() if key not in old]
            changed[name] = [_bound(row) for key, row in found.items() if key in old and old[key] != row]
            gone[name] = [_bound(row) for key, row in old.items() if key not in found]
    return Put(_filled(added), _filled(changed), _filled(gone), _states[after].sequences)


def _filled(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {name: found for name, found in rows.items() if found}


def _rows(session: Session, table: Table) -> dict[Key, Row]:
    keys = [column.name for column in table.primary_key]
    found = session.connection().execute(select(table)).mappings()
    return {tuple(row[key] for key in keys): dict(row) for row in found}


def _again(before: Path, after: Path) -> Callable[[Session], None]:
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
