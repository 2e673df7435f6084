"""Somebody types into a scorecard while bots die: what was acknowledged is there, on any device, and goes on."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientError

from models.points import Point
from tests.crash.town import Town, name, town
from tests.fakes.nursery import Brood

WITHIN = 45.0
"""Seconds in which somebody types past a point, on a busy machine."""

SCORED = 1
"""Whose interview stands: the first candidate's is cancelled."""

NOBODY_ANSWERS = (AssertionError, KeyError, StopIteration, ClientError, RuntimeError)


@dataclass
class Writer:
    """Ines, who types one letter after another. `field`: of the evidence that she is at."""

    here: Town
    field: str = ""
    kept: str = ""
    """What was acknowledged."""
    sent: str = ""
    """What she typed last, whether anybody answered or not."""

    async def type(self) -> bool:
        """One more letter; say whether it was acknowledged."""
        self.sent = self.kept + "abcdefghij"[len(self.kept) % 10]
        try:
            await self.here.ines.choose(self.field, self.sent)
        except NOBODY_ANSWERS:
            return False
        self.kept = self.sent
        return True

    async def goes_on_elsewhere(self) -> bool:
        """Another device shows all that was acknowledged, and at most the letter that was on its way.

        Says whether there was a form at all: a bot that is to die may have by then.
        """
        self.here.sandbox.core.views.stack(self.here.ines.id).clear()
        try:
            form = await self.here.ines.command(f"feedback {name(SCORED)}")
        except NOBODY_ANSWERS:
            return False
        asked = {block.get("block_id", ""): block.get("element", {}) for block in form["blocks"]}
        self.field = self.field or next(field for field in asked if field.startswith("evidence_"))
        shown = asked[self.field].get("initial_value", "")
        assert shown in (self.kept, self.sent)
        self.kept = self.sent = shown
        return True

    async def types_until(self, ended: "asyncio.Future[int]") -> None:
        async with asyncio.timeout(WITHIN):
            while not ended.done():
                await self.type()
                await asyncio.sleep(0)


@asynccontextmanager
async def writing(brood: Brood) -> AsyncIterator[Writer]:
    """There is an interview, and Ines may write."""
    async with town(brood) as here:
        await here.found()
        bot = await here.start()
        assert await bot.at_work(), bot.lines
        await here.work(at_most=SCORED + 1)
        await bot.kill()
        yield Writer(here)


@pytest.mark.slow
async def test_what_was_typed_and_acknowledged_outlives_the_bot_and_goes_on_on_another_device(brood: Brood) -> None:
    chance = random.Random(4)
    async with writing(brood) as writer:
        for kill in (Point.COMMIT_INSIDE, Point.COMMIT_AFTER, "after the ack", "at any moment") * 4:
            dies_by_itself = isinstance(kill, Point)
            given = {"CRASH_AT": f"{kill}:{chance.randint(15, 40)}"} if dies_by_itself else {}
            bot = await writer.here.start(**given)
            assert await bot.at_work(), bot.lines
            opened = await writer.goes_on_elsewhere()
            assert opened or dies_by_itself
            before = writer.kept
            if kill == "after the ack":
                assert all([await writer.type() for _ in range(chance.randint(1, 9))])
            else:
                typing = asyncio.create_task(writer.types_until(bot.ended))
                await asyncio.wait({typing}, timeout=WITHIN if dies_by_itself else chance.uniform(0.05, 1))
                await bot.kill()
                await typing
            await bot.kill()
            assert bot.ended.result() == -signal.SIGKILL
            assert len(writer.kept) > len(before) or not opened, f"nothing was typed before {kill}"
        bot = await writer.here.start()
        assert await bot.at_work(), bot.lines
        assert await writer.goes_on_elsewhere()
        assert await writer.type()
        assert len(writer.kept) > 50, "that nothing is lost says little where little was written"
