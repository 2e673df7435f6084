"""Socket Mode's connections, with the real SDK on the other side."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType

from sandbox import Sandbox
from tests.sandbox.bolt import bolt_app, over_socket
from tests.sandbox.world import ADA, APP, GENERAL, Api, make_sandbox


async def _open(api: Api) -> Any:
    url = (await api("apps.connections.open", token=APP.app_token))["url"]
    return await api.session.ws_connect(url)


async def test_a_connection_begins_with_hello_and_its_ticket_is_good_once(api: Api) -> None:
    url = (await api("apps.connections.open", token=APP.app_token))["url"]
    async with api.session.ws_connect(url) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"]["app_id"] == APP.app_id
        async with api.session.get(url.replace("ws:", "http:")) as response:
            assert response.status == 404


async def test_an_envelope_goes_to_one_connection_in_turn_and_an_ack_ends_the_wait(sandbox: Sandbox, api: Api) -> None:
    sockets = [await _open(api), await _open(api)]
    taken = []
    for socket in sockets:
        assert (await socket.receive_json())["type"] == "hello"

    async def serve(number: int) -> None:
        async for message in sockets[number]:
            envelope = json.loads(message.data)
            taken.append(number)
            await sockets[number].send_str("not json")
            await sockets[number].send_json([])
            await sockets[number].send_json({"envelope_id": "unknown"})
            await sockets[number].send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "yes"}})

    tasks = [asyncio.create_task(serve(number)) for number in (0, 1)]
    for _ in range(4):
        answer = await sandbox.act(ADA.id, "command", channel=GENERAL.id, command="/help-me", text="")
        assert answer["ok"]
    assert sorted(taken) == [0, 0, 1, 1]
    for socket in sockets:
        await socket.close()
    await asyncio.gather(*tasks)


async def test_the_eleventh_connection_is_turned_away(api: Api) -> None:
    sockets = [await _open(api) for _ in range(11)]
    goodbye = await sockets[10].receive_json()
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "too_many_websockets")
    for socket in sockets:
        await socket.close()


async def _until_connected(sandbox: Sandbox, count: int = 1) -> None:
    async with asyncio.timeout(5):
        while sandbox.connections != count:
            await asyncio.sleep(0.01)


async def test_a_refresh_makes_the_real_client_come_again_and_nothing_is_lost(sandbox: Sandbox, api: Api) -> None:
    app = bolt_app(sandbox)
    app.command("/help-me")(_ack)
    async with over_socket(app, sandbox):
        await _until_connected(sandbox)
        before = len(sandbox.core.traffic.calls("apps.connections.open"))
        assert (await api.post("/_sandbox/socket", {"action": "refresh"}))["ok"]
        await _until_connected(sandbox)
        assert len(sandbox.core.traffic.calls("apps.connections.open")) == before + 1
        assert (await sandbox.act(ADA.id, "command", channel=GENERAL.id, command="/help-me"))["ok"]


async def test_disconnecting_says_goodbye_and_dropping_does_not(sandbox: Sandbox, api: Api) -> None:
    for action, last in (("disconnect", WSMsgType.TEXT), ("drop", WSMsgType.CLOSED)):
        socket = await _open(api)
        await socket.receive_json()
        await sandbox.socket_action(action)
        assert (await socket.receive()).type == last
        await socket.close()
    await _until_connected(sandbox, 0)
    with pytest.raises(ValueError, match="disconnect, refresh, drop"):
        await sandbox.socket_action("explode")


async def _ack(ack: Any) -> None:
    await ack()


async def test_unacked_events_in_socket_mode_are_sent_again_too(session: ClientSession) -> None:
    sandbox = make_sandbox(ack_seconds=0.05, retry_delays=(0,))
    await sandbox.start()
    socket = await _open(Api(sandbox, session))
    await socket.receive_json()
    await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    envelopes = [await socket.receive_json() for _ in range(2)]
    assert [row["retry_attempt"] for row in envelopes] == [0, 1]
    assert not envelopes[0]["accepts_response_payload"]
    await sandbox.settled()
    await socket.close()
    await sandbox.stop()
