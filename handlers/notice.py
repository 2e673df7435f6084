"""A sentence on top of a modal that is already open, so that nothing typed is lost.

Slack keeps what was typed as long as block ids and action ids stay the same, so the view is handed back as it came.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from views import ids
from views.blocks import IN_MODAL, View
from views.elements import Block

_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close", "clear_on_close")


_NEWS = f"{ids.NOTICE}.news"


def with_notice(view: Mapping[str, Any], notice: Sequence[Block], *, news: bool = False, **metadata: object) -> View:
    """The same modal with the notice on top, in place of an earlier one; `metadata` is added to what it carries.

    `news`: what was warned of before still holds, so it stays below, with its buttons.
    """
    made: View = {key: view[key] for key in _KEPT if view.get(key) not in (None, "")}
    begins = _NEWS if news else ids.NOTICE
    shown = [block | {"block_id": f"{begins}.{n}"} for n, block in enumerate(notice)]
    kept = [block for block in view.get("blocks", ()) if not str(block.get("block_id", "")).startswith(begins)]
    made["blocks"] = [*shown, *kept][:IN_MODAL]
    if metadata:
        known = json.loads(view.get("private_metadata") or "{}")
        made["private_metadata"] = json.dumps(known | metadata, separators=(",", ":"))
    return made


def input_fields(view: Mapping[str, Any]) -> frozenset[str]:
    """The block ids that an error may stand under."""
    return frozenset(block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input")
