"""What arrives twice is done once, on both kinds of database."""

import asyncio
from functools import partial

import pytest
from sqlmodel import Session, select

from bot import receipts
from domain.refusals import NotNow
from models.database import Database
from models.tables import Receipt, Workspace
from services.work import Work
from tests.fakes.clock import MONDAY


def arrival(session: Session, name: str = "T1") -> str:
    """A second one of these would be refused by the database itself, were it done."""
    work = Work(session, MONDAY)

    def found() -> str:
        session.add(Workspace(id=name))
        session.flush()
        return f"answer {name}"

    return receipts.once(work, "key", found)


async def workspaces(database: Database) -> list[str]:
    return [row.id for row in await database.read(lambda session: session.exec(select(Workspace)).all())]


async def test_the_second_arrival_gets_the_first_answer(database: Database) -> None:
    answers = [await database.perform(partial(arrival, name=name)) for name in ("T1", "T2")]
    assert answers == ["answer T1", "answer T1"]
    assert await workspaces(database) == ["T1"]


async def test_of_several_at_once_one_is_done_and_all_are_answered(database: Database) -> None:
    answers = await asyncio.gather(*(database.perform(partial(arrival, name=name)) for name in ("T1", "T2", "T3")))
    assert len(set(answers)) == 1
    assert len(await workspaces(database)) == 1


async def test_what_was_refused_leaves_no_receipt(database: Database) -> None:
    def refuse() -> str:
        raise NotNow

    with pytest.raises(NotNow):
        await database.perform(lambda session: receipts.once(Work(session, MONDAY), "key", refuse))
    assert await database.read(lambda session: session.exec(select(Receipt)).all()) == []
    assert await database.perform(arrival) == "answer T1"


async def test_none_is_an_answer_too(database: Database) -> None:
    calls: list[int] = []
    for _ in range(2):
        await database.perform(
            lambda session: receipts.once(Work(session, MONDAY), "key", lambda: calls.append(len(calls)))
        )
    assert calls == [0]


async def test_of_two_copies_of_the_bot_one_does_it(database: Database, database_url: str) -> None:
    other = Database(database_url)
    answers = await asyncio.gather(*(copy.perform(arrival) for copy in (database, other, database, other)))
    await other.close()
    assert answers == ["answer T1"] * 4
    assert await workspaces(database) == ["T1"]
