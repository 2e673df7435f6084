"""What a database was asked, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from models.database import Database

Statements = list[str]


@contextmanager
def counting(database: Database) -> Iterator[Statements]:
    """Record every statement but those that only open a transaction."""
    seen: Statements = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    engines: set[Engine] = set(database.engines)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
