"""The scorecard's form by hand: turned, looked over, submitted."""

import asyncio

from domain.forms import LoopForm
from domain.read.messages import NudgePost, PostKind
from domain.scorecards import evidence_field, rating_field, shareable_field
from services import feedback
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.scorecards import draft, form, ratings, reviewed, turn
from tests.services.outbox import posts, says, send_all, waits
from views import ids
from views.messages import render


async def test_nothing_typed_is_lost_on_turning_the_parts(edge: Edge, held: int) -> None:
    first = await form(edge)
    one, *_ = ratings(first)
    second = await turn(edge, first, 1, **ratings(first), evidence_core_skills="Typed and not sent yet")
    assert ratings(second).keys().isdisjoint(ratings(first))
    again = await turn(edge, second, 0, notes="Calm.", recommendation="yes")
    assert again["state"]["values"]["evidence_core_skills"]["draft.evidence_core_skills"]["value"] == (
        "Typed and not sent yet"
    )
    assert again["state"]["values"][one][f"draft.{one}"]["selected_option"]["value"] == "3"
    kept = await draft(edge, held)
    assert (kept["notes"], kept["recommendation"], len(kept["ratings"])) == ("Calm.", "yes", 10)


async def test_what_the_candidate_may_be_told_is_kept_at_the_tap_and_over_a_turn(edge: Edge, held: int) -> None:
    first, box = await form(edge), shareable_field("core_skills")
    await edge.send(payloads.typed(first, box, "UINES", **{box: ["yes"]}))
    kept = (await draft(edge, held))["ratings"]
    assert (kept["core_skills"]["shareable"], kept["past_work"]["shareable"]) == (True, False)
    again = await turn(edge, await turn(edge, await form(edge), 1), 0)
    assert again["state"]["values"][box][f"draft.{box}"]["selected_options"][0]["value"] == "yes"


async def test_what_is_put_aside_is_gone_on_with_from_its_reminder(edge: Edge, held: int) -> None:
    company = edge.company
    await company.perform(feedback.remind, LoopForm(loop=held, version=0))
    await send_all(company)
    opened = await form(edge)
    await edge.send(payloads.typed(opened, "evidence_core_skills", "UINES", evidence_core_skills="Half of it"))
    await edge.send(payloads.put_aside(opened, "UINES"))
    assert await waits(company, (await posts(company, PostKind.NUDGE, "UINES"))[0])
    reminder = await says(company, PostKind.NUDGE, NudgePost, "UINES")
    assert "'Go on'" in str(render(reminder).blocks)
    assert "what you wrote is kept" in str(render(reminder).blocks)


async def test_a_turn_draws_over_the_form_that_was_seen_and_no_other(edge: Edge, held: int) -> None:
    first = await form(edge)
    await turn(edge, first, 1)
    method, body = edge.slack.calls[-1]
    assert (method, body["view_id"], body["hash"]) == ("views.update", first["id"], first["hash"])


async def test_what_is_typed_is_there_on_another_device_and_after_a_trigger_that_ran_out(edge: Edge, held: int) -> None:
    first = await form(edge)
    await edge.send(payloads.typed(first, "evidence_core_skills", "UINES", evidence_core_skills="Half a sen"))
    edge.slack.refuses("views.open", "expired_trigger_id")
    await edge.command("feedback", by="UINES")
    edge.slack.wrong.clear()
    elsewhere = await form(edge)
    assert elsewhere["state"]["values"]["evidence_core_skills"]["draft.evidence_core_skills"]["value"] == "Half a sen"


async def test_a_whole_scorecard_is_looked_over_and_then_submitted(edge: Edge, held: int) -> None:
    summary = await reviewed(edge, held)
    assert summary["callback_id"] == ids.SUBMIT_REVIEWED
    assert str(summary["blocks"]).count("*not assessed*") == 5
    assert await edge.submit(summary, by="UINES") == ""
    page = await edge.company.read(feedback.page, held, by="UINES")
    assert page.submitted_at is not None
    assert page.draft["ratings"]["skill_5"]["not_assessed"] is True


