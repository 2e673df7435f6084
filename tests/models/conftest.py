"""A file of notes on SQLite, for tests of how units of work share its commits."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models import sqlite, together
from models.database import Database
from tests.models.notes import run

TABLES = (
    "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)",
    "CREATE TABLE answer (id INTEGER PRIMARY KEY, note INTEGER REFERENCES note DEFERRABLE INITIALLY DEFERRED)",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.db"


@pytest.fixture
async def notes(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """A file with notes in it; who waits meanwhile joins the commit, however slow the machine is."""
    monkeypatch.setattr(together, "JOIN_SECONDS", 10)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    database = Database(f"sqlite:///{path}")
    for table in TABLES:
        await database.perform(lambda session, table=table: run(session, table))  # type: ignore[misc]
    yield database
    await database.close()
