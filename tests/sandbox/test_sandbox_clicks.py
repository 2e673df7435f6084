"""Clicks and choices in messages, modals and Home, and the response URLs they bring."""

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp

from sandbox import Sandbox, lately
from tests.sandbox.acting import card, click, just_ack, opened, texts
from tests.sandbox.blockkit import Json, actions, button, home, modal, option, section, text_input, typed
from tests.sandbox.world import ADA, APP, BEN, GENERAL, Api


async def test_a_click_in_a_message_brings_the_message_its_place_and_a_response_url(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.action("go")(just_ack)
    parent = await card(sandbox, section())
    message = await card(sandbox, actions(button(value="7")), thread_ts=parent["ts"])
    assert await click(sandbox, message) == {"ok": True}
    (body,) = seen
    assert body["container"] == {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": GENERAL.id,
        "is_ephemeral": False,
        "thread_ts": parent["ts"],
    }
    assert body["user"] == {"id": ADA.id, "username": "ada", "name": "ada", "team_id": APP.team_id}
    assert body["channel"] == {"id": GENERAL.id, "name": "general"}
    assert body["message"]["ts"] == message["ts"]
    assert body["state"] == {"values": {}}
    assert body["api_app_id"] == APP.app_id
    assert body["team"]["id"] == APP.team_id
    action = body["actions"][0]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "7", "acts")
    assert action["action_ts"]
    assert "view" not in body


