"""What arrives twice is done once, on both kinds of database."""

import asyncio

import pytest
from sqlmodel import select

from bot import receipts
from domain.refusals import NotNow
from models.database import Database
from models.tables import Receipt, Workspace
from services.work import Work
from tests.fakes.clock import MONDAY


def found(work: Work, name: str) -> str:
    work.session.add(Workspace(id=name))
    work.session.flush()
    return f"answer {name}"


def work(session: object) -> Work:
    return Work(session, MONDAY)  # type: ignore[arg-type]


async def test_the_second_arrival_gets_the_first_answer(database: Database) -> None:
    for name in ("T1", "T2"):
        answer = await database.perform(
            lambda session, name=name: receipts.once(work(session), "key", lambda: found(work(session), name))
        )  # type: ignore[misc]
        assert answer == "answer T1"
    assert [row.id for row in await database.read(lambda session: session.exec(select(Workspace)).all())] == ["T1"]


async def test_of_two_at_once_one_is_done_and_both_are_answered(database: Database) -> None:
    names = ("T1", "T2", "T3")
    answers = await asyncio.gather(
        *(
            database.perform(
                lambda session, name=name: receipts.once(work(session), "key", lambda: found(work(session), name))
            )  # type: ignore[misc]
            for name in names
        )
    )
    assert len(set(answers)) == 1
    assert len(await database.read(lambda session: session.exec(select(Workspace)).all())) == 1


async def test_what_was_refused_leaves_no_receipt(database: Database) -> None:
    def refuse(session: object) -> str:
        raise NotNow

    with pytest.raises(NotNow):
        await database.perform(lambda session: receipts.once(work(session), "key", lambda: refuse(session)))
    assert await database.read(lambda session: session.exec(select(Receipt)).all()) == []
    assert await database.perform(
        lambda session: receipts.once(work(session), "key", lambda: found(work(session), "T1"))
    )


async def test_none_is_an_answer_too(database: Database) -> None:
    calls: list[int] = []
    for _ in range(2):
        await database.perform(lambda session: receipts.once(work(session), "key", lambda: calls.append(1)))
    assert calls == [1]
