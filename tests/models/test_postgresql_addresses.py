"""What a `postgresql://` address asks for reaches the server: the password, and TLS or none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text
from sqlmodel import Session

from models.database import Database
from models.errors import DatabaseUnreachable, DatabaseUrlInvalid
from models.url import parse_url
from tests.fakes.postgresql import PostgresServer

PASSWORD = "p@ss:w/rd?1%20"

ASKS_FOR_TLS = (80877103).to_bytes(4, "big")
"""The code of PostgreSQL's SSLRequest message."""


def who(session: Session) -> str:
    return str(session.connection().execute(text("SELECT current_user")).scalar_one())


async def test_a_password_with_any_sign_in_it_is_sent_by_scram(postgresql: PostgresServer) -> None:
    async with postgresql.copy(empty=True) as url, postgresql.with_password(PASSWORD) as role:
        database = Database(url.replace("postgres@", f"{role}:{quote(PASSWORD, safe='')}@"))
        assert await database.perform(who) == role
        await database.close()


async def test_a_wrong_password_is_told_without_it(postgresql: PostgresServer) -> None:
    async with postgresql.copy(empty=True) as url, postgresql.with_password(PASSWORD) as role:
        database = Database(url.replace("postgres@", f"{role}:wrong-one@"))
        with pytest.raises(DatabaseUnreachable, match="password authentication failed") as raised:
            await database.perform(who)
        assert "wrong-one" not in str(raised.value)
        await database.close()


@asynccontextmanager
async def without_tls() -> AsyncIterator[tuple[int, list[bytes]]]:
    """The port of a server that knows no TLS, and the first code that each connection sent."""
    codes: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _length, code = await reader.readexactly(4), await reader.readexactly(4)
        codes.append(code)
        writer.write(b"N")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], codes


@pytest.mark.parametrize("asked", ["sslmode=require", "ssl=require", "ssl=true"])
async def test_where_tls_is_required_nothing_is_said_without_it(asked: str) -> None:
    async with without_tls() as (port, codes):
        database = Database(f"postgresql://bot:secret@127.0.0.1:{port}/name?{asked}")
        with pytest.raises(DatabaseUnreachable, match="rejected SSL upgrade"):
            await database.perform(who)
        await database.close()
    assert set(codes) == {ASKS_FOR_TLS}


async def test_where_tls_is_not_wanted_it_is_not_asked_for() -> None:
    async with without_tls() as (port, codes):
        database = Database(f"postgresql://bot:secret@127.0.0.1:{port}/name?sslmode=disable")
        with pytest.raises(DatabaseUnreachable):
            await database.perform(who)
        await database.close()
    assert ASKS_FOR_TLS not in codes


@pytest.mark.parametrize(("folder", "says"), [("", "No such file"), ("home", "root certificate file")])
async def test_a_certificate_that_is_not_there_is_asked_for(
    folder: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if folder:
        monkeypatch.setenv("HOME", str(tmp_path / folder))
    else:
        monkeypatch.setenv("PGSSLROOTCERT", str(tmp_path / "root.crt"))
    async with without_tls() as (port, codes):
        database = Database(f"postgresql://bot:secret@127.0.0.1:{port}/name?sslmode=verify-full")
        with pytest.raises(DatabaseUnreachable, match=says):
            await database.perform(who)
        await database.close()
    assert codes == []


@pytest.mark.parametrize("query", ["sslmode=requires", "ssl=yes", "sslmode=require&ssl=disable"])
def test_a_wish_for_tls_that_is_not_understood_is_refused_at_once(query: str) -> None:
    with pytest.raises(DatabaseUrlInvalid, match="sslmode is one of disable, allow, prefer, require"):
        parse_url(f"postgresql://host/name?{query}")
