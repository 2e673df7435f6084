"""An SQLite file that may not grow by one page, and has no room left in the pages that it has."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy import Connection, event, text
from sqlmodel import Session

from models.database import Database
from models.errors import DatabaseFull

SIZES = (2000, 200, 20, 1)
TRIES = 4
ROOMY = 1_000_000
"""Pages."""


@asynccontextmanager
async def full(database: Database) -> AsyncIterator[None]:
    """What SQLite then says is what it says on a full disk. Afterwards there is room again."""
    most = 1  # SQLite takes the present size, if that is more
    chance = random.Random(7)

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    def take(session: Session, size: int) -> None:
        key = "".join(chance.choices("EUVfghi019", k=12)) + "x" * size
        session.connection().execute(text("INSERT INTO receipt (key, at) VALUES (:key, '2027-03-01')"), {"key": key})

    writer = database.engines[0]
    event.listen(writer, "begin", limit)
    try:
        for size in SIZES:
            failed = 0
            while failed < TRIES:
                try:
                    await database.perform(partial(take, size=size))
                except DatabaseFull:
                    failed += 1
        yield
    finally:
        most = ROOMY
        await database.perform(lambda _session: None)
        event.remove(writer, "begin", limit)
