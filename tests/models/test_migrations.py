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
from sqlalchemy import Connection, MetaData, select, text
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401  # fills the metadata
from models import migrate, migrating
from models.database import Database
from models.errors import DatabaseTooNew

SCRIPTS = ScriptDirectory.from_config(migrating.configuration())
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


REWRITTEN = {("0001", "todo"): frozenset({"escalates_at"})}
"""Columns whose values a later revision changes on purpose: 0002 clears when a to-do that has gone up would go up."""


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


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_older_revision_comes_up_with_its_data(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch, revision: str
) -> None:
    monkeypatch.setattr(migrate, "upgrade", partial(migrate.upgrade, target=revision))
    await empty_database.migrate()
    monkeypatch.undo()
    await empty_database.perform(fill_every_table)
    before = await empty_database.read(every_row)
    assert before
    assert all(before.values())
    await empty_database.migrate()
    assert await empty_database.revision() == REVISIONS[-1]
    if revision == REVISIONS[0]:  # who comes from there passes through all the others
        assert await empty_database.read(differences) == []
    after = await empty_database.read(every_row)
    assert before.keys() <= after.keys()
    for table, rows in before.items():
        kept = (rows[0].keys() & after[table][0].keys()) - REWRITTEN.get((revision, table), frozenset())
        assert len(kept) > len(rows[0]) / 2, table
        assert [only(kept, row) for row in after[table]] == [only(kept, row) for row in rows], table


def fill_every_table(session: Session) -> None:
    """Put one row into each table as it is now, whatever its columns are."""
    connection = session.connection()
    metadata = MetaData()
    metadata.reflect(connection)
    tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        connection.execute(table.insert().values({column.name: sample(column.type.python_type) for column in table.c}))


def sample(kind: type) -> Any:
    """Return a value that also fits as a foreign key: every key is 1 or "1"."""
    return {
        bool: True,
        int: 1,
        str: "1",
        object: {"a": 1},  # JSON has no one Python type
        datetime: datetime(2027, 3, 1, tzinfo=UTC),
        date: date(2027, 3, 1),
    }[kind]


def only(columns: Collection[str], row: dict[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in columns}


def every_row(session: Session) -> dict[str, list[dict[str, Any]]]:
    """By table, each row by the names of its columns, as the tables are now."""
    metadata = MetaData()
    metadata.reflect(session.connection())
    return {
        table.name: [dict(row) for row in session.connection().execute(select(table)).mappings()]
        for table in metadata.sorted_tables
        if table.name != "alembic_version"
    }
