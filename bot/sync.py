"""Members and hiring channels, asked of Slack at start and once a day; between them, events keep us up to date."""

import asyncio
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.channels import Channels
from bot.directory import Directory
from domain.slack_errors import said
from models.errors import DatabaseError
from scheduling.jobs import Sweep

log = structlog.get_logger()

EVERY = timedelta(days=1)
LOOK_EVERY = timedelta(minutes=10)
"""Also the wait after a failure."""

AT_START_SECONDS = 3
"""A large workspace takes minutes: the bot begins meanwhile, and looks up one by one whom it does not know yet."""


class Sync:
    def __init__(self, directory: Directory, channels: Channels) -> None:
        self._directory = directory
        self._channels = channels
        self._first: asyncio.Task[None] | None = None
        self._done_at: datetime | None = None

    @property
    def sweep(self) -> Sweep:
        return Sweep("members", LOOK_EVERY, self.when_due)

    async def start(self) -> None:
        """Begin the first round; wait a moment for it where nobody is known yet. Else what we know serves meanwhile."""
        filled = await self._directory.filled()
        self._first = asyncio.create_task(self.when_due(), name="first members")
        if not filled:
            await asyncio.wait({self._first}, timeout=AT_START_SECONDS)

    async def stop(self) -> None:
        if self._first is not None:
            self._first.cancel()
            await asyncio.gather(self._first, return_exceptions=True)

    async def when_due(self) -> None:
        now = self._directory.clock.real()
        if (self._done_at is None or now - self._done_at >= EVERY) and await self.once():
            self._done_at = now

    async def once(self) -> bool:
        """One round; say whether all of it went well. A channel that we were taken out of does not stop the others."""
        try:
            count = await self._directory.sync()
            channels = await self._channels.hiring()
        except (SlackApiError, ClientError, TimeoutError, DatabaseError) as error:
            log.warning("members could not be read", error=said(error))
            return False
        log.info("members read", members=count, channels=len(channels))
        return all([await self._channels.sync(channel) for channel in channels])
