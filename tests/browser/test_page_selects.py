"""Menus of every kind: searched, walked by keys, filled by the app."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.block_kit import actions, field, option, plain, section
from tests.browser.conftest import OpenPage
from tests.browser.forms import form, submitted
from tests.browser.page_kit import BEN, GENERAL, HIRING, LEILA, SAM, SECRET, Stage

pytestmark = pytest.mark.browser
Json = dict[str, Any]
ROLES = [
    {"label": plain("Engineering"), "options": [option("Backend engineer", "be"), option("Data engineer", "de")]},
    {"label": plain("Design"), "options": [option("Product designer", "pd")]},
]


def test_a_select_is_searched_and_chosen_from(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(stage, open_page, field("role", "Role", {"type": "static_select", "option_groups": ROLES}))
    box = dialog.get_by_label("Role")
    box.click()
    expect(page.get_by_role("option")).to_have_count(3)
    expect(page.get_by_role("group", name="Engineering").get_by_role("option")).to_have_count(2)
    box.press_sequentially("prod des")
    page.get_by_role("option", name="Product designer").click()
    expect(box).to_have_value("Product designer")
    assert submitted(stage, page)["role"]["selected_option"]["value"] == "pd"


def test_a_select_is_used_by_the_keyboard_alone(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(stage, open_page, field("role", "Role", {"type": "static_select", "option_groups": ROLES}))
    box = dialog.get_by_label("Role")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Data engineer")
    box.press("ArrowDown")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(dialog).to_be_visible()
    assert submitted(stage, page)["role"]["selected_option"]["value"] == "de"


def test_several_people_are_chosen_and_taken_away(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(
        stage, open_page, field("panel", "Panel", {"type": "multi_users_select", "initial_users": [BEN]})
    )
    box = dialog.get_by_label("Panel")
    box.fill("staff")
    page.get_by_role("option").click()
    box.fill("sam")
    box.press("Enter")
    dialog.get_by_role("button", name="Remove Ben Osei").click()
    assert submitted(stage, page)["panel"]["selected_users"] == [LEILA, SAM]


def test_who_is_found_by_name_stands_before_who_is_found_by_title(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(stage, open_page, field("panel", "Panel", {"type": "multi_users_select"}))
    box = dialog.get_by_label("Panel")
    box.fill("er")
    expect(page.get_by_role("option").first).to_contain_text("Loopkeeper")
    expect(page.get_by_role("option").nth(1)).to_contain_text("Recruiter")
    box.fill("o")
    expect(page.get_by_role("option")).to_contain_text(["Ben Osei", "Sam Oyelaran", "Gus Visitor", "Loopkeeper"])


def test_channels_and_conversations_are_chosen_by_name(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(
        stage,
        open_page,
        field("public", "Public channel", {"type": "channels_select"}),
        field("any", "Any channel", {"type": "conversations_select", "filter": {"include": ["private"]}}),
    )
    dialog.get_by_label("Public channel").click()
    expect(page.get_by_role("option")).to_have_text(["general", "hiring-backend", "lunch"])
    page.get_by_role("option", name="general").click()
    dialog.get_by_label("Any channel").click()
    expect(page.get_by_role("option")).to_have_text(["offers"])
    page.get_by_role("option", name="offers").click()
    values = submitted(stage, page)
    assert values["public"]["selected_channel"] == GENERAL
    assert values["any"]["selected_conversation"] == SECRET


def test_options_of_the_apps_own_are_asked_for_as_one_types(stage: Stage, open_page: OpenPage) -> None:
    stage.acks("find", {"options": [option("Maria Silva", "7"), option("Mario Rossi", "8")]})
    element = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    page, dialog = form(stage, open_page, field("who", "Candidate", element))
    box = dialog.get_by_label("Candidate")
    box.click()
    expect(page.get_by_role("listbox")).to_contain_text("Type at least 2 characters")
    box.press_sequentially("mar", delay=30)
    page.get_by_role("option", name="Mario Rossi").click()
    assert stage.hears("block_suggestion")[0]["value"] == "mar"
    assert submitted(stage, page)["who"]["selected_option"]["value"] == "8"


def test_choices_in_a_message_are_told_at_once(stage: Stage, open_page: OpenPage) -> None:
    stage.say(
        "Options",
        blocks=[
            section(
                "More",
                "s",
                accessory={"type": "overflow", "action_id": "of", "options": [option("Reschedule"), option("Cancel")]},
            ),
            actions(
                "a",
                {
                    "type": "static_select",
                    "action_id": "snooze",
                    "placeholder": plain("Snooze"),
                    "options": [option("1 hour"), option("Tomorrow")],
                },
            ),
        ],
    )
    page = open_page(BEN, HIRING)
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("menuitem", name="Cancel").click()
    assert stage.hears("block_actions")[0]["actions"][0]["selected_option"]["value"] == "cancel"
    page.get_by_label("Snooze").click()
    page.get_by_role("option", name="Tomorrow").click()
    assert stage.hears("block_actions", 2)[1]["actions"][0]["selected_option"]["value"] == "tomorrow"
