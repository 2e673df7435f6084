"""Modals: filling in, errors under fields, the stack, updates that keep what is typed."""

import asyncio
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.block_kit import actions, button, field, modal, option, plain, section, text_field
from tests.browser.conftest import OpenPage
from tests.browser.page_kit import ADA, HIRING, SmallApp, Stage

pytestmark = pytest.mark.browser
Json = dict[str, Any]


def command(page: Page) -> None:
    page.get_by_label("Message #hiring-backend").fill("/loop new")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()


def test_what_is_required_is_asked_for_before_the_app_is(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("New", text_field("name", "Name"), text_field("note", "Note", optional=True)))
    page = open_page(ADA, HIRING)
    command(page)
    dialog = page.get_by_role("dialog", name="New")
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("[data-block-id=name]")).to_contain_text("Please complete this required field.")
    expect(dialog.locator("[data-block-id=note]")).not_to_contain_text("Please")
    expect(dialog.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    assert stage.heard("view_submission") == []
    dialog.get_by_label("Name").fill("Maria Silva")
    expect(dialog.locator(".error")).to_have_count(0)
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    told = stage.hears("view_submission")[0]
    assert told["view"]["state"]["values"]["name"]["value"]["value"] == "Maria Silva"


def test_the_apps_errors_stand_under_their_fields(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("New", text_field("name", "Name"), text_field("role", "Role")))
    stage.acks("view_submission:form", {"response_action": "errors", "errors": {"role": "That role is closed."}})
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").fill("Maria")
    page.get_by_label("Role").fill("Backend")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-block-id=role] .error")).to_have_text("That role is closed.")
    expect(page.get_by_label("Role")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Maria")


def test_a_submission_that_goes_unanswered_is_said_so(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("New", text_field("name", "Name")))

    async def sleep(_app: SmallApp, _payload: Json) -> None:
        await asyncio.sleep(1.5)

    stage.on("view_submission:form", sleep)
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").fill("Maria")
    save = page.get_by_role("button", name="Save")
    save.click()
    expect(save).to_have_attribute("aria-busy", "true")
    expect(page.locator(".modal-trouble")).to_contain_text("We had some trouble connecting. Try again?")
    expect(page.get_by_label("Name")).to_have_value("Maria")


def test_an_update_keeps_what_is_typed_and_the_caret(stage: Stage, open_page: OpenPage) -> None:
    told = {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    first = modal(
        "New", text_field("name", "Name", element=told, dispatch_action=True), text_field("old", "Old", optional=True)
    )
    stage.opens("/loop", first)

    async def update(app: SmallApp, payload: Json) -> None:
        view = modal(
            "New",
            section("Saved as a draft"),
            text_field("name", "Name", element=told, dispatch_action=True),
            text_field("fresh", "Fresh", element={"initial_value": "first words"}),
        )
        await app.api("views.update", view_id=payload["view"]["id"], view=view)

    stage.on("value", update)
    page = open_page(ADA, HIRING)
    command(page)
    name = page.get_by_label("Name")
    name.press_sequentially("Maria Silva")
    name.press("ArrowLeft")
    name.press("ArrowLeft")
    expect(page.get_by_role("dialog")).to_contain_text("Saved as a draft")
    expect(name).to_have_value("Maria Silva")
    expect(name).to_be_focused()
    name.press_sequentially("_")
    expect(name).to_have_value("Maria Sil_va")
    expect(page.get_by_label("Fresh")).to_have_value("first words")
    expect(page.get_by_label("Old")).to_have_count(0)


def test_typing_is_told_once_the_fingers_rest(stage: Stage, open_page: OpenPage) -> None:
    config = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    stage.opens("/loop", modal("New", text_field("name", "Name", element=config, dispatch_action=True)))
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").press_sequentially("Maria", delay=20)
    told = stage.hears("block_actions")[0]
    assert told["actions"][0]["value"] == "Maria"
    assert told["view"]["state"]["values"]["name"]["value"]["value"] == "Maria"


def test_enter_is_told_when_a_field_asks_for_it(stage: Stage, open_page: OpenPage) -> None:
    stage.opens(
        "/loop",
        modal("Find", text_field("query", "Name", dispatch_action=True), submit=None) | {"submit": plain("Done")},
    )
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").fill("mar")
    assert stage.heard("block_actions") == []
    page.get_by_label("Name").press("Enter")
    assert stage.hears("block_actions")[0]["actions"][0]["value"] == "mar"
    assert stage.heard("view_submission") == []


def test_a_pushed_view_has_a_way_back_and_the_first_keeps_its_words(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("First", text_field("name", "Name"), actions("a", button("More", "more"))))

    async def push(app: SmallApp, payload: Json) -> None:
        view = modal("Second", text_field("why", "Why"), callback_id="second", notify_on_close=True)
        await app.api("views.push", trigger_id=payload["trigger_id"], view=view)

    stage.on("more", push)
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").fill("Maria")
    page.get_by_role("button", name="More").click()
    second = page.get_by_role("dialog", name="Second")
    expect(second.get_by_label("Why")).to_be_focused()
    second.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="First").get_by_label("Name")).to_have_value("Maria")
    told = stage.hears("view_closed")[0]
    assert (told["view"]["callback_id"], told["is_cleared"]) == ("second", False)


