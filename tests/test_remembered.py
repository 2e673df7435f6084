"""What is put in again is what was told, and a new row gets the number that it would have got."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlmodel import SQLModel

from models.database import Database
from tests.conftest import Databases
from tests.fakes import journey
from tests.fakes.clock import MONDAY, FrozenClock
from tests.fakes.company import Company
from tests.fakes.remembered import remembered
from tests.fakes.reused import Reused


@pytest.fixture
async def both(databases: Databases, reused: Reused) -> AsyncIterator[tuple[Database, Database]]:
    """Two databases without rows."""
    async with AsyncExitStack() as stack:
        urls = [await stack.enter_async_context(databases.copy()) for _ in range(2)]
        first, second = [await stack.enter_async_context(reused.opened(url)) for url in urls]
        yield first, second


async def begun(database: Database) -> tuple[Company, int]:
    """At a time at which no other test begins, so that the first of these plays it."""
    company = await Company.make(database, FrozenClock(MONDAY + timedelta(weeks=51)))
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    return company, loop


async def rows(company: Company) -> dict[str, list[Any]]:
    tables = SQLModel.metadata.sorted_tables
    return await company.database.read(
        lambda session: {
            table.name: [tuple(row) for row in session.connection().execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }
    )


async def numbers(company: Company) -> dict[str, list[Any]]:
    """Of all rows; some of what else they hold is drawn by chance."""
    return {name: [row[0] for row in found] for name, found in (await rows(company)).items()}


async def test_the_second_who_takes_the_same_steps_comes_to_the_same_rows(both: tuple[Database, Database]) -> None:
    played, put_in = [await begun(database) for database in both]
    assert played[1] == put_in[1]
    assert played[0].clock.now() == put_in[0].clock.now()
    assert await rows(played[0]) == await rows(put_in[0])
    for company, loop in (played, put_in):
        company.told.for_real()
        await journey.advance(company, loop)
    assert await numbers(played[0]) == await numbers(put_in[0])


async def test_steps_after_something_else_was_written_are_played(database: Database, clock: FrozenClock) -> None:
    company = await Company.make(database, clock)
    await company.work(repr)
    await company.open_role()
    assert company.told.path is None


async def test_steps_of_one_name_in_two_files_are_two_steps(database: Database, clock: FrozenClock) -> None:
    company = await Company.make(database, clock)

    async def answer(place: Company) -> str:
        return place.clock.now().isoformat()

    async def other(place: Company) -> str:
        return "another"

    for step, module in ((answer, "tests.one"), (other, "tests.two")):
        step.__module__, step.__qualname__ = module, "answer"
    assert await remembered(answer)(company) != "another"
    again = Company(database, clock)
    again.told.path, again.told.performed = company.told.path, company.told.performed
    assert await remembered(other)(again) == "another"


async def test_two_steps_at_once_must_be_played(database: Database) -> None:
    company = await Company.make(database, FrozenClock(MONDAY + timedelta(weeks=53)))
    one, other = await asyncio.gather(company.open_role(), company.open_role(), return_exceptions=True)
    assert isinstance(one, int)
    assert "two steps at once" in str(other)


async def test_a_step_that_is_taken_while_rows_are_put_in_has_its_own_put_in_as_well(
    both: tuple[Database, Database],
) -> None:
    for database in both:
        company = await Company.make(database, FrozenClock(MONDAY + timedelta(weeks=54)))
        await company.open_role()
        asked = asyncio.ensure_future(database.read(repr))
        await asyncio.sleep(0)
        loop = await company.add_candidate(role=1)
        await asked
        assert (await company.loop(loop)).id == loop


async def test_rows_are_put_in_once_though_whoever_asked_for_them_has_gone(both: tuple[Database, Database]) -> None:
    for database in both:
        company = await Company.make(database, FrozenClock(MONDAY + timedelta(weeks=55)))
        await company.open_role()
        begun: list[object] = []
        event.listen(database.engines[0], "begin", begun.append, once=True)
        asked = asyncio.ensure_future(database.read(repr))
        while not begun and not asked.done():
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait([asked])
        loop = await company.add_candidate(role=1)
        assert (await company.loop(loop)).id == loop


async def test_what_a_test_has_left_on_its_way_reaches_no_later_test(databases: Databases, reused: Reused) -> None:
    table = SQLModel.metadata.tables["member"]
    for _ in range(3):
        async with databases.copy() as url, reused.opened(url) as database:
            assert await database.read(lambda session: session.connection().execute(select(table)).all()) == []
            company = await Company.make(database, FrozenClock(MONDAY + timedelta(weeks=56)))
            await company.open_role()
            late = [asyncio.ensure_future(database.read(repr)) for _ in range(3)]
            await asyncio.sleep(0)
        await asyncio.wait(late)
        with pytest.raises(asyncio.CancelledError):
            await database.perform(repr)
