"""The recurring jobs: they start, they survive what goes wrong, and they end in good order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.database import Database
from models.tables import Outbox, Receipt
from scheduling.clock import MovableClock
from scheduling.courier import Courier
from scheduling.jobs import Jobs, Sweep
from scheduling.planner import Planner
from services import receipts
from services.work import Work
from tests.fakes.company import Company
from tests.fakes.posting import FakeSlack
from views.messages import render

SHORT = timedelta(seconds=0.05)


@pytest.fixture
def moving() -> MovableClock:
    """Real time that can be moved: to that Monday morning."""
    clock = MovableClock()
    clock.set_to(datetime(2027, 3, 1, 8, 55, tzinfo=UTC))
    return clock


@pytest.fixture
async def jobs(database: Database, moving: MovableClock, slack: FakeSlack) -> AsyncIterator[Jobs]:
    courier = Courier(database, slack, moving, render)
    jobs = Jobs(database, moving, Planner(database, moving), courier, plan_every=timedelta(hours=1))
    database.on_commit.append(jobs.wake)
    moving.on_move.append(jobs.clock_moved)
    yield jobs
    await jobs.stop(drain=2)


async def until(condition: object, seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # type: ignore[operator]
            await asyncio.sleep(0.01)


async def test_what_is_committed_is_sent_at_once(jobs: Jobs, company: Company, slack: FakeSlack) -> None:
    jobs.start()
    await company.add_candidate()
    await until(lambda: slack.said)


async def test_moving_the_clock_plans_at_once(
    jobs: Jobs, company: Company, slack: FakeSlack, moving: MovableClock
) -> None:
    await company.add_candidate()
    jobs.start()
    await until(lambda: slack.said)
    moving.set_to(datetime(2027, 3, 2, 9, 31, tzinfo=UTC))
    await until(lambda: {where for where, _ in slack.said} >= {"DRITA", "CHIRING"})


async def test_whoever_has_moved_the_clock_can_wait_until_all_has_been_said(
    jobs: Jobs, company: Company, slack: FakeSlack, moving: MovableClock
) -> None:
    await company.add_candidate()
    jobs.start()
    moving.set_to(datetime(2027, 3, 2, 9, 31, tzinfo=UTC))
    await jobs.caught_up()
    assert {where for where, _ in slack.said} >= {"DRITA", "CHIRING"}


async def test_planning_on_demand_waits_until_it_is_done(jobs: Jobs, company: Company, moving: MovableClock) -> None:
    await company.add_candidate()
    moving.offset += timedelta(days=1, hours=1)
    await jobs.tick_now()
    rows = await company.read(lambda work: list(work.session.exec(select(Outbox)).all()))
    assert len(rows) > 1


async def test_a_clock_that_somebody_else_moved_is_noticed(
    database: Database, company: Company, slack: FakeSlack, moving: MovableClock
) -> None:
    await company.add_candidate()
    courier = Courier(database, slack, moving, render)
    jobs = Jobs(
        database, moving, Planner(database, moving), courier, plan_every=timedelta(hours=1), look_every=SHORT
    )  # fmt: skip
    jobs.start()
    moving.offset += timedelta(days=1, hours=1)
    await until(lambda: "DRITA" in {where for where, _ in slack.said})
    await jobs.stop(drain=2)


async def test_a_job_that_fails_runs_again_and_is_counted(database: Database, moving: MovableClock) -> None:
    runs: list[int] = []

    async def fail() -> None:
        runs.append(1)
        raise ValueError("members could not be read")

    courier = Courier(database, FakeSlack(), moving, render)
    jobs = Jobs(database, moving, Planner(database, moving), courier, [Sweep("members", SHORT, fail)])
    jobs.start()
    await until(lambda: len(runs) >= 2)
    await jobs.stop(drain=1)
    assert jobs.errors["members"] == len(runs)


async def test_a_clock_that_was_set_back_puts_no_job_off(
    database: Database, moving: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """APScheduler keeps the moment of each job's next run: after a correction, that is an hour ahead."""
    monkeypatch.setattr("scheduling.jobs.LOOK_EVERY", timedelta(seconds=0.01))
    runs = []

    async def run() -> None:
        runs.append(moving.now())

    courier = Courier(database, FakeSlack(), moving, render)
    jobs = Jobs(database, moving, Planner(database, moving), courier, [Sweep("short", SHORT, run)])
    jobs.start()
    for job in jobs._scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=1))
    await until(lambda: runs)
    await jobs.stop(drain=2)


async def test_stopping_lets_a_running_job_finish_and_starts_no_other(database: Database, moving: MovableClock) -> None:
    begun, ended = asyncio.Event(), []

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(0.2)
        ended.append(1)

    courier = Courier(database, FakeSlack(), moving, render)
    jobs = Jobs(database, moving, Planner(database, moving), courier, [Sweep("slow", SHORT, slow)])
    jobs.start()
    await begun.wait()
    await jobs.stop(drain=2)
    assert len(ended) == 1
    await asyncio.sleep(0.2)
    assert len(ended) == 1


async def test_stopping_cuts_off_what_takes_too_long(database: Database, moving: MovableClock) -> None:
    begun = asyncio.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    courier = Courier(database, FakeSlack(), moving, render)
    jobs = Jobs(database, moving, Planner(database, moving), courier, [Sweep("endless", SHORT, endless)])
    jobs.start()
    await begun.wait()
    async with asyncio.timeout(2):
        await jobs.stop(drain=0.05)


async def test_stopping_what_never_started_is_harmless(jobs: Jobs) -> None:
    await jobs.stop(drain=0)


async def test_old_receipts_are_forgotten(company: Company) -> None:
    def write(work: Work) -> None:
        work.session.add(Receipt(key="old", at=work.now - receipts.RECEIPTS_KEPT - timedelta(minutes=1)))
        work.session.add(Receipt(key="new", at=work.now))

    await company.work(write)
    assert await company.work(receipts.forget) == 1
    left = await company.read(lambda work: list(work.session.exec(select(Receipt.key)).all()))
    assert left == ["new"]
