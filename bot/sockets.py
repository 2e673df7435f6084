"""Socket Mode: two sockets, so that one is there while Slack renews the other."""

import asyncio
import time
from collections.abc import Iterable
from typing import Protocol

import structlog
from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import REMEDIES_OF_APP_TOKEN, CannotStart, remedy
from domain.slack_errors import said

log = structlog.get_logger()

CONNECTIONS = 2
PING_SECONDS = 10
GOODBYE_SECONDS = 1


class Socket(Protocol):
    """What is asked of one of the SDK's."""

    async def is_connected(self) -> bool: ...


async def deaf(sockets: Iterable[Socket]) -> str:
    """Why Slack cannot reach us; empty as long as one of them is open."""
    return "" if any([await socket.is_connected() for socket in sockets]) else "no socket is open"


class Sockets:
    """The way in over sockets that we open: no public address is needed."""

    def __init__(self, app: AsyncApp, client: AsyncWebClient, app_token: str) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._sockets: list[SocketModeClient] = []
        self._closing = False

    async def start(self) -> None:
        """Connect; raise CannotStart when Slack refuses the app token."""
        for _ in range(CONNECTIONS):
            socket = SocketModeClient(self._app_token, web_client=self._client, ping_interval=PING_SECONDS)
            socket.socket_mode_request_listeners.append(self._handle)
            self._sockets.append(socket)
            # Asked for by ourselves first: the SDK's own connect would try again for ever with a token that is wrong.
            try:
                socket.wss_uri = await socket.issue_new_wss_url()
            except SlackApiError as error:
                raise CannotStart(remedy(error, REMEDIES_OF_APP_TOKEN)) from error
            except (ClientError, TimeoutError) as error:
                raise CannotStart(
                    f"Slack cannot be reached at {self._client.base_url}: {said(error)}. Check the network."
                ) from error
            await socket.connect()  # type: ignore[no-untyped-call]  # the SDK left it so
        log.info("connected", sockets=CONNECTIONS)

    async def trouble(self) -> str:
        """Why nothing can come in; empty while all is well."""
        return await deaf(self._sockets)

    async def pause(self) -> None:
        """Take nothing new: what comes now is not acked, and Slack tells the user to try again."""
        self._closing = True

    async def stop(self) -> None:
        """Say goodbye, but wait for no answer: Slack sends elsewhere what it sends from now on."""
        if self._sockets:
            closing = [asyncio.ensure_future(socket.close()) for socket in self._sockets]  # type: ignore[no-untyped-call]  # the SDK left it so
            _, late = await asyncio.wait(closing, timeout=GOODBYE_SECONDS)
            for task in late:
                task.cancel()

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if self._closing:
            return
        started = time.time()
        answer = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, answer, started)
