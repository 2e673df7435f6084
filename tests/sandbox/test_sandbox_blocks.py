"""Every limit and shape of Block Kit is refused with the place where it is broken."""

import pytest

from sandbox.blocks.check import check_message, check_view
from sandbox.errors import SlackError
from tests.sandbox.blockkit import (
    Json,
    actions,
    button,
    modal,
    mrkdwn,
    option,
    plain,
    section,
)
from tests.sandbox.world import GENERAL, Api


def select(**more: Json | list[Json] | str) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")], **more}


def menu(element: Json) -> Json:
    return section(accessory=element)


CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
LONG = "x" * 4000

BAD_MESSAGES: list[tuple[Json | str, str]] = [
    ("no block", "must provide an object [json-pointer:/blocks/0]"),
    ({"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "carousel3"}, "unsupported type: carousel3 [json-pointer:/blocks/0/type]"),
    ({"type": "divider", "color": "red"}, "invalid additional property: color [json-pointer:/blocks/0]"),
    ({"type": "divider", "block_id": "x" * 256}, "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (section(LONG), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (
        {"type": "section", "fields": [mrkdwn("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        {"type": "section", "fields": [mrkdwn(LONG)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    ({"type": "header", "text": mrkdwn("x")}, "must be a valid enum value [json-pointer:/blocks/0/text/type]"),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ({"type": "context", "elements": []}, "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        actions(*[button(f"b{n}") for n in range(26)]),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(button(), button()),
        '"action_id" `go` already exists in this block [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    (
        actions({"type": "plain_text_input", "action_id": "x"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (actions(button(text=mrkdwn("x"))), "must be a valid enum value [json-pointer:/blocks/0/elements/0/text/type]"),
    (
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(url="https://" + LONG)),
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    (actions(button(url="nowhere")), "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"),
    (actions(button(style="loud")), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
    (
        actions(button("x" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        actions(button(confirm={**CONFIRM, "title": plain("x" * 101)})),
        "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ),
    (
        actions(button(confirm={**CONFIRM, "text": plain("x" * 301)})),
        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ),
    (
        actions(button(confirm={**CONFIRM, "deny": plain("x" * 31)})),
        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]",
    ),
    (
        menu(select(options=[option(f"v{n}") for n in range(101)])),
        "no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        menu(select(options=[{"text": plain("x" * 76), "value": "a"}])),
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]",
    ),
    (
        menu(select(options=[{**option("a"), "value": "x" * 76}])),
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/value]",
    ),
    (
        menu(select(options=[{**option("a"), "description": plain("x" * 76)}])),
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/description/text]",
    ),
    (
        menu(select(placeholder=plain("x" * 151))),
        "must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]",
    ),
    (
        menu({"type": "static_select", "action_id": "x"}),
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]",
    ),
    (
        menu(select(initial_option=option("c"))),
        "initial_option must be one of the options provided [json-pointer:/blocks/0/accessory/initial_option]",
    ),
    (
        menu({"type": "overflow", "action_id": "x", "options": [option(f"v{n}") for n in range(6)]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        menu({"type": "checkboxes", "action_id": "x", "options": [option(f"v{n}") for n in range(11)]}),
        "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        menu({"type": "radio_buttons", "action_id": "x", "options": [option(f"v{n}") for n in range(11)]}),
        "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        menu({"type": "datepicker", "action_id": "x", "initial_date": "1 May"}),
        "must match pattern \\d{4}-\\d{2}-\\d{2} [json-pointer:/blocks/0/accessory/initial_date]",
    ),
    ({"type": "image", "alt_text": "x"}, "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101},
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]},
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 2900}] * 4]},
        "tables must be less than 10001 characters [json-pointer:/blocks]",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_poem", "elements": []}]},
        "unsupported type: rich_text_poem [json-pointer:/blocks/0/elements/0/type]",
    ),
]


@pytest.mark.parametrize(("block", "complaint"), BAD_MESSAGES, ids=range(len(BAD_MESSAGES)))
def test_a_broken_block_is_refused_with_the_place(block: Json, complaint: str) -> None:
    with pytest.raises(SlackError) as refusal:
        check_message([block])
    assert refusal.value.code == "invalid_blocks"
    assert f"[ERROR] {complaint}" in refusal.value.messages


def test_all_that_fits_is_taken() -> None:
    elements: list[Json] = [
        {"type": kind, "action_id": kind}
        for kind in (
            "users_select",
            "multi_users_select",
            "conversations_select",
            "channels_select",
            "datepicker",
            "timepicker",
            "datetimepicker",
            "email_text_input",
            "url_text_input",
            "rich_text_input",
            "file_input",
            "external_select",
        )
    ]
    elements += [
        {"type": "number_input", "action_id": "number_input", "is_decimal_allowed": False},
        {"type": "multi_static_select", "action_id": "m", "options": [option("a")], "initial_options": [option("a")]},
        {"type": "checkboxes", "action_id": "c", "options": [{"text": mrkdwn("*x*"), "value": "x"}]},
        {"type": "radio_buttons", "action_id": "r", "options": [option("a")]},
        {"type": "static_select", "action_id": "g", "option_groups": [{"label": plain("G"), "options": [option("a")]}]},
    ]
    inputs = [{"type": "input", "label": plain("L"), "element": element, "optional": True} for element in elements]
    checked = check_view(modal(*inputs), ("modal",))
    assert all(block["block_id"] for block in checked["blocks"])
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]},
            {"type": "rich_text_list", "style": "bullet", "elements": []},
        ],
    }
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    full = menu(button(confirm=CONFIRM, style="danger", url="https://example.com", value=""))
    assert len(check_message([rich, table, full, {"type": "markdown", "text": "# x"}])) == 4


def test_the_same_action_in_two_blocks_is_fine() -> None:
    assert check_message([actions(button(), block_id="a"), actions(button(), block_id="b")])


def test_a_null_is_a_field_left_out() -> None:
    (block,) = check_message([section(accessory=None)])
    assert "accessory" not in block


async def test_every_fault_of_a_payload_is_named_at_once(api: Api) -> None:
    refused = await api("chat.postMessage", channel=GENERAL.id, blocks=[section(LONG), {"type": "x"}])
    assert refused["error"] == "invalid_blocks"
    assert len(refused["errors"]) == len(refused["response_metadata"]["messages"]) == 2


async def test_a_message_has_fifty_blocks_at_most(api: Api) -> None:
    assert (await api("chat.postMessage", channel=GENERAL.id, blocks=[section()] * 50))["ok"]
    refused = await api("chat.postMessage", channel=GENERAL.id, blocks=[section()] * 51)
    assert refused["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]
