"""The payloads of interactions and events, in the shapes that Slack sends for each place."""

import copy
import time
from typing import Any

from sandbox.blocks.parts import elements
from sandbox.core import Core
from sandbox.people import Person
from sandbox.rooms import Room

Json = dict[str, Any]


def _domain(core: Core) -> str:
    return core.app.team_name.lower().replace(" ", "-")


def team(core: Core) -> Json:
    return {"id": core.app.team_id, "domain": _domain(core)}


def user(person: Person) -> Json:
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id}


def base(core: Core, kind: str, person: Person) -> Json:
    return {
        "type": kind,
        "user": user(person),
        "api_app_id": core.app.app_id,
        "token": core.app.verification_token,
        "team": team(core),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel(room: Room) -> Json:
    name = "directmessage" if room.channel.is_im else room.channel.name
    if room.channel.kind == "group":
        name = "privategroup"
    return {"id": room.id, "name": name}


def in_message(core: Core, room: Room, message: Json, person: Person) -> Json:
    """Where a click in a message happened. An ephemeral message is not sent along."""
    ephemeral = bool(message.get("ephemeral"))
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": room.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    place: Json = {"container": container, "channel": channel(room)}
    if not ephemeral:
        place["message"] = copy.deepcopy(message)
    key = core.responses.issue(person.id, room, message["ts"])
    return place | {"response_url": f"{core.url}/response/{key}"}


def in_view(view: Json) -> Json:
    return {"container": {"type": "view", "view_id": view["id"]}, "view": copy.deepcopy(view)}


def block_actions(core: Core, person: Person, place: Json, action: Json, state: Json | None) -> Json:
    in_modal = place.get("view", {}).get("type") == "modal"
    view_id = place["view"]["id"] if in_modal else None
    trigger = core.triggers.issue(person.id, view_id, place.get("channel", {}).get("id"))
    payload = {**base(core, "block_actions", person), **place, "trigger_id": trigger}
    if state is not None:
        payload["state"] = {"values": state}
    payload["actions"] = [{**action, "action_ts": f"{time.time():.6f}"}]
    return payload


def block_suggestion(core: Core, person: Person, place: Json, asked: Json) -> Json:
    """`asked`: block_id, action_id and the value typed so far."""
    where = {name: part for name, part in place.items() if name != "response_url"}
    return {**base(core, "block_suggestion", person), **where, **asked}


def view_submission(core: Core, person: Person, view: Json) -> Json:
    return {
        **base(core, "view_submission", person),
        "trigger_id": core.triggers.issue(person.id, view["id"]),
        "view": copy.deepcopy(view),
        "response_urls": _response_urls(core, person, view),
    }


def _response_urls(core: Core, person: Person, view: Json) -> list[Json]:
    """One for each conversation that was chosen in a menu with `response_url_enabled`."""
    urls: list[Json] = []
    for block in view["blocks"]:
        for _, element in elements(block):
            chosen = view["state"]["values"].get(block["block_id"], {}).get(element.get("action_id"), {})
            channel_id = chosen.get("selected_conversation") or chosen.get("selected_channel")
            room = core.workspace.rooms.get(channel_id or "")
            if element.get("response_url_enabled") and room is not None:
                key = core.responses.issue(person.id, room)
                where = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": room.id}
                urls.append({**where, "response_url": f"{core.url}/response/{key}"})
    return urls


def view_closed(core: Core, person: Person, view: Json, *, is_cleared: bool) -> Json:
    return {**base(core, "view_closed", person), "view": copy.deepcopy(view), "is_cleared": is_cleared}


def shortcut(core: Core, person: Person, callback_id: str) -> Json:
    return {
        **base(core, "shortcut", person),
        "action_ts": f"{time.time():.6f}",
        "callback_id": callback_id,
        "trigger_id": core.triggers.issue(person.id),
    }


def message_action(core: Core, person: Person, callback_id: str, room: Room, message: Json) -> Json:
    key = core.responses.issue(person.id, room)
    return {
        **base(core, "message_action", person),
        "action_ts": f"{time.time():.6f}",
        "callback_id": callback_id,
        "trigger_id": core.triggers.issue(person.id, channel=room.id),
        "response_url": f"{core.url}/response/{key}",
        "channel": channel(room),
        "message_ts": message["ts"],
        "message": copy.deepcopy(message),
    }


def slash_command(core: Core, person: Person, room: Room, command: str, text: str) -> Json:
    key = core.responses.issue(person.id, room)
    return {
        "token": core.app.verification_token,
        "team_id": core.app.team_id,
        "team_domain": _domain(core),
        "channel_id": room.id,
        "channel_name": channel(room)["name"],
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": core.app.app_id,
        "is_enterprise_install": "false",
        "response_url": f"{core.url}/response/{key}",
        "trigger_id": core.triggers.issue(person.id, channel=room.id),
    }


def event_callback(core: Core, event: Json) -> Json:
    app = core.app
    authorization = {
        "enterprise_id": None,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": core.workspace.ids.new("Ev"),
        "event_time": int(core.workspace.seconds()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": core.workspace.ids.new("4-"),
    }
