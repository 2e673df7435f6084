"""Where a refusal stands in a form, and what a command opens rather than does."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes import journey
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.payloads import Json
from views import ids


async def schedule_form(edge: Edge, loop: int) -> Json:
    return await edge.opens(payloads.click("loop.schedule", ids.value(loop, 1), "URITA"))


def at_two(edge: Edge) -> dict[str, Any]:
    day = (edge.company.clock.now() + timedelta(days=1)).date()
    return {"date": day.isoformat(), "time": "14:00", "zone": "Europe/Lisbon", "duration": "60"}


@pytest.mark.parametrize(
    ("people", "field", "words"),
    [
        ({"lead": "UGUEST", "panel": ["UREX"]}, "lead", "Gus is a guest"),
        ({"lead": "UBOT", "panel": []}, "lead", "is an app"),
        ({"lead": "UINES", "panel": ["UGONE"]}, "panel", "Gona has left"),
        ({"lead": "UINES", "panel": ["UINES"]}, "panel", "Ines is named twice"),
        ({"lead": "UINES", "panel": ["UREX"], "shadows": ["UREX"]}, "shadows", "Rex is named twice"),
        ({"lead": "UINES", "panel": [], "shadows": ["UOTHER"]}, "shadows", "another company"),
    ],
)
async def test_who_cannot_sit_on_a_panel_is_refused_under_the_field_that_names_them(
    edge: Edge, loop: int, people: dict[str, Any], field: str, words: str
) -> None:
    answer = await edge.submit(await schedule_form(edge, loop), **at_two(edge), **people)
    assert answer["errors"].keys() == {field}
    assert words in answer["errors"][field]
    assert (await edge.company.loop(loop)).step == "scheduling"


async def test_a_reverse_shadow_is_refused_under_its_own_field(edge: Edge, loop: int) -> None:
    await journey.schedule(edge.company, loop, "UINES")
    form = await edge.opens(payloads.click("loop.panel", ids.value(loop, 1), "URITA"))
    answer = await edge.submit(form, reverse_shadows=["UGUEST"])
    assert answer["errors"].keys() == {"reverse_shadows"}


async def test_a_name_after_the_command_sends_no_offer_but_opens_the_page_that_asks(edge: Edge) -> None:
    company = edge.company
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UADA")
    form = await edge.opens(payloads.command("offer noor", "URITA"))
    assert form["callback_id"] == ids.SUBMIT_OFFER, "until it is approved it can only be changed"
    review = await edge.opens(payloads.command("offer noor", "UADA"))
    await edge.click(ids.OFFER_APPROVE, ids.value(loop, 1), "UADA", view=review)
    assert "You approved it. Thank you! Everybody has approved it" in str(edge.slack.views[-1]["blocks"])
    page = await edge.opens(payloads.command("offer noor", "URITA"))
    assert page["callback_id"] == ids.SHOW_LOOP
    asking = [button["confirm"]["title"]["text"] for button in elements(page) if "confirm" in button]
    assert "Has the offer gone out?" in asking
    assert (await company.loop(loop)).step == "approved"


async def test_a_past_night_is_refused_rather_than_warned_of(edge: Edge, loop: int) -> None:
    people: dict[str, Any] = {"lead": "UINES", "panel": ["UREX"]}
    gone = at_two(edge) | {"date": (edge.company.clock.now() - timedelta(days=2)).date().isoformat(), "time": "23:30"}
    answer = await edge.submit(await schedule_form(edge, loop), **gone, **people)
    assert "in the past" in str(answer["errors"])


async def test_what_is_unkind_about_a_time_is_told_to_nobody_who_may_not_arrange_one(edge: Edge, loop: int) -> None:
    """It says when people have other interviews."""
    role = (await edge.company.loop(loop)).role_id
    await edge.company.add_candidate(role=role, name="Other", email="other@example.com")
    await journey.schedule(edge.company, loop, "UINES")
    form = await edge.opens(payloads.command("schedule other", "URITA"))
    answer = await edge.submit(form, by="UREX", **at_two(edge), lead="UINES")
    assert "another interview" not in str(answer)
    assert "don't have the right" in str(answer)
    answer = await edge.submit(form, by="URITA", **at_two(edge), lead="UINES")
    assert "another interview" in str(answer)


def elements(view: Json) -> list[Json]:
    """Every button of a view."""
    found = [element for block in view["blocks"] for element in block.get("elements", ())]
    found += [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [element for element in found if element["type"] == "button"]


async def decide_form(edge: Edge, loop: int) -> Json:
    await journey.hold(edge.company, loop, "UINES")
    return await edge.opens(payloads.click("loop.decide", ids.value(loop, 1), "URITA"))


@pytest.mark.parametrize("why", ["hash_conflict", "not_found"])
async def test_a_choice_whose_form_was_drawn_anew_meanwhile_leaves_the_newer_one_alone(
    edge: Edge, loop: int, why: str
) -> None:
    form = await decide_form(edge, loop)
    edge.slack.refuses("views.update", why)
    before = len(edge.slack.calls)
    await edge.send(payloads.typed(form, "outcome", "URITA", outcome="reject"))
    assert [body["hash"] for _, body in edge.slack.calls[before:]] == [form["hash"]]


async def test_a_reminder_is_on_its_way_also_when_the_form_that_asked_for_it_is_gone(edge: Edge, loop: int) -> None:
    form = await decide_form(edge, loop)
    edge.slack.refuses("views.update", "hash_conflict")
    await edge.click(ids.REMEDY_REMIND, ids.value(loop, 1, "UINES"), view=form)
    assert edge.slack.calls[-1][0] == "views.update"
    assert "remind" in [row.action for row in await edge.company.audit()]


async def test_who_is_missing_still_stands_there_with_what_mends_it_once_they_are_reminded(
    edge: Edge, loop: int
) -> None:
    form = await decide_form(edge, loop)
    for _ in range(2):
        pressed = payloads.click(ids.REMEDY_REMIND, ids.value(loop, 1, "UINES"), "URITA", view=form)
        form = await edge.opens(pressed)
    said, missing, buttons, *rest = (
        str(block) for block in form["blocks"] if str(block.get("block_id")).startswith(ids.NOTICE)
    )
    assert "Your reminder is on its way to <@UINES>" in said
    assert "outstanding: <@UINES>" in missing
    assert all(id_ in buttons for id_ in (ids.REMEDY_REPLACE, ids.REMEDY_WAIVE))
    assert rest == []


async def test_who_asks_for_a_reminder_in_a_message_reads_that_it_is_on_its_way(edge: Edge, loop: int) -> None:
    await journey.hold(edge.company, loop, "UINES")
    page = await edge.opens(payloads.click(ids.REMEDY_REMIND, ids.value(loop, 1, "UINES"), "URITA"))
    assert "Your reminder is on its way" in str(page["blocks"][0])


async def test_a_form_that_slack_refuses_for_another_reason_is_answered_for(edge: Edge, loop: int) -> None:
    form = await decide_form(edge, loop)
    edge.slack.refuses("views.update", "view_too_large")
    before = len(edge.slack.calls)
    await edge.send(payloads.typed(form, "outcome", "URITA", outcome="reject"))
    assert "Something went wrong on my side" in str(edge.slack.calls[before + 1 :])
