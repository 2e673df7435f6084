"""A real Bolt app against the sandbox, in Socket Mode or over HTTP."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox

Json = dict[str, Any]


def bolt_app(sandbox: Sandbox) -> AsyncApp:
    """Bolt as a careful app sets it up: acks when the listener returns, one fixed authorization."""
    config = sandbox.app

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=config.team_id,
            bot_token=config.bot_token,
            bot_id=config.bot_id,
            bot_user_id=config.bot_user_id,
        )

    client = AsyncWebClient(base_url=sandbox.api_url, retry_handlers=[])
    return AsyncApp(
        client=client,
        authorize=authorize,
        signing_secret=config.signing_secret,
        process_before_response=True,
    )


@asynccontextmanager
async def over_socket(app: AsyncApp, sandbox: Sandbox) -> AsyncIterator[AsyncSocketModeHandler]:
    client = AsyncWebClient(base_url=sandbox.api_url, retry_handlers=[])
    handler = AsyncSocketModeHandler(app, sandbox.app.app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def over_http(app: AsyncApp, sandbox: Sandbox) -> AsyncIterator[None]:
    runner = web.AppRunner(app.web_app(path="/slack/events"), access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sandbox.change_app(request_url=f"http://127.0.0.1:{port}/slack/events")
    try:
        yield
    finally:
        await runner.cleanup()
