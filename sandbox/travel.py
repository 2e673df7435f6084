"""The clock's way forward: it halts again and again, so that an app can do what is due while others sleep."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

from sandbox.clock import stops
from sandbox.core import Core
from sandbox.rate import OFF

PATIENCE = 10.0
"""Seconds of real time. Where an app takes longer, the rest of the way is a leap."""


class Travel:
    """Without `on_stop` every way is a leap: nobody would wait for an app that does not say when it is done."""

    def __init__(
        self, core: Core, set_clock: Callable[[datetime], None], on_stop: Callable[[], Awaitable[None]] | None
    ) -> None:
        self._core, self._set_clock, self._on_stop = core, set_clock, on_stop
        self.one_at_a_time = asyncio.Lock()

    async def to(self, where: Callable[[datetime], datetime]) -> None:
        """Go to what `where` makes of the clock's time. Raises ValueError for a time without a zone."""
        async with self.one_at_a_time:
            now = self._core.workspace.clock.now()
            until = where(now)
            if self._on_stop is not None and until.tzinfo is not None and until > now:
                with suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE):
                        if await self._halting(now, until, self._on_stop):
                            return
            self._set_clock(until)

    async def end(self) -> None:
        """The app is about to go: whoever is under way halts no more, and has left it alone when this returns."""
        self._on_stop = None
        async with self.one_at_a_time:
            pass

    async def _halting(self, now: datetime, until: datetime, on_stop: Callable[[], Awaitable[None]]) -> bool:
        """Nobody is paced on the way: between two stops there would be time enough. Whether it came to its end."""
        limits, pacing = self._core.limits, self._core.limits.pacing
        limits.pacing = OFF
        try:
            for stop in stops(now, until):
                if self._on_stop is None:
                    return False
                self._set_clock(stop)
                await on_stop()
            return True
        finally:
            limits.pacing = pacing
