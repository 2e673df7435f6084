"""How I rate by command, by button and on Home; from there to turnaround and load and back, in one window."""

from tests.handlers import payloads
from tests.handlers.edge import Edge
from views import ids


async def test_a_command_opens_my_own_and_its_button_leads_on_and_back(edge: Edge, loop: int) -> None:
    mine = await edge.opens(payloads.command("calibrate", "URITA"))
    assert mine["callback_id"] == ids.SHOW_CALIBRATION
    await edge.click(ids.OPEN_LOAD, "", "URITA", view=mine)
    assert edge.slack.views[-1]["callback_id"] == ids.SHOW_LOAD
    await edge.click(ids.OPEN_CALIBRATION, "", "URITA", view=payloads.opened(edge.slack.views[-1]))
    assert edge.slack.views[-1]["callback_id"] == ids.SHOW_CALIBRATION
    assert [method for method, _ in edge.slack.calls] == ["views.open", "views.update", "views.update"]


async def test_who_recruits_no_more_is_refused_by_the_button_that_they_still_have(edge: Edge, loop: int) -> None:
    mine = await edge.opens(payloads.command("calibration", "URITA"))
    await edge.click(ids.OPEN_LOAD, "", "UBO", view=mine)
    assert ids.SHOW_LOAD not in [view["callback_id"] for view in edge.slack.views]
