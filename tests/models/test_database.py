"""The promises of `Database`, on both kinds."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.util import await_only
from sqlmodel import Session

from models.database import Database, announce_commit
from models.errors import DatabaseBusy, DatabaseReadOnly
from tests.conftest import CountQueries
from tests.fakes.postgresql import PostgresServer


@pytest.fixture
async def counter(empty_database: Database) -> Database:
    """A database with one number in it, at zero."""
    await empty_database.perform(lambda session: _run(session, "CREATE TABLE counter (id INTEGER, n INTEGER)"))
    await empty_database.perform(lambda session: _run(session, "INSERT INTO counter VALUES (1, 0)"))
    return empty_database


def _run(session: Session, statement: str) -> None:
    session.connection().execute(text(statement))


def number(session: Session) -> int:
    return int(session.connection().execute(text("SELECT n FROM counter")).scalar_one())


def add_one(session: Session) -> None:
    """Read, then write: what loses updates where the lock comes too late."""
    lock = " FOR UPDATE" if session.get_bind().dialect.name == "postgresql" else ""
    now = session.connection().execute(text(f"SELECT n FROM counter{lock}")).scalar_one()  # noqa: S608
    session.connection().execute(text("UPDATE counter SET n = :n"), {"n": now + 1})
    announce_commit(session)


async def test_eight_at_once_who_read_and_then_write_lose_nothing(counter: Database) -> None:
    async def worker() -> None:
        for _ in range(25):
            await counter.perform(add_one)

    await asyncio.gather(*(worker() for _ in range(8)))
    assert await counter.read(number) == 200


async def test_two_copies_of_the_program_on_one_database_lose_nothing(counter: Database, empty_url: str) -> None:
    second = Database(empty_url)
    await asyncio.gather(*(one.perform(add_one) for one in (counter, second) * 20))
    await second.close()
    assert await counter.read(number) == 40


async def test_what_raises_changes_nothing_and_comes_through(counter: Database) -> None:
    def fail(session: Session) -> None:
        add_one(session)
        raise KeyError("no such loop")

    with pytest.raises(KeyError, match="no such loop"):
        await counter.perform(fail)
    assert await counter.read(number) == 0


async def test_reading_cannot_write(counter: Database) -> None:
    with pytest.raises(DatabaseReadOnly, match="cannot be written to"):
        await counter.read(add_one)
    assert await counter.read(number) == 0


async def test_one_reading_sees_one_state_though_someone_writes_meanwhile(counter: Database) -> None:
    loop = asyncio.get_running_loop()
    half_way, go_on = asyncio.Event(), asyncio.Event()

    async def pause() -> None:
        half_way.set()
        await go_on.wait()

    def twice(session: Session) -> tuple[int, int]:
        first = number(session)
        if session.get_bind().dialect.name == "postgresql":
            await_only(pause())
        else:
            asyncio.run_coroutine_threadsafe(pause(), loop).result()
        return first, number(session)

    reading = asyncio.create_task(counter.read(twice))
    await half_way.wait()
    await counter.perform(add_one)
    go_on.set()
    assert await reading == (0, 0)
    assert await counter.read(number) == 1


async def test_a_commit_that_concerns_nobody_calls_no_hook(counter: Database) -> None:
    calls: list[str] = []
    counter.on_commit.append(lambda: calls.append("committed"))
    await counter.perform(lambda session: session.connection().execute(text("UPDATE counter SET n = 7")).rowcount)
    await asyncio.sleep(0)
    assert calls == []


async def test_a_commit_calls_the_hooks_and_a_rollback_does_not(counter: Database) -> None:
    calls: list[str] = []
    counter.on_commit.append(lambda: calls.append("committed"))
    with pytest.raises(ZeroDivisionError):
        await counter.perform(lambda _: 1 // 0)
    assert calls == []
    await counter.perform(add_one)
    await asyncio.sleep(0)
    assert calls == ["committed"]


async def test_statements_are_counted(counter: Database, count_queries: CountQueries) -> None:
    with count_queries(counter) as queries:
        await counter.read(number)
        await counter.perform(add_one)
    assert len(queries) == 3
    await counter.read(number)
    assert len(queries) == 3


async def test_a_deadlock_is_done_once_more(postgresql: PostgresServer) -> None:
    async with postgresql.copy(empty=True) as url:
        database = Database(url)
        await database.perform(lambda session: _run(session, "CREATE TABLE pair (id INTEGER PRIMARY KEY, n INTEGER)"))
        await database.perform(lambda session: _run(session, "INSERT INTO pair VALUES (1, 0), (2, 0)"))
        tries: list[int] = []
        both_hold_one = asyncio.Barrier(2)

        def crosswise(session: Session, first: int, second: int) -> None:
            tries.append(first)
            add = text("UPDATE pair SET n = n + 1 WHERE id = :id")
            session.connection().execute(add, {"id": first})
            if len(tries) <= 2:
                await_only(both_hold_one.wait())
            session.connection().execute(add, {"id": second})

        await asyncio.gather(
            database.perform(lambda session: crosswise(session, 1, 2)),
            database.perform(lambda session: crosswise(session, 2, 1)),
        )
        assert 3 <= len(tries) <= 4, "whoever fails comes again once the other is through, or all but through"
        total = "SELECT sum(n) FROM pair"
        assert await database.read(lambda session: session.connection().execute(text(total)).scalar_one()) == 4
        await database.close()


async def test_what_somebody_else_has_just_written_is_found_when_done_once_more(postgresql: PostgresServer) -> None:
    async with postgresql.copy(empty=True) as url:
        database = Database(url)
        await database.perform(lambda session: _run(session, "CREATE TABLE one (id INTEGER PRIMARY KEY)"))
        nobody_has_it = asyncio.Barrier(2)
        tries: list[int] = []

        def unless_there(session: Session) -> None:
            tries.append(1)
            there = session.connection().execute(text("SELECT id FROM one")).first()
            if len(tries) <= 2:
                await_only(nobody_has_it.wait())
            if there is None:
                _run(session, "INSERT INTO one VALUES (1)")

        await asyncio.gather(database.perform(unless_there), database.perform(unless_there))
        assert len(tries) == 3
        with pytest.raises(IntegrityError):
            await database.perform(lambda session: _run(session, "INSERT INTO one VALUES (1)"))
        await database.close()


async def test_a_deadlock_that_comes_back_is_reported(postgresql: PostgresServer) -> None:
    async with postgresql.copy(empty=True) as url:
        database = Database(url)
        tries: list[int] = []

        def always(session: Session) -> None:
            tries.append(1)
            _run(session, "DO $$ BEGIN RAISE deadlock_detected; END $$")

        with pytest.raises(DatabaseBusy):
            await database.perform(always)
        assert len(tries) == 3
        await database.close()


async def test_the_hooks_hear_of_a_commit_whose_caller_has_given_up(counter: Database) -> None:
    """SQLite goes on with what is under way; PostgreSQL rolls it back."""
    calls: list[str] = []
    waiting = asyncio.create_task(counter.perform(add_one))
    await asyncio.sleep(0)
    counter.on_commit.append(lambda: calls.append("committed"))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await counter.perform(add_one)
    assert await counter.read(number) == len(calls)
