"""Around the workspace: acting as somebody, the clock, the tour, the traffic, a telephone, App Home."""

import json
import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.block_kit import actions, button, modal, section, text_field
from tests.browser.conftest import OpenPage
from tests.browser.page_kit import ADA, BEN, HIRING, SAM, Stage

pytestmark = pytest.mark.browser
NAMELESS = """() => [...document.querySelectorAll('button, a, input, textarea, [role=option], [role=tab]')]
  .filter(e => e.checkVisibility() && !(e.ariaLabel || e.innerText?.trim() || e.labels?.length))
  .map(e => e.outerHTML.slice(0, 120))"""


def put_tour(stage: Stage, tour: dict[str, Any]) -> None:
    data = json.dumps(tour).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{stage.sandbox.url}/_sandbox/tour", data=data, headers=headers, method="PUT")  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert json.load(answer)["ok"]


def publish(stage: Stage, *blocks: dict[str, Any], user: str = ADA) -> None:
    stage.api("views.publish", user_id=user, view={"type": "home", "blocks": list(blocks)})


def test_one_acts_as_somebody_else(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    page.get_by_role("button", name="Acting as Ada Park").click()
    item = page.get_by_role("menuitemradio", name="Sam Oyelaran")
    expect(item).to_contain_text("Engineer · 17:55")
    item.click()
    expect(page.get_by_role("button", name="Acting as Sam Oyelaran")).to_be_visible()
    expect(page.locator("[data-clock]")).to_have_text("17:55")
    expect(page).to_have_url(re.compile(f"as={SAM}"))
    expect(page.locator(".main .head-title")).to_have_text("hiring-backend")


def test_home_shows_what_the_app_published_and_changes_with_it(stage: Stage, open_page: OpenPage) -> None:
    publish(stage, section("*Two* things wait"), actions("a", button("Write it", "write")))
    page = open_page(ADA, "home/home")
    expect(page.get_by_role("tabpanel")).to_contain_text("Two things wait")
    page.get_by_role("button", name="Write it").click()
    assert stage.hears("block_actions")[0]["view"]["type"] == "home"
    publish(stage, section("Nothing is due"))
    expect(page.get_by_role("tabpanel")).to_contain_text("Nothing is due")
    assert stage.heard("event_callback")[0]["event"]["type"] == "app_home_opened"


def test_who_looks_at_home_when_the_clock_moves_opens_it_anew(stage: Stage, open_page: OpenPage) -> None:
    """What an app has published on one day speaks of that day."""
    publish(stage, section("Due today"))
    page = open_page(ADA, "home/home")
    expect(page.get_by_role("tabpanel")).to_contain_text("Due today")
    stage.hears("event_callback")
    page.get_by_role("button", name="+1 hour").click()
    expect(page.locator("[data-clock]")).to_have_text("09:55")
    assert stage.hears("event_callback", 2)[-1]["event"]["type"] == "app_home_opened"


def test_the_apps_tabs_are_walked_by_arrow_keys(stage: Stage, open_page: OpenPage) -> None:
    stage.api("chat.postMessage", channel=ADA, text="You have one thing to do")
    page = open_page(ADA, "home/home")
    page.get_by_role("tab", name="Home").press("ArrowRight")
    expect(page.get_by_role("tab", name="Messages")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_contain_text("You have one thing to do")
    page.get_by_role("tab", name="Messages").press("ArrowRight")
    expect(page.get_by_role("tabpanel")).to_contain_text("/loop [new | list | help]")


def test_the_traffic_is_listed_filtered_and_shown_in_full(stage: Stage, open_page: OpenPage) -> None:
    stage.say("before the panel")
    page = open_page(ADA, HIRING)
    page.get_by_role("button", name="Traffic").click()
    panel = page.get_by_role("region", name="Traffic with the app")
    expect(panel.locator(".exchange", has_text="chat.postMessage")).to_have_count(1)
    stage.say("while it is open")
    expect(panel.locator(".exchange", has_text="chat.postMessage")).to_have_count(2)
    panel.get_by_label("Filter traffic").fill("while it")
    panel.get_by_role("button", name="From the app").click()
    expect(panel.locator(".exchange")).to_have_count(1)
    panel.locator(".exchange").click()
    expect(panel.locator(".exchange-detail")).to_contain_text('"while it is open"')


def test_the_tour_ticks_itself_and_leads_on(stage: Stage, open_page: OpenPage) -> None:
    steps = [
        {
            "id": "open",
            "title": "Open a form",
            "body": "Type `/loop`.",
            "go": {"channel": "hiring-backend"},
            "done_when": {"sees": "new candidate", "where": "modal"},
        },
        {
            "id": "ben",
            "title": "Be Ben",
            "body": "Ben answers.",
            "as": BEN,
            "go": {"home": True},
            "done_when": {"sees": "Hello Ben", "where": "home", "as": BEN},
        },
        {
            "id": "later",
            "title": "Later",
            "body": "Time passes.",
            "clock": {"advance": 3600, "label": "An hour later"},
            "width": "phone",
        },
    ]
    put_tour(stage, {"title": "The tour", "steps": steps})
    publish(stage, section("Hello Ben"), user=BEN)
    stage.opens("/loop", modal("New candidate", text_field("name", "Name")))
    page = open_page(ADA, "home/home")
    tour = page.get_by_role("complementary", name="Guided tour")
    tour.get_by_role("button", name="Go to #hiring-backend").click()
    page.get_by_label("Message #hiring-backend").fill("/loop")
    page.keyboard.press("Enter")
    expect(tour.locator("[data-step=open]")).to_have_class(re.compile("is-done"))
    tour.get_by_role("button", name="Continue as Ben Osei").click()
    expect(tour.locator("[data-step=ben]")).to_have_class(re.compile("is-done"))
    tour.get_by_role("button", name="An hour later").click()
    expect(page.locator("[data-clock]")).to_have_text("04:55")
    tour.get_by_role("button", name="Show on a telephone").click()
    expect(page.locator(".frame .phone")).to_be_visible()
    tour.get_by_role("button", name="Tick off: Later").click()
    expect(tour).to_contain_text("3 of 3")
    tour.get_by_role("button", name="Minimise the tour").click()
    expect(tour).to_have_count(0)
    page.get_by_role("button", name="Guided tour").click()
    expect(tour).to_be_visible()


def test_on_a_telephone_the_list_comes_first_and_a_form_fills_the_screen(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("New candidate", text_field("name", "Name")))
    page = open_page(ADA, width=390, height=844)
    page.locator(f".side-item[data-channel={HIRING}]").click()
    page.get_by_label("Message #hiring-backend").fill("/loop")
    page.get_by_role("button", name="Send").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["width"] == 390
    page.get_by_label("Name").fill("Maria")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Back to conversations").click()
    expect(page.get_by_role("navigation", name="Channels")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_thread_on_a_telephone_is_a_page_with_a_way_back(stage: Stage, open_page: OpenPage) -> None:
    ts = stage.say("Maria Silva")
    stage.say("Ben accepted", thread_ts=ts)
    page = open_page(ADA, HIRING, width=390, height=844)
    page.get_by_role("button", name=re.compile("1 reply")).click()
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Ben accepted")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Message #hiring-backend")).to_be_visible()


def test_dark_and_light_follow_the_system_and_the_toggle(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING, color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Dark colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_everything_that_can_be_pressed_has_a_name(stage: Stage, open_page: OpenPage) -> None:
    stage.say(
        "Invitation",
        blocks=[
            section("Can you?", "q"),
            actions("a", button("Accept", "accept"), {"type": "datepicker", "action_id": "d"}),
        ],
    )
    put_tour(stage, {"title": "The tour", "steps": [{"id": "a", "title": "A step", "body": "Words"}]})
    page = open_page(ADA, HIRING)
    page.get_by_role("button", name="Traffic").click()
    page.get_by_label("Date").click()
    page.get_by_role("dialog").wait_for()
    assert page.evaluate(NAMELESS) == []


def test_the_page_says_when_the_line_is_down_and_finds_back(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    address = stage.sandbox.url
    port = int(address.rsplit(":", 1)[1])
    stage.run(stage.sandbox.stop())
    expect(page.locator(".offline")).to_be_visible()
    stage.run(stage.sandbox.start(port=port))
    expect(page.locator(".offline")).to_have_count(0, timeout=10_000)
    stage.run(stage.app.stop())
    stage.run(stage.app.start())
    stage.say("Back again")
    expect(page.locator(".main .messages")).to_contain_text("Back again")


def test_starting_over_loads_everything_anew(stage: Stage, open_page: OpenPage) -> None:
    stage.say("From before")
    page = open_page(ADA, HIRING)
    expect(page.locator(".main .message")).to_have_count(1)
    stage.run(stage.sandbox.restart())
    expect(page.locator(".main .message")).to_have_count(0)


def open_two(page: Page) -> None:
    page.get_by_role("button", name="Acting as").click()


def test_one_menu_is_open_at_a_time(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    open_two(page)
    page.get_by_role("button", name="Shortcuts").click()
    expect(page.get_by_role("menu")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.get_by_role("button", name="Shortcuts")).to_be_focused()
