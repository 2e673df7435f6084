"""Short ways to write Block Kit, for the page's tests."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, block_id: str = "", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **({"block_id": block_id} if block_id else {}), **more}


def option(text: str, value: str = "", **more: Any) -> Json:
    return {"text": plain(text), "value": value or text.lower().replace(" ", "_"), **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": action_id, **more}


def actions(block_id: str, *elements: Json) -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block; its element's action_id is `value` unless it says otherwise."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def text_field(block_id: str, label: str, *, element: Json | None = None, **more: Any) -> Json:
    return field(block_id, label, {"type": "plain_text_input", **(element or {})}, **more)


def modal(title: str, *blocks: Json, callback_id: str = "form", submit: str | None = "Save", **more: Any) -> Json:
    view: Json = {"type": "modal", "title": plain(title), "blocks": list(blocks), "callback_id": callback_id, **more}
    return {**view, "submit": plain(submit)} if submit else view