def test_a_window_with_something_to_read_first_begins_at_its_top(stage: Stage, open_page: OpenPage) -> None:
    said = [section(f"What somebody saw, part {n}") for n in range(40)]
    stage.opens("/loop", modal("Read", *said, text_field("why", "Why")))
    page = open_page(ADA, HIRING)
    command(page)
    dialog = page.get_by_role("dialog", name="Read")
    expect(dialog).to_be_focused()
    expect(dialog.get_by_text("part 0")).to_be_in_viewport()
    page.keyboard.press("PageDown")
    expect(dialog.get_by_text("part 0")).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(dialog.get_by_label("Why")).to_be_focused()


def test_escape_closes_and_focus_goes_back(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("New", text_field("name", "Name"), notify_on_close=True))
    page = open_page(ADA, HIRING)
    command(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Message #hiring-backend")).to_be_focused()
    assert stage.hears("view_closed")[0]["is_cleared"] is False


def test_the_cross_closes_the_whole_stack(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("First", actions("a", button("More", "more")), submit=None, notify_on_close=True))

    async def push(app: SmallApp, payload: Json) -> None:
        await app.api(
            "views.push", trigger_id=payload["trigger_id"], view=modal("Second", section("Words"), submit=None)
        )

    stage.on("more", push)
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("dialog", name="Second").get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert stage.hears("view_closed")[0]["is_cleared"] is True


def test_tab_stays_inside_the_modal(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("New", text_field("name", "Name")))
    page = open_page(ADA, HIRING)
    command(page)
    seen = []
    for _ in range(5):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.closest('.modal') !== null"))
    assert seen == [True] * 5


def test_a_submission_that_pushes_shows_the_next_view(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("First", text_field("name", "Name")))
    follow = modal(
        "Second",
        field("stage", "Stage", {"type": "radio_buttons", "options": [option("Screen"), option("Design")]}),
        callback_id="b",
    )
    stage.acks("view_submission:form", {"response_action": "push", "view": follow})
    stage.acks("view_submission:b", {"response_action": "clear"})
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").fill("Maria")
    page.keyboard.press("Control+Enter")
    second = page.get_by_role("dialog", name="Second")
    second.get_by_label("Design").check()
    second.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    values = stage.hears("view_submission", 2)[1]["view"]["state"]["values"]
    assert values["stage"]["value"]["selected_option"]["value"] == "design"


def test_a_modal_survives_a_reload_of_the_page(stage: Stage, open_page: OpenPage) -> None:
    config = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    stage.opens("/loop", modal("New", text_field("name", "Name", element=config, dispatch_action=True)))
    page = open_page(ADA, HIRING)
    command(page)
    page.get_by_label("Name").fill("Maria")
    stage.hears("block_actions")
    page.reload()
    expect(page.get_by_role("dialog").get_by_label("Name")).to_have_value("Maria")
