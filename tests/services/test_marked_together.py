"""What came of several claims, written down in one unit of work: none of them is in another's way, or in a change's."""

import asyncio
from datetime import timedelta
from functools import partial

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


async def test_a_change_that_is_under_way_and_those_who_write_down_what_was_sent_wait_for_nobody(
    postgresql: PostgresServer, clock: FrozenClock
) -> None:
    """It says the same messages in another order: with their posts locked, each would wait for the other."""
    async with postgresql.copy() as url:
        company = await Company.make(Database(url), clock)
        for channel in ("C1", "C2"):
            await say(company, channel, channel)
        real, changing, tries = clock.real(), asyncio.Event(), list[str]()
        done = [Done(one, Sent(one.channel, "1.0"), real) for one in await claim(company)]

        def change(work: Work) -> None:
            posts.say(work, "C2", PostKind.CARD, channel="C2")
            changing.set()
            work.session.execute(text("SELECT pg_sleep(0.1)"))
            posts.say(work, "C1", PostKind.CARD, channel="C1")
            tries.append("change")

        def mark(work: Work) -> list[str]:
            tries.append("mark")
            return delivery.finish(work, done, real)

        changed = asyncio.create_task(company.work(change))
        await changing.wait()
        assert await company.work(mark) == ["sent", "sent"]
        assert tries == ["mark"]
        await changed
        assert tries == ["mark", "change"]
        await company.database.close()


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
