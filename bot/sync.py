"""Members and hiring channels, asked of Slack at start and once a day; between them, events keep us up to date."""

import asyncio

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.context import Desk
from bot.directory import Directory
from models import queries
from models.errors import DatabaseError
from services.work import Work

log = structlog.get_logger()

EVERY_SECONDS = 24 * 3600
AGAIN_SECONDS = 600
"""After a failure."""

AT_START_SECONDS = 3
"""A large workspace takes minutes: the bot begins meanwhile, and looks up one by one whom it does not know yet."""


class Sync:
    def __init__(self, desk: Desk, directory: Directory) -> None:
        self._desk = desk
        self._directory = directory
        self._task: asyncio.Task[None] | None = None
        self._first = asyncio.Event()

    async def start(self) -> None:
        """Begin, and wait a moment for the first round."""
        self._task = asyncio.create_task(self._run())
        first = asyncio.create_task(self._first.wait())
        await asyncio.wait({first, self._task}, timeout=AT_START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        first.cancel()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            went_well = await self.once()
            self._first.set()
            await asyncio.sleep(EVERY_SECONDS if went_well else AGAIN_SECONDS)

    async def once(self) -> bool:
        """One round; say whether all of it went well. A channel that we were taken out of does not stop the others."""
        try:
            count = await self._directory.sync()
            channels = await self._desk.read(_channels)
        except (SlackApiError, ClientError, TimeoutError, DatabaseError) as error:
            log.warning("members could not be read", error=str(error))
            return False
        log.info("members read", members=count, channels=len(channels))
        return all([await self._channel(channel) for channel in channels])

    async def _channel(self, channel: str) -> bool:
        try:
            await self._directory.sync_channel(channel)
        except SlackApiError as error:
            log.warning("hiring channel could not be read", channel=channel, error=str(error.response["error"]))
        except (ClientError, TimeoutError, DatabaseError) as error:
            log.warning("hiring channel could not be read", channel=channel, error=str(error))
            return False
        return True


def _channels(work: Work) -> list[str]:
    roles = queries.roles(work.session, work.workspace, open_only=True)
    return sorted({role.channel for role in roles if role.channel})
