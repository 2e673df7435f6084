"""Every revision leads to the newest, once, with what is stored left as it was."""

import asyncio
from collections.abc import Collection
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, select, text
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401  # fills the metadata
from models import migrate, migrating
from models.database import Database
from models.errors import DatabaseTooNew

SCRIPTS = ScriptDirectory.from_config(migrating.configuration())
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


Rows = dict[str, list[dict[str, Any]]]

OWED = ("owed_by", "member_id", "nudged", "next_nudge_at", "ended_at", "snoozed_until", "disowned_at")
REWRITTEN = {
    ("0001", "todo"): frozenset({"escalates_at", *OWED}),
    ("0001", "interview"): frozenset({"organiser"}),
}
"""Columns whose values a later revision changes on purpose.

0002 clears when a to-do that has gone up would go up; 0018 names who arranged what for a team that they have left.
"""


def differences(session: Session) -> list[Any]:
    context = MigrationContext.configure(session.connection())
    return list(compare_metadata(context, SQLModel.metadata))


async def test_the_migrations_make_the_tables_that_the_code_describes(database: Database) -> None:
    assert await database.read(differences) == []


async def test_migrating_twice_changes_nothing(empty_database: Database) -> None:
    assert await empty_database.revision() is None
    for _ in range(2):
        await empty_database.migrate()
        assert await empty_database.revision() == migrate.newest() == migrating.head() == REVISIONS[-1]


@pytest.mark.parametrize("copies", [2, 5])
async def test_copies_that_start_together_migrate_once(empty_url: str, copies: int) -> None:
    started = [Database(empty_url) for _ in range(copies)]
    await asyncio.gather(*(database.migrate() for database in started))
    assert {await database.revision() for database in started} == {REVISIONS[-1]}
    for database in started:
        await database.close()


async def test_tables_of_a_newer_program_are_left_alone(database: Database) -> None:
    await database.perform(
        lambda session: session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    )
    for refused in (database.migrate, database.revision):
        with pytest.raises(DatabaseTooNew, match="at 9999, the newest known here is"):
            await refused()


