"""What came of several claims, written down in one unit of work: none of them is in another's way, or in a change's."""

import asyncio

from sqlalchemy import text

from domain.read.messages import PostKind
from models.database import Database
from services import delivery, posts
from services.outcomes import Done, Sent
from services.work import Work
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.postgresql import PostgresServer
from tests.services.delivering import claim, say


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
