"""Text, numbers, boxes and rich text; and every block that is only read."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.block_kit import field, option, plain, text_field
from tests.browser.conftest import OpenPage
from tests.browser.forms import form, submitted
from tests.browser.page_kit import ADA, BEN, HIRING, Stage

pytestmark = pytest.mark.browser
Json = dict[str, Any]


def test_boxes_and_radio_buttons_have_names_and_descriptions(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(
        stage,
        open_page,
        field(
            "tell",
            "Tell",
            {
                "type": "checkboxes",
                "options": [option("The panel"), option("The channel", description=plain("All of it"))],
            },
        ),
        field("verdict", "Recommendation", {"type": "radio_buttons", "options": [option("No"), option("Strong yes")]}),
    )
    expect(dialog.get_by_role("group", name="Tell")).to_be_visible()
    expect(dialog.get_by_role("radiogroup", name="Recommendation")).to_be_visible()
    expect(dialog.get_by_role("checkbox", name="The channel")).to_have_accessible_description("All of it")
    dialog.get_by_text("All of it").click()
    expect(dialog.get_by_role("checkbox", name="The channel")).to_be_checked()
    dialog.get_by_label("The channel").check()
    dialog.get_by_label("The panel").check()
    dialog.get_by_label("The panel").uncheck()
    dialog.get_by_label("Strong yes").check()
    values = submitted(stage, page)
    assert [o["value"] for o in values["tell"]["selected_options"]] == ["the_channel"]
    assert values["verdict"]["selected_option"]["value"] == "strong_yes"


@pytest.mark.parametrize(
    ("element", "wrong", "sentence", "right"),
    [
        ({"type": "number_input", "is_decimal_allowed": False}, "2.5", "whole number", "3"),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "max_value": "4"},
            "4.5",
            "4 or less",
            "3.5",
        ),
        ({"type": "email_text_input"}, "maria@", "valid email", "maria@example.com"),
        ({"type": "url_text_input"}, "example", "valid URL", "https://example.com/cv"),
        ({"type": "plain_text_input", "min_length": 5}, "abc", "at least 5", "abcdef"),
        ({"type": "plain_text_input", "max_length": 5}, "abcdef", "under 6", "abc"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_a_reason(
    stage: Stage, open_page: OpenPage, element: Json, wrong: str, sentence: str, right: str
) -> None:
    page, dialog = form(stage, open_page, field("x", "Value", element))
    dialog.get_by_label("Value").fill(wrong)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".error")).to_contain_text(sentence)
    assert stage.heard("view_submission") == []
    dialog.get_by_label("Value").fill(right)
    assert submitted(stage, page)["x"]["value"] == right


def test_a_long_text_counts_down_to_its_end(stage: Stage, open_page: OpenPage) -> None:
    _, dialog = form(stage, open_page, text_field("note", "Note", element={"multiline": True, "max_length": 20}))
    expect(dialog.locator(".counter")).to_have_count(0)
    dialog.get_by_label("Note").fill("eighteen letters..")
    expect(dialog.locator(".counter")).to_have_text("2")
    dialog.get_by_label("Note").press("Enter")
    expect(dialog.locator(".counter")).to_have_text("1")


def test_rich_text_keeps_bold_and_lists(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(stage, open_page, field("why", "Evidence", {"type": "rich_text_input"}))
    box = dialog.get_by_label("Evidence")
    box.click()
    dialog.get_by_role("button", name="Bold").click()
    box.press_sequentially("Clear")
    dialog.get_by_role("button", name="Bold").click()
    box.press_sequentially(" reasoning")
    value = submitted(stage, page)["why"]["rich_text_value"]
    first = value["elements"][0]["elements"]
    assert (first[0]["text"], first[0]["style"]) == ("Clear", {"bold": True})
    assert first[1]["text"] == " reasoning"


def test_every_block_is_shown(stage: Stage, open_page: OpenPage) -> None:
    text = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": "rich", "style": {"bold": True}}, {"type": "user", "user_id": BEN}],
    }
    cell = {"type": "raw_text", "text": "Maria"}
    stage.say(
        "All blocks",
        blocks=[
            {"type": "header", "text": plain("A header")},
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Left*"}, {"type": "mrkdwn", "text": "Right"}]},
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "_small_"}]},
            {"type": "rich_text", "elements": [text]},
            {"type": "table", "rows": [[{"type": "raw_text", "text": "Candidate"}], [cell]]},
            {"type": "markdown", "text": "# Title\n- **one**\n- two"},
        ],
    )
    message = open_page(ADA, HIRING).locator(".main .message").last
    expect(message.get_by_role("heading", name="A header")).to_be_visible()
    expect(message.locator(".field")).to_have_text(["Left", "Right"])
    expect(message.locator("hr")).to_have_count(1)
    expect(message.locator(".context em")).to_have_text("small")
    expect(message.locator(".rich-text strong")).to_have_text("rich")
    expect(message.get_by_role("columnheader")).to_have_text("Candidate")
    expect(message.get_by_role("cell")).to_have_text("Maria")
    expect(message.locator(".markdown li strong")).to_have_text("one")
