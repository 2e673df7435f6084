"""The scorecards of shadows train: the lead alone reads them, and they count for nothing."""

from datetime import time, timedelta

import pytest

from domain.forms import LoopForm, PanelForm, ScheduleForm, ScorecardForm
from domain.read.messages import PostKind
from services import feedback, interviews, panels, reading
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.fakes.remembered import remembered
from tests.services.sealed import reads, submit, unseal


@pytest.fixture
async def loop(company: Company) -> int:
    """Noor Haddad at culture, where two scorecards are needed and the hiring manager decides."""
    return await company.add_candidate(stage="culture")


@remembered
async def hold_with_shadow(company: Company, loop: int, *panel: str, shadow: str) -> None:
    row = await company.loop(loop)
    form = ScheduleForm(
        loop=loop, version=row.version, date=(company.clock.now() + timedelta(days=1)).date(), time=time(14),
        duration=60, zone=LISBON,
        people=PanelForm(loop=loop, version=row.version, lead=panel[0], panel=panel[1:], shadows=(shadow,)),
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(minutes=5))


async def test_the_scorecard_of_a_shadow_opens_nothing_and_holds_nothing_up(company: Company, loop: int) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "UINES") == set(), "the lead has not submitted yet"
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UMAX") == set()
    assert await reads(company, loop, "UBO") == set()
    await submit(company, loop, "UBO")
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
    card = (await company.read(reading.page, loop, by="UMAX")).card
    assert (card.submitted, card.required) == (2, 2), "a third trains"


async def test_the_scorecard_of_a_shadow_is_read_by_the_lead_alone_once_both_are_in(
    company: Company, loop: int
) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "UINES") == {"UINES", "UBO"}, "the shadow has not submitted yet"
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "UINES") == {"UINES", "UBO", "USAM"}
    assert await reads(company, loop, "USAM") == {"UINES", "UBO", "USAM"}
    await unseal(company, loop, "UADA")
    for reader in ("UMAX", "URITA", "UBO", "UADA"):
        assert await reads(company, loop, reader) == {"UINES", "UBO"}, reader
        page = await company.read(reading.page, loop, by=reader)
        (line,) = [line for line in page.scorecards if line.person.id == "USAM"]
        assert line.sealed == "for learning, read by who leads the interview alone"
        side = await company.read(feedback.side_by_side, loop, by=reader)
        assert "USAM" not in {each.person.id for each in side.scorecards}


async def test_a_shadow_whose_scorecard_changes_is_news_to_the_lead_alone(company: Company, loop: int) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "UINES", "UBO", "USAM")
    for reader in ("UINES", "UBO", "UMAX", "URITA"):
        await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by=reader)
    form = ScorecardForm(loop=loop, stage="culture", round=1, content={"notes": "Other notes"})
    await company.perform(feedback.submit, form, by="USAM")
    assert [post.member_id for post in await company.posts(PostKind.AMENDED)] == ["UINES"]


async def test_a_shadow_who_has_not_submitted_reads_none(company: Company, loop: int) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "USAM") == set()
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}


@pytest.mark.parametrize("who", ["UADA", "UMAX"])
async def test_who_becomes_a_shadow_once_scorecards_are_in_waits_until_all_are(
    company: Company, loop: int, who: str
) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    version = (await company.loop(loop)).version
    form = PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO",), shadows=(who,))
    await company.perform(panels.change, form, by=who)
    await submit(company, loop, who)
    assert await reads(company, loop, who) == {who}
    lines = (await company.read(reading.page, loop, by=who)).scorecards
    assert {line.sealed for line in lines if line.sealed} == {"hidden until all are in"}
    await submit(company, loop, "UBO")
    assert await reads(company, loop, who) == {who, "UINES", "UBO"}