async def test_from_the_summary_one_goes_back_and_looks_again(edge: Edge, held: int) -> None:
    summary = await reviewed(edge, held)
    last = await turn(edge, summary, 1)
    answer = await edge.submit(last, by="UINES", notes="One more thing.")
    assert "One more thing." in str(answer["view"]["blocks"])
    assert await edge.submit(payloads.opened(answer["view"]), by="UINES") == ""


async def test_what_the_open_part_lacks_stands_under_its_fields(edge: Edge, held: int) -> None:
    first = await form(edge)
    given = ratings(first) | {rating_field("core_skills"): "4", rating_field("past_work"): "1"}
    answer = await edge.submit(first, by="UINES", **given)
    assert answer["errors"].keys() == {evidence_field("core_skills"), evidence_field("past_work")}
    assert len((await draft(edge, held))["ratings"]) == 5, "it is kept all the same"


async def test_what_another_part_lacks_leads_there_with_a_sentence(edge: Edge, held: int) -> None:
    first = await form(edge)
    last = await turn(edge, first, 1)
    answer = await edge.submit(last, by="UINES", **ratings(last), recommendation="yes")
    summary = payloads.opened(answer["view"])
    assert summary["submit"]["text"] == "Fill in what's missing"
    lacking = (await edge.submit(summary, by="UINES"))["view"]
    assert ratings(lacking) == ratings(first)
    assert "Rate Core skills from 1 to 4, or say it was not assessed." in str(lacking["blocks"][0])


async def test_a_scorecard_that_changed_elsewhere_is_shown_once_more_before_it_goes_in(edge: Edge, held: int) -> None:
    summary = await reviewed(edge, held)
    other = await form(edge)
    await edge.send(payloads.typed(other, "evidence_core_skills", "UINES", evidence_core_skills="From the telephone"))
    again = (await edge.submit(summary, by="UINES"))["view"]
    assert "on another device" in str(again["blocks"])
    assert "From the telephone" in str(again["blocks"])
    assert await edge.submit(payloads.opened(again), by="UINES") == ""


async def test_a_summary_that_is_submitted_twice_at_once_is_one_scorecard(edge: Edge, held: int) -> None:
    body = payloads.submission(await reviewed(edge, held), "UINES")
    assert list(await asyncio.gather(edge.send(body), edge.send(body))) == ["", ""]
    assert [each.action for each in await edge.company.audit()].count("CardSubmitted") == 1


async def test_a_private_note_is_left_from_the_form_and_what_was_typed_there_is_kept(edge: Edge, held: int) -> None:
    last = await turn(edge, await form(edge), 1)
    seen = last | {"state": {"values": payloads.state(last, {"notes": "Not sent yet"})}}
    opened = await edge.opens(payloads.click(ids.SCORECARD_NOTE, ids.value(held, 0), "UINES", view=seen))
    assert edge.slack.calls[-1][0] == "views.push"
    assert "Only Rita, who recruits for this role, reads this" in str(opened["blocks"])
    await edge.send(payloads.typed(opened, "note", "UINES", note="Asked about"))
    again = await edge.opens(payloads.click(ids.SCORECARD_NOTE, ids.value(held, 0), "UINES", view=seen))
    assert again["state"]["values"]["note"][ids.NOTE_TYPED]["value"] == "Asked about"
    left = await edge.submit(opened, by="UINES", note="Asked about a visa.")
    assert left["response_action"] == "update"
    assert "Your note is left. Rita reads it, and nobody else." in str(left["view"]["blocks"])
    assert (await draft(edge, held))["notes"] == "Not sent yet"
    assert "visa" not in str(await draft(edge, held))
    page = await edge.opens(payloads.command("show noor", "URITA"))
    assert "Asked about a visa." in str(page["blocks"])
