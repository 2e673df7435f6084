"""PostgreSQL through asyncpg, for when one file is outgrown or several copies of the bot share the work."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from models.errors import AGAIN, sqlstate, typed

T = TypeVar("T")

POOL_SIZE = 10
POOL_WAIT_SECONDS = 10
CONNECT_SECONDS = 10

AGAIN_AFTER = (0.05, 0.2)
"""Seconds until what failed is done once more, and then once more: whoever was in its way should be through by then."""

SESSION_SETTINGS = {
    "application_name": "loopkeeper",
    "timezone": "UTC",
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
    "random_page_cost": "1.1",
}
"""Our statements are short: to compile one takes longer than to run it. And rows that are asked for are in memory.

As the server comes, a row here and a row there cost it as much as on a turning disk: to read what a morning's reminders
carry, it would rather read all to-dos there ever were.
"""

TRUSTED_SECONDS = 1.0
"""So soon after its use a connection that is not known to be closed is not asked whether it still leads anywhere.

To ask takes three messages there and back: as much as a short unit of work.
"""

MIGRATION_LOCK = 0x6C6F6F70
"""The advisory lock under which one copy migrates while the others wait: "loop" in ASCII."""


class PostgresStore:
    """The server behind a `postgresql://` address."""

    def __init__(self, url: URL) -> None:
        self._writer = create_async_engine(
            url,
            hide_parameters=True,  # what people wrote is for nobody's log
            pool_size=POOL_SIZE,
            pool_use_lifo=True,  # the connection that was used last knows most statements
            max_overflow=0,
            pool_timeout=POOL_WAIT_SECONDS,
            connect_args={"timeout": CONNECT_SECONDS, "server_settings": SESSION_SETTINGS},
        )
        _notice_lost(self._writer.sync_engine)
        # The reader shares the writer's connections and events. Several queries of one reading see one state of
        # the data, as they do on SQLite.
        self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.engines: tuple[Engine, ...] = (self._writer.sync_engine,)

    async def perform(self, fn: Callable[[Session], T], committed: Callable[[], None]) -> T:
        with typed():
            for pause in AGAIN_AFTER:
                try:
                    answer = await self._write(fn)
                    break
                except DBAPIError as error:
                    if sqlstate(error) not in AGAIN:
                        raise
                await asyncio.sleep(pause)
            else:
                answer = await self._write(fn)
        committed()
        return answer

    async def read(self, fn: Callable[[Session], T]) -> T:
        with typed():
            async with AsyncSession(self._reader, expire_on_commit=False) as session:
                return await session.run_sync(lambda _: fn(session.sync_session))

    async def inspect(self, fn: Callable[[Connection], T]) -> T:
        with typed():
            async with self._reader.connect() as connection:
                return await connection.run_sync(fn)

    async def migrate(self, fn: Callable[[Connection], None]) -> None:
        with typed():
            async with self._writer.begin() as connection:
                await connection.execute(text("SET LOCAL lock_timeout = '60s'"))
                await connection.execute(text("SET LOCAL statement_timeout = 0"))
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
                await connection.run_sync(fn)

    async def close(self) -> None:
        await self._writer.dispose()

    async def _write(self, fn: Callable[[Session], T]) -> T:
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            return await session.run_sync(lambda _: fn(session.sync_session))


def _notice_lost(engine: Engine) -> None:
    """A connection that is known, or found, to lead nowhere is replaced, and so are all others that are as old."""

    @event.listens_for(engine, "checkin")
    def used(_: object, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def trust(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        if "used" not in record.info:  # it has just been made
            return
        if connection.driver_connection.is_closed():
            raise InvalidatePoolError
        if time.monotonic() - record.info["used"] > TRUSTED_SECONDS:
            try:
                connection.ping()
            except engine.dialect.loaded_dbapi.Error as error:
                raise InvalidatePoolError from error
