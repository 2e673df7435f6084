"""A stage for every test, and a browser for all of them."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.page_kit import ADA, Stage

OpenPage = Callable[..., Page]
PATIENCE_MS = 5000


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
