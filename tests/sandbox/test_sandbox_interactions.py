"""A real Bolt app over Socket Mode: commands, clicks, forms, menus, shortcuts, and what people are shown."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp

from sandbox import Sandbox
from sandbox.blocks.check import check_view
from tests.sandbox.blockkit import Json, actions, button, home, modal, option, section, text_input, typed
from tests.sandbox.bolt import bolt_app, over_socket
from tests.sandbox.world import ADA, APP, BEN, GENERAL, INSIDE, SECRET, Api, make_sandbox


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


def texts(sandbox: Sandbox, user: str = ADA.id) -> list[str]:
    room = sandbox.core.workspace.rooms[GENERAL.id]
    return [row["text"] for row in room.messages.values()] + [
        row["text"] for who, row in room.ephemeral.values() if who == user
    ]


async def command(sandbox: Sandbox, text: str = "", name: str = "/help-me") -> Json:
    return await sandbox.act(ADA.id, "command", channel=GENERAL.id, command=name, text=text)


async def test_a_command_carries_what_slack_sends_and_its_ack_is_whispered(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    @app.command("/help-me")
    async def helped(ack: Any) -> None:
        await ack("Here you are")

    assert await command(sandbox, "me & you") == {"ok": True}
    (body,) = seen
    assert (body["text"], body["channel_name"], body["user_name"]) == ("me & you", "general", "ada")
    assert {"trigger_id", "response_url", "team_domain", "api_app_id"} <= set(body)
    assert texts(sandbox) == ["Here you are"]
    assert texts(sandbox, BEN.id) == []


async def test_a_command_may_answer_for_all_with_blocks_or_not_at_all(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.command("/help-me")
    async def helped(ack: Any, body: Json) -> None:
        if body["text"]:
            await ack(text="all", blocks=[section()], response_type="in_channel")
        else:
            await ack()

    await command(sandbox, "x")
    await command(sandbox)
    assert texts(sandbox, BEN.id) == ["all"]


async def test_mentions_are_escaped_for_the_command_that_asks_for_it(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.command("/escape")(_just_ack)
    app.command("/help-me")(_just_ack)
    await command(sandbox, "@ben in #general", "/escape")
    await command(sandbox, "@ben")
    assert [body["text"] for body in seen] == [f"<@{BEN.id}|ben> in <#{GENERAL.id}|general>", "@ben"]


async def _just_ack(ack: Any) -> None:
    await ack()


async def test_commands_need_a_known_name_and_a_room_of_ones_own(sandbox: Sandbox, app: AsyncApp) -> None:
    assert (await command(sandbox, name="/nothing"))["error"] == "unknown_command"
    outside = {"channel": SECRET.id, "command": "/help-me", "text": ""}
    assert (await sandbox.act(BEN.id, "command", **outside))["error"] == "channel_not_found"


async def test_an_answer_slack_cannot_show_fails_the_command(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.command("/help-me")
    async def helped(ack: Any) -> None:
        await ack(text="x", blocks=[{"type": "nope"}])

    failed = await command(sandbox)
    assert failed["message"] == '/help-me failed with the error "invalid_command_response"'


async def test_an_app_that_does_not_answer_in_time_or_is_not_there_fails_in_slacks_words() -> None:
    sandbox = make_sandbox(ack_seconds=0.05)
    await sandbox.start()
    app = bolt_app(sandbox)

    @app.command("/help-me")
    async def late(ack: Any) -> None:
        assert ack

    assert (await command(sandbox))["message"] == '/help-me failed with the error "dispatch_failed"'
    async with over_socket(app, sandbox):
        assert (await command(sandbox))["message"] == '/help-me failed with the error "operation_timeout"'
        posted = await _message(sandbox, actions(button()))
        clicked = await _click(sandbox, posted)
        assert clicked["message"] == "Operation timed out. Apps need to respond within 3 seconds."
        view = _opened(sandbox)
        submitted = await sandbox.act(ADA.id, "view_submission", view_id=view["id"])
        assert submitted["message"] == "We had some trouble connecting. Try again?"
        assert sandbox.core.views.stack(ADA.id)
    await sandbox.stop()


async def _message(sandbox: Sandbox, *blocks: Json, user: str = "", thread_ts: str = "") -> Json:
    """A message of the app's, or with `user` a whisper."""
    async with ClientSession() as session:
        api = Api(sandbox, session)
        content: Json = {"channel": GENERAL.id, "text": "card", "blocks": list(blocks)}
        if thread_ts:
            content["thread_ts"] = thread_ts
        if user:
            said = await api("chat.postEphemeral", user=user, **content)
            return {"ts": said["message_ts"]}
        message: Json = (await api("chat.postMessage", **content))["message"]
        return message


