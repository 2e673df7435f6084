"""A bot that is killed at any point of its way, as a real process: the next one goes on, and nothing is said twice."""

import asyncio
import random
import signal

import pytest

from models.points import Point
from services.delivery import LEASE
from tests.crash.town import FAULTS, Town, town
from tests.fakes.nursery import Brood

WITHIN = 45.0
"""Seconds in which a bot at work passes every point."""


async def end(here: Town, at_work: "asyncio.Task[None]") -> None:
    """Slack is itself again, the last bot stays alive, people get done what they were at, and all is looked at."""
    here.sandbox.core.faults.clear()
    here.clock.pass_real_time(LEASE)
    bot = await here.start()
    assert await bot.at_work(), bot.lines
    here.busy = False
    await at_work
    await here.quiet()
    await here.check()


@pytest.mark.parametrize("rounds", [1, pytest.param(8, marks=pytest.mark.slow)])
async def test_bots_that_die_at_every_point_while_slack_fails_them(rounds: int, brood: Brood) -> None:
    """In any order, at the n-th passing; of many rounds also at any moment at all. Each round brings a digest."""
    chance = random.Random(rounds)
    async with town(brood) as here:
        await here.found()
        here.sandbox.core.faults.add(*FAULTS)
        at_work = asyncio.create_task(here.work())
        for _ in range(rounds):
            here.next_morning()
            for point in chance.sample(list(Point), len(Point)):
                bot = await here.start(CRASH_AT=f"{point}:{chance.randint(1, 4 if rounds > 1 else 2)}")
                assert await bot.dies(WITHIN), f"nothing passes {point} so often"
                assert bot.ended.result() == -signal.SIGKILL, bot.lines
                here.clock.pass_real_time(LEASE)
            for _ in range(3 if rounds > 1 else 0):
                bot = await here.start()
                await asyncio.sleep(chance.uniform(0.3, 4))
                await bot.kill()
        await end(here, at_work)
        assert set(here.days) <= set(digests := await here.digests())
        assert len(digests) == len(set(digests))
