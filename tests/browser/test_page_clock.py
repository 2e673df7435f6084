"""The clock above the workspace: its buttons, and its way forward."""

import asyncio
import threading

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.page_kit import ADA, HIRING, Stage

pytestmark = pytest.mark.browser


def test_the_clock_is_moved_and_told_in_the_persons_zone(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(ADA, HIRING)
    clock = page.locator("[data-clock]")
    expect(clock).to_have_text("08:55")
    page.get_by_role("button", name="+15 min").click()
    expect(clock).to_have_text("09:10")
    page.get_by_role("button", name="+1 hour").click()
    expect(clock).to_have_text("10:10")
    page.get_by_role("button", name="Next working morning").click()
    expect(page.locator(".clock-day")).to_have_text("Tue, Mar 2")
    page.get_by_role("button", name="Set…").click()
    page.get_by_label("Time in London").fill("2027-04-01T15:00")
    page.get_by_role("button", name="Set the clock").click()
    expect(clock).to_have_text("15:00")
    assert stage.sandbox.clock.now().isoformat() == "2027-04-01T14:00:00+00:00"


def test_an_impatient_second_click_does_not_move_the_clock_twice(stage: Stage, open_page: OpenPage) -> None:
    go = threading.Event()

    async def held_up() -> None:
        await asyncio.to_thread(go.wait, 10)

    stage.sandbox.travel._on_stop = held_up
    page = open_page(ADA, HIRING)
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/clock") else None)
    morning = page.get_by_role("button", name="Next working morning")
    morning.click()
    expect(page.locator(".clock[aria-busy=true]")).to_be_visible()
    morning.click()
    go.set()
    expect(page.locator(".clock:not([aria-busy])")).to_be_visible()
    expect(page.locator("[data-clock]")).to_have_text("09:00")
    assert len(asked) == 1
    page.get_by_role("button", name="+15 min").click()
    expect(page.locator("[data-clock]")).to_have_text("09:15")
