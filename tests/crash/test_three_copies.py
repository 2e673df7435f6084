"""Three copies share a PostgreSQL database, and now and then one is killed: no leader, and nothing said twice."""

import asyncio
import random

import pytest

from models.points import Point
from tests.crash.town import FAULTS, PATIENCE, Town, town
from tests.fakes.nursery import Brood, Forked
from tests.fakes.postgresql import PostgresServer


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.slow)])
async def test_of_three_copies_one_is_killed_at_random(kills: int, brood: Brood, postgresql: PostgresServer) -> None:
    """At a point or at any moment; the others go on, and another comes in its place."""
    chance = random.Random(kills)
    async with postgresql.copy() as url, town(brood, url) as here:
        await here.found()
        here.sandbox.core.faults.add(*FAULTS)
        copies = [await here.start() for _ in range(3)]
        for copy in copies:
            assert await copy.at_work(), copy.lines
        at_work = asyncio.create_task(here.work())
        for number in range(kills):
            if number % 10 == 0:
                await days_digest(here, copies, chance)
                here.next_morning()
            await killed(chance.choice(copies), copies, chance)
            await replace(here, copies, chance)
        here.sandbox.core.faults.clear()
        copies.append(last := await here.start())
        assert await last.at_work(), last.lines
        here.busy = False
        await at_work
        await here.quiet()
        await here.check()
        assert set(here.days) <= set(digests := await here.digests())
        assert len(digests) == len(set(digests))
        assert sum(any("state=sent" in line for line in copy.lines) for copy in brood.children) > 1


def anywhere(chance: random.Random) -> str:
    return f"{chance.choice(list(Point))}:{chance.randint(1, 30)}"


async def killed(copy: Forked, copies: list[Forked], chance: random.Random) -> None:
    """Somebody dies: at a point, or, if nobody has, this copy at any moment at all."""
    await asyncio.wait({one.ended for one in copies}, timeout=chance.uniform(0.3, 2), return_when="FIRST_COMPLETED")
    if all(one.alive for one in copies):
        await copy.kill()


async def days_digest(here: Town, copies: list[Forked], chance: random.Random) -> None:
    """Who comes gets to it within a minute, if it lives that long; on a busy machine ten of them may not have."""
    async with asyncio.timeout(PATIENCE):
        while not await here.digest_is_there():
            await asyncio.sleep(0.2)
            await replace(here, copies, chance)


async def replace(here: Town, copies: list[Forked], chance: random.Random) -> None:
    copies[:] = [one for one in copies if one.alive]
    while len(copies) < 3:
        copies.append(await (here.start(CRASH_AT=anywhere(chance)) if chance.random() < 0.5 else here.start()))
