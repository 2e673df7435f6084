"""What came of several claims, written down in one unit of work: none of them is in another's way, or in a change's."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from sqlalchemy import text
from sqlmodel import select

from domain.read.messages import PostKind
from models.database import Database
from models.tables import Post
from services import delivery, interrupted, posts
from services.outcomes import Claim, Done, Sent
from services.work import Work
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.postgresql import PostgresServer
from tests.services.delivering import claim, finish, say

PATIENCE = 15
"""Seconds, on a machine that does other things too."""


async def test_a_change_that_is_under_way_and_those_who_write_down_what_was_sent_wait_for_nobody(
    postgresql: PostgresServer, clock: FrozenClock
) -> None:
    """It says the same messages in another order: with their posts locked, each would wait for the other."""
    async with postgresql.copy() as url, opened(url) as database, gate(url) as let_on:
        company = await Company.make(database, clock)
        for channel in ("C1", "C2"):
            await say(company, channel, channel)
        real, changing, tries = clock.real(), asyncio.Event(), list[str]()
        done = [Done(one, Sent(one.channel, "1.0"), real) for one in await claim(company)]

        def change(work: Work) -> None:
            posts.say(work, "C2", PostKind.CARD, channel="C2")
            changing.set()
            work.session.execute(text("SELECT pg_advisory_lock_shared(1)"))
            posts.say(work, "C1", PostKind.CARD, channel="C1")
            tries.append("change")

        def mark(work: Work) -> list[str]:
            tries.append("mark")
            return delivery.finish(work, done, real)

        changed = asyncio.create_task(company.work(change))
        await changing.wait()
        async with asyncio.timeout(PATIENCE):
            assert await company.work(mark) == ["sent", "sent"]
        assert tries == ["mark"]
        await let_on()
        await changed
        assert tries == ["mark", "change"]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def gate(url: str) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    """Whoever asks for the lock number 1 waits until what this yields is called."""
    holder = await asyncpg.connect(url)
    try:
        await holder.execute("SELECT pg_advisory_lock(1)")
        yield lambda: holder.execute("SELECT pg_advisory_unlock(1)")
    finally:
        await holder.close()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_of_two_who_have_changed_the_same_message_the_one_that_holds_the_lease_is_believed(
    company: Company, order: tuple[int, int]
) -> None:
    """One was asleep beyond its lease, and comes back in the very moment in which the other is done."""
    await say(company, "a")
    (new,) = await claim(company)
    await finish(company, new, Sent("C1", "1.0"))
    await say(company, "a")
    claims: list[Claim] = []
    for _ in range(2):
        company.clock.pass_real_time(delivery.LEASE + timedelta(seconds=1))
        await company.work(partial(interrupted.take_up, real=company.clock.real()))
        claims += await claim(company)
    real = company.clock.real()
    done = [Done(one, Sent("C1", "1.0", shown), real) for one, shown in zip(claims, ("older", "newer"), strict=True)]
    found = await company.work(lambda work: delivery.finish(work, [done[turn] for turn in order], real))
    assert [found[order.index(turn)] for turn in (0, 1)] == ["", "sent"]
    post = await company.read(lambda work: work.session.exec(select(Post)).one())
    assert post.shown == "newer"
