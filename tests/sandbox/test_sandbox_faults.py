"""Each fault on request, as the real SDK sees it; and the rate limits."""

import time
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Fault, Pacing, Sandbox
from sandbox.errors import RateLimited
from sandbox.rate import Limits
from tests.sandbox.bolt import bolt_app, over_socket
from tests.sandbox.world import ADA, APP, BEN, GENERAL, INSIDE, Api, make_sandbox


def said(sandbox: Sandbox) -> list[str]:
    return [row["text"] for row in sandbox.core.workspace.rooms[GENERAL.id].messages.values()]


async def post(slack: AsyncWebClient, text: str = "hi") -> Any:
    return await slack.chat_postMessage(channel=GENERAL.id, text=text)


async def test_the_next_call_is_refused_and_the_one_after_is_not(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.add_faults(Fault("error", name="chat.postMessage", error="fatal_error"))
    assert (await slack.auth_test())["ok"]
    with pytest.raises(SlackApiError, match="fatal_error"):
        await post(slack)
    await post(slack)
    assert said(sandbox) == ["hi"]


async def test_one_call_in_three_fails_without_end_until_cleared(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.add_faults(Fault("error", every=3, times=0))
    results = []
    for _ in range(6):
        try:
            await slack.api_test()
            results.append("ok")
        except SlackApiError as refusal:
            results.append(refusal.response["error"])
    assert results == ["ok", "ok", "internal_error"] * 2
    sandbox.core.faults.clear()
    assert (await slack.api_test())["ok"]


async def test_chance_strikes_the_same_way_for_the_same_seed(sandbox: Sandbox, api: Api) -> None:
    async def run() -> list[bool]:
        sandbox.core.faults.clear()
        sandbox.add_faults(Fault("error", chance=0.5, seed=7, times=0))
        return [(await api("api.test"))["ok"] for _ in range(12)]

    first = await run()
    assert first == await run()
    assert {True, False} == set(first)


@pytest.mark.parametrize(("kind", "status"), [("status", 500), ("html", 200), ("empty", 200)])
async def test_garbage_and_server_errors_reach_the_sdk(
    sandbox: Sandbox, slack: AsyncWebClient, kind: Any, status: int
) -> None:
    sandbox.add_faults(Fault(kind))
    with pytest.raises(SlackApiError) as refusal:
        await post(slack)
    assert refusal.value.response.status_code == status
    assert said(sandbox) == []


async def test_a_429_says_when_to_come_again(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.add_faults(Fault("rate_limited", retry_after=7))
    with pytest.raises(SlackApiError) as refusal:
        await post(slack)
    assert (refusal.value.response.status_code, refusal.value.response.headers["Retry-After"]) == (429, "7")


async def test_a_delayed_call_is_carried_out_later(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.add_faults(Fault("delay", seconds=0.1))
    started = time.perf_counter()
    await post(slack)
    assert time.perf_counter() - started >= 0.1


async def test_a_lost_answer_leaves_the_message_posted(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.add_faults(Fault("lost", name="chat.postMessage"))
    with pytest.raises(ClientConnectionError):
        await post(slack, "once")
    assert said(sandbox) == ["once"]
    assert sandbox.core.traffic.calls("chat.postMessage")[0]["error"] == "fault: lost"
    await post(slack, "again")


async def test_an_event_is_delivered_twice_with_one_id(sandbox: Sandbox) -> None:
    sandbox.add_faults(Fault("twice", on="delivery", name="message"))
    app = bolt_app(sandbox)
    seen: list[str] = []

    @app.event("message")
    async def heard(body: dict[str, Any]) -> None:
        seen.append(body["event_id"])

    async with over_socket(app, sandbox):
        await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
        await sandbox.settled()
    assert len(seen) == 2
    assert len(set(seen)) == 1


async def test_a_socket_dropped_while_an_ack_is_awaited_fails_the_command(sandbox: Sandbox) -> None:
    sandbox.add_faults(Fault("drop", on="delivery"))
    app = bolt_app(sandbox)
    async with over_socket(app, sandbox):
        failed = await sandbox.act(ADA.id, "command", channel=GENERAL.id, command="/help-me")
        assert failed["error"] == "dispatch_failed"


async def test_a_lost_delivery_never_arrives(sandbox: Sandbox) -> None:
    sandbox.add_faults(Fault("lost", on="delivery", name="slash_commands"))
    app = bolt_app(sandbox)
    async with over_socket(app, sandbox):
        failed = await sandbox.act(ADA.id, "command", channel=GENERAL.id, command="/help-me")
    assert failed["error"] == "operation_timeout"


async def test_faults_are_set_and_cleared_by_the_control_api(api: Api, session: ClientSession) -> None:
    answer = await api.post("/_sandbox/faults", [{"kind": "error", "name": "auth.test", "error": "account_inactive"}])
    assert answer["faults"][0]["name"] == "auth.test"
    assert (await api("auth.test"))["error"] == "account_inactive"
    await api.post("/_sandbox/faults", {"kind": "status", "times": 0})
    async with session.delete(api.sandbox.url + "/_sandbox/faults") as response:
        assert (await response.json())["ok"]
    assert (await api.get("/_sandbox/faults"))["faults"] == []


@pytest.mark.parametrize(
    "row",
    [{}, {"kind": "meteor"}, {"kind": "twice"}, {"kind": "error", "on": "delivery"}, {"kind": "error", "colour": 1}],
)
async def test_what_makes_no_fault_is_refused(api: Api, row: dict[str, Any]) -> None:
    assert not (await api.post("/_sandbox/faults", row))["ok"]


def test_a_channel_takes_a_burst_and_then_a_message_a_second() -> None:
    now = 0.0
    limits = Limits(Pacing(burst=2), timer=lambda: now)
    limits.message("C1")
    limits.message("C1")
    with pytest.raises(RateLimited) as refusal:
        limits.message("C1")
    assert refusal.value.retry_after == 1
    limits.message("C2")
    now = 1.0
    limits.message("C1")
    with pytest.raises(RateLimited):
        limits.message("C1")


def test_a_method_has_its_tiers_number_a_minute_and_some_slack() -> None:
    now = 0.0
    limits = Limits(Pacing(slack=1), timer=lambda: now)
    for _ in range(21):
        limits.call("users.list", 2)
    with pytest.raises(RateLimited) as refusal:
        limits.call("users.list", 2)
    assert refusal.value.retry_after == 3
    for _ in range(500):
        limits.call("chat.postMessage", 0)
    now = 3.0
    limits.call("users.list", 2)


async def test_pacing_answers_429_for_one_channel_and_not_for_another(session: ClientSession) -> None:
    sandbox = make_sandbox(pacing=Pacing(burst=1))
    await sandbox.start()
    slack = AsyncWebClient(APP.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])
    await slack.chat_postMessage(channel=GENERAL.id, text="1")
    with pytest.raises(SlackApiError) as refusal:
        await slack.chat_postMessage(channel=GENERAL.id, text="2")
    assert refusal.value.response["error"] == "ratelimited"
    assert refusal.value.response.headers["Retry-After"] == "1"
    await slack.chat_postMessage(channel=INSIDE.id, text="3")
    await slack.chat_postMessage(channel=BEN.id, text="4")
    await sandbox.stop()
