"""A bare Bolt app with one listener that echoes, on the very server and runner that the bot uses."""

import asyncio
import sys
from typing import Any

import uvloop
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import KnownInstallation
from bot.logs import set_up
from bot.web import Web
from tests.bench.load import SECRET


async def serve() -> None:
    set_up("WARNING", "console")
    app = AsyncApp(
        client=AsyncWebClient(),
        authorize=KnownInstallation(AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-bare")),
        request_verification_enabled=False,
        signing_secret="",
        process_before_response=True,
    )

    @app.command("/loop")
    async def echo(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(body["text"])

    web = Web(app, SECRET, "127.0.0.1", int(sys.argv[1]))
    await web.start()
    await asyncio.to_thread(sys.stdin.read)
    await web.stop()


if __name__ == "__main__":
    uvloop.run(serve())
