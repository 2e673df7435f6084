"""Databases that stay open from test to test, without connections in between: an engine remembers what it compiled."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from models.database import Database


class Reused:
    def __init__(self) -> None:
        self._kept: dict[str, Database] = {}

    @asynccontextmanager
    async def opened(self, url: str) -> AsyncIterator[Database]:
        """Yield the database at `url`, with nothing left of the test before but its engines."""
        database = self._kept.pop(url, None) or Database(url)
        yield database
        await _disconnect(database)
        if not database._closed:
            database.on_commit.clear()
            self._kept[url] = database

    async def close(self) -> None:
        for database in self._kept.values():
            await database.close()


async def _disconnect(database: Database) -> None:
    """The next test opens its own connections, on its own event loop."""
    for engine in database.engines:
        if engine.dialect.is_async:
            await AsyncEngine(engine).dispose()
        else:
            engine.dispose()
