"""A modal that a command opens, and what is submitted with it."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.block_kit import modal
from tests.browser.conftest import OpenPage
from tests.browser.page_kit import ADA, HIRING, Stage

Json = dict[str, Any]


def form(stage: Stage, open_page: OpenPage, *blocks: Json) -> tuple[Page, Locator]:
    """A page with a modal of these blocks open."""
    stage.opens("/loop", modal("Form", *blocks))
    page = open_page(ADA, HIRING)
    page.get_by_label("Message #hiring-backend").fill("/loop new")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return page, dialog


def submitted(stage: Stage, page: Page) -> Json:
    """Presses Save; the one element's state by block_id."""
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    values: Json = stage.hears("view_submission")[-1]["view"]["state"]["values"]
    return {block: next(iter(elements.values())) for block, elements in values.items()}
