"""What is asked in the middle of a morning, or by a click, takes no longer for all that was ever said."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from models import queries_delivery, queries_nudges, queries_waiting
from models.database import Database
from models.queries import todos
from models.tables import Member, Workspace
from tests.conftest import CountQueries
from tests.fakes.postgresql import PostgresServer

PEOPLE, POSTS = 100, 20_000

SAID = """
    INSERT INTO post (key, kind, member_id, subject, channel, ts, sent_channel, created_at)
    SELECT n, 'nudge', 'U' || n % :people, '', '', '1.0', 'D', now() + n * interval '1 second'
    FROM generate_series(1, :posts) AS n
"""

OWED = """
    SET LOCAL session_replication_role = replica;
    INSERT INTO todo (loop_id, kind, key, stage, owed_by, member_id, created_at, opens_at, due_at, nudged)
    SELECT n, 'scorecard', 'scorecard', 'screen', 'U1', 'U1', now(), now(), now(), 1 FROM generate_series(1, {0}) AS n;
    INSERT INTO nudge (todo_id, n, post_id, at) SELECT n, 1, n / 20, now() FROM generate_series(1, {0}) AS n;
    ANALYZE nudge, todo
"""


def _years(session: Session) -> None:
    """So much that PostgreSQL finds it worth an index; SQLite asks none of it."""
    session.add(Workspace(id="T1"))
    session.flush()
    session.add_all(Member(id=f"U{number}", workspace_id="T1") for number in range(PEOPLE))
    session.flush()
    session.execute(text(SAID), {"people": PEOPLE, "posts": POSTS})
    session.execute(text("ANALYZE post"))


def _owed(session: Session) -> None:
    """Of loops that are not there; one statement after the other, as PostgreSQL takes no two at once."""
    for statement in OWED.format(POSTS).split(";"):
        session.execute(text(statement))


async def plan(database: Database, asked: Any, explain: str = "EXPLAIN") -> str:
    """How the engine goes about it."""
    written = {"literal_binds": True, "render_postcompile": True}
    statement = text(f"{explain} {asked.compile(database.engines[0], compile_kwargs=written)}")
    return await database.read(lambda session: "\n".join(row[-1] for row in session.execute(statement)))


async def test_where_somebody_is_who_was_never_told_anything_is_not_looked_for_in_all_posts(
    postgresql: PostgresServer,
) -> None:
    async with postgresql.copy() as url:
        database = Database(url)
        await database.perform(_years)
        way = await plan(database, queries_delivery._direct_channels("postgresql").params(members=["UNEW"]))
        assert ("ix_post_member_told" in way, "Scan Backward using pk_post" in way) == (True, False), way
        await database.close()


async def test_what_was_said_of_a_to_do_is_not_looked_for_in_all_posts(postgresql: PostgresServer) -> None:
    async with postgresql.copy() as url:
        database = Database(url)
        await database.perform(_years)
        way = await plan(database, todos._posts_of_todos().params(todos=[1, 2]))
        assert ("Index Scan using pk_post" in way, "Seq Scan on post" in way) == (True, False), way
        await database.close()


async def test_what_a_morning_s_reminders_carry_is_not_looked_for_in_all_to_dos(
    postgresql: PostgresServer,
) -> None:
    """At what a turning disk takes for a row here and a row there, PostgreSQL would rather read the whole table."""
    async with postgresql.copy() as url:
        database = Database(url)
        await database.perform(_owed)
        way = await plan(database, queries_nudges._carried("postgresql").params(posts=list(range(1, 21))))
        assert ("Index Scan using pk_todo" in way, "Seq Scan" in way) == (True, False), way
        await database.close()


async def test_whether_a_reminder_was_dropped_is_not_looked_for_in_all_that_ever_was(sqlite_database: Database) -> None:
    way = await plan(sqlite_database, todos._posts_of_todos().params(todos=[1, 2]), "EXPLAIN QUERY PLAN")
    assert ("ix_outbox_post_id" in way, "ix_outbox_state_destination" in way) == (True, False), way


async def test_when_and_how_often_somebody_was_reminded_is_not_looked_for_in_all_that_was_ever_sent(
    sqlite_database: Database, count_queries: CountQueries
) -> None:
    now, people = datetime(2027, 3, 1, tzinfo=UTC), [f"U{number}" for number in range(20)]
    with count_queries(sqlite_database) as queries:
        await sqlite_database.read(lambda session: queries_waiting.heard_of(session, range(20)))
        await sqlite_database.read(lambda session: queries_waiting.told_since(session, people, now, now))

    def explain(session: Session, asked: str) -> str:
        how, given = f"EXPLAIN QUERY PLAN {asked}", (None,) * asked.count("?")
        return "\n".join(row[-1] for row in session.connection().exec_driver_sql(how, given))

    heard, told = [await sqlite_database.read(partial(explain, asked=each)) for each in queries]
    assert "ix_outbox_state_destination" not in heard, heard
    assert "ix_outbox_arrived (destination=? AND done_at>?)" in told, told
