"""HTTP mode: signed requests from Slack, and a page for whoever watches over the program."""

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.slack import CannotStart

log = structlog.get_logger()

PATH = "/slack/events"
LARGEST_BODY = 1024 * 1024
"""Bytes. Slack's payloads stay far below."""

LONGEST_STAMP = 12
"""Digits of a time in seconds, with centuries to spare."""

DRAIN_SECONDS = 5


class Web:
    """The way in over HTTP: Slack posts to `http(s)://<our address>/slack/events`."""

    def __init__(self, app: AsyncApp, signing_secret: str, host: str, port: int) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def port(self) -> int:
        """The port that is listened on, also when any free one was asked for."""
        assert self._runner is not None  # noqa: S101  # asked only after start
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen; raise CannotStart when the address is taken."""
        server = web.Application(client_max_size=LARGEST_BODY)
        server.router.add_post(PATH, self._handle)
        server.router.add_get("/healthz", _alive)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=DRAIN_SECONDS)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, self._host, self._port)
        try:
            await self._site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise CannotStart(
                f"Cannot listen on {self._host}:{self._port}: {error.strerror or error}. Set another HOST or PORT."
            ) from error
        log.info("listening", host=self._host, port=self.port, path=PATH)

    async def pause(self) -> None:
        """Take nothing new."""
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        """Nothing is read from a body before its signature holds."""
        if not self._signed(await request.read(), request):
            log.warning("request refused", remote=request.remote)
            return web.Response(status=401, text="invalid request")
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError):
            return web.Response(status=400, text="malformed request")
        return await to_aiohttp_response(await self._app.async_dispatch(asked))

    def _signed(self, body: bytes, request: web.Request) -> bool:
        """The SDK's verifier also refuses what is older than five minutes; it trips over a time that is no number."""
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if len(stamp) > LONGEST_STAMP or not (stamp.isascii() and stamp.isdecimal() and signature.isascii()):
            return False
        return bool(self._verifier.is_valid(body, stamp, signature))


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok\n")
