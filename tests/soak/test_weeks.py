"""Weeks of a busy company at full speed, day and night on a moved clock: looked at hourly, no heavier at the end."""

import gc
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

import psutil
import pytest
from sqlmodel import col, select

from models.database import Database
from models.tables import Outbox
from scheduling.courier import Courier
from scheduling.humane import CACHED
from scheduling.planner import Planner
from services.work import Work
from tests.crash import sound
from tests.crash.peace import Peace
from tests.fakes.clock import FrozenClock
from tests.fakes.company import TEAM, Company
from tests.soak.busy import Busy, arriving
from tests.soak.changes import Changes
from tests.soak.forgetful import Forgetful
from tests.soak.people import HOUR, People
from tests.soak.promises import Promises
from tests.soak.whims import Whims
from views.messages import render

T = TypeVar("T")

DAY, WEEK = 24, 7 * 24
"""In hours."""

ROUNDS, APART = 600, timedelta(seconds=5)
"""Deliveries an hour at most, and the real time between two: Slack takes fifty updates a minute, so some hundred cards
that change in an hour need some minutes of it."""

TICKS = 15
"""Looks of the planner, one in twenty seconds, until all is settled that a lead who leaves has left behind."""

SETTLED = 1 / 4
"""Of the time: by then caches are as full as they get."""

GROWTH, ROOM = 1.1, 20.0
"""How much heavier it may be at the end, and MiB on top: Slack's side keeps where every message stands."""


def mebibytes() -> float:
    """What this process holds; all of it, the sandbox's part too."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


def wrong(work: Work) -> list[str]:
    """What must never be, at any hour: given up, in doubt, or left half done."""
    statement = select(Outbox.id, Outbox.state, Outbox.error).where(
        col(Outbox.state).in_(("failed", "doubtful", "sending"))
    )
    return [str(row) for row in work.session.exec(statement).all()]


@pytest.fixture
async def database(migrated_file: Path) -> AsyncIterator[Database]:
    """SQLite, in memory where there is a disk of that: it is not the disk that is tried here."""
    fast = Path("/dev/shm")  # noqa: S108  # in a folder of its own
    with tempfile.TemporaryDirectory(dir=fast if fast.is_dir() else None) as folder:
        shutil.copy(migrated_file, Path(folder) / "soak.db")
        opened = Database(f"sqlite:///{folder}/soak.db")
        yield opened
        await opened.close()


@dataclass
class Soak:
    """The company, the program, and what was seen of them."""

    busy: Busy
    slack: Forgetful
    planner: Planner
    courier: Courier
    rounds: int = 0
    memory: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = self.busy.people
        self.peace = Peace(quiet=people.quiet, gone=people.gone)
        self.promises = Promises(people, self.busy.openings, self.peace)
        self.whims, self.changes = Whims(self.busy, self.promises), Changes(self.busy, self.promises)

    async def hour(self, arriving: int) -> None:
        """Candidates come in, who works looks at what waits for them, and all that is due is said, and nothing else."""
        began = self.busy.company.clock.now()
        await self.changes.hour()
        await self.busy.people.hour()
        await self.busy.add(arriving)
        await self.busy.hour()
        await self.whims.hour()
        await self.planner.tick()
        await self.all_is_said(began)

    async def all_is_said(self, began: datetime) -> None:
        """Since `began`: everything due is in Slack, and nobody was disturbed, forgotten or asked in vain."""
        for _ in range(ROUNDS):
            self.rounds += 1
            await self.courier.deliver()
            self.busy.company.clock.pass_real_time(APART)
            if not await self._look(sound.unsaid):
                break
        self.slack.calls.clear()
        assert await self._look(sound.unsaid) == 0
        assert await self._look(wrong) == []
        new, shown = self.slack.heard()
        assert await self._look(lambda work: self.peace.broken(work.session, new)) == []
        assert await self._look(lambda work: self.promises.broken(work.session, shown, began, work.now)) == []

    async def loops_under_way(self) -> None:
        """What is owed since a moment ago is settled within minutes: a look of the planner settles twenty loops."""
        began = self.busy.company.clock.now()
        for _ in range(TICKS):
            await self.planner.tick()
            troubles = await self._look(partial(sound.of_loops, among=set(self.busy.open)))
            if not troubles:
                break
        assert troubles == []
        await self.all_is_said(began)

    async def everything(self) -> None:
        there = list(self.slack.messages)
        assert await self._look(partial(sound.troubles, there=there)) == []
        assert (self.courier.errors, sum(self.planner.errors.values())) == (0, 0)

    async def _look(self, at: Callable[[Work], T]) -> T:
        company = self.busy.company
        return await company.database.read(lambda session: at(Work(session, company.clock.now(), "", TEAM)))

    def week_over(self) -> str:
        """In words, with what has been done until then."""
        self.memory.append(mebibytes())
        busy = self.busy
        return (
            f"week {len(self.memory)}: {self.memory[-1]:.1f} MiB, {process_time():.0f} s of CPU time, "
            f"{busy.added} loops, {len(busy.open)} of them under way, {busy.done.total()} steps, "
            f"{len(self.slack.messages)} messages, {self.rounds} deliveries, {self.peace.looked_at} that could wait, "
            f"{self.peace.reminders} of them reminders, {self.promises.looked_at} to-dos in them, "
            f"{self.promises.kept} that had to come, {dict(self.whims.done + self.changes.done)}"
        )


@pytest.mark.parametrize(("roles", "loops", "days"), [(1, 3, 4), pytest.param(50, 1000, 70, marks=pytest.mark.slow)])
async def test_a_busy_company_for_weeks(
    roles: int, loops: int, days: int, database: Database, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    company, chance = await Company.make(database, clock), random.Random(roles)
    busy = Busy(company, chance, people := People(company, chance, days))
    slack = Forgetful(clock, people.do_not_disturb)
    soak = Soak(busy, slack, Planner(database, clock), Courier(database, slack, clock, render))
    await busy.found(roles)
    start = clock.now()
    hours = [start + hour * HOUR for hour in range(days * DAY)]
    at_once = max(1, round(loops / (0.6 * sum(map(arriving, hours)))))
    for number, hour in enumerate(hours, start=1):
        clock.pass_real_time(CACHED)
        clock.set_to(hour)
        await soak.hour(min(at_once, loops - busy.added) if arriving(hour) else 0)
        if number % DAY == 0:
            await soak.loops_under_way()
        if number % WEEK == 0 or number == len(hours):
            await soak.everything()
            with capsys.disabled():
                print(soak.week_over(), flush=True)  # noqa: T201  # it runs for half an hour
    assert busy.added == loops
    assert soak.memory[-1] < soak.memory[int(SETTLED * len(soak.memory))] * GROWTH + ROOM, f"{soak.memory} MiB"
    assert soak.peace.reminders > loops / 2
    assert sum(busy.refused.values()) < sum(busy.done.values()) / 3