async def test_a_choice_is_told_in_full_and_only_what_is_offered_can_be_chosen(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.action("pick")(just_ack)
    menu: Json = {"type": "static_select", "action_id": "pick", "options": [option("a")]}
    message = await card(sandbox, actions(menu))
    chosen = await click(sandbox, message, "pick", value={"selected_option": {"value": "a"}})
    assert chosen["ok"]
    assert seen[0]["actions"][0]["selected_option"]["text"]["text"] == "A"
    assert seen[0]["state"]["values"]["acts"]["pick"]["selected_option"]["value"] == "a"
    refused = await click(sandbox, message, "pick", value={"selected_option": {"value": "z"}})
    assert refused["error"] == "invalid_option"


async def test_an_ephemeral_message_is_not_sent_along_and_can_be_replaced(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    @app.action("go")
    async def go(ack: Any, respond: Any) -> None:
        await respond(text="done", replace_original=True)
        await ack()

    whisper = await card(sandbox, actions(button()), user=ADA.id)
    assert await click(sandbox, whisper) == {"ok": True}
    assert seen[0]["container"]["is_ephemeral"]
    assert "message" not in seen[0]
    assert texts(sandbox) == ["done"]
    container = {"type": "message", "channel": GENERAL.id, "ts": whisper["ts"]}
    other = {"container": container, "block_id": "acts", "action_id": "go"}
    assert (await sandbox.act(BEN.id, "block_action", **other))["error"] == "message_not_found"


async def test_a_response_url_replaces_deletes_and_adds_and_ends_after_five_uses(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json], session: ClientSession
) -> None:
    app.action("go")(just_ack)
    message = await card(sandbox, actions(button()))
    await click(sandbox, message)
    url = seen[0]["response_url"]

    async def answer(**body: Any) -> tuple[int, str]:
        async with session.post(url, json=body) as response:
            return response.status, await response.text()

    assert await answer(text="changed", replace_original=True) == (200, "ok")
    assert await answer(text="for you") == (200, "ok")
    assert await answer(text="for all", response_type="in_channel") == (200, "ok")
    assert texts(sandbox) == ["changed", "for all", "for you"]
    assert (await answer())[1] == '{"ok": false, "error": "no_text"}'
    assert await answer(delete_original=True) == (200, "ok")
    assert texts(sandbox, BEN.id) == ["for all"]
    assert await answer(text="fifth") == (200, "ok")
    status, text = await answer(text="sixth")
    assert (status, text) == (404, '{"ok": false, "error": "used_url"}')


async def test_a_click_in_a_modal_brings_the_view_with_what_is_typed_and_may_push(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    @app.action("go")
    async def go(ack: Any, body: Json, client: Any) -> None:
        await client.views_push(trigger_id=body["trigger_id"], view=modal(callback_id="second"))
        await ack()

    view = opened(sandbox, text_input(), actions(button()))
    container = {"type": "view", "view_id": view["id"]}
    where = {"container": container, "block_id": "acts", "action_id": "go"}
    assert (await sandbox.act(ADA.id, "block_action", **where, state=typed("Bo")))["ok"]
    (body,) = seen
    assert body["container"] == container
    assert body["view"]["state"] == typed("Bo")
    assert {"response_url", "message", "channel", "state"}.isdisjoint(body)
    assert [shown["callback_id"] for shown in sandbox.core.views.stack(ADA.id)] == ["form", "second"]


async def test_a_click_on_home_brings_the_home_view_and_opens_a_root(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json], api: Api
) -> None:
    @app.action("go")
    async def go(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    view = (await api("views.publish", user_id=ADA.id, view=home(actions(button()))))["view"]
    where = {"container": {"type": "view", "view_id": view["id"]}, "block_id": "acts", "action_id": "go"}
    assert (await sandbox.act(ADA.id, "block_action", **where))["ok"]
    assert seen[0]["view"]["type"] == "home"
    assert len(sandbox.core.views.stack(ADA.id)) == 1
    assert (await sandbox.act(BEN.id, "block_action", **where))["error"] == "not_found"


async def test_what_says_the_same_in_a_new_home_keeps_its_name_and_twins_have_their_own(api: Api) -> None:
    asks = {"type": "actions", "elements": [button()]}
    old = (await api("views.publish", user_id=ADA.id, view=home(asks)))["view"]
    new = (await api("views.publish", user_id=ADA.id, view=home(section("news"), asks, asks)))["view"]
    names = [block["block_id"] for block in new["blocks"]]
    assert len(set(names)) == 3
    assert old["blocks"][0]["block_id"] in names


async def test_a_click_that_crosses_a_new_drawing_on_its_way_reaches_the_app_with_what_was_seen(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json], api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.action("go")
    async def go(ack: Any) -> None:
        await ack()

    shown = (await api("views.publish", user_id=ADA.id, view=home(actions(button(value="1")))))["view"]
    in_home = {"container": {"type": "view", "view_id": shown["id"]}, "block_id": "acts", "action_id": "go"}
    await api("views.publish", user_id=ADA.id, view=home())
    ts = (await api("chat.postMessage", channel=GENERAL.id, text="x", blocks=[actions(button(value="2"))]))["ts"]
    place = {"type": "message", "channel": GENERAL.id, "ts": ts}
    in_message = {"container": place, "block_id": "acts", "action_id": "go"}
    await api("chat.update", channel=GENERAL.id, ts=ts, text="y", blocks=[section("y")])
    for click_ in (in_home, in_message):
        assert (await sandbox.act(ADA.id, "block_action", **click_))["ok"]
    assert [body["actions"][0]["value"] for body in seen] == ["1", "2"]
    monkeypatch.setattr(lately, "MOMENT", 0.0)
    for click_ in (in_home, in_message):
        assert (await sandbox.act(ADA.id, "block_action", **click_))["error"] == "not_found"


async def test_what_can_be_chosen_in_is_forgotten_by_a_new_view_unless_the_app_names_the_block(api: Api) -> None:
    choice = {"type": "section", "text": {"type": "plain_text", "text": "Who?"}}
    choice["accessory"] = {"type": "users_select", "action_id": "who"}
    first, second = [(await api("views.publish", user_id=ADA.id, view=home(choice)))["view"] for _ in range(2)]
    assert first["blocks"][0]["block_id"] != second["blocks"][0]["block_id"]


async def test_an_input_tells_the_app_only_when_it_dispatches(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.action("value")(just_ack)
    view = opened(sandbox, text_input("quiet"), text_input("loud", dispatch_action=True))
    for block_id in ("quiet", "loud"):
        where = {"container": {"type": "view", "view_id": view["id"]}, "block_id": block_id}
        await sandbox.act(ADA.id, "block_action", **where, action_id="value", value={"value": "x"})
    assert [body["actions"][0]["block_id"] for body in seen] == ["loud"]
    assert view["state"]["values"]["quiet"]["value"]["value"] == "x"


async def test_a_menu_asks_the_app_for_options(sandbox: Sandbox, app: AsyncApp, seen: list[Json]) -> None:
    @app.options("find")
    async def find(ack: Any, payload: Json) -> None:
        await ack(options=[option(payload["value"])] if payload["value"] != "bad" else [{"text": "no"}])

    menu: Json = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    view = opened(sandbox, actions(menu))
    where = {"container": {"type": "view", "view_id": view["id"]}, "block_id": "acts", "action_id": "find"}
    answer = await sandbox.act(ADA.id, "suggestion", **where, value="ada")
    assert answer["options"] == [option("ada")]
    assert seen[0]["view"]["id"] == view["id"]
    assert (await sandbox.act(ADA.id, "suggestion", **where, value="a"))["options"] == []
    assert (await sandbox.act(ADA.id, "suggestion", **where, value="bad"))["error"] == "invalid_options"
