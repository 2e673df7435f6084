"""What happens to scorecards by mistake or by chance: a sentence, nothing lost, nothing shown otherwise than typed."""

from dataclasses import replace

import pytest

from domain.forms import HappenedForm, LoopForm, PanelForm, ScorecardForm
from domain.read.members import MemberKind
from domain.refusals import NotAllowed, NotFound, NotNow
from services import candidates, feedback, members, panels, private_notes
from tests.fakes import journey
from tests.fakes.company import PEOPLE, Company, candidate_form
from tests.services.test_hostile_names import marked_up
from views.blocks import Message
from views.modals.all_scorecards import scorecards_modal
from views.modals.scorecard import scorecard_modal
from views.modals.scorecard_summary import review_modal

TYPED = """<!channel> <@U1> <https://evil.example|click> & `rm -rf /` ```x``` *b* =HYPERLINK("http://x") +1 @SUM(A1)"""


@pytest.fixture
async def loop(company: Company) -> int:
    """At culture, held by Ines and Bo."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    return found


async def typed(company: Company, loop: int, words: str, by: str = "UINES") -> ScorecardForm:
    """A whole scorecard with these words wherever words may be."""
    page = await company.read(feedback.page, loop, by=by)
    content = journey.filled(page.kit, rating=4) | {"notes": words}
    for rating in content["ratings"].values():
        rating["evidence"] = words
    form = ScorecardForm(loop=loop, stage="culture", round=1, content=content)
    await company.perform(feedback.save, form, by=by)
    return form


async def leaves(company: Company, member: str) -> None:
    gone = [replace(each, kind=MemberKind.DEACTIVATED) for each in PEOPLE if each.id == member]
    await company.perform(members.store, gone, by="")


async def test_mentions_links_code_and_formulas_are_shown_as_they_were_typed(company: Company, loop: int) -> None:
    form = await typed(company, loop, TYPED)
    page = await company.read(feedback.page, loop, by="UINES")
    inputs = [block["element"] for block in scorecard_modal(page)["blocks"] if "element" in block]
    assert {element.get("initial_value", TYPED) for element in inputs} == {TYPED}
    summary = review_modal(page, 0)
    await company.perform(feedback.submit, form, by="UINES")
    await journey.score(company, loop, "UBO")
    side = await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by="UMAX")
    shown = scorecards_modal(side)
    for view in (summary, shown):
        markup = marked_up(Message("", view["blocks"]))
        assert not any(each in markup for each in ("<!channel>", "<@U1>", "<https://evil"))
        assert ("&lt;!channel&gt;" in markup) == (view is summary), "plain text where it is read in full"
    plain = [block["text"]["text"] for block in shown["blocks"] if block.get("text", {}).get("type") == "plain_text"]
    assert plain.count(TYPED) == 6, "five competencies and the notes"


async def test_what_somebody_submitted_before_they_left_stays_readable_under_their_name(
    company: Company, loop: int
) -> None:
    await company.perform(feedback.submit, await typed(company, loop, "Before I left."), by="UINES")
    await journey.score(company, loop, "UBO")
    await leaves(company, "UINES")
    side = await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by="UMAX")
    shown = str(scorecards_modal(side)["blocks"])
    assert "Ines: Yes" in shown
    assert "Before I left." in shown
    assert "<@UINES>" not in shown


async def test_the_draft_of_who_is_taken_off_the_panel_waits_for_them(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO")
    form = await typed(company, loop, "Half a thought")

    async def panel(*people: str) -> None:
        version = (await company.loop(loop)).version
        changed = PanelForm(loop=loop, version=version, lead=people[0], panel=people[1:])
        await company.perform(panels.change, changed)

    await panel("UBO", "USAM")
    whole = replace(form, content=form.content | {"notes": "Half a thought, and the rest"})
    await company.perform(feedback.save, whole, by="UINES")
    with pytest.raises(NotNow, match="not on the panel of this stage any more"):
        await company.perform(feedback.submit, form, by="UINES")
    page = await company.read(feedback.page, loop, by="UINES")
    assert (page.draft["notes"], page.can_submit, page.resume_url) == ("Half a thought, and the rest", False, "")
    await panel("UBO", "UINES")
    assert (await company.read(feedback.page, loop, by="UINES")).draft["notes"] == "Half a thought, and the rest"


@pytest.mark.parametrize("answer", ["moved", "no_show"])
async def test_what_is_typed_after_the_lead_says_that_it_was_not_held_is_kept(company: Company, answer: str) -> None:
    """Nothing was kept of it before; it is there again once the interview is."""
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    page = await company.read(feedback.page, loop, by="UBO")
    content = journey.filled(page.kit) | {"notes": "Bo was there"}
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content, interview_version=1)
    await company.perform(panels.happened, HappenedForm(loop=loop, answer=answer), by="UINES")
    with pytest.raises(NotNow, match="This interview was cancelled, moved or missed"):
        await company.perform(feedback.submit, form, by="UBO")
    await company.perform(feedback.save, form, by="UBO")
    assert (await company.read(feedback.page, loop, "culture", 1, by="UBO")).draft["notes"] == "Bo was there"
    for service in (feedback.save, feedback.submit):
        with pytest.raises((NotNow, NotAllowed)):
            await company.perform(service, form, by="USAM")
    await journey.schedule(company, loop, "UINES", "UBO")
    assert (await company.read(feedback.page, loop, by="UBO")).draft["notes"] == "Bo was there"


async def test_the_candidate_is_kept_out_of_a_form_that_they_had_open_on_the_panel(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UIVY", "UBO")
    form = await typed(company, loop, "Is that me?", by="UIVY")
    await company.perform(panels.change, PanelForm(loop=loop, version=0, panel=("UBO", "UINES")))
    await company.perform(candidates.correct, candidate_form(loop=loop, version=0, email="ivy@acme.test"))
    for service in (feedback.save, feedback.submit):
        with pytest.raises((NotNow, NotFound)):
            await company.perform(service, form, by="UIVY")
    with pytest.raises(NotFound):
        await company.read(feedback.page, loop, by="UIVY")


async def test_what_no_database_keeps_is_left_out_of_what_somebody_types(company: Company, loop: int) -> None:
    """A scorecard, a draft and a private note alike, on both databases."""
    page = await company.read(feedback.page, loop, by="UINES")
    content = journey.filled(page.kit)
    content["notes"] = "half\ud800 of a\x00 pair"
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
    note = LoopForm(loop=loop, version=0, key=f"{page.stage_key}:{page.round}", note="the\x00 other\udfff")
    for keep in (private_notes.keep, private_notes.write):
        await company.perform(keep, note, by="UINES")
    for write in (feedback.save, feedback.submit):
        await company.perform(write, form, by="UINES")
    (line,) = [one for one in (await company.read(feedback.side_by_side, loop, by="UINES")).scorecards if one.notes]
    left = await company.read(private_notes.form, loop, page.stage_key, page.round, by="UINES")
    assert (line.notes, left.text) == ("half of a pair", "the other")
