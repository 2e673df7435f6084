"""Days, times and moments: typed or picked, in the person's own zone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.block_kit import field, modal
from tests.browser.conftest import OpenPage
from tests.browser.forms import form, submitted
from tests.browser.page_kit import HIRING, SAM, Stage

pytestmark = pytest.mark.browser
Json = dict[str, Any]


@pytest.mark.parametrize("words", ["2027-03-09", "9.3.2027", "Mar 9", "9 March 2027"])
def test_a_date_is_typed_in_the_ways_people_do(stage: Stage, open_page: OpenPage, words: str) -> None:
    page, dialog = form(stage, open_page, field("day", "Day", {"type": "datepicker"}))
    dialog.get_by_label("Day").fill(words)
    dialog.get_by_label("Day").press("Enter")
    expect(dialog.get_by_label("Day")).to_have_value("Tue, Mar 9, 2027")
    assert submitted(stage, page)["day"]["selected_date"] == "2027-03-09"


def test_a_date_is_picked_from_the_calendar(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(stage, open_page, field("day", "Day", {"type": "datepicker"}))
    dialog.get_by_label("Day").click()
    page.get_by_role("button", name="Next month").click()
    page.get_by_role("gridcell", name="Friday, April 2, 2027").click()
    assert submitted(stage, page)["day"]["selected_date"] == "2027-04-02"


def test_the_calendar_is_walked_by_arrow_keys(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(stage, open_page, field("day", "Day", {"type": "datepicker", "initial_date": "2027-03-09"}))
    dialog.get_by_label("Day").press("ArrowDown")
    expect(page.get_by_role("gridcell", name="Tuesday, March 9, 2027")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Day", exact=True)).to_have_value("Wed, Mar 17, 2027")


def test_what_is_no_date_gives_way_to_the_date_that_was_there(stage: Stage, open_page: OpenPage) -> None:
    _, dialog = form(stage, open_page, field("day", "Day", {"type": "datepicker", "initial_date": "2027-03-09"}))
    dialog.get_by_label("Day").fill("someday")
    dialog.get_by_label("Day").press("Tab")
    expect(dialog.get_by_label("Day")).to_have_value("Tue, Mar 9, 2027")


def test_a_time_is_typed_or_picked(stage: Stage, open_page: OpenPage) -> None:
    page, dialog = form(
        stage,
        open_page,
        field("a", "From", {"type": "timepicker"}),
        field("b", "Until", {"type": "timepicker", "initial_time": "10:00"}),
    )
    dialog.get_by_label("From").fill("9:07")
    dialog.get_by_label("From").press("Enter")
    dialog.get_by_label("Until").click()
    page.get_by_role("option", name="10:30").click()
    values = submitted(stage, page)
    assert (values["a"]["selected_time"], values["b"]["selected_time"]) == ("09:07", "10:30")


def test_a_moment_is_read_in_the_persons_own_zone(stage: Stage, open_page: OpenPage) -> None:
    stage.opens("/loop", modal("Form", field("when", "When", {"type": "datetimepicker"})))
    page = open_page(SAM, HIRING)
    page.get_by_label("Message #hiring-backend").fill("/loop")
    page.keyboard.press("Enter")
    page.get_by_label("When: date").fill("2027-03-09")
    page.get_by_label("When: date").press("Enter")
    page.get_by_label("When: time").fill("10:00")
    page.get_by_label("When: time").press("Enter")
    assert submitted(stage, page)["when"]["selected_date_time"] == 1804554000
