"""The rich text block: the lists, quotes and styled words that Slack's own editor makes."""

from sandbox.blocks.rules import ID, SLACK_ID, URL, Bool, ByType, Fields, Int, Items, Rule, Str

_STYLE = Fields(optional={name: Bool() for name in ("bold", "italic", "strike", "code", "underline")}, typed=False)
_STYLED: dict[str, Rule] = {"style": _STYLE}
_INLINE: dict[str, Rule] = {
    "text": Fields({"text": Str(12000)}, _STYLED),
    "link": Fields({"url": URL}, {"text": Str(3000), "unsafe": Bool(), **_STYLED}),
    "user": Fields({"user_id": SLACK_ID}, _STYLED),
    "usergroup": Fields({"usergroup_id": SLACK_ID}, _STYLED),
    "channel": Fields({"channel_id": SLACK_ID}, _STYLED),
    "emoji": Fields({"name": Str(255)}, {"unicode": Str(255), "skin_tone": Int(1, 6), **_STYLED}),
    "broadcast": Fields({"range": Str(20, choices=frozenset({"here", "channel", "everyone"}))}, _STYLED),
    "color": Fields({"value": Str(20)}),
    "date": Fields({"timestamp": Int(0, 9_999_999_999), "format": Str(255)}, {"url": URL, "fallback": Str(255)}),
}
_INLINES = Items(ByType(_INLINE), 1000, least=0)
_SECTION = Fields({"elements": _INLINES})
_RICH: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": Fields({"elements": _INLINES}, {"border": Int(0, 1), "language": Str(50)}),
    "rich_text_quote": Fields({"elements": _INLINES}, {"border": Int(0, 1)}),
    "rich_text_list": Fields(
        {
            "style": Str(20, choices=frozenset({"bullet", "ordered"})),
            "elements": Items(ByType({"rich_text_section": _SECTION}), 1000, least=0),
        },
        {"indent": Int(0, 8), "offset": Int(0, 10000), "border": Int(0, 1)},
    ),
}
RICH_TEXT = Fields({"elements": Items(ByType(_RICH), 1000, least=0)}, {"block_id": ID})
