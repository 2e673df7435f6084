"""Scorecards that can be told apart wherever they are read, for the tests of who reads which."""

from domain.forms import LoopForm, ScorecardForm
from domain.refusals import NotAllowed
from services import feedback, reading
from tests.fakes import journey
from tests.fakes.company import Company
from tests.fakes.remembered import remembered

WRITERS = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX")
REASON = "The works council asked."


def mark(member: str) -> str:
    """What only the scorecard of this member says."""
    return f"Zanzibar-{member}"


async def submit(company: Company, loop: int, *panel: str) -> None:
    """A scorecard whose evidence and notes are marked with who wrote it."""
    for member in panel:
        await _submit(company, loop, member)


@remembered
async def _submit(company: Company, loop: int, member: str) -> None:
    page = await company.read(feedback.page, loop, by=member)
    content = journey.filled(page.kit)
    for rating in content["ratings"].values():
        rating["evidence"] = f"Evidence {mark(member)}"
    content["notes"] = f"Notes {mark(member)}"
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
    await company.perform(feedback.submit, form, by=member)


async def reads(company: Company, loop: int, reader: str) -> set[str]:
    """Whose scorecards the reader may read, on the loop's page and side by side."""
    page = await company.read(reading.page, loop, by=reader)
    on_page = {line.person.id for line in page.scorecards if line.notes}
    assert on_page == {member for member in WRITERS if mark(member) in repr(page.scorecards)}
    try:
        beside = await company.read(feedback.side_by_side, loop, by=reader)
    except NotAllowed:
        assert on_page == set(), "who reads scorecards may compare them"
        return on_page
    assert {line.person.id for line in beside.scorecards if line.notes} <= on_page
    return on_page


@remembered
async def unseal(company: Company, loop: int, by: str, reason: str = REASON) -> None:
    await company.perform(feedback.unseal, LoopForm(loop=loop, version=0, note=reason), by=by)
