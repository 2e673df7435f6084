"""Signed HTTP requests, their retries and failures, with a real Bolt app on the other side."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from sandbox import AppConfig, Sandbox
from tests.sandbox.blockkit import Json, modal, text_input, typed
from tests.sandbox.bolt import bolt_app, free_port, over_http
from tests.sandbox.world import ADA, APP, GENERAL, make_sandbox


@pytest.fixture
async def http() -> AsyncIterator[Sandbox]:
    config = AppConfig.from_manifest(MANIFEST, signing_secret="sign", bot_user_id=APP.bot_user_id)
    sandbox = make_sandbox(app=config, retry_delays=(0, 0.01))
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


MANIFEST: Json = {
    "display_information": {"name": "Helper"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "helper"},
        "slash_commands": [{"command": "/help-me", "description": "Help", "should_escape": False}],
        "shortcuts": [{"type": "global", "callback_id": "note", "name": "Note", "description": "Take one"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_mention", "message.channels"]},
        "interactivity": {"is_enabled": True, "request_url": "http://127.0.0.1:9/none"},
        "socket_mode_enabled": False,
    },
}


def test_an_app_is_read_from_its_manifest() -> None:
    config = AppConfig.from_manifest(MANIFEST, bot_token="xoxb-1")
    assert (config.name, config.mode, config.bot_token) == ("helper", "http", "xoxb-1")
    assert config.scopes == {"chat:write", "commands"}
    assert config.events == {"app_mention", "message.channels"}
    assert [row.command for row in config.commands] == ["/help-me"]
    assert [row.callback_id for row in config.shortcuts] == ["note"]
    assert config.request_url == "http://127.0.0.1:9/none"
    assert AppConfig.from_manifest({"display_information": {"name": "X"}}).home_tab is False


async def test_bolt_over_http_takes_commands_forms_and_events(http: Sandbox) -> None:
    app = bolt_app(http)
    mentions: list[str] = []

    @app.command("/help-me")
    async def helped(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
        await ack("opened")

    @app.view("form")
    async def form(ack: Any) -> None:
        await ack(response_action="errors", errors={"name": "No"})

    @app.event("app_mention")
    async def mentioned(event: Json) -> None:
        mentions.append(event["text"])

    @app.event("message")
    async def heard() -> None:
        return

    async with over_http(app, http):
        assert await http.verify_request_url()
        where = {"channel": GENERAL.id, "command": "/help-me", "text": "a=b & ü"}
        assert await http.act(ADA.id, "command", **where) == {"ok": True}
        (view,) = http.core.views.stack(ADA.id)
        answer = await http.act(ADA.id, "view_submission", view_id=view["id"], state=typed("x"))
        assert answer["errors"] == {"name": "No"}
        await http.act(ADA.id, "message", channel=GENERAL.id, text="@helper")
        await http.settled()
    assert mentions == [f"<@{APP.bot_user_id}>"]
    assert all(entry["ok"] for entry in http.core.traffic.entries)


async def test_a_wrong_secret_is_refused_by_bolt_and_the_person_is_told(http: Sandbox) -> None:
    app = bolt_app(http)
    http.change_app(signing_secret="another")
    async with over_http(app, http):
        failed = await http.act(ADA.id, "command", channel=GENERAL.id, command="/help-me")
        assert failed["error"] == "dispatch_failed"
        assert not await http.verify_request_url()


class Listener:
    """Answers each request with the next status of a list, and remembers it."""

    def __init__(self, *statuses: int, headers: dict[str, str] | None = None) -> None:
        self.statuses = list(statuses)
        self.headers = headers or {}
        self.requests: list[tuple[dict[str, str], str]] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.text()))
        return web.Response(status=self.statuses.pop(0), headers=self.headers)


async def _listening(http: Sandbox, listener: Listener) -> web.AppRunner:
    application = web.Application()
    application.router.add_post("/", listener.handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    http.change_app(request_url=f"http://127.0.0.1:{port}/")
    return runner


async def test_an_unacked_event_is_sent_again_with_number_and_reason(http: Sandbox) -> None:
    listener = Listener(500, 404, 200)
    runner = await _listening(http, listener)
    await http.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    await http.settled()
    await runner.cleanup()
    numbers = [headers.get("X-Slack-Retry-Num") for headers, _ in listener.requests]
    assert numbers == [None, "1", "2"]
    assert listener.requests[1][0]["X-Slack-Retry-Reason"] == "http_error"
    assert len({json.loads(body)["event_id"] for _, body in listener.requests}) == 1
    verifier = SignatureVerifier("sign")
    assert all(verifier.is_valid_request(body, headers) for headers, body in listener.requests)


async def test_an_app_may_decline_further_attempts(http: Sandbox) -> None:
    listener = Listener(500, headers={"X-Slack-No-Retry": "1"})
    runner = await _listening(http, listener)
    await http.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    await http.settled()
    await runner.cleanup()
    assert len(listener.requests) == 1


async def test_a_click_is_never_sent_again(http: Sandbox) -> None:
    listener = Listener(500)
    runner = await _listening(http, listener)
    failed = await http.act(ADA.id, "shortcut", callback_id="note")
    await runner.cleanup()
    assert (failed["error"], len(listener.requests)) == ("status", 1)


async def test_an_app_that_is_not_there_or_too_slow_over_http_fails_in_slacks_words() -> None:
    config = AppConfig.from_manifest(MANIFEST, request_url=f"http://127.0.0.1:{free_port()}/")
    sandbox = make_sandbox(app=config, ack_seconds=0.1)
    await sandbox.start()
    where = {"channel": GENERAL.id, "command": "/help-me", "text": ""}
    assert (await sandbox.act(ADA.id, "command", **where))["error"] == "dispatch_failed"

    async def slow(_request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    application = web.Application()
    application.router.add_post("/", slow)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sandbox.change_app(request_url=f"http://127.0.0.1:{port}/")
    assert (await sandbox.act(ADA.id, "command", **where))["error"] == "operation_timeout"
    assert not await sandbox.verify_request_url()
    sandbox.change_app(request_url="")
    assert (await sandbox.act(ADA.id, "command", **where))["error"] == "dispatch_failed"
    await runner.cleanup()
    await sandbox.stop()


async def test_plain_text_is_an_answer_to_a_command_too(http: Sandbox) -> None:
    async def text(_request: web.Request) -> web.Response:
        return web.Response(text="just text")

    application = web.Application()
    application.router.add_post("/", text)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    http.change_app(request_url=f"http://127.0.0.1:{port}/")
    assert (await http.act(ADA.id, "command", channel=GENERAL.id, command="/help-me"))["ok"]
    await runner.cleanup()
    whispered = [row["text"] for _, row in http.core.workspace.rooms[GENERAL.id].ephemeral.values()]
    assert whispered == ["just text"]
