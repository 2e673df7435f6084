"""Who is in the hiring channels: they see names, stages and dates."""

import asyncio

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.directory import BATCH, Directory
from domain.slack_errors import code_of, said
from models import queries
from models.errors import DatabaseError
from scheduling.slack import found_in
from services import members, unreachable
from services.work import Work

log = structlog.get_logger()

SOON_SECONDS = 1.0
"""Many who join at once are read once."""


class Channels:
    """Reads a channel's members from Slack and writes them down."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._waiting: dict[str, asyncio.Task[None]] = {}

    async def hiring(self) -> list[str]:
        """The channels of the open roles."""
        return await self._directory.read(_hiring)

    def soon(self, channel: str) -> None:
        """Read it in a moment, if it is a hiring channel. Should that be lost, the daily round reads it."""
        if channel not in self._waiting:
            task = asyncio.create_task(self._after_a_moment(channel), name=f"channel {channel}")
            self._waiting[channel] = task
            task.add_done_callback(lambda _: self._waiting.pop(channel, None))

    async def stop(self) -> None:
        for task in list(self._waiting.values()):
            task.cancel()
        await asyncio.gather(*self._waiting.values(), return_exceptions=True)

    async def sync(self, channel: str) -> bool:
        """Read it now; say whether that went well enough not to be tried again today."""
        try:
            await self._read(channel)
        except SlackApiError as error:
            log.warning("hiring channel could not be read", channel=channel, error=code_of(error))
        except (ClientError, TimeoutError, DatabaseError) as error:
            log.warning("hiring channel could not be read", channel=channel, error=said(error))
            return False
        return True

    async def _after_a_moment(self, channel: str) -> None:
        await asyncio.sleep(SOON_SECONDS)
        if channel in await self.hiring():
            await self.sync(channel)

    async def _read(self, channel: str) -> None:
        cursor, found = "", list[str]()
        while True:
            answer = await self._directory.client.conversations_members(channel=channel, limit=BATCH, cursor=cursor)
            found += found_in(answer, "members", list)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        for user in found:
            await self._directory.find(user)
        await self._directory.write(lambda work: _store(work, channel, found))


def _store(work: Work, channel: str, found: list[str]) -> None:
    """We can see the channel; if messages wait for it to be mended, they are tried at once."""
    members.store_channel(work, channel, found)
    unreachable.try_again(work, channel)


def _hiring(work: Work) -> list[str]:
    roles = queries.roles(work.session, work.workspace, open_only=True)
    return sorted({role.channel for role in roles if role.channel})
