"""SQLite: one thread writes, another reads. Why so, and what a commit costs: docs/decisions/0002-sqlite-writer.md."""

import asyncio
import contextvars
import os
import sqlite3
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlmodel import Session

from models.errors import typed
from models.together import Together, Unit

T = TypeVar("T")

BUSY_SECONDS = 5
"""How long we wait for another program that holds the file, before DatabaseBusy."""

MIGRATION_SECONDS = 60
"""How long a copy waits while another one migrates the file."""

RETRY_SECONDS = 0.02

DURABLE = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=8000")
"""A commit has reached the disk before it is acknowledged, also when the power fails."""


class SqliteStore:
    """The file behind a `sqlite:///` address."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._writer = self._engine("BEGIN IMMEDIATE", *DURABLE, "foreign_keys=ON", wait=BUSY_SECONDS)
        self._reader = self._engine("BEGIN", *DURABLE, "query_only=ON", wait=BUSY_SECONDS)
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self._together = Together(self._writer)
        self._read_thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-reader")
        self.engines: tuple[Engine, ...] = (self._writer, self._reader)

    async def perform(self, fn: Callable[[Session], T], committed: Callable[[], None]) -> T:
        unit = Unit(fn, partial(asyncio.get_running_loop().call_soon_threadsafe, committed))
        self._together.add(unit)
        self._write_thread.submit(self._together.commit)
        answer: asyncio.Future[T] = asyncio.wrap_future(unit.answer)
        with typed():
            return await answer

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._on(self._read_thread, partial(self._read, fn))

    async def inspect(self, fn: Callable[[Connection], T]) -> T:
        return await self._on(self._read_thread, partial(self._inspect, fn))

    async def migrate(self, fn: Callable[[Connection], None]) -> None:
        await self._on(self._write_thread, partial(self._migrate, fn))

    async def close(self) -> None:
        await self._on(self._read_thread, self._reader.dispose)
        await self._on(self._write_thread, self._writer.dispose)
        self._read_thread.shutdown()
        self._write_thread.shutdown()

    async def _on(self, thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        # The thread logs under the correlation id of whoever waits for it.
        context = contextvars.copy_context()
        with typed():
            return await asyncio.get_running_loop().run_in_executor(thread, context.run, work)

    def _read(self, fn: Callable[[Session], T]) -> T:
        with Session(self._reader, expire_on_commit=False) as session:
            return fn(session)

    def _inspect(self, fn: Callable[[Connection], T]) -> T:
        with self._reader.connect() as connection:
            return fn(connection)

    def _migrate(self, fn: Callable[[Connection], None]) -> None:
        """Migrate in one transaction that holds the write lock from its start, so a second copy waits for the first.

        SQLite alters a table by copying and dropping it, which enforced foreign keys would refuse; whether all of them
        still hold is checked before the commit.
        """
        engine = self._engine("BEGIN IMMEDIATE", *DURABLE, "foreign_keys=OFF", wait=MIGRATION_SECONDS)
        try:
            with engine.begin() as connection:
                fn(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise sqlite3.IntegrityError(f"rows that point nowhere after the migration: {broken[:5]}")
        finally:
            engine.dispose()

    def _engine(self, begin: str, *pragmas: str, wait: float) -> Engine:
        # The driver's own transactions begin at the first write, too late for a lock: we begin them ourselves.
        engine = create_engine(
            self._url,
            hide_parameters=True,  # what people wrote is for nobody's log
            connect_args={"timeout": wait, "isolation_level": None},
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
        )

        @event.listens_for(engine, "do_connect")
        def prepare_file(*_: object) -> None:
            make_private(Path(str(self._url.database)))

        @event.listens_for(engine, "connect")
        def set_up(connection: sqlite3.Connection, _: object) -> None:
            for pragma in pragmas:
                execute_patiently(connection, f"PRAGMA {pragma}", wait)

        @event.listens_for(engine, "begin")
        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def execute_patiently(connection: sqlite3.Connection, statement: str, wait: float) -> None:
    """Wait for the lock ourselves: SQLite's own time-out does not cover the switch of a new file to WAL."""
    for _ in range(int(wait / RETRY_SECONDS)):
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return
    connection.execute(statement)


def make_private(path: Path) -> None:
    """Let the owner alone read the file: it holds what people said about candidates.

    SQLite gives its -wal and -shm files the same mode.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077 and found.st_uid == os.getuid():
            path.chmod(stat.S_IMODE(found.st_mode) & ~0o077)
