"""Units of work that wait for SQLite at the same time share a commit, and nothing else."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import together
from models.database import Database, announce_commit
from models.errors import DatabaseBusy, DatabaseError, DatabaseFull
from tests.models.notes import run, stored

Work = Callable[[Session], Any]


def note(number: int, body: str = "") -> Work:
    """Write down a note and answer its number."""

    def work(session: Session) -> int:
        run(session, "INSERT INTO note VALUES (:id, :body)", id=number, body=body)
        announce_commit(session)
        return number

    return work


def note_and_fail(session: Session) -> None:
    run(session, "INSERT INTO note VALUES (99, '')")
    raise KeyError("no such loop")


def answer_to_nothing(session: Session) -> None:
    """What only the commit refuses."""
    run(session, "INSERT INTO answer VALUES (1, 404)")


async def held(database: Database) -> tuple[Awaitable[None], threading.Event]:
    """A unit of work that holds the write thread until the event is set, so that others come to wait behind it."""
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def hold(_: Session) -> None:
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(10)

    task = asyncio.create_task(database.perform(hold))
    await begun.wait()
    return task, go_on


async def at_once(database: Database, works: Sequence[Work]) -> list[Any]:
    """Perform all of them in the commit of one that came before; answers and errors in their order."""
    first, go_on = await held(database)
    tasks = [asyncio.create_task(database.perform(work)) for work in works]
    await asyncio.sleep(0)
    go_on.set()
    answers = await asyncio.gather(first, *tasks, return_exceptions=True)
    return list(answers[1:])


async def test_those_who_wait_share_one_commit_and_each_gets_its_own_answer(notes: Database, path: Path) -> None:
    commits: list[int] = []
    event.listen(notes.engines[0], "commit", lambda _: commits.append(1))
    assert await at_once(notes, [note(1), note(2), note(3)]) == [1, 2, 3]
    assert len(commits) == 1
    assert stored(path) == [1, 2, 3]


async def test_whoever_came_first_is_not_kept_waiting_for_others(
    notes: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "JOIN_SECONDS", 0)
    commits: list[int] = []
    event.listen(notes.engines[0], "commit", lambda _: commits.append(1))
    assert await at_once(notes, [note(1), note(2)]) == [1, 2]
    assert len(commits) == 3


async def test_what_fails_undoes_only_its_own_changes(notes: Database, path: Path) -> None:
    one, failed, three = await at_once(notes, [note(1), note_and_fail, note(3)])
    assert [one, three] == [1, 3]
    assert isinstance(failed, KeyError)
    assert stored(path) == [1, 3]


async def test_a_broken_constraint_undoes_only_its_own_changes(notes: Database, path: Path) -> None:
    one, again, two = await at_once(notes, [note(1), note(1), note(2)])
    assert [one, two] == [1, 2]
    assert isinstance(again, IntegrityError)
    assert stored(path) == [1, 2]


async def test_what_fails_first_takes_nobody_along(notes: Database, path: Path) -> None:
    tasks = [asyncio.create_task(notes.perform(work)) for work in (note_and_fail, note(2))]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(answers[0], KeyError)
    assert answers[1] == 2
    assert stored(path) == [2]


async def test_a_savepoint_within_a_unit_of_work_is_its_own(notes: Database, path: Path) -> None:
    def tries(session: Session) -> str:
        run(session, "INSERT INTO note VALUES (2, '')")
        try:
            with session.begin_nested():
                run(session, "INSERT INTO note VALUES (1, '')")
        except IntegrityError:
            return "there already"
        return "new"

    assert await at_once(notes, [note(1), tries]) == [1, "there already"]
    assert stored(path) == [1, 2]


async def test_a_commit_that_fails_fails_for_all_and_calls_no_hook(notes: Database, path: Path) -> None:
    calls: list[str] = []
    notes.on_commit.append(lambda: calls.append("committed"))
    answers = await at_once(notes, [note(1), note_and_fail, answer_to_nothing, note(3)])
    assert [type(answer) for answer in answers] == [IntegrityError] * 4
    await asyncio.sleep(0)
    assert calls == []
    assert stored(path) == []
    assert await notes.perform(note(4)) == 4
    assert stored(path) == [4]


async def test_a_file_that_is_locked_is_so_for_whoever_it_met_and_free_again_for_the_next(
    notes: Database, path: Path
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    tasks = [asyncio.create_task(notes.perform(work)) for work in (note(1), note(2))]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseBusy] * 2
    other.execute("ROLLBACK")
    other.close()
    assert [await notes.perform(note(number)) for number in (3, 4)] == [3, 4]
    assert stored(path) == [3, 4]


async def test_a_full_disk_is_told_to_whoever_is_not_on_it(notes: Database, path: Path) -> None:
    await notes.perform(lambda session: run(session, "PRAGMA max_page_count = 10"))
    answers = await at_once(notes, [note(1), note(2, body="x" * 200_000), note(3)])
    assert isinstance(answers[1], DatabaseFull)
    assert stored(path) == [answer for answer in answers if isinstance(answer, int)]
    await notes.perform(lambda session: run(session, "PRAGMA max_page_count = 1000"))
    assert await notes.perform(note(4)) == 4


async def test_a_transaction_that_sqlite_gave_up_fails_for_all_who_were_in_it(notes: Database, path: Path) -> None:
    """As it does on some errors of the disk. Nothing after it commits by itself."""

    def give_up(session: Session) -> None:
        session.connection().exec_driver_sql("ROLLBACK")

    answers = await at_once(notes, [note(1), give_up, note(3)])
    assert isinstance(answers[0], DatabaseError)
    assert stored(path) == [answer for answer in answers if isinstance(answer, int)]
    assert await notes.perform(note(4)) == 4


async def test_whoever_gives_up_waiting_hurts_nobody_else(notes: Database, path: Path) -> None:
    first, go_on = await held(notes)
    tasks = [asyncio.create_task(notes.perform(note(number))) for number in (1, 2, 3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.sleep(0)
    go_on.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    await first
    assert isinstance(answers[1], asyncio.CancelledError)
    assert [answers[0], answers[2]] == [1, 3]
    assert stored(path) == [1, 3]


async def test_hooks_hear_once_for_each_that_announced_and_after_the_commit(notes: Database, path: Path) -> None:
    found: list[list[int]] = []
    notes.on_commit.append(lambda: found.append(stored(path)))
    await at_once(notes, [note(1), note_and_fail, lambda session: run(session, "INSERT INTO note VALUES (2, '')")])
    await asyncio.sleep(0)
    assert found == [[1, 2]]
