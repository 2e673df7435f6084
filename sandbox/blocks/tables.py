"""Block Kit's blocks and surfaces, with Slack's limits. Source: docs.slack.dev/reference/block-kit/blocks."""

from dataclasses import dataclass
from typing import Any

from sandbox.blocks.elements import ELEMENTS, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.blocks.rich_text import RICH_TEXT
from sandbox.blocks.rules import ID, URL, Bool, ByType, Fields, Found, Int, Items, Rule, Str, Text

_ID: dict[str, Rule] = {"block_id": ID}
_CELL = ByType({"raw_text": Fields({"text": Str(3000, least=0)}), "rich_text": RICH_TEXT})
_COLUMN = Fields(
    optional={
        "align": Str(10, choices=frozenset({"left", "center", "right"})),
        "is_wrapped": Bool(),
    },
    typed=False,
)


@dataclass(frozen=True)
class ContextItem:
    """An image or a text object."""

    def check(self, value: Any, at: str, found: Found) -> None:
        if isinstance(value, dict) and value.get("type") == "image":
            IMAGE.check(value, at, found)
        elif isinstance(value, dict) and value.get("type") not in ("plain_text", "mrkdwn"):
            found.append(f"unsupported type: {value.get('type')} [json-pointer:{at}/type]")
        else:
            Text(3000).check(value, at, found)


BLOCKS: dict[str, Rule] = {
    "section": Fields(
        optional={
            "text": Text(3000),
            "fields": Items(Text(2000), 10),
            "accessory": ByType(ELEMENTS, frozenset(IN_SECTION)),
            "expand": Bool(),
            **_ID,
        },
    ),
    "header": Fields({"text": Text(150, plain=True)}, {"level": Int(1, 4), **_ID}),
    "divider": Fields(optional=_ID),
    "context": Fields({"elements": Items(ContextItem(), 10)}, _ID),
    "actions": Fields({"elements": Items(ByType(ELEMENTS, frozenset(IN_ACTIONS)), 25)}, _ID),
    "input": Fields(
        {"label": Text(2000, plain=True), "element": ByType(ELEMENTS, frozenset(IN_INPUT))},
        {"hint": Text(2000, plain=True), "optional": Bool(), "dispatch_action": Bool(), **_ID},
    ),
    "image": Fields(
        {"alt_text": Str(2000)},
        {
            "image_url": URL,
            "slack_file": Fields(optional={"id": ID, "url": URL}, typed=False),
            "title": Text(2000, plain=True),
            **_ID,
        },
    ),
    "rich_text": RICH_TEXT,
    "markdown": Fields({"text": Str(12000)}, _ID),
    "table": Fields(
        {"rows": Items(Items(_CELL, 20), 100)},
        {"column_settings": Items(_COLUMN, 20), **_ID},
    ),
    "video": Fields(
        {"alt_text": Str(2000), "title": Text(200, plain=True), "video_url": URL, "thumbnail_url": URL},
        {
            "title_url": URL,
            "description": Text(200, plain=True),
            "author_name": Str(50),
            "provider_name": Str(50),
            "provider_icon_url": URL,
            **_ID,
        },
    ),
}

ON_VIEWS = frozenset(BLOCKS) - {"markdown", "table"}
_META: dict[str, Rule] = {
    "private_metadata": Str(3000, least=0),
    "callback_id": Str(255, least=0),
    "external_id": Str(255, least=0),
}
VIEWS: dict[str, Rule] = {
    "modal": Fields(
        {"title": Text(24, plain=True), "blocks": Items(ByType(BLOCKS, ON_VIEWS), 100, least=0)},
        {
            "submit": Text(24, plain=True),
            "close": Text(24, plain=True),
            "clear_on_close": Bool(),
            "notify_on_close": Bool(),
            "submit_disabled": Bool(),
            **_META,
        },
    ),
    "home": Fields({"blocks": Items(ByType(BLOCKS, ON_VIEWS), 100, least=0)}, _META),
}
MESSAGE = Items(ByType(BLOCKS), 50, least=0)
