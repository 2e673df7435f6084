"""Writing: commands, mentions, shortcuts, and what Slack says when something fails."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.page_kit import ADA, HIRING, Stage

pytestmark = pytest.mark.browser


def test_a_slash_offers_the_commands_with_their_hints(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    box = page.get_by_label("Message #hiring-backend")
    box.press_sequentially("/lo")
    offers = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(offers).to_have_count(2)
    expect(offers.first).to_contain_text("/loop [new | list | help]")
    expect(offers.first).to_contain_text("Interview loops")
    box.press("Enter")
    expect(box).to_have_value("/loop ")
    expect(page.locator(".usage")).to_contain_text("[new | list | help]")
    box.press_sequentially("new")
    box.press("Enter")
    told = stage.hears("command")[0]
    assert (told["command"], told["text"], told["channel_id"]) == ("/loop", "new", HIRING)


def test_a_command_that_is_typed_in_full_is_sent_by_one_enter(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    page.get_by_label("Message #hiring-backend").fill("/loop")
    page.keyboard.press("Enter")
    stage.hears("command")


def test_the_answer_to_a_command_is_seen_by_the_one_who_asked(stage: Stage, open_page: OpenPage) -> None:
    stage.acks("/loop", {"response_type": "ephemeral", "text": "Nothing is due."})
    page = open_page(ADA, HIRING)
    page.get_by_label("Message #hiring-backend").fill("/loop list")
    page.keyboard.press("Enter")
    expect(page.locator(".is-ephemeral")).to_contain_text("Nothing is due.")


def test_an_unknown_command_is_explained_and_not_sent(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    page.get_by_label("Message #hiring-backend").fill("/lop new")
    page.keyboard.press("Enter")
    expect(page.locator(".is-ephemeral")).to_contain_text("/lop is not a valid command")
    assert stage.heard("command") == []


def test_a_command_that_fails_says_what_slack_says(stage: Stage, open_page: OpenPage) -> None:
    stage.run(stage.app.stop())
    page = open_page(ADA, HIRING)
    page.get_by_label("Message #hiring-backend").fill("/loop new")
    page.keyboard.press("Enter")
    line = page.locator(".is-ephemeral")
    expect(line).to_contain_text("Slackbot")
    expect(line).to_contain_text('/loop failed with the error "dispatch_failed"')


def test_people_are_completed_to_mentions(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    box = page.get_by_label("Message #hiring-backend")
    box.press_sequentially("Ask @be")
    expect(page.get_by_role("option", name="Ben Osei")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("Ask @Ben Osei ")
    box.press_sequentially("in #gen")
    page.get_by_role("option", name="general").click()
    box.press("Enter")
    message = page.locator(".main .message").last
    expect(message.get_by_role("button", name="@Ben Osei")).to_be_visible()
    texts = [row["text"] for row in stage.api("conversations.history", channel=HIRING)["messages"]]
    assert texts == ["Ask <@U0BEN00001> in <#C0GENERAL1>"]


def test_a_person_in_a_command_goes_by_their_handle(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    box = page.get_by_label("Message #hiring-backend")
    box.press_sequentially("/loop ask @Ben")
    box.press("Tab")
    box.press("Enter")
    assert stage.hears("command")[0]["text"] == "ask @ben"


def test_escape_closes_the_offers_and_keeps_the_text(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    box = page.get_by_label("Message #hiring-backend")
    box.press_sequentially("/lo")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("/lo")
    expect(box).to_be_focused()


def test_a_global_shortcut_runs_from_the_composer(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    page.get_by_role("button", name="Shortcuts").first.click()
    page.get_by_role("menuitem", name="Add a candidate").click()
    assert stage.hears("shortcut")[0]["callback_id"] == "new_candidate"


def test_a_message_shortcut_carries_the_message(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("Strong on systems")
    page = open_page(ADA, HIRING)
    message = page.locator(f'[data-ts="{ts}"]')
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Save as a note").click()
    told = stage.hears("message_action")[0]
    assert (told["callback_id"], told["message"]["ts"]) == ("note_from_message", ts)


def test_commands_are_not_for_threads(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("Maria Silva")
    page = open_page(ADA, HIRING)
    page.locator(f'[data-ts="{ts}"]').hover()
    page.get_by_role("button", name="Reply in thread").click()
    page.get_by_label("Reply to thread").fill("/loop new")
    page.keyboard.press("Enter")
    expect(page.locator(".thread .is-ephemeral")).to_contain_text("/loop is not supported in threads. Sorry!")


def test_a_reply_can_go_to_the_channel_too(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("Maria Silva")
    page = open_page(ADA, HIRING)
    page.locator(f'[data-ts="{ts}"]').hover()
    page.get_by_role("button", name="Reply in thread").click()
    page.get_by_label("Also send to #hiring-backend").check()
    page.get_by_label("Reply to thread").fill("We have a date")
    page.keyboard.press("Enter")
    expect(page.locator(".main .messages")).to_contain_text("We have a date")
    expect(page.get_by_label("Also send to #hiring-backend")).not_to_be_checked()
