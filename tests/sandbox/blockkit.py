"""Short ways to write blocks and views in these tests."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": action_id, **more}


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def text_input(block_id: str = "name", action_id: str = "value", **more: Any) -> Json:
    outer: Json = {key: more.pop(key) for key in ("optional", "dispatch_action") if key in more}
    element: Json = {"type": "plain_text_input", "action_id": action_id, **more}
    return {"type": "input", "block_id": block_id, "label": plain("Name"), "element": element, **outer}


def modal(*blocks: Json, callback_id: str = "form", **more: Any) -> Json:
    view = {"type": "modal", "callback_id": callback_id, "title": plain("A form"), "submit": plain("Save")}
    return {**view, "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def typed(value: str | None, block_id: str = "name", action_id: str = "value") -> Json:
    return {"values": {block_id: {action_id: {"type": "plain_text_input", "value": value}}}}
