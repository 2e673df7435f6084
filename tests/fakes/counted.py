"""A database for tests: it counts what is written, and puts in what earlier tests have told when it is asked."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import TypeVar

from sqlalchemy import event
from sqlmodel import Session

from models.database import Database
from tests.fakes.statements import uncounted
from tests.fakes.states import Path, again

T = TypeVar("T")


class Counted(Database):
    """Knows how often it was written to. It need not outlive a power cut: no commit waits for the disk."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        for engine in self.engines:
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _hasty)
        self._begin(remembering=True)

    def again(self, *, remembering: bool) -> "Counted":
        """Return the same database for the next test, without rows. Whatever still asks the old one hears nothing."""
        next_one = copy(self)
        next_one._begin(remembering=remembering)
        return next_one

    def _begin(self, *, remembering: bool) -> None:
        self.performed = 0
        self.remembering = remembering
        self.on_commit = []
        self.there: Path = (self.engines[0].dialect.name,)
        """The steps whose rows are in it."""
        self.wanted: Path = self.there
        """The steps whose rows it should have when it is asked next."""
        self._arriving: asyncio.Task[None] | None = None
        self._at_work: set[asyncio.Future[None]] = set()
        self._cut_off = False
        self._ended = False

    async def perform(self, fn: Callable[[Session], T]) -> T:
        await self.arrive()
        self.performed += 1
        with self._work():
            return await super().perform(fn)

    async def read(self, fn: Callable[[Session], T]) -> T:
        await self.arrive()
        with self._work():
            return await super().read(fn)

    async def arrive(self) -> None:
        """Put in the rows of the steps that were taken since it was asked last."""
        while not self._ended and self.there != self.wanted:
            if self._arriving is None or self._arriving.done():
                self._arriving = asyncio.ensure_future(self._put_in())
            await asyncio.shield(self._arriving)
        if self._ended:
            raise asyncio.CancelledError

    async def _put_in(self) -> None:
        wanted = self.wanted
        with uncounted(), self._work():
            await super().perform(again(self.there, wanted))
        self.there = wanted

    @contextmanager
    def _work(self) -> Iterator[None]:
        over = asyncio.get_running_loop().create_future()
        self._at_work.add(over)
        try:
            yield
        except asyncio.CancelledError:
            self._cut_off = True
            raise
        finally:
            self._at_work.discard(over)
            over.set_result(None)

    async def end(self) -> None:
        """From here on nothing is asked any more, and what has begun is over."""
        self._ended = True
        if begun := self._at_work | ({self._arriving} if self._arriving else set()):
            await asyncio.wait(begun)
        if self._cut_off:  # whoever waited for it is gone, the thread that writes may still be at it
            await super().perform(repr)


def _hasty(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
