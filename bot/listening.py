"""An address that is listened on, until it is given up."""

import structlog
from aiohttp import web

from bot.slack import CannotStart

log = structlog.get_logger()

DRAIN_SECONDS = 1
"""What is asked of the bot itself has been waited for by then; this is for whoever watches it."""


class Listening:
    """`start`, then `pause` to take nothing new, then `stop`."""

    def __init__(self, server: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=DRAIN_SECONDS)
        self._host, self._port = host, port
        self._site: web.TCPSite | None = None

    @property
    def port(self) -> int:
        """The port that is listened on, also when any free one was asked for."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen; raise CannotStart when the address is taken."""
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, self._host, self._port)
        try:
            await self._site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise CannotStart(
                f"Cannot listen on {self._host}:{self._port}: {error.strerror or error}. Set another HOST or port."
            ) from error
        log.info("listening", host=self._host, port=self.port)

    async def pause(self) -> None:
        """Take nothing new."""
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def stop(self) -> None:
        await self._runner.cleanup()
