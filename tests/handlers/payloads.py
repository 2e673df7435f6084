"""What Slack sends, complete: commands, clicks, submissions, events. Forms are filled in as a person would."""

import itertools
import json
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

TEAM = "T1"
APP = "A1"
_numbers = itertools.count(1)

_STATE = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
}
_INITIAL = {
    "static_select": "initial_option",
    "external_select": "initial_option",
    "radio_buttons": "initial_option",
    "users_select": "initial_user",
    "multi_users_select": "initial_users",
    "multi_static_select": "initial_options",
    "checkboxes": "initial_options",
    "conversations_select": "initial_conversation",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
}


def number() -> int:
    return next(_numbers)


def command(text: str, by: str, *, channel: str = "CHIRING", team: str = TEAM, trigger: str = "") -> Json:
    return {
        "token": "x", "team_id": team, "team_domain": "acme", "channel_id": channel, "channel_name": "hiring",
        "user_id": by, "user_name": by.lower(), "command": "/loop", "text": text, "api_app_id": APP,
        "is_enterprise_install": "false", "response_url": "", "trigger_id": trigger or f"{number()}.trigger",
    }  # fmt: skip


def user(by: str, team: str = TEAM) -> Json:
    return {"id": by, "username": by.lower(), "name": by.lower(), "team_id": team}


def opened(view: Json, *, view_id: str = "", previous: str | None = None, root: str = "") -> Json:
    """The view as Slack hands it back: with ids, and what is typed into it to begin with."""
    number_ = number()
    made = {
        "team_id": TEAM, "app_id": APP, "bot_id": "B1", "private_metadata": "", "callback_id": "", "submit": None,
        "close": None, "clear_on_close": False, "notify_on_close": False, "external_id": "", **view,
        "id": view_id or f"V{number_}", "hash": f"{number_}.hash", "previous_view_id": previous,
    }  # fmt: skip
    made["root_view_id"] = root or previous or made["id"]
    made["state"] = {"values": state(view)}
    return made


def state(view: Json, given: Mapping[str, Any] | None = None) -> Json:
    """What its inputs hold: as they begin, or as `given` by block id."""
    values: Json = {}
    for block in view["blocks"]:
        ticks = [each for each in block.get("elements", ()) if each.get("type") == "checkboxes"]
        for element in [block["element"]] if block["type"] == "input" else ticks:
            field = block["block_id"]
            kind = element["type"]
            value = _initial(element) if given is None or field not in given else given[field]
            values[field] = {element["action_id"]: {"type": kind, _STATE.get(kind, "value"): _held(kind, value)}}
    return values


def _initial(element: Json) -> Any:
    held = element.get(_INITIAL.get(element["type"], "initial_value"))
    if element["type"] in ("checkboxes", "multi_static_select"):
        return [each["value"] for each in held or ()]
    return held["value"] if isinstance(held, dict) else held


def _held(kind: str, value: Any) -> Any:
    """Options come back as objects."""
    if kind in ("checkboxes", "multi_static_select"):
        return [{"text": {"type": "plain_text", "text": each}, "value": each} for each in value or ()]
    if _STATE.get(kind) == "selected_option" and value is not None:
        return {"text": {"type": "plain_text", "text": value}, "value": value}
    return value


def submission(view: Json, by: str, **given: Any) -> Json:
    """`view` as `opened` made it, with these fields filled in otherwise."""
    known = set(view["state"]["values"])
    assert given.keys() <= known, f"no such fields: {given.keys() - known}"
    return {
        "type": "view_submission", "team": {"id": TEAM, "domain": "acme"}, "user": user(by), "api_app_id": APP,
        "token": "x", "trigger_id": f"{number()}.trigger", "view": view | {"state": {"values": state(view, given)}},
        "response_urls": [], "is_enterprise_install": False, "enterprise": None,
    }  # fmt: skip


