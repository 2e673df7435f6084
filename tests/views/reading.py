"""Reading a view back, as its tests do."""

import json
from typing import Any

from views import ids

View = dict[str, Any]


def inputs_of(view: View) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def buttons_of(view: View) -> list[str]:
    found = [element for block in view["blocks"] for element in block.get("elements", ()) if "action_id" in element]
    found += [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [ids.bare(element["action_id"]) for element in found]


def words_of(view: View) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)
