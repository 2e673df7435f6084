"""Weeks of a busy company at full speed, day and night on a moved clock: looked at hourly, no heavier at the end."""

import gc
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
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
from scheduling.planner import Planner
from services.work import Work
from tests.crash import sound
from tests.crash.peace import Peace
from tests.fakes.clock import FrozenClock
from tests.fakes.company import TEAM, Company
from tests.fakes.posting import FakeSlack, Json, refusal
from tests.soak.busy import HOUR, Busy, arriving
from views.messages import render

T = TypeVar("T")

DAY, WEEK = 24, 7 * 24
"""In hours."""

ROUNDS, APART = 600, timedelta(seconds=5)
"""Deliveries an hour at most, and the real time between two: Slack takes fifty updates a minute, so some hundred cards
that change in an hour need some minutes of it."""

SETTLED = 1 / 4
"""Of the time: by then caches are as full as they get."""

GROWTH, ROOM = 1.1, 20.0
"""How much heavier it may be at the end, and MiB on top: Slack's side keeps where every message stands."""


NOTHING: Json = {}


class Forgetful(FakeSlack):
    """Keeps where a message stands, and nothing of what it says: what grows is the bot. A `ts` is when it was said."""

    def __init__(self, clock: FrozenClock) -> None:
        super().__init__()
        self._clock = clock
        self.new: list[sound.Place] = []
        """What has come since it was looked at last."""

    def _chat_postMessage(self, body: Json) -> Json:  # noqa: N802  # Slack's name
        self._ts += 1
        place = body["channel"], f"{self._clock.now().timestamp():.0f}.{self._ts:06}"
        self.messages[place] = NOTHING
        self.new.append(place)
        return dict(zip(("channel", "ts"), place, strict=True))

    def _chat_update(self, body: Json) -> Json:
        if (body["channel"], body["ts"]) not in self.messages:
            raise refusal("message_not_found")
        return {"channel": body["channel"], "ts": body["ts"]}


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
    peace: Peace = field(default_factory=Peace)
    rounds: int = 0
    memory: list[float] = field(default_factory=list)

    async def hour(self, arriving: int) -> None:
        """Candidates come in, who works looks at what waits for them, and all that is due is said, and nothing else."""
        await self.busy.add(arriving)
        await self.busy.hour()
        await self.planner.tick()
        for _ in range(ROUNDS):
            self.rounds += 1
            await self.courier.deliver()
            self.busy.company.clock.pass_real_time(APART)
            if not await self._look(sound.unsaid):
                break
        self.slack.calls.clear()
        assert await self._look(sound.unsaid) == 0
        assert await self._look(wrong) == []
        new, self.slack.new = self.slack.new, []
        assert await self._look(lambda work: self.peace.broken(work.session, new)) == []

    async def loops_under_way(self) -> None:
        await self.planner.tick()  # what is owed since a moment ago is settled
        assert await self._look(partial(sound.of_loops, among=set(self.busy.open))) == []

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
            f"{self.peace.reminders} of them reminders"
        )


@pytest.mark.parametrize(("roles", "loops", "days"), [(1, 3, 4), pytest.param(50, 1000, 70, marks=pytest.mark.slow)])
async def test_a_busy_company_for_weeks(
    roles: int, loops: int, days: int, database: Database, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    company, slack = await Company.make(database, clock), Forgetful(clock)
    busy = Busy(company, random.Random(roles), roles)
    soak = Soak(busy, slack, Planner(database, clock), Courier(database, slack, clock, render))
    await busy.found(days)
    start = clock.now()
    hours = [start + hour * HOUR for hour in range(days * DAY)]
    at_once = max(1, round(loops / (0.6 * sum(map(arriving, hours)))))
    for number, hour in enumerate(hours, start=1):
        clock.set_to(hour)
        await soak.hour(min(at_once, loops - busy.added) if arriving(hour) else 0)
        if number % WEEK == 0 or number == len(hours):
            await soak.everything()
            with capsys.disabled():
                print(soak.week_over(), flush=True)  # noqa: T201  # it runs for half an hour
        if number % DAY == 0:
            await soak.loops_under_way()
    assert busy.added == loops
    assert soak.memory[-1] < soak.memory[int(SETTLED * len(soak.memory))] * GROWTH + ROOM, f"{soak.memory} MiB"
    assert soak.peace.reminders > loops / 2
    assert sum(busy.refused.values()) < sum(busy.done.values()) / 3