async def _click(sandbox: Sandbox, message: Json, action_id: str = "go", **more: Any) -> Json:
    container = {"type": "message", "channel": GENERAL.id, "ts": message["ts"]}
    where = {"container": container, "block_id": "acts", "action_id": action_id}
    return await sandbox.act(ADA.id, "block_action", **where, **more)


def _opened(sandbox: Sandbox, *blocks: Json, **more: Any) -> Json:
    """A modal as the app would have opened it."""
    return sandbox.core.views.open(ADA.id, check_view(modal(*blocks, **more), ("modal",)))


async def test_a_click_in_a_message_brings_the_message_its_place_and_a_response_url(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.action("go")(_just_ack)
    parent = await _message(sandbox, section())
    message = await _message(sandbox, actions(button(value="7")), thread_ts=parent["ts"])
    assert await _click(sandbox, message) == {"ok": True}
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
    app.action("pick")(_just_ack)
    menu: Json = {"type": "static_select", "action_id": "pick", "options": [option("a")]}
    message = await _message(sandbox, actions(menu))
    chosen = await _click(sandbox, message, "pick", value={"selected_option": {"value": "a"}})
    assert chosen["ok"]
    assert seen[0]["actions"][0]["selected_option"]["text"]["text"] == "A"
    assert seen[0]["state"]["values"]["acts"]["pick"]["selected_option"]["value"] == "a"
    refused = await _click(sandbox, message, "pick", value={"selected_option": {"value": "z"}})
    assert refused["error"] == "invalid_option"


async def test_an_ephemeral_message_is_not_sent_along_and_can_be_replaced(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    @app.action("go")
    async def go(ack: Any, respond: Any) -> None:
        await respond(text="done", replace_original=True)
        await ack()

    whisper = await _message(sandbox, actions(button()), user=ADA.id)
    assert await _click(sandbox, whisper) == {"ok": True}
    assert seen[0]["container"]["is_ephemeral"]
    assert "message" not in seen[0]
    assert texts(sandbox) == ["done"]
    container = {"type": "message", "channel": GENERAL.id, "ts": whisper["ts"]}
    other = {"container": container, "block_id": "acts", "action_id": "go"}
    assert (await sandbox.act(BEN.id, "block_action", **other))["error"] == "message_not_found"


async def test_a_response_url_replaces_deletes_and_adds_and_ends_after_five_uses(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json], session: ClientSession
) -> None:
    app.action("go")(_just_ack)
    message = await _message(sandbox, actions(button()))
    await _click(sandbox, message)
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

    view = _opened(sandbox, text_input(), actions(button()))
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


async def test_an_input_tells_the_app_only_when_it_dispatches(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.action("value")(_just_ack)
    view = _opened(sandbox, text_input("quiet"), text_input("loud", dispatch_action=True))
    for block_id in ("quiet", "loud"):
        where = {"container": {"type": "view", "view_id": view["id"]}, "block_id": block_id}
        await sandbox.act(ADA.id, "block_action", **where, action_id="value", value={"value": "x"})
    assert [body["actions"][0]["block_id"] for body in seen] == ["loud"]
    assert view["state"]["values"]["quiet"]["value"]["value"] == "x"


async def submit(sandbox: Sandbox, view: Json, value: str = "Ada") -> Json:
    return await sandbox.act(ADA.id, "view_submission", view_id=view["id"], state=typed(value))


def answering(app: AsyncApp, *args: Any, **answer: Any) -> None:
    @app.view("form")
    async def form(ack: Any) -> None:
        await ack(*args, **answer)


async def test_a_form_closes_on_an_empty_ack(sandbox: Sandbox, app: AsyncApp, seen: list[Json]) -> None:
    answering(app)
    view = _opened(sandbox, text_input(), private_metadata="7")
    assert await submit(sandbox, view) == {"ok": True}
    assert sandbox.core.views.stack(ADA.id) == []
    (body,) = seen
    assert body["view"]["state"] == typed("Ada")
    assert body["view"]["private_metadata"] == "7"
    assert (body["view"]["type"], body["response_urls"]) == ("modal", [])
    assert body["trigger_id"]


async def test_a_required_field_left_empty_never_reaches_the_app(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    answering(app)
    answer = await submit(sandbox, _opened(sandbox, text_input()), "")
    assert answer["errors"] == {"name": "Please complete this required field."}
    assert answer["client"]
    assert seen == []


async def test_errors_land_on_their_fields_and_the_form_stays(sandbox: Sandbox, app: AsyncApp) -> None:
    answering(app, response_action="errors", errors={"name": "Taken"})
    answer = await submit(sandbox, _opened(sandbox, text_input()))
    assert answer == {"ok": True, "response_action": "errors", "errors": {"name": "Taken"}}
    assert len(sandbox.core.views.stack(ADA.id)) == 1


async def test_an_update_a_push_and_a_clear_change_the_stack(sandbox: Sandbox, app: AsyncApp) -> None:
    answers: list[Json] = [
        {"response_action": "update", "view": modal(text_input(), section("more"))},
        {"response_action": "push", "view": modal(text_input(), callback_id="form")},
        {"response_action": "clear"},
    ]
    heights: list[int] = []

    @app.view("form")
    async def form(ack: Any) -> None:
        await ack(answers.pop(0))

    _opened(sandbox, text_input())
    for _ in range(3):
        assert (await submit(sandbox, sandbox.core.views.stack(ADA.id)[-1]))["ok"]
        heights.append(len(sandbox.core.views.stack(ADA.id)))
    assert heights == [1, 2, 0]


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_slack_would_not_take_leaves_the_form_as_it_is(
    sandbox: Sandbox, app: AsyncApp, answer: Json
) -> None:
    answering(app, answer)
    failed = await submit(sandbox, _opened(sandbox, text_input()))
    assert not failed["ok"]
    assert failed["message"].startswith("We had some trouble connecting. Try again?")
    assert len(sandbox.core.views.stack(ADA.id)) == 1


async def test_only_the_top_view_can_be_submitted(sandbox: Sandbox, app: AsyncApp) -> None:
    below = _opened(sandbox, text_input())
    sandbox.core.views.push(ADA.id, modal())
    assert (await submit(sandbox, below))["error"] == "not_found"


async def test_closing_is_told_when_asked_for(sandbox: Sandbox, app: AsyncApp, seen: list[Json]) -> None:
    app.view_closed("form")(_just_ack)
    _opened(sandbox, notify_on_close=True)
    quiet = sandbox.core.views.push(ADA.id, modal())
    await sandbox.act(ADA.id, "view_closed", view_id=quiet["id"])
    assert seen == []
    again = sandbox.core.views.push(ADA.id, modal(notify_on_close=True))
    await sandbox.act(ADA.id, "view_closed", view_id=again["id"], is_cleared=True)
    assert [(body["type"], body["is_cleared"]) for body in seen] == [("view_closed", True)] * 2
    assert sandbox.core.views.stack(ADA.id) == []


async def test_a_menu_asks_the_app_for_options(sandbox: Sandbox, app: AsyncApp, seen: list[Json]) -> None:
    @app.options("find")
    async def find(ack: Any, payload: Json) -> None:
        await ack(options=[option(payload["value"])] if payload["value"] != "bad" else [{"text": "no"}])

    menu: Json = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    view = _opened(sandbox, actions(menu))
    where = {"container": {"type": "view", "view_id": view["id"]}, "block_id": "acts", "action_id": "find"}
    answer = await sandbox.act(ADA.id, "suggestion", **where, value="ada")
    assert answer["options"] == [option("ada")]
    assert seen[0]["view"]["id"] == view["id"]
    assert (await sandbox.act(ADA.id, "suggestion", **where, value="a"))["options"] == []
    assert (await sandbox.act(ADA.id, "suggestion", **where, value="bad"))["error"] == "invalid_options"


async def test_shortcuts_reach_the_app_with_the_message_they_were_used_on(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.shortcut("note")(_just_ack)
    app.shortcut("keep")(_just_ack)
    sandbox.change_app(events=frozenset())
    said = await sandbox.act(ADA.id, "message", channel=INSIDE.id, text="keep me")
    assert (await sandbox.act(ADA.id, "shortcut", callback_id="note"))["ok"]
    used = {"callback_id": "keep", "channel": INSIDE.id, "ts": said["ts"]}
    assert (await sandbox.act(ADA.id, "message_shortcut", **used))["ok"]
    assert [body["type"] for body in seen] == ["shortcut", "message_action"]
    assert seen[1]["message"]["text"] == "keep me"
    assert seen[1]["channel"]["name"] == "privategroup"
    assert (await sandbox.act(ADA.id, "shortcut", callback_id="keep"))["error"] == "unknown_shortcut"


async def test_what_is_missing_or_unknown_in_an_act_is_said(sandbox: Sandbox) -> None:
    assert (await sandbox.act(ADA.id, "dance"))["error"] == "unknown_act"
    assert (await sandbox.act("U0NOBODY", "message"))["error"] == "user_not_found"
    assert (await sandbox.act(ADA.id, "message"))["message"] == "channel is missing."