def put_aside(view: Json, by: str) -> Json:
    """A modal that is closed without being sent, where it asks to hear of that."""
    assert view["notify_on_close"]
    return {
        "type": "view_closed", "team": {"id": TEAM, "domain": "acme"}, "user": user(by), "api_app_id": APP,
        "token": "x", "view": view, "is_cleared": False, "is_enterprise_install": False, "enterprise": None,
    }  # fmt: skip


def click(
    action_id: str,
    value: str,
    by: str,
    *,
    view: Json | None = None,
    message: Json | None = None,
    chosen: bool = False,
    response_url: str = "",
) -> Json:
    """On a button (or, `chosen`, in a menu) of a modal, of Home, or of a message in a channel."""
    action = {"type": "button", "block_id": "b1", "action_id": action_id, "action_ts": f"{number()}.0"}
    if chosen:
        action |= {"type": "static_select"}
        extra: Json = {"selected_option": {"text": {"type": "plain_text", "text": value}, "value": value}}
    else:
        extra = {"value": value, "text": {"type": "plain_text", "text": "x"}}
    body: Json = {
        "type": "block_actions", "user": user(by), "api_app_id": APP, "token": "x", "enterprise": None,
        "team": {"id": TEAM, "domain": "acme"}, "trigger_id": f"{number()}.trigger", "is_enterprise_install": False,
        "actions": [action | extra],
    }  # fmt: skip
    if view is not None:
        return body | {"view": view, "container": {"type": "view", "view_id": view["id"]}}
    ts = (message or {}).get("ts", "1.0001")
    place = {"type": "message", "message_ts": ts, "channel_id": "CHIRING", "is_ephemeral": False}
    return body | {
        "container": place, "channel": {"id": "CHIRING", "name": "hiring"}, "message": message or {"ts": ts},
        "response_url": response_url,
    }  # fmt: skip


def typed(view: Json, field: str, by: str, **given: Any) -> Json:
    """A dispatching input of a form, with the state of all its inputs."""
    block = next(block for block in view["blocks"] if block.get("block_id") == field)
    element = block["element"] if block["type"] == "input" else block["elements"][0]
    seen = view | {"state": {"values": state(view, given)}}
    body = click(element["action_id"], "", by, view=seen)
    body["actions"][0] = {
        "type": element["type"], "block_id": field, "action_id": element["action_id"], "action_ts": "1.0",
        **seen["state"]["values"][field][element["action_id"]],
    }  # fmt: skip
    return body


def event(kind: str, event_id: str = "", **given: Any) -> Json:
    return {
        "token": "x", "team_id": TEAM, "api_app_id": APP, "type": "event_callback", "event_time": 1,
        "event_id": event_id or f"Ev{number()}", "authorizations": [], "is_ext_shared_channel": False,
        "event": {"type": kind, "event_ts": "1.0", **given},
    }  # fmt: skip


def suggestion(action_id: str, text: str, by: str) -> Json:
    return {
        "type": "block_suggestion", "user": user(by), "team": {"id": TEAM, "domain": "acme"}, "api_app_id": APP,
        "token": "x", "container": {"type": "view", "view_id": "V1"}, "action_id": action_id, "block_id": "zone",
        "value": text, "view": {"id": "V1", "type": "modal", "blocks": [], "private_metadata": ""},
    }  # fmt: skip


def shortcut(callback_id: str, by: str, message: Json | None = None, response_url: str = "") -> Json:
    body: Json = {
        "type": "shortcut", "user": user(by), "team": {"id": TEAM, "domain": "acme"}, "token": "x",
        "callback_id": callback_id, "trigger_id": f"{number()}.trigger", "action_ts": "1.0", "enterprise": None,
        "is_enterprise_install": False,
    }  # fmt: skip
    if message is None:
        return body
    return body | {
        "type": "message_action", "message": message, "message_ts": message["ts"], "response_url": response_url,
        "channel": {"id": "CHIRING", "name": "hiring"},
    }  # fmt: skip


def answer(body: str) -> Any:
    """What an ack said: an object, text, or nothing."""
    return json.loads(body) if body.startswith("{") else body
