"""HTTP mode: signed requests from Slack."""

from collections.abc import Sequence

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.listening import Listening

log = structlog.get_logger()

PATH = "/slack/events"
LARGEST_BODY = 1024 * 1024
"""Bytes. Slack's payloads stay far below."""

LONGEST_STAMP = 12
"""Digits of a time in seconds, with centuries to spare."""


class Web:
    """The way in over HTTP: Slack posts to `http(s)://<our address>/slack/events`."""

    def __init__(
        self, app: AsyncApp, signing_secret: str, host: str, port: int, beside: Sequence[web.RouteDef] = ()
    ) -> None:
        """`beside`: what else is answered at this address."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        server = web.Application(client_max_size=LARGEST_BODY)
        server.router.add_post(PATH, self._handle)
        server.router.add_routes(beside)
        self._listening = Listening(server, host, port)

    @property
    def port(self) -> int:
        """The port that is listened on, also when any free one was asked for."""
        return self._listening.port

    async def start(self) -> None:
        """Listen; raise CannotStart when the address is taken."""
        await self._listening.start()

    async def pause(self) -> None:
        """Take nothing new."""
        await self._listening.pause()

    async def stop(self) -> None:
        await self._listening.stop()

    async def _handle(self, request: web.Request) -> web.Response:
        """Nothing is read from a body before its signature holds."""
        if not self._signed(await request.read(), request):
            log.warning("request refused: not signed with SLACK_SIGNING_SECRET, or minutes old", remote=request.remote)
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
