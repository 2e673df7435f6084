"""A stage for every test of the page, an office for those by hand, and a browser for all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.page_kit import ADA, Stage
from tests.browser.program_kit import ALMA, HIRING, Hand, Office

OpenPage = Callable[..., Page]
PATIENCE_MS = 5000
BY_HAND_MS = 10_000
"""The bot waits a second between two messages to a channel, as Slack asks."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    built = Stage()
    built.start()
    yield built
    built.stop()


@pytest.fixture
def open_page(browser: Browser, stage: Stage) -> Iterator[OpenPage]:
    """`open_page(as_=ADA, at="C0HIRING01")`; whatever goes wrong in the page's own code fails the test."""
    contexts = []
    broken: list[str] = []

    def open_(as_: str = ADA, at: str = "", *, width: int = 1280, height: int = 800, **context: object) -> Page:
        made = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **context)  # type: ignore[arg-type]
        made.set_default_timeout(PATIENCE_MS)
        contexts.append(made)
        page = made.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"{stage.sandbox.url}/?as={as_}" + (f"&at={at}" if at else ""))
        page.locator(".client").wait_for()
        return page

    yield open_
    for made in contexts:
        made.close()
    assert broken == []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    built = Office(tmp_path)
    built.start()
    yield built
    built.stop()


@pytest.fixture
def hand(browser: Browser, office: Office, tmp_path: Path) -> Iterator[Hand]:
    """A window; how it looked at the end is kept beside the database, for whoever wonders."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(BY_HAND_MS)
    expect.set_options(timeout=BY_HAND_MS)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{office.sandbox.url}/?as={ALMA}&at={HIRING}")
    yield Hand(page)
    page.screenshot(path=tmp_path / "at-the-end.png")
    context.close()
    expect.set_options(timeout=PATIENCE_MS)
    assert broken == []
