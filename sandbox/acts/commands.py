"""Slash commands and shortcuts."""

from typing import Any

from sandbox import payloads
from sandbox.acts.router import TROUBLE, ActError, Scene, act, interact, own_room, visible_message, visible_room
from sandbox.acts.typed import with_mentions
from sandbox.delivery import Ack
from sandbox.errors import SlackError
from sandbox.people import Person
from sandbox.response_urls import Grant, respond

Json = dict[str, Any]


@act("command")
async def command(scene: Scene, person: Person, body: Json) -> Json:
    """The ack's text or blocks are shown, to this person alone unless it says `in_channel`."""
    core = scene.core
    name, text = str(body["command"]), str(body.get("text", "")).strip()
    known = next((row for row in core.app.commands if row.command == name), None)
    if known is None:
        raise ActError("unknown_command", f"{name} is not a valid command. Check the spelling and try again.")
    room = own_room(scene, person, body["channel"])
    if known.should_escape:
        text = with_mentions(core.workspace, text, named=True)
    payload = payloads.slash_command(core, person, room, name, text)
    ack = await scene.delivery.send("slash_commands", payload)
    if not ack.ok:
        raise ActError(*_failed(name, ack))
    answer = {"text": ack.body} if isinstance(ack.body, str) else ack.body
    if not answer or answer == {"text": ""}:
        return {}
    try:
        respond(core.workspace, Grant(person.id, room, 0), answer)
    except SlackError:
        code = "invalid_command_response"
        raise ActError(code, f'{name} failed with the error "{code}"') from None
    return {}


def _failed(name: str, ack: Ack) -> tuple[str, str]:
    code = "operation_timeout" if ack.failure == "timeout" else "dispatch_failed"
    return code, f'{name} failed with the error "{code}"'


@act("shortcut")
async def shortcut(scene: Scene, person: Person, body: Json) -> Json:
    callback_id = _known(scene, "global", body)
    payload = payloads.shortcut(scene.core, person, callback_id)
    return _acked(await interact(scene, payload))


@act("message_shortcut")
async def message_shortcut(scene: Scene, person: Person, body: Json) -> Json:
    callback_id = _known(scene, "message", body)
    room = visible_room(scene, person, body["channel"])
    message = visible_message(person, room, body["ts"])
    if message.get("ephemeral"):
        raise ActError("message_not_found", "Shortcuts do not work on messages that only you see.")
    payload = payloads.message_action(scene.core, person, callback_id, room, message)
    return _acked(await interact(scene, payload))


def _known(scene: Scene, kind: str, body: Json) -> str:
    callback_id = str(body["callback_id"])
    if not any(row.type == kind and row.callback_id == callback_id for row in scene.core.app.shortcuts):
        raise ActError("unknown_shortcut", "There is no such shortcut.")
    return callback_id


def _acked(ack: Ack) -> Json:
    if not ack.ok:
        raise ActError(ack.failure, TROUBLE)
    return {}
