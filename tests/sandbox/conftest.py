from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.blockkit import Json
from tests.sandbox.bolt import bolt_app, over_socket
from tests.sandbox.world import APP, Api, make_sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    made = make_sandbox()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as made:
        yield made


@pytest.fixture
def slack(sandbox: Sandbox, session: ClientSession) -> AsyncWebClient:
    """The real SDK's client, with one connection and no retries of its own."""
    return AsyncWebClient(APP.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])


@pytest.fixture
def api(sandbox: Sandbox, session: ClientSession) -> Api:
    return Api(sandbox, session)


@pytest.fixture
async def app(sandbox: Sandbox) -> AsyncIterator[AsyncApp]:
    made = bolt_app(sandbox)
    async with over_socket(made, sandbox):
        yield made


@pytest.fixture
def seen(app: AsyncApp) -> list[Json]:
    """Every payload that reaches the app."""
    payloads: list[Json] = []

    @app.use
    async def remember(body: Json, next_: Any) -> None:
        payloads.append(body)
        await next_()

    return payloads
