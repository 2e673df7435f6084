"""HTTP mode: only what Slack has signed, and signed just now, gets in."""

import time
from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import KnownInstallation
from bot.slack import CannotStart
from bot.web import PATH, Web

SECRET = "a signing secret"
BODY = urlencode(
    {"command": "/loop", "text": "help", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2"}
)


@pytest.fixture
async def seen() -> list[str]:
    return []


@pytest.fixture
async def web(seen: list[str]) -> AsyncIterator[Web]:
    result = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-test")
    app = AsyncApp(
        client=AsyncWebClient(), authorize=KnownInstallation(result), request_verification_enabled=False,
        process_before_response=True, signing_secret="",
    )  # fmt: skip

    @app.command("/loop")
    async def listen(ack: AsyncAck) -> None:
        seen.append("command")
        await ack("hello")

    made = Web(app, SECRET, "127.0.0.1", 0)
    await made.start()
    yield made
    await made.stop()


async def post(web: Web, body: str | BytesIO, headers: dict[str, str]) -> tuple[int, str]:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"http://127.0.0.1:{web.port}{PATH}"
    async with ClientSession() as session, session.post(url, data=body, headers=form | headers) as response:
        return response.status, await response.text()


def signed(body: str, stamp: str | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = stamp or str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


async def test_what_slack_has_signed_gets_in(web: Web, seen: list[str]) -> None:
    assert await post(web, BODY, signed(BODY)) == (200, "hello")
    assert seen == ["command"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": str(int(time.time()))},
        signed(BODY, secret="another secret"),
        signed(BODY + "&more=1"),
        signed(BODY, stamp=str(int(time.time()) - 400)),
        signed(BODY, stamp=str(int(time.time()) + 4000)),
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "1e9", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "١٢٣", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=ü"},
    ],
    ids=[
        "nothing", "no timestamp", "no signature", "wrong secret", "another body", "stale", "from the future",
        "no number", "negative", "exponent", "very long", "foreign digits", "foreign letters",
    ],
)  # fmt: skip
async def test_forged_stale_and_malformed_signatures_are_answered_401(
    web: Web, seen: list[str], headers: dict[str, str]
) -> None:
    status, _ = await post(web, BODY, headers)
    assert (status, seen) == (401, [])


async def test_a_body_that_is_no_payload_is_answered_400(web: Web, seen: list[str]) -> None:
    for body in ("{", '{"a":'):
        status, _ = await post(web, body, signed(body) | {"Content-Type": "application/json"})
        assert status == 400
    assert seen == []


async def test_a_huge_body_is_not_read(web: Web) -> None:
    body = "x" * 2_000_000
    status, _ = await post(web, BytesIO(body.encode()), signed(body))
    assert status == 413


async def test_a_port_that_is_taken_is_said_with_its_remedy(web: Web) -> None:
    second = Web(AsyncApp(token="xoxb-test", signing_secret="x"), SECRET, "127.0.0.1", web.port)
    with pytest.raises(CannotStart, match="Set another HOST or port"):
        await second.start()
