"""Databases that stay open from test to test: engines remember what they compiled, connections what they prepared."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from models.database import Database


class Reused:
    """For the event loop that all tests of a worker share: a connection belongs to the loop that made it."""

    def __init__(self) -> None:
        self._kept: dict[str, Database] = {}
        self._at_end: set[Callable[[], Awaitable[None]]] = set()

    @asynccontextmanager
    async def opened(self, url: str) -> AsyncIterator[Database]:
        """Yield the database at `url`, with nothing left of the test before but its engines and connections."""
        database = self._kept.pop(url, None) or Database(url)
        yield database
        if not database._closed:
            database.on_commit.clear()
            self._kept[url] = database

    def at_end(self, close: Callable[[], Awaitable[None]]) -> None:
        """Close this as well, once."""
        self._at_end.add(close)

    async def close(self) -> None:
        for close in (*(database.close for database in self._kept.values()), *self._at_end):
            await close()
