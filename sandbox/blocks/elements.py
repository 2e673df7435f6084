"""Block Kit's elements and composition objects, with Slack's limits. Source: docs.slack.dev/reference/block-kit."""

from collections.abc import Mapping

from sandbox.blocks.rich_text import RICH_TEXT
from sandbox.blocks.rules import ID, SLACK_ID, URL, Bool, Fields, Int, Items, Rule, Str, Text

STYLE = Str(20, choices=frozenset({"primary", "danger"}))
PLACEHOLDER = Text(150, plain=True)

CONFIRM = Fields(
    {"title": Text(100, plain=True), "text": Text(300)},
    {"confirm": Text(30, plain=True), "deny": Text(30, plain=True), "style": STYLE},
    typed=False,
)


def option(*, mrkdwn: bool = False, url: bool = False) -> Fields:
    """Slack's newest page allows values of 150; older surfaces refuse more than 75, so 75 it is."""
    optional: dict[str, Rule] = {"description": Text(75, plain=not mrkdwn)}
    if url:
        optional["url"] = URL
    return Fields({"text": Text(75, plain=not mrkdwn), "value": Str(75)}, optional, typed=False)


OPTION = option()
RICH_OPTION = option(mrkdwn=True)
OPTION_GROUP = Fields({"label": Text(75, plain=True), "options": Items(OPTION, 100)}, typed=False)
DISPATCH = Fields(
    optional={
        "trigger_actions_on": Items(
            Str(40, choices=frozenset({"on_enter_pressed", "on_character_entered"})),
            2,
        ),
    },
    typed=False,
)
FILTER = Fields(
    optional={
        "include": Items(Str(10, choices=frozenset({"im", "mpim", "private", "public"})), 4),
        "exclude_external_shared_channels": Bool(),
        "exclude_bot_users": Bool(),
    },
    typed=False,
)
DATE = Str(10, pattern=r"\d{4}-\d{2}-\d{2}")
TIME = Str(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")


def _input(required: Mapping[str, Rule] | None = None, /, **optional: Rule) -> Fields:
    """An interactive element: an id, and whether the cursor starts there."""
    return Fields(required or {}, {"action_id": ID, "focus_on_load": Bool(), **optional})


def _select(**optional: Rule) -> Fields:
    return _input(placeholder=PLACEHOLDER, confirm=CONFIRM, **optional)


def _multi(**optional: Rule) -> Fields:
    return _select(max_selected_items=Int(1, 100), **optional)


_STATIC: dict[str, Rule] = {"options": Items(OPTION, 100), "option_groups": Items(OPTION_GROUP, 100)}
_EXTERNAL: dict[str, Rule] = {"min_query_length": Int(0, 100)}
_CONVERSATION: dict[str, Rule] = {"default_to_current_conversation": Bool(), "filter": FILTER}
_MANY_IDS = Items(SLACK_ID, 100, least=0)
_MANY_OPTIONS = Items(OPTION, 100, least=0)
_TYPED: dict[str, Rule] = {"placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH}

IMAGE = Fields({"alt_text": Str(2000)}, {"image_url": URL, "slack_file": Fields(optional={"id": ID, "url": URL})})

ELEMENTS: dict[str, Rule] = {
    "button": _input(
        {"text": Text(75, plain=True)},
        url=URL,
        value=Str(2000, least=0),
        style=STYLE,
        confirm=CONFIRM,
        accessibility_label=Str(75),
    ),
    "overflow": _input({"options": Items(option(url=True), 5)}, confirm=CONFIRM),
    "checkboxes": _input({"options": Items(RICH_OPTION, 10)}, initial_options=Items(RICH_OPTION, 10), confirm=CONFIRM),
    "radio_buttons": _input({"options": Items(RICH_OPTION, 10)}, initial_option=RICH_OPTION, confirm=CONFIRM),
    "static_select": _select(initial_option=OPTION, **_STATIC),
    "external_select": _select(initial_option=OPTION, **_EXTERNAL),
    "users_select": _select(initial_user=SLACK_ID),
    "conversations_select": _select(initial_conversation=SLACK_ID, response_url_enabled=Bool(), **_CONVERSATION),
    "channels_select": _select(initial_channel=SLACK_ID, response_url_enabled=Bool()),
    "multi_static_select": _multi(initial_options=_MANY_OPTIONS, **_STATIC),
    "multi_external_select": _multi(initial_options=_MANY_OPTIONS, **_EXTERNAL),
    "multi_users_select": _multi(initial_users=_MANY_IDS),
    "multi_conversations_select": _multi(initial_conversations=_MANY_IDS, **_CONVERSATION),
    "multi_channels_select": _multi(initial_channels=_MANY_IDS),
    "datepicker": _select(initial_date=DATE),
    "timepicker": _select(initial_time=TIME, timezone=Str(60)),
    "datetimepicker": _input(initial_date_time=Int(1_000_000_000, 9_999_999_999), confirm=CONFIRM),
    "plain_text_input": _input(
        initial_value=Str(3000, least=0),
        multiline=Bool(),
        min_length=Int(0, 3000),
        max_length=Int(1, 3000),
        **_TYPED,
    ),
    "email_text_input": _input(initial_value=Str(3000, least=0), **_TYPED),
    "url_text_input": _input(initial_value=Str(3000, least=0), **_TYPED),
    "number_input": _input(
        {"is_decimal_allowed": Bool()},
        initial_value=Str(30, least=0),
        min_value=Str(30),
        max_value=Str(30),
        **_TYPED,
    ),
    "rich_text_input": _input(initial_value=RICH_TEXT, **_TYPED),
    "file_input": _input(filetypes=Items(Str(20), 100), max_files=Int(1, 10)),
    "image": IMAGE,
}

SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
PICKERS = frozenset({"datepicker", "timepicker"})
IN_SECTION = SELECTS | PICKERS | {"button", "checkboxes", "image", "overflow", "radio_buttons"}
IN_ACTIONS = (IN_SECTION - {"image"}) | {"datetimepicker", "rich_text_input"}
IN_INPUT = (SELECTS | PICKERS) | {
    "checkboxes",
    "datetimepicker",
    "email_text_input",
    "file_input",
    "number_input",
    "plain_text_input",
    "radio_buttons",
    "rich_text_input",
    "url_text_input",
}
STATEFUL = (IN_INPUT | IN_ACTIONS) - {"button", "overflow"}
