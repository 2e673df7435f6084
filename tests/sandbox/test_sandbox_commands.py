"""Slash commands and shortcuts of a real Bolt app over Socket Mode, and the words of their failures."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp

from sandbox import Sandbox
from tests.sandbox.acting import card, click, command, just_ack, opened, texts
from tests.sandbox.blockkit import Json, actions, button, section
from tests.sandbox.bolt import bolt_app, over_socket
from tests.sandbox.world import ADA, BEN, GENERAL, INSIDE, SECRET, make_sandbox


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
    app.command("/escape")(just_ack)
    app.command("/help-me")(just_ack)
    await command(sandbox, "@ben in #general", "/escape")
    await command(sandbox, "@ben")
    assert [body["text"] for body in seen] == [f"<@{BEN.id}|ben> in <#{GENERAL.id}|general>", "@ben"]


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
        posted = await card(sandbox, actions(button()))
        clicked = await click(sandbox, posted)
        assert clicked["message"] == "Operation timed out. Apps need to respond within 3 seconds."
        view = opened(sandbox)
        submitted = await sandbox.act(ADA.id, "view_submission", view_id=view["id"])
        assert submitted["message"] == "We had some trouble connecting. Try again?"
        assert sandbox.core.views.stack(ADA.id)
    await sandbox.stop()


async def test_shortcuts_reach_the_app_with_the_message_they_were_used_on(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json]
) -> None:
    app.shortcut("note")(just_ack)
    app.shortcut("keep")(just_ack)
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
