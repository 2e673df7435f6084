"""How I rate, for my own eyes, of decided rounds alone; turnaround and load for who recruits, without a verdict."""

from datetime import timedelta
from typing import Any

import pytest

from domain.forms import LoopForm, PanelForm, ScorecardForm
from domain.read.calibration import Calibration, Followed, Hired, Load, Spread, Turnaround
from domain.refusals import NotAllowed
from models import queries_calibration
from models.database import Database
from services import calibration, decisions, feedback, loops, panels
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import Company, backend
from tests.fakes.decided import decide

INES = ("UINES", (3, 2, None, 4), "yes")
BO = ("UBO", (3, 4, 4), "no")


@pytest.fixture
async def loop(company: Company) -> int:
    """Noor Haddad at culture, where two scorecards are needed and the hiring manager decides."""
    return await company.add_candidate(stage="culture")


async def own(company: Company, who: str = "UINES") -> Calibration:
    return await company.read(calibration.own, by=who)


async def loads(company: Company, who: str = "URITA") -> Load:
    return await company.read(calibration.load, by=who)


async def test_five_decided_rounds_show_each_figure_with_its_cases(company: Company, loop: int) -> None:
    for outcome, status in (("advance", "hired"), ("reject", "rejected"), ("reject", "rejected")):
        await decide(company, loop, INES, BO, outcome=outcome, status=status)
    for status in ("hired", "hired", "withdrawn"):
        await decide(company, loop, INES, BO, status=status)
    mine = await own(company)
    assert mine.ratings == Spread(6, (("1", 0), ("2", 6), ("3", 6), ("4", 6)), 6)
    assert dict(mine.recommendations.counts) == {"Strong no": 0, "No": 0, "Yes": 6, "Strong yes": 0}
    assert mine.turnaround == Turnaround(6, 2.0)
    found = mine.agreement
    assert (found.cases, found.pairs, found.alike, found.one_apart, found.further) == (6, 12, 6, 0, 6)
    assert found.above == -1.0
    assert found.kappa == pytest.approx(0), "as chance would have it"
    assert mine.followed == Followed(6, 4)
    assert mine.hired == Hired(5, 3, 1)
    assert (await own(company, "UBO")).followed == Followed(6, 2)
    assert (await own(company, "USAM")).recommendations == Spread(0)


async def test_no_figure_moves_while_a_scorecard_is_sealed_or_the_stage_undecided(company: Company, loop: int) -> None:
    for _ in range(5):
        await decide(company, loop, INES, BO)

    async def figures() -> dict[str, Any]:
        mine = await own(company)
        names = ("ratings", "recommendations", "turnaround", "agreement", "followed", "hired")
        return {name: getattr(mine, name) for name in names}

    first = await figures()
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", rating=1, recommendation="strong_no")
    assert await figures() == first, "mine alone is in"
    await journey.score(company, loop, "UBO", rating=4, recommendation="strong_yes")
    assert await figures() == first, "all are in, nothing is decided"
    await journey.debate(company, loop)
    assert await figures() == first
    await journey.advance(company, loop)
    moved = await figures()
    assert (moved["agreement"].cases, moved["agreement"].further) == (6, first["agreement"].further + 5)
    row = await company.loop(loop)
    await company.perform(
        decisions.reopen, LoopForm(loop=loop, version=row.version, note="We forgot something."), by="UMAX"
    )
    assert await figures() == first, "the decision was taken back"
    reject = LoopForm(loop=loop, version=0, reason=next(iter(backend().playbook.close_reasons.rejected)))
    await company.perform(loops.reject, reject, by="UMAX")
    assert (await figures())["followed"].cases == 6
    await company.perform(loops.reopen, LoopForm(loop=loop, version=0, note="They wrote again."))
    assert await figures() == first, "the loop was opened again"


async def test_what_does_not_count_is_left_out(company: Company, loop: int) -> None:
    await decide(company, loop, INES, BO, part="shadow")
    await decide(company, loop, INES, BO, card="waived")
    await decide(company, loop, INES, BO, removed_at=company.clock.now())
    await decide(company, loop, INES, BO, member="UINES")
    await decide(company, loop, INES, BO, ago=timedelta(days=366))
    await decide(company, loop, INES, BO, outcome="hold")
    await decide(company, loop, INES, BO, stage="culture", status="active", outcome="one_more")
    assert (await own(company)).recommendations == Spread(0)
    await decide(company, loop, INES, BO, stage="culture", status="rejected", outcome="reject")
    assert (await own(company)).recommendations == Spread(1)


