"""A database that moves from a file to a server is the same afterwards, or nothing has happened."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table
from sqlmodel import Session, SQLModel, select

from domain.form_text import storable
from models import moving
from models.database import Database
from models.errors import DatabaseBusy
from models.moving import CannotMove, Moved, move
from models.tables import Candidate, Post
from tests.fakes.postgresql import PostgresServer
from tests.fakes.sample_company import SampleCompany

pytestmark = pytest.mark.xdist_group("sample company")


@pytest.fixture
async def target(postgresql: PostgresServer) -> AsyncIterator[str]:
    async with postgresql.copy(empty=True) as url:
        yield url


@pytest.fixture
def told(sample_company: SampleCompany, tmp_path: Path) -> str:
    """A file with all that the sample company has done."""
    shutil.copy(sample_company.path, tmp_path / "old.db")
    return f"sqlite:///{tmp_path / 'old.db'}"


async def rows(url: str) -> dict[str, list[Any]]:
    def read(session: Session) -> dict[str, list[Any]]:
        return {
            table.name: sorted(map(tuple, session.connection().execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }

    database = Database(url)
    try:
        return await database.read(read)
    finally:
        await database.close()


async def test_every_row_is_there_afterwards_and_new_ones_come_after_them(told: str, target: str) -> None:
    with sqlite3.connect(told.removeprefix("sqlite:///")) as file:
        file.execute("UPDATE candidate SET name = 'No' || char(0) || 'or' WHERE id = 1")
    file.close()
    before = await rows(told)
    moved = await move(told, target)
    assert await rows(target) == storable(before) != before == await rows(told)
    assert moved == Moved(len(before), sum(map(len, before.values())))
    assert moved.rows > 1000

    def say(session: Session) -> int:
        last = session.exec(select(Post).order_by(Post.id.desc())).first()  # type: ignore[union-attr]
        assert last is not None
        post = Post(key="new", kind="digest", channel="C1", created_at=last.created_at)
        session.add(post)
        session.flush()
        return (post.id or 0) - (last.id or 0)

    database = Database(target)
    assert await database.perform(say) == 1
    await database.close()


async def test_a_database_with_rows_in_it_is_left_alone(told: str, target: str) -> None:
    await move(told, target)
    before = await rows(target)
    with pytest.raises(CannotMove, match="holds rows already"):
        await move(told, target)
    assert await rows(target) == before


async def test_what_differs_afterwards_undoes_it_all(told: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    count_on = moving._go_on_counting

    def spoil(connection: Connection, table: Table) -> None:
        count_on(connection, table)
        if table.name == Candidate.__tablename__:
            connection.execute(table.update().where(table.c.id == 2).values(name="Somebody else"))

    monkeypatch.setattr(moving, "_go_on_counting", spoil)
    with pytest.raises(CannotMove, match=r"^candidate \(2,\) differs after copying, so nothing was moved\.$"):
        await move(told, target)
    assert set(map(len, (await rows(target)).values())) == {0}


async def test_a_file_that_somebody_writes_to_is_not_moved(
    migrated_file: Path, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "BUSY_SECONDS", 0)
    shutil.copy(migrated_file, tmp_path / "old.db")
    writer = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        await move(f"sqlite:///{tmp_path / 'old.db'}", target)
    writer.close()


async def test_what_cannot_be_moved_is_said_with_what_to_do(tmp_path: Path, target: str) -> None:
    with pytest.raises(CannotMove, match="There is no file"):
        await move(f"sqlite:///{tmp_path / 'typo.db'}", target)
    assert not (tmp_path / "typo.db").exists()
    sqlite3.connect(tmp_path / "bare.db").close()
    (tmp_path / "bare.db").touch()
    with pytest.raises(CannotMove, match="python -m bot migrate"):
        await move(f"sqlite:///{tmp_path / 'bare.db'}", target)
    with pytest.raises(CannotMove, match="not the other way round"):
        await move(target, f"sqlite:///{tmp_path / 'bare.db'}")
