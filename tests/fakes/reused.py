"""Databases that stay open from test to test: engines remember what they compiled, connections what they prepared."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from models.database import Database
from tests.fakes.counted import Counted


class Reused:
    """For the event loop that all tests of a worker share: a connection belongs to the loop that made it."""

    def __init__(self) -> None:
        self._kept: dict[str, Counted] = {}
        self._at_end: set[Callable[[], Awaitable[None]]] = set()

    @asynccontextmanager
    async def opened(self, url: str, *, remembering: bool = True) -> AsyncIterator[Database]:
        """Yield the database at `url`, with nothing left of the test before but its engines and connections.

        `remembering`: what tests begin with is put in again, see `tests.fakes.remembered`.
        """
        kept = self._kept.pop(url, None) or Counted(url)
        database = kept.again(remembering=remembering)
        try:
            yield database
        finally:  # an example that fails is followed by many smaller ones
            if not database._closed:
                await database.end()
                self._kept[url] = kept  # what a test has patched goes with its own

    def at_end(self, close: Callable[[], Awaitable[None]]) -> None:
        """Close this as well, once."""
        self._at_end.add(close)

    async def close(self) -> None:
        for close in (*(database.close for database in self._kept.values()), *self._at_end):
            await close()
