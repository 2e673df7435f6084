"""Blocks and surfaces. The builder cuts at Slack's limits (docs.slack.dev/reference/block-kit), never the caller."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from views import ids
from views.elements import Block, Element, markdown, plain
from views.text import cut_markup

View = dict[str, Any]

IN_MODAL, IN_MESSAGE = 100, 50
HEADER, SECTION, FIELD, FIELDS, CONTEXT, ACTIONS = 150, 3000, 2000, 10, 10, 25
TITLE, METADATA, TOP_TEXT = 24, 3000, 3900
VIEW_BYTES = 240_000
"""Of all blocks together; Slack refuses views of more than 250 kB."""
PACKED = 2900


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is all that a screen reader and a notification get, so it says all that matters."""

    text: str
    blocks: list[Block]


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, accessory: Element | None = None) -> Block:
    made: Block = {"type": "section", "text": markdown(text, SECTION)}
    return made | {"accessory": accessory} if accessory else made


def plain_section(text: str, accessory: Element | None = None) -> Block:
    """Long text of a user's, as typed."""
    made: Block = {"type": "section", "text": plain(text, SECTION)}
    return made | {"accessory": accessory} if accessory else made


def packed(lines: Iterable[str]) -> list[Block]:
    """Lines of markup in as few sections as hold them."""
    sections: list[list[str]] = []
    size = 0
    for line in lines:
        fitting = cut_markup(line, PACKED)
        size += len(fitting) + 1
        if not sections or size > PACKED:
            sections.append([])
            size = len(fitting) + 1
        sections[-1].append(fitting)
    return [section("\n".join(part)) for part in sections]


def fields(texts: Sequence[str]) -> Block:
    """Short facts in two columns."""
    return {"type": "section", "fields": [markdown(text, FIELD) for text in texts[:FIELDS]]}


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [markdown(text) for text in texts[:CONTEXT]]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Element | None) -> list[Block]:
    """One block of the elements that are there; none if there are none."""
    shown = [element for element in elements if element][:ACTIONS]
    return [{"type": "actions", "elements": shown}] if shown else []


def quotation(text: str) -> Block:
    """Somebody's own words, set off; nothing in them is markup."""
    inner = {"type": "rich_text_quote", "elements": [{"type": "text", "text": plain(text)["text"]}]}
    return {"type": "rich_text", "elements": [inner]}


def to_copy(text: str) -> Block:
    """Text to be copied as it stands."""
    inner = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": plain(text)["text"]}]}
    return {"type": "rich_text", "elements": [inner]}


def numbered(lines: Sequence[str], first: int = 1) -> Block:
    """Sentences of the playbook with their numbers."""
    entries = [{"type": "rich_text_section", "elements": [{"type": "text", "text": line}]} for line in lines if line]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "ordered", "offset": first - 1, "elements": entries}],
    }


def modal(
    title: str,
    blocks: Iterable[Block],
    callback_id: str,
    *,
    submit: str = "",
    close: str = "Close",
    metadata: str = "",
    left_out: str = "more. Close this and narrow it down.",
) -> View:
    """`metadata` comes from `ids.metadata`. Past 100 blocks the last says how many are missing."""
    made: View = {
        "type": "modal",
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "callback_id": callback_id,
        "blocks": fitted(blocks, IN_MODAL, left_out),
    }
    if submit:
        made["submit"] = plain(submit, TITLE)
    return made | {"private_metadata": metadata} if metadata else made


def home_tab(blocks: Iterable[Block]) -> View:
    return {"type": "home", "blocks": fitted(blocks, IN_MODAL, "more. `/loop list` shows every loop.")}


def message(text: str, blocks: Iterable[Block]) -> Message:
    """`text` is mrkdwn and escaped like the blocks."""
    shown = fitted(blocks, IN_MESSAGE, "more lines. Open Loopkeeper's Home to see them all.")
    return Message(cut_markup(text, TOP_TEXT), shown)


def fitted(blocks: Iterable[Block], most: int, left_out: str) -> list[Block]:
    """As many blocks as fit, an honest line about the rest, and no action id twice."""
    given = list(blocks)
    kept, used = [], 0
    for block in given[:most]:
        used += len(json.dumps(block))
        if used > VIEW_BYTES:
            break
        kept.append(block)
    if len(kept) < len(given):
        kept = kept[: most - 1]
        while kept and kept[-1]["type"] == "divider":
            kept.pop()
        kept.append(context(f"…and {len(given) - len(kept)} {left_out}"))
    return _told_apart(kept)


def in_parts(groups: Iterable[Sequence[Block]], room: int, size: int = VIEW_BYTES) -> list[list[Block]]:
    """Groups of blocks in as few parts as hold them, each at most `room` blocks and `size` bytes; none is torn apart.

    At least one part, which may be empty.
    """
    parts: list[list[Block]] = [[]]
    used = 0
    for group in groups:
        taken = len(json.dumps(list(group)))
        if parts[-1] and (len(parts[-1]) + len(group) > room or used + taken > size):
            parts.append([])
            used = 0
        parts[-1].extend(group)
        used += taken
    return parts


def _told_apart(blocks: list[Block]) -> list[Block]:
    """Action ids are unique on a surface: the second of its kind gets `#2`. Inputs are known by their block ids."""
    seen: dict[str, int] = {}
    return [_renamed(block, seen) for block in blocks]


def _renamed(block: Block, seen: dict[str, int]) -> Block:
    if block["type"] == "actions":
        return block | {"elements": [_marked(element, seen) for element in block["elements"]]}
    if block["type"] == "section" and "accessory" in block:
        return block | {"accessory": _marked(block["accessory"], seen)}
    return block


def _marked(element: Element, seen: dict[str, int]) -> Element:
    action_id = element["action_id"]
    seen[action_id] = seen.get(action_id, 0) + 1
    if seen[action_id] == 1:
        return element
    return element | {"action_id": f"{action_id}{ids.SURFACE_REPEAT}{seen[action_id]}"}
