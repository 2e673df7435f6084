"""The tour of the demo, played by hand from its first step to its last."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.program import Demo
from bot.demo.tour import STEPS

pytestmark = pytest.mark.browser

PATIENCE_MS = 15_000
STARTS_WITHIN = 60
"""Seconds; the company is told anew, also on a machine that does other things."""


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """The demo in a thread of its own, as Playwright's pages block theirs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = Demo(tmp_path)
    asyncio.run_coroutine_threadsafe(made.start(), loop).result(STARTS_WITHIN)
    yield made
    asyncio.run_coroutine_threadsafe(made.stop(), loop).result(STARTS_WITHIN)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1360, "height": 1000}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    made = context.new_page()
    broken: list[str] = []
    made.on("pageerror", lambda error: broken.append(str(error)))
    made.goto(demo.sandbox.url)
    yield made
    context.close()
    assert broken == []


class Tourist:
    """Does what the steps say, with the buttons that they offer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog").last

    def step(self, name: str) -> Locator:
        return self.page.locator(f"[data-step='{name}']")

    def follow(self, name: str) -> None:
        """Goes where the step leads, as whom it happens."""
        step = self.step(name)
        step.locator(".step-tools .button-primary").click()
        expect(step.get_by_role("button", name="Continue as")).to_have_count(0)

    def move_the_clock(self, name: str) -> None:
        self.step(name).locator(".step-tools .button:not(.button-primary)").click()

    def has_done(self, name: str) -> None:
        expect(self.page.locator(f"[data-step='{name}'].is-done")).to_be_visible(timeout=PATIENCE_MS)

    def types(self, command: str) -> None:
        box = self.page.get_by_label("Message #hiring-platform")
        box.fill(command)
        box.press("Enter")
        self.dialog.wait_for()

    def decides(self, why: str) -> None:
        self.dialog.get_by_text("Advance to Values").click()
        self.dialog.get_by_label("Why?", exact=True).fill(why)
        self.dialog.get_by_role("button", name="Record decision").click()


def is_refused_and_reminds(tourist: Tourist) -> None:
    tourist.follow("refused")
    tourist.types("/loop decide mariana")
    tourist.dialog.get_by_text("Advance to Values").click()
    tourist.dialog.get_by_label("Go on without them").wait_for()
    tourist.decides("Careful at the edges.")
    tourist.has_done("refused")
    expect(tourist.dialog).to_contain_text("Waiting for @Inês Carvalhal")
    tourist.dialog.get_by_role("button", name="Remind").first.click()
    expect(tourist.dialog).to_contain_text("Your reminder is on its way")
    tourist.has_done("remind")
    expect(tourist.dialog.get_by_label("Why?", exact=True)).to_have_value("Careful at the edges.")
    tourist.dialog.get_by_role("button", name="Cancel").click()


def scores_and_reads_the_others(page: Page, tourist: Tourist) -> None:
    tourist.follow("scorecard")
    page.get_by_role("button", name="Fill in scorecard").last.click()
    tourist.dialog.wait_for()
    ratings = tourist.dialog.locator(".block-input").filter(has=page.get_by_role("radio"))
    for n in range(ratings.count()):
        ratings.nth(n).get_by_role("radio").nth(2).check()
    tourist.dialog.get_by_role("button", name="Review and submit").click()
    tourist.dialog.get_by_role("button", name="Submit scorecard").click()
    tourist.has_done("scorecard")

    tourist.follow("open")
    tourist.types("/loop mariana")
    tourist.dialog.get_by_role("button", name="Read scorecards").click()
    tourist.has_done("open")
    expect(tourist.dialog).to_contain_text("Planned the change of the key's length")
    page.keyboard.press("Escape")


def votes_in_the_debrief(page: Page, tourist: Tourist) -> None:
    tourist.follow("vote")
    page.get_by_role("button", name="Read and vote: Mariana Coutada").click()
    tourist.dialog.get_by_role("radio", name="Yes", exact=True).check()
    tourist.dialog.get_by_role("button", name="Vote", exact=True).click()
    tourist.has_done("vote")


def decides_on_the_card(page: Page, tourist: Tourist) -> None:
    tourist.follow("decide")
    tourist.step("decide").get_by_role("link", name="Mariana's card").click()
    card = page.locator(".message", has_text="Mariana Coutada · Senior backend developer").first
    card.get_by_role("button", name="Read and vote").click()
    tourist.dialog.wait_for()
    tourist.dialog.get_by_role("button", name="Decide").click()
    tourist.dialog.get_by_label("Go on all the same").fill("Both scorecards say yes, and she has another offer.")
    tourist.decides("Two views, one picture.")
    tourist.has_done("decide")
    expect(card.get_by_role("button", name="Schedule")).to_be_visible()


def lets_the_mornings_come(page: Page, tourist: Tourist) -> None:
    tourist.follow("morning")
    expect(page.locator(".main .messages")).to_contain_text("Nothing more is expected of you")  # it is of yesterday
    tourist.move_the_clock("morning")
    tourist.has_done("morning")
    today = page.locator(".main .messages .divider", has_text="Today").locator("xpath=following-sibling::article")
    expect(today).to_have_count(1)
    expect(today).to_contain_text("Nuno Figueiral")
    expect(today).not_to_contain_text("reminder")
    expect(page.get_by_role("button", name="Fill in scorecard")).to_have_count(0)

    tourist.follow("new_york")
    messages = page.locator(".main .messages")
    expect(messages).to_contain_text("Fill in your scorecard · Gwendolyn Paaske")
    expect(messages).not_to_contain_text("Feedback that was hard to hear")
    tourist.move_the_clock("new_york")
    tourist.has_done("new_york")
    expect(today).to_have_count(2)
    expect(today.nth(1)).to_contain_text("Fill in your scorecard · Gwendolyn Paaske")


def adds_somebody(page: Page, tourist: Tourist) -> None:
    tourist.follow("yours")
    tourist.types("/loop add")
    tourist.dialog.get_by_label("Role").click()
    page.get_by_role("option", name="Senior backend developer").click()
    tourist.dialog.get_by_label("Starting stage").wait_for()
    tourist.dialog.get_by_label("Name").fill("Ophelia Marchesini")
    tourist.dialog.get_by_label("Email").fill("ophelia@example.com")
    tourist.dialog.get_by_label("Where from?").click()
    page.get_by_role("option", name="Referral by a colleague").click()
    tourist.dialog.get_by_role("button", name="Add candidate").click()
    tourist.has_done("yours")
    expect(page.locator(".message", has_text="Ophelia Marchesini").last).to_contain_text("a time for the interview")


def test_the_tour_can_be_played_by_hand(page: Page) -> None:
    tourist = Tourist(page)
    tourist.follow("digest")
    tourist.move_the_clock("digest")
    tourist.has_done("digest")
    is_refused_and_reminds(tourist)
    scores_and_reads_the_others(page, tourist)
    votes_in_the_debrief(page, tourist)
    decides_on_the_card(page, tourist)
    lets_the_mornings_come(page, tourist)
    adds_somebody(page, tourist)
    expect(page.locator(".step.is-done")).to_have_count(len(STEPS))


def test_starting_over_from_the_page_brings_the_first_morning_back(page: Page) -> None:
    tourist = Tourist(page)
    tourist.follow("digest")
    tourist.move_the_clock("digest")
    tourist.has_done("digest")
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".step.is-done")).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.get_by_text("08:55").first).to_be_visible()
    expect(page.locator(".main .messages")).not_to_contain_text("Hiring on Monday")
