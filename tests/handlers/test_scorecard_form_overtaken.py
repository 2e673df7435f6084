"""What happens while a scorecard's form is open: it says so, and nothing that was typed is lost."""

from datetime import time, timedelta

from domain.forms import LoopForm, PanelForm, ScheduleForm
from services import interviews, loops, panels
from tests.fakes import journey
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.scorecards import draft, form, ratings, reviewed, turn
from views import ids


async def test_a_form_of_an_interview_that_is_moved_meanwhile_goes_on_as_notes_for_the_new_time(
    edge: Edge, loop: int
) -> None:
    company = edge.company
    await journey.schedule(company, loop, "UINES")
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    opened = await form(edge)
    row = await company.loop(loop)
    day = (company.clock.now() + timedelta(days=3)).date()
    moved = ScheduleForm(loop=loop, version=row.version, date=day, time=time(14), duration=60, zone="UTC")
    await company.perform(interviews.reschedule, moved)
    answer = await edge.submit(opened, by="UINES", **ratings(opened), recommendation="yes", notes="Typed in time")
    notes = payloads.opened(answer["view"])
    assert notes["callback_id"] == ids.SUBMIT_NOTES
    assert "This interview was moved to" in str(notes["blocks"])
    assert "What you wrote came along." in str(notes["blocks"])
    assert notes["state"]["values"]["notes"]["draft.notes"]["value"] == "Typed in time"
    assert await edge.submit(notes, by="UINES") == ""


async def test_who_is_taken_off_the_panel_reads_so_and_finds_the_draft_when_put_back(edge: Edge, loop: int) -> None:
    company = edge.company
    await journey.schedule(company, loop, "UINES", "UBO")
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    opened = await form(edge)
    await edge.send(payloads.typed(opened, "notes", "UINES", notes="Before it happened"))
    await put_on_panel(edge, loop, "UBO")
    told = await turn(edge, opened, 0, notes="Before it happened, and after")
    assert "You're not on the panel of this stage any more" in str(told["blocks"])
    assert told["state"]["values"]["notes"]["draft.notes"]["value"] == "Before it happened, and after"
    await put_on_panel(edge, loop, "UBO", "UINES")
    assert (await draft(edge, loop))["notes"] == "Before it happened, and after"


async def test_notes_typed_while_the_interview_is_cancelled_are_kept_and_the_form_says_why_they_wait(
    edge: Edge, loop: int
) -> None:
    company = edge.company
    await journey.schedule(company, loop, "UINES")
    company.clock.set_to((await journey.interview(company, loop)).starts_at)
    opened = await form(edge)
    await company.perform(interviews.cancel, LoopForm(loop=loop, version=0, note="Ill"))
    answer = await edge.submit(opened, by="UINES", notes="All of an hour")
    notes = payloads.opened(answer["view"])
    assert (notes["callback_id"], notes["submit"]["text"]) == (ids.SUBMIT_NOTES, "Save notes")
    assert "This interview was cancelled, moved or missed. Your notes are kept" in str(notes["blocks"][0])
    assert await edge.submit(notes, by="UINES") == ""
    await journey.schedule(company, loop, "UINES", days=2)
    assert (await draft(edge, loop))["notes"] == "All of an hour"


async def test_a_form_of_a_loop_on_hold_keeps_what_it_holds_and_says_why_it_waits(edge: Edge, held: int) -> None:
    summary = await reviewed(edge, held)
    until = edge.company.clock.now().date() + timedelta(days=9)
    await edge.company.perform(loops.hold, LoopForm(loop=held, version=0, reason="budget", until=until))
    assert "on hold" in str((await edge.submit(summary, by="UINES"))["view"]["blocks"][0])
    assert "on hold" in str((await turn(edge, summary, 0))["blocks"])


async def put_on_panel(edge: Edge, loop: int, *panel: str) -> None:
    version = (await edge.company.loop(loop)).version
    changed = PanelForm(loop=loop, version=version, lead=panel[0], panel=panel[1:])
    await edge.company.perform(panels.change, changed)


async def test_who_has_left_the_company_submits_nothing(edge: Edge, held: int) -> None:
    summary = await reviewed(edge, held)
    left = {"id": "UINES", "team_id": "T1", "deleted": True, "profile": {"real_name": "Ines"}}
    await edge.send(payloads.event("user_change", user=left))
    told = (await edge.submit(summary, by="UINES"))["view"]
    assert "Your account is deactivated" in str(told["blocks"])
    assert (await edge.company.loop(held)).step == "feedback"