async def test_a_shadow_beside_me_is_no_panel(company: Company, loop: int) -> None:
    await decide(company, loop, BO, INES, part="shadow")
    mine = await own(company)
    assert (mine.recommendations.cases, mine.agreement.cases) == (1, 0)


async def test_both_pages_cost_the_same_however_much_there_is(
    company: Company, database: Database, count_queries: CountQueries, loop: int
) -> None:
    costs = []
    await decide(company, loop, INES, BO)
    for _ in range(2):
        with count_queries(database) as queries:
            await own(company)
            await loads(company)
        costs.append(len(queries))
        for _ in range(5):
            await decide(company, loop, INES, BO)
    assert costs[0] == costs[1] <= 14


async def test_who_recruits_sees_turnaround_and_load_by_person(company: Company, loop: int) -> None:
    for _ in range(5):
        await decide(company, loop, INES)
    await decide(company, loop, BO)
    await journey.schedule(company, loop, "UINES", "UBO")
    seen = {line.person.id: line for line in (await loads(company)).lines}
    assert seen.keys() == {"UINES", "UBO"}
    ines, bo = seen["UINES"], seen["UBO"]
    assert (ines.open, ines.late, ines.submitted, ines.turnaround, ines.ahead) == (0, 0, 5, Turnaround(5, 2.0), 1)
    assert (bo.submitted, bo.turnaround, bo.ahead) == (1, Turnaround(1), 1)
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    await journey.score(company, loop, "UINES")
    company.clock.set_to(company.clock.now() + timedelta(days=8))
    seen = {line.person.id: line for line in (await loads(company)).lines}
    assert (seen["UINES"].open, seen["UINES"].submitted) == (0, 6)
    assert (seen["UBO"].open, seen["UBO"].late, seen["UBO"].ahead) == (1, 1, 0)


async def test_a_review_of_a_challenge_counts_from_when_its_reviewer_was_asked(company: Company) -> None:
    """From its coming back; from taking a place on the panel; a hold does not count."""
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    await journey.receive_challenge(company, loop)
    company.clock.move(timedelta(hours=3))
    await journey.score(company, loop, "UINES")
    await company.perform(panels.change, PanelForm(loop=loop, version=0, panel=("UINES", "USAM")))
    company.clock.move(timedelta(hours=1))
    await journey.score(company, loop, "USAM")

    def read(work: Work) -> dict[str, timedelta | None]:
        found = queries_calibration.submitted_for(work.session, work.workspace, "URITA", work.now - timedelta(9), 9)
        return {row.member: row.submitted_at - row.asked_at if row.asked_at else None for row in found}

    assert await company.read(read) == {"UINES": timedelta(hours=3), "USAM": timedelta(hours=1)}


async def test_what_a_scorecard_says_changes_nothing_of_the_load(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    before = await loads(company)
    page = await company.read(feedback.page, loop, by="UINES")
    content = journey.filled(page.kit, 1, "strong_no")
    await company.perform(
        feedback.submit, ScorecardForm(loop=loop, stage="culture", round=1, content=content), by="UINES"
    )
    assert await loads(company) == before


@pytest.mark.parametrize("who", ["UMAX", "UADA", "UINES", "UREX", "USTRANGER"])
async def test_the_load_is_for_who_recruits_alone(company: Company, loop: int, who: str) -> None:
    with pytest.raises(NotAllowed):
        await loads(company, who)
    assert not (await own(company, who)).recruits


async def test_a_recruiter_sees_nothing_of_their_own_candidacy_or_of_others_roles(company: Company, loop: int) -> None:
    await decide(company, loop, INES, member="URITA")
    await company.add_candidate(role=await company.open_role(recruiter="UREX", title="Another"), by="UREX")
    assert (await loads(company)).lines == ()
    assert (await loads(company, "UREX")).lines == ()