async def test_a_migration_that_fails_leaves_nothing_behind(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(connection: Connection) -> None:
        upgrade(connection)
        raise RuntimeError("the power went")

    upgrade = migrate.upgrade
    monkeypatch.setattr(migrate, "upgrade", half)
    with pytest.raises(RuntimeError, match="the power went"):
        await empty_database.migrate()
    assert await empty_database.revision() is None
    monkeypatch.undo()
    await empty_database.migrate()
    assert await empty_database.revision() == REVISIONS[-1]


async def come_up_to(revision: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "upgrade", partial(migrate.upgrade, target=revision))
    await database.migrate()
    monkeypatch.undo()


async def test_every_older_revision_comes_up_with_its_data(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One revision after the other, each adding a row of its own to every table that there is by then."""
    left: dict[str, Rows] = {}
    for number, revision in enumerate(REVISIONS, 1):
        await come_up_to(revision, empty_database, monkeypatch)
        assert await empty_database.revision() == revision
        left[revision] = await empty_database.perform(partial(fill_every_table, number=number))
        assert all(left[revision].values())
    found = await empty_database.read(every_row)
    for number, revision in enumerate(REVISIONS, 1):
        still_there(revision, left[revision], numbered(found, number))


async def test_the_first_revision_comes_up_with_its_data_at_once(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one transaction, as a program that was long not updated does."""
    await come_up_to(REVISIONS[0], empty_database, monkeypatch)
    before = await empty_database.perform(with_stories)
    await empty_database.migrate()
    assert await empty_database.revision() == REVISIONS[-1]
    assert await empty_database.read(differences) == []
    after = await empty_database.read(every_row)
    still_there(REVISIONS[0], before, after)
    assert [row["id"] for row in after["offer"] if row["sent_at"] is not None] == [1, 2, 13], (
        "0017 knows who holds what"
    )
    assert [row["organiser"] for row in after["interview"] if row["id"] in (5, 6)] == ["5", "6"], "revision 0018"
    assert [row["member_id"] for row in after["todo"] if row["id"] in (5, 6)] == ["5", "6"]


def with_stories(session: Session) -> Rows:
    """Loops 1 to 5, each with two offers: the first went out before the second was drafted.

    Member 5 arranged the interview of loop 6, and owes its link, though role 6 is led by others now.
    """
    steps = ("approval", "drafting", "extended", "approval", "declined")
    then = ("OfferDrafted", "OfferRefused", "OfferExtended", "OfferRescinded", "OfferDeclined")
    tables = tables_now(session)
    for number, (step, event) in enumerate(zip(steps, then, strict=True), 1):
        fill(session, tables, number)
        fill(session, tables, 10 + number)
        for statement in (
            "UPDATE offer SET version = 1, created_at = '2027-01-01 00:00:00' WHERE id = :n",
            "UPDATE offer SET version = 2, loop_id = :n WHERE id = 10 + :n",
            "UPDATE history SET event = 'OfferExtended', at = '2027-01-02 00:00:00' WHERE id = :n",
            "UPDATE history SET event = :event, loop_id = :n WHERE id = 10 + :n",
            "UPDATE loop SET step = :step WHERE id = :n",
        ):
            given = {"n": number, "event": event, "step": step}
            named = {name: value for name, value in given.items() if f":{name}" in statement}
            session.connection().execute(text(statement), named)
    fill(session, tables, 6)
    for statement in (
        "UPDATE loop SET step = 'scheduled' WHERE id = 6",
        "UPDATE interview SET organiser = '5', cancelled_at = NULL WHERE id = 6",
        "UPDATE member SET is_admin = (1 = 0) WHERE id = '5'",
        "UPDATE todo SET kind = 'add_link', owed_by = '5', member_id = '5', closed_at = NULL WHERE id = 6",
    ):
        session.connection().execute(text(statement))
    return every_row(session)


def still_there(revision: str, before: Rows, after: Rows) -> None:
    assert before.keys() <= after.keys()
    for table, rows in before.items():
        kept = (rows[0].keys() & after[table][0].keys()) - REWRITTEN.get((revision, table), frozenset())
        assert len(kept) > len(rows[0]) / 2, table
        assert [only(kept, row) for row in after[table]] == [only(kept, row) for row in rows], (revision, table)


def fill_every_table(session: Session, number: int) -> Rows:
    """Put one row into each table as it is now, whatever its columns are, and return them as they are read then.

    `number` tells the row from others.
    """
    tables = tables_now(session)
    fill(session, tables, number)
    return numbered(rows_of(session.connection(), tables), number)


def fill(session: Session, tables: Collection[Table], number: int) -> None:
    for table in tables:
        row = {column.name: sample(column.type.python_type, number) for column in table.c}
        session.connection().execute(table.insert().values(row))


def sample(kind: type, number: int) -> Any:
    """Return a value that also fits as a foreign key: every key is the number, or its text."""
    return {
        bool: True,
        int: number,
        str: str(number),
        object: {"a": number},  # JSON has no one Python type
        datetime: datetime(2027, 3, number, tzinfo=UTC),
        date: date(2027, 3, number),
    }[kind]


def every_row(session: Session) -> Rows:
    """By table, each row by the names of its columns, as the tables are now."""
    return rows_of(session.connection(), tables_now(session))


def rows_of(connection: Connection, tables: Collection[Table]) -> Rows:
    """In the order of their keys."""
    keyed = {table.name: select(table).order_by(*table.primary_key) for table in tables}
    return {name: [dict(row) for row in connection.execute(rows).mappings()] for name, rows in keyed.items()}


def numbered(rows: Rows, number: int) -> Rows:
    """Those of one number: it stands in their first column, the key."""
    return {
        name: [row for row in found if str(next(iter(row.values()))) == str(number)] for name, found in rows.items()
    }


def tables_now(session: Session) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(session.connection())
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def only(columns: Collection[str], row: dict[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in columns}
