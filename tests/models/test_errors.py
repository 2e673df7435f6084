"""What goes wrong with the database is told in a sentence with a remedy."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from models import postgresql as postgresql_store
from models import sqlite
from models.database import Database
from models.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseDiskFails,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DatabaseUrlInvalid,
    typed,
)
from models.url import parse_url
from tests.fakes.postgresql import PostgresServer


def run(session: Session, statement: str) -> None:
    session.connection().execute(text(statement))


async def create(database: Database) -> None:
    await database.perform(lambda session: run(session, "CREATE TABLE t (id INTEGER PRIMARY KEY)"))


async def insert(database: Database) -> None:
    await database.perform(lambda session: run(session, "INSERT INTO t VALUES (1)"))


async def test_a_file_that_another_program_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    path = tmp_path / "held.db"
    database = Database(f"sqlite:///{path}")
    await create(database)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match=r"Close other programs .* \(database is locked\)"):
            await insert(database)
    await insert(database)
    await database.close()


async def test_a_table_that_another_copy_keeps_locked_is_busy(
    postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql_store.SESSION_SETTINGS, "lock_timeout", "50ms")
    async with postgresql.copy(empty=True) as url:
        database = Database(url)
        await create(database)
        with pytest.raises(DatabaseBusy, match="lock timeout"):
            await postgresql.while_locked(url, "t", insert(database))
        await insert(database)
        await database.close()


async def test_writing_while_reading_says_that_it_is_read_only(empty_database: Database) -> None:
    await create(empty_database)
    with pytest.raises(DatabaseReadOnly, match="write access to the file and to its folder"):
        await empty_database.read(lambda session: run(session, "INSERT INTO t VALUES (1)"))


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/nowhere/loopkeeper.db")
    with pytest.raises(DatabaseUnreachable, match=r"Check DATABASE_URL.*nowhere"):
        await database.migrate()
    await database.close()


async def test_a_folder_in_the_place_of_the_file_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database = Database(f"sqlite:///{tmp_path}")
    with pytest.raises(DatabaseUnreachable):
        await database.revision()
    await database.close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Ask Ana about the panel. " * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseDamaged, match="Restore the last backup"):
        await database.migrate()
    await database.close()
    assert path.read_text().startswith("Ask Ana")


async def test_a_server_that_does_not_run_is_unreachable() -> None:
    database = Database("postgresql://bot:secret@127.0.0.1:1/loopkeeper")
    with pytest.raises(DatabaseUnreachable) as raised:
        await database.revision()
    assert "secret" not in str(raised.value)


async def test_a_database_that_the_server_does_not_know_is_unreachable(postgresql: PostgresServer) -> None:
    database = Database(postgresql.url("nowhere"))
    with pytest.raises(DatabaseUnreachable, match='"nowhere" does not exist'):
        await database.revision()
    await database.close()


async def test_what_concerns_the_statement_alone_stays_as_it_is(empty_database: Database) -> None:
    await create(empty_database)
    await insert(empty_database)
    with pytest.raises(IntegrityError):
        await insert(empty_database)
    with pytest.raises(DBAPIError, match="nothing_of_the_kind"):
        await empty_database.read(lambda session: run(session, "SELECT * FROM nothing_of_the_kind"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("53100", DatabaseFull),
        ("53200", DatabaseBusy),
        ("53300", DatabaseBusy),
        ("57014", DatabaseBusy),
        ("25P03", DatabaseUnreachable),
        ("57P01", DatabaseUnreachable),
        ("58030", DatabaseDiskFails),
        ("42P01", DBAPIError),
    ],
)
def test_what_the_server_is_short_of_has_its_sentence(code: str, kind: type[Exception]) -> None:
    said = Exception("no room")
    said.sqlstate = code  # type: ignore[attr-defined]  # as the driver hangs it on its own errors
    with pytest.raises(kind), typed():
        raise DBAPIError("INSERT", {}, said)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, DatabaseFull),
        (sqlite3.SQLITE_IOERR_SHMSIZE, DatabaseFull),
        (sqlite3.SQLITE_IOERR_WRITE, DatabaseDiskFails),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, DBAPIError),
    ],
)
def test_a_disk_that_is_full_when_the_file_is_opened_and_one_that_fails_have_theirs(
    code: int, kind: type[Exception]
) -> None:
    """Opening makes the small `-shm` file anew, for which a full disk has another word."""
    said = sqlite3.OperationalError("disk I/O error")
    said.sqlite_errorcode = code
    with pytest.raises(kind), typed():
        raise DBAPIError("SELECT", {}, said)


async def test_the_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "private.db"
    path.touch(0o644)
    path.chmod(0o644)
    database = Database(f"sqlite:///{path}")
    await create(database)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    await database.close()
    assert modes == {"private.db": 0o600, "private.db-wal": 0o600, "private.db-shm": 0o600}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("loopkeeper.db", "must look like"),
        ("mysql://host/name", "neither SQLite nor PostgreSQL"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("sqlite://loopkeeper.db", "name a file"),
        ("sqlite:///a.db?mode=ro", "three slashes"),
        ("postgresql://host", "name of the database is missing"),
        ("postgresql://host/name?channel_binding=require", "take out channel_binding"),
        ("postgresql://host:port/name", "must look like"),
    ],
)
def test_an_address_that_would_fail_later_is_refused_at_once(url: str, why: str) -> None:
    with pytest.raises(DatabaseUrlInvalid, match=why):
        parse_url(url)


def test_the_addresses_that_hosts_hand_out_are_understood() -> None:
    assert str(parse_url("postgres://host/name?sslmode=require")) == "postgresql+asyncpg://host/name?ssl=require"
    assert str(parse_url("postgresql+asyncpg://host/name")) == "postgresql+asyncpg://host/name"
    assert str(parse_url("sqlite+pysqlite:////data/a.db")) == "sqlite+pysqlite:////data/a.db"


async def test_closing_waits_for_what_still_runs(empty_database: Database) -> None:
    running = asyncio.create_task(create(empty_database))
    await asyncio.sleep(0)
    await empty_database.close()
    await running
