"""A step of the planner that fails holds up nothing else."""

from collections.abc import Collection

import pytest

from models.errors import DatabaseBusy
from services import deadlines, nudges
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, Company
from tests.scheduling.desk import Desk, on


async def test_a_step_that_fails_does_not_keep_the_others_from_running(
    company: Company, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company.add_candidate()
    await desk.send()

    def broken(work: Work) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(nudges, "plan", broken)
    said = await desk.at(on(2, 9, 30))
    assert HIRING in [where for where, _ in said]
    assert desk.planner.errors == {"reminders": 1}


async def test_whoever_cannot_be_reminded_keeps_nobody_else_from_it(
    company: Company, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "USAM")
    await desk.send()
    plan = nudges.plan

    def broken(work: Work, share: Collection[str]) -> int:
        if "UINES" in share:
            raise ZeroDivisionError
        return plan(work, share)

    monkeypatch.setattr(nudges, "plan", broken)
    said = [where for where, _ in await desk.at(on(2, 22, 30))]
    assert ("DSAM" in said, "DINES" in said) == (True, False)
    assert desk.planner.errors == {"reminders": 1}


async def test_a_database_that_is_away_is_not_asked_for_one_person_after_the_other(desk: Desk) -> None:
    asked = []

    def away(_work: Work, share: list[str]) -> int:
        asked.append(share)
        raise DatabaseBusy("away")

    with pytest.raises(DatabaseBusy):
        await desk.planner._shares("reminders", lambda _: [["UINES", "UBO"]], away)
    assert asked == [["UINES", "UBO"]]


async def test_a_loop_at_which_a_step_fails_holds_up_no_other(
    company: Company, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = await company.open_role()
    bad, good = [await company.add_candidate(role=role, name=n, email=f"{n}@x.test", stage="challenge") for n in "ab"]
    for loop in (bad, good):
        await journey.send_challenge(company, loop, "UINES", "USAM")
    call = deadlines.call_overdue

    def broken(work: Work, loop: int) -> int:
        if loop == bad:
            raise ZeroDivisionError
        return call(work, loop)

    monkeypatch.setattr(deadlines, "call_overdue", broken)
    company.clock.set_to(on(15, 12))
    await desk.planner.tick()
    assert [(await company.loop(loop)).overdue for loop in (bad, good)] == [False, True]
    assert desk.planner.errors == {"challenges overdue": 1}
