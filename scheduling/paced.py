"""Slack, called no faster than it likes, however many copies of the bot call it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError

from models.database import Database
from scheduling.clock import Clock
from scheduling.grouped import Grouped
from scheduling.slack import Slack, asked_wait, rate_limited
from services import gates
from services.work import Work

WITH_THE_CLAIM = frozenset({gates.POST, gates.UPDATE})
"""Their calls are counted when messages are claimed: no transaction more for the many."""


class NotYet(Exception):
    """The method's pace, which all copies share, lets nobody call it at the moment."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"in {seconds:.1f} seconds")


MOST_AHEAD = timedelta(seconds=15)
"""So far ahead turns are given out: others may be quicker, and what else waits for the same person waits as long."""


class PacedSlack:
    """Raises NotYet besides what the client raises. What Slack itself asks for is obeyed by all copies."""

    def __init__(self, database: Database, slack: Slack, clock: Clock) -> None:
        self._database, self._slack, self._clock = database, slack, clock
        self._turns: dict[str, datetime] = {}
        """By method, the last turn that was given out (real time): two hundred who wait come back one by one."""
        self._asking: dict[str, Grouped[None, timedelta]] = {
            method: Grouped(partial(self._ask, method)) for method in gates.PACES
        }

    async def api_call(
        self, api_method: str, *, params: dict[str, Any] | None = None, json: dict[str, Any] | None = None
    ) -> Any:
        if api_method in gates.PACES and api_method not in WITH_THE_CLAIM:
            await self._wait_for_turn(api_method)
        try:
            return await self._slack.api_call(api_method, params=params, json=json)
        except SlackApiError as error:
            # A channel has its own limit for new messages, so that does not concern the others.
            if rate_limited(error) and api_method != gates.POST:
                await self._hold(api_method, error)
            raise

    async def end(self) -> None:
        """Wait for what is still being written."""
        await asyncio.gather(*(asking.end() for asking in self._asking.values()))

    async def _wait_for_turn(self, method: str) -> None:
        wait = await self._asking[method].ask(None)
        if wait:
            real = self._clock.real()
            last = min(self._turns.get(method, real), real + MOST_AHEAD)
            self._turns[method] = turn = max(real + wait, last + gates.PACES[method].interval)
            raise NotYet((turn - real).total_seconds())

    async def _ask(self, method: str, asked: Sequence[None]) -> list[timedelta]:
        now, real = self._clock.now(), self._clock.real()
        return await self._database.perform(lambda session: gates.ask(Work(session, now), real, method, len(asked)))

    async def _hold(self, method: str, error: SlackApiError) -> None:
        now, real = self._clock.now(), self._clock.real()
        await self._database.perform(lambda s: gates.hold(Work(s, now), real, method, asked_wait(error)))
