"""Submitting and closing forms, and what the answer of the app does to the stack."""

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp

from sandbox import Sandbox
from tests.sandbox.acting import answering, command, just_ack, opened, submit, texts
from tests.sandbox.blockkit import Json, actions, modal, plain, section, text_input, typed
from tests.sandbox.world import ADA, GENERAL


async def test_a_form_closes_on_an_empty_ack(sandbox: Sandbox, app: AsyncApp, seen: list[Json]) -> None:
    answering(app)
    view = opened(sandbox, text_input(), private_metadata="7")
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
    answer = await submit(sandbox, opened(sandbox, text_input()), "")
    assert answer["errors"] == {"name": "Please complete this required field."}
    assert answer["client"]
    assert seen == []


async def test_errors_land_on_their_fields_and_the_form_stays(sandbox: Sandbox, app: AsyncApp) -> None:
    answering(app, response_action="errors", errors={"name": "Taken"})
    answer = await submit(sandbox, opened(sandbox, text_input()))
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

    opened(sandbox, text_input())
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
    failed = await submit(sandbox, opened(sandbox, text_input()))
    assert not failed["ok"]
    assert failed["message"].startswith("We had some trouble connecting. Try again?")
    assert len(sandbox.core.views.stack(ADA.id)) == 1


async def test_only_the_top_view_can_be_submitted(sandbox: Sandbox, app: AsyncApp) -> None:
    below = opened(sandbox, text_input())
    sandbox.core.views.push(ADA.id, modal())
    assert (await submit(sandbox, below))["error"] == "not_found"


async def test_closing_is_told_when_asked_for(sandbox: Sandbox, app: AsyncApp, seen: list[Json]) -> None:
    app.view_closed("form")(just_ack)
    opened(sandbox, notify_on_close=True)
    quiet = sandbox.core.views.push(ADA.id, modal())
    await sandbox.act(ADA.id, "view_closed", view_id=quiet["id"])
    assert seen == []
    again = sandbox.core.views.push(ADA.id, modal(notify_on_close=True))
    await sandbox.act(ADA.id, "view_closed", view_id=again["id"], is_cleared=True)
    assert [(body["type"], body["is_cleared"]) for body in seen] == [("view_closed", True)] * 2
    assert sandbox.core.views.stack(ADA.id) == []


async def test_a_chosen_conversation_may_bring_a_response_url(
    sandbox: Sandbox, app: AsyncApp, seen: list[Json], session: ClientSession
) -> None:
    answering(app)
    menu = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    block = {"type": "input", "block_id": "post", "label": plain("Where"), "element": menu}
    view = opened(sandbox, block)
    state = {"values": {"post": {"where": {"type": menu["type"], "selected_conversation": GENERAL.id}}}}
    assert (await sandbox.act(ADA.id, "view_submission", view_id=view["id"], state=state))["ok"]
    (url,) = seen[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("post", "where", GENERAL.id)
    async with session.post(url["response_url"], json={"text": "done", "response_type": "in_channel"}) as response:
        assert await response.text() == "ok"
    assert texts(sandbox) == ["done"]


async def test_a_menu_may_begin_with_the_conversation_one_came_from(sandbox: Sandbox, app: AsyncApp) -> None:
    one = {"type": "conversations_select", "action_id": "a", "default_to_current_conversation": True}
    many = {"type": "multi_conversations_select", "action_id": "b", "default_to_current_conversation": True}

    @app.command("/help-me")
    async def helped(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(section(accessory=one), actions(many)))
        await ack()

    await command(sandbox)
    values = sandbox.core.views.stack(ADA.id)[0]["state"]["values"]
    chosen = [entry for block in values.values() for entry in block.values()]
    assert chosen[0]["selected_conversation"] == GENERAL.id
    assert chosen[1]["selected_conversations"] == [GENERAL.id]


async def test_a_form_whose_submit_is_disabled_cannot_be_submitted(sandbox: Sandbox, app: AsyncApp) -> None:
    view = opened(sandbox, text_input(), submit_disabled=True)
    assert (await submit(sandbox, view))["error"] == "submit_disabled"


async def test_an_app_without_interactivity_is_not_asked(sandbox: Sandbox, app: AsyncApp) -> None:
    sandbox.change_app(interactivity=False)
    refused = await submit(sandbox, opened(sandbox, text_input()))
    assert refused["message"] == "This app is not configured to handle interactive responses."
