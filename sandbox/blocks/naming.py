"""What Slack adds to blocks: ids where the app gave none, and the defaults of texts."""

import hashlib
import json
from typing import Any

from sandbox import ids
from sandbox.blocks.parts import elements, is_stateful

Json = dict[str, Any]


def filled(blocks: list[Json]) -> list[Json]:
    """A copy as Slack gives it back: every block and element with an id, every text with its defaults.

    A block that says and asks exactly what it did before keeps its id when a view or a message is drawn anew, so that
    a click which crosses the news on its way still finds its button. What can be typed or chosen in gets a new one
    every time: an app that wants it kept has to name the block.
    """
    made: list[Json] = _without_nulls(blocks)
    taken = {block["block_id"] for block in made if block.get("block_id")}
    for block in made:
        if not block.get("block_id"):
            block["block_id"] = _name(block, taken)
            taken.add(block["block_id"])
        for _, element in elements(block):
            if element["type"] != "image":
                element["action_id"] = element.get("action_id") or ids.block_id()
    return made


def _name(block: Json, taken: set[str]) -> str:
    if any(is_stateful(element) for _, element in elements(block) if element["type"] != "image"):
        return ids.block_id()
    said = json.dumps(block, sort_keys=True)
    for twin in range(len(taken) + 1):
        name = hashlib.sha256(f"{twin} {said}".encode()).hexdigest()[:10]
        if name not in taken:
            return name
    return ids.block_id()


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    if made.get("type") == "plain_text":
        made.setdefault("emoji", True)
    elif made.get("type") == "mrkdwn":
        made.setdefault("verbatim", False)
    return made
