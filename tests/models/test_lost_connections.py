"""Connections to PostgreSQL that are known, or found, to lead nowhere any more are replaced before they are used."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection as Adapted
from sqlmodel import Session

from models import postgresql as store
from models.database import Database
from tests.fakes.postgresql import PostgresServer

A_SLOW_MACHINE = 60
"""Seconds: what is said of a connection that was used just now must not hang on how fast the test runs."""

MINE = "SELECT pg_backend_pid()"
END_OURS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'loopkeeper'
"""


@pytest.fixture
async def url(postgresql: PostgresServer) -> AsyncIterator[str]:
    async with postgresql.copy() as url:
        yield url


@pytest.fixture
async def server_side(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Connections that were asked whether they are still there."""
    found: list[Any] = []
    ping: Any = Adapted.ping

    def ask(connection: Any) -> None:
        found.append(connection)
        ping(connection)

    monkeypatch.setattr(Adapted, "ping", ask)
    return found


def who(session: Session) -> int:
    """The server's process that answers."""
    return int(session.connection().execute(text(MINE)).scalar_one())


async def end_all(url: str) -> None:
    """Each connection is closed from the server's side, as when it is started anew."""
    connection = await asyncpg.connect(url)
    await connection.execute(END_OURS)
    await connection.close()


async def test_a_connection_at_work_is_not_asked_each_time_whether_it_is_still_there(
    server_side: Database, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "TRUSTED_SECONDS", A_SLOW_MACHINE)
    found = {await server_side.perform(who), await server_side.read(who), await server_side.perform(who)}
    assert (len(found), asked) == (1, [])


async def test_one_that_has_rested_is_asked(
    server_side: Database, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await server_side.perform(who)
    monkeypatch.setattr(store, "TRUSTED_SECONDS", 0)
    assert await server_side.perform(who) == first
    assert len(asked) == 1


async def test_one_that_the_server_has_closed_is_replaced_though_it_was_used_just_now(
    server_side: Database, url: str, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "TRUSTED_SECONDS", A_SLOW_MACHINE)
    first = await asyncio.gather(*(server_side.perform(who) for _ in range(3)))
    await end_all(url)
    await asyncio.sleep(0.05)  # until the news has come
    again = await asyncio.gather(*(server_side.perform(who) for _ in range(3)))
    assert (set(first) & set(again), asked) == (set(), [])


async def test_one_that_turns_out_to_be_lost_when_it_is_asked_is_replaced(
    server_side: Database, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind a network that was cut: nobody has told us."""
    first = await server_side.perform(who)
    monkeypatch.setattr(store, "TRUSTED_SECONDS", 0)
    ping: Any = Adapted.ping

    def lost(connection: Any) -> None:
        with suppress(Exception):
            ping(connection)
        connection.driver_connection.terminate()
        monkeypatch.setattr(Adapted, "ping", ping)
        ping(connection)

    monkeypatch.setattr(Adapted, "ping", lost)
    assert await server_side.perform(who) != first
    assert len(asked) == 2
