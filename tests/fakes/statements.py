"""What a database was asked, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Engine, event

from models.database import Database

Statements = list[str]

_setting_up = ContextVar("_setting_up", default=False)


@contextmanager
def counting(database: Database) -> Iterator[Statements]:
    """Record every statement but those that only open a transaction."""
    seen: Statements = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN") and not _setting_up.get():
            seen.append(statement)

    engines: set[Engine] = set(database.engines)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@contextmanager
def uncounted() -> Iterator[None]:
    """What is asked in here, by this task, belongs to the test and not to the program."""
    before = _setting_up.set(True)
    try:
        yield
    finally:
        _setting_up.reset(before)
