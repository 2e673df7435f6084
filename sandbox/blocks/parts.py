"""What a block is made of."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.elements import STATEFUL

Json = dict[str, Any]


def elements(block: Json) -> Iterator[tuple[str, Json]]:
    """Each element of a block with its place inside the block."""
    if block["type"] == "input":
        yield "element", block["element"]
    elif block["type"] == "section" and block.get("accessory"):
        yield "accessory", block["accessory"]
    elif block["type"] == "actions":
        for number, element in enumerate(block["elements"]):
            yield f"elements/{number}", element


def is_stateful(element: Json) -> bool:
    """Does this element's choice show up in `state.values`? Buttons and overflow menus do not."""
    return element["type"] in STATEFUL
