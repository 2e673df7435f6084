"""Is this a message or a view that Slack would take? And what Slack adds to it."""

import copy
import json
from typing import Any

from sandbox.blocks.naming import filled
from sandbox.blocks.parts import elements
from sandbox.blocks.rules import Found, note
from sandbox.blocks.tables import MESSAGE, VIEWS
from sandbox.errors import SlackError

Json = dict[str, Any]
VIEW_BYTES = 250_000
TABLE_CHARACTERS = 10_000
INITIAL = ("initial_option", "initial_options")


def check_message(blocks: Any, at: str = "/blocks") -> list[Json]:
    """The blocks with ids filled in. Raises SlackError `invalid_blocks` with every fault that was found."""
    found: Found = []
    MESSAGE.check(blocks, at, found)
    if not found:
        _check_whole(blocks, at, found)
    if found:
        raise SlackError("invalid_blocks", found, errors=found)
    return filled(blocks)


def check_view(view: Any, kinds: tuple[str, ...]) -> Json:
    """The view with ids filled in. Raises SlackError `invalid_arguments` or `view_too_large`."""
    found: Found = []
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    kind = view.get("type")
    if kind is None:
        note(found, "missing required field: type", "/view")
    elif kind not in kinds:
        note(found, "must be a valid enum value", "/view/type")
    else:
        VIEWS[kind].check(view, "/view", found)
    if not found:
        _check_whole(view["blocks"], "/view/blocks", found)
        has_input = any(block["type"] == "input" for block in view["blocks"])
        if kind == "modal" and has_input and not view.get("submit"):
            note(found, "missing required field: submit (the view has an input block)", "/view")
    if found:
        raise SlackError("invalid_arguments", found)
    return {**copy.deepcopy(view), "blocks": filled(view["blocks"])}


def _check_whole(blocks: list[Json], at: str, found: Found) -> None:
    """What no single field can tell: ids used once, choices that exist, one focus, the size of tables."""
    seen: set[str] = set()
    focused = characters = 0
    for number, block in enumerate(blocks):
        here = f"{at}/{number}"
        name = block.get("block_id")
        if name and name in seen:
            note(found, f'"block_id" `{name}` already exists', f"{here}/block_id")
        seen.add(name or "")
        if block["type"] == "section" and not block.get("text") and not block.get("fields"):
            note(found, "must define either `text` or `fields`", here)
        if block["type"] == "image" and not block.get("image_url") and not block.get("slack_file"):
            note(found, "must define either `image_url` or `slack_file`", here)
        if block["type"] == "table":
            characters += len(json.dumps(block["rows"]))
        actions: set[str] = set()
        for place, element in elements(block):
            _check_element(element, f"{here}/{place}", actions, found)
            focused += bool(element.get("focus_on_load"))
    if focused > 1:
        note(found, "only one element may have focus_on_load", at)
    if characters > TABLE_CHARACTERS:
        note(found, f"tables must be less than {TABLE_CHARACTERS + 1} characters", at)


def _check_element(element: Json, at: str, actions: set[str], found: Found) -> None:
    action_id = element.get("action_id")
    if action_id and action_id in actions:
        note(found, f'"action_id" `{action_id}` already exists in this block', f"{at}/action_id")
    actions.add(action_id or "")
    both_or_none = bool(element.get("options")) == bool(element.get("option_groups"))
    if element["type"] in ("static_select", "multi_static_select") and both_or_none:
        note(found, "must define either `options` or `option_groups`", at)
    if element["type"] == "image" and not element.get("image_url") and not element.get("slack_file"):
        note(found, "must define either `image_url` or `slack_file`", at)
    choices = _choices(element)
    for name in INITIAL:
        given = element.get(name)
        if given and choices is not None:
            rows = given if isinstance(given, list) else [given]
            if any(_key(row) not in choices for row in rows):
                note(found, f"{name} must be one of the options provided", f"{at}/{name}")
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        note(found, "min_length must not be more than max_length", at)


def _choices(element: Json) -> set[tuple[str, str]] | None:
    rows: list[Json] = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        rows += group["options"]
    return {_key(row) for row in rows} if rows else None


def _key(option: Json) -> tuple[str, str]:
    return option["text"]["text"], option["value"]
