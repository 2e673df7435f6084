"""An interview that did not take place after all: what was written of it is a draft again, and opens nothing."""

import pytest
from sqlmodel import select

from domain.forms import HappenedForm, LoopForm, ScorecardForm
from domain.refusals import NotNow
from models.tables import Scorecard
from services import debriefs, decisions, feedback, interviews, panels, reading
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company
from tests.fakes.remembered import remembered
from tests.services.debating import begun, page
from tests.services.sealed import reads, submit, unseal


@remembered
async def annul(company: Company, loop: int, by: str) -> None:
    """Somebody says that nobody came, and Rita finds it to be so."""
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="no_show"), by=by)
    await company.perform(panels.settle, LoopForm(loop=loop, version=0, key="not"))


@pytest.fixture
async def loop(company: Company) -> int:
    """Noor Haddad at culture: Ines has written of an interview that was not held, and it is held now."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    await submit(company, found, "UINES")
    await unseal(company, found, "UADA")
    await annul(company, found, "UBO")
    await journey.hold(company, found, "UINES", "UBO")
    return found


async def test_what_was_written_is_a_draft_again_and_goes_in_unchanged(company: Company, loop: int) -> None:
    page = await company.read(feedback.page, loop, by="UINES")
    assert (page.submitted_at, page.pending, page.draft_again) == (None, False, True)
    assert (await company.read(feedback.page, loop, by="UBO")).draft_again is False
    assert page.draft["notes"] == "Notes Zanzibar-UINES"
    assert (await company.read(reading.page, loop, by="UINES")).my_submitted_at is None
    await submit(company, loop, "UINES")
    assert (await company.read(feedback.page, loop, by="UINES")).draft_again is False
    assert await company.todos(loop) == {"scorecard": "UBO"}
    (line, _) = (await company.read(feedback.side_by_side, loop, by="UINES")).scorecards
    assert (line.notes, line.earlier, line.changed_at) == ("Notes Zanzibar-UINES", (), None)


async def test_nobody_reads_it_until_it_is_submitted_again(company: Company, loop: int) -> None:
    await submit(company, loop, "UBO")
    for reader in ("UBO", "URITA", "UMAX", "UADA"):
        assert "UINES" not in await reads(company, loop, reader), reader
    assert await reads(company, loop, "UINES") == set()
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UBO") == {"UINES", "UBO"}


async def test_what_was_opened_before_its_time_is_open_no_more(company: Company, loop: int) -> None:
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UADA") == set()
    await unseal(company, loop, "UADA")
    assert await reads(company, loop, "UADA") == {"UINES"}


async def test_who_wrote_of_it_and_has_read_the_others_since_writes_no_more(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UMAX", "UINES", "UBO")
    await submit(company, loop, "UMAX")
    await annul(company, loop, "UBO")
    await journey.hold(company, loop, "UMAX", "UINES", "UBO")
    await submit(company, loop, "UINES", "UBO")
    await company.perform(feedback.waive, LoopForm(loop=loop, version=0, member="UMAX", reason="On leave."))
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
    with pytest.raises(NotNow, match="would not be unswayed"):
        await submit(company, loop, "UMAX")


@pytest.mark.parametrize("cancelled", [False, True])
async def test_why_a_scorecard_was_waived_is_forgotten_with_it(company: Company, *, cancelled: bool) -> None:
    loop = await company.add_candidate(stage="culture")
    waived = LoopForm(loop=loop, version=0, member="UBO", reason="On leave.")
    if cancelled:
        await journey.schedule(company, loop, "UINES", "UBO")
        await company.perform(feedback.waive, waived)
        await company.perform(interviews.cancel, LoopForm(loop=loop, version=0))
    else:
        await journey.hold(company, loop, "UINES", "UBO")
        await submit(company, loop, "UINES")
        await company.perform(feedback.waive, waived)
        await annul(company, loop, "UINES")
    await journey.hold(company, loop, "UINES", "UBO")
    page = await company.read(reading.page, loop, by="URITA")
    assert [line.waive_reason for line in page.scorecards] == ["", ""]


async def test_who_had_begun_to_read_begins_anew_and_what_was_typed_since_is_the_draft(company: Company) -> None:
    loop = await begun(company)
    await company.perform(debriefs.begin_reading, LoopForm(loop=loop, version=0), by="UMAX")
    newer = ScorecardForm(loop=loop, stage="culture", round=1, content={"notes": "Typed since."})
    await company.perform(feedback.save, newer, by="UINES")
    await annul(company, loop, "UBO")
    await journey.hold(company, loop, "UINES", "UBO")
    assert (await company.read(feedback.page, loop, by="UINES")).draft["notes"] == "Typed since."
    await submit(company, loop, "UINES", "UBO")
    assert (await page(company, loop, "UMAX")).read_until is None


async def test_no_meeting_is_left_and_yet_the_stage_had_begun(company: Company) -> None:
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    await journey.hold(company, loop, "UINES", "USAM")
    await submit(company, loop, "UINES")
    await annul(company, loop, "USAM")
    page = await company.read(reading.page, loop, by="URITA")
    assert (page.card.meeting, page.card.seats) == (None, ())
    with pytest.raises(NotNow, match="has begun, so the decision before it stands"):
        await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, note="Too fast."), by="UMAX")


async def test_what_an_older_release_left_submitted_of_such_a_meeting_is_read_by_nobody_and_can_go_in(
    company: Company, loop: int
) -> None:
    def as_it_was(work: Work) -> None:
        (card,) = work.session.exec(select(Scorecard).where(Scorecard.member_id == "UINES")).all()
        card.content, card.recommendation, card.submitted_at = card.draft, "yes", work.now
        work.session.add(card)

    await company.work(as_it_was)
    await submit(company, loop, "UBO")
    for reader in ("UBO", "UINES"):
        assert "UINES" not in await reads(company, loop, reader), reader
    assert (await company.read(feedback.page, loop, by="UINES")).submitted_at is None
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UBO") == {"UINES", "UBO"}
