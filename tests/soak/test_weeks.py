"""Weeks of a busy company at full speed, on a moved clock: looked at every hour, and no heavier at the end."""

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
from tests.fakes.clock import FrozenClock
from tests.fakes.company import TEAM, Company
from tests.fakes.posting import FakeSlack, Json, refusal
from tests.soak.busy import HOUR, Busy, working
from views.messages import render

T = TypeVar("T")

ROUNDS, APART = 600, timedelta(seconds=5)
"""Deliveries an hour at most, and the real time between two: Slack takes fifty updates a minute, so some hundred cards
that change in an hour need some minutes of it."""

SETTLED = 1 / 4
"""Of the time: by then caches are as full as they get."""

GROWTH, ROOM = 1.1, 20.0
"""How much heavier it may be at the end, and MiB on top: Slack's side keeps where every message stands."""


NOTHING: Json = {}


class Forgetful(FakeSlack):
    """Keeps where a message stands, and nothing of what it says: what grows is the bot."""

    def _chat_postMessage(self, body: Json) -> Json:  # noqa: N802  # Slack's name
        answer = super()._chat_postMessage({"channel": body["channel"]})
        self.messages[answer["channel"], answer["ts"]] = NOTHING
        return answer

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
    rounds: int = 0
    memory: list[float] = field(default_factory=list)

    async def hour(self, arriving: int) -> None:
        """Candidates come in, everybody looks at what waits for them, and all that is due is said."""
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

    def week_over(self, week: int) -> str:
        """In words, with what has been done until then."""
        self.memory.append(mebibytes())
        busy = self.busy
        return (
            f"week {week}: {self.memory[-1]:.1f} MiB, {process_time():.0f} s of CPU time, {busy.added} loops, "
            f"{len(busy.open)} of them under way, {busy.done.total()} steps, {len(self.slack.messages)} messages, "
            f"{self.rounds} deliveries"
        )


@pytest.mark.parametrize(("roles", "loops", "weeks"), [(1, 3, 1), pytest.param(50, 1000, 10, marks=pytest.mark.slow)])
async def test_a_busy_company_for_weeks(
    roles: int, loops: int, weeks: int, database: Database, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    company, slack = await Company.make(database, clock), Forgetful()
    busy = Busy(company, random.Random(roles), roles)
    soak = Soak(busy, slack, Planner(database, clock), Courier(database, slack, clock, render))
    await busy.found()
    hours = [hour for hour in range(weeks * 7 * 24) if working(clock.now() + hour * HOUR)]
    arriving = max(1, round(loops / (0.6 * len(hours))))
    start = clock.now()
    for hour in hours:
        clock.set_to(start + hour * HOUR)
        await soak.hour(min(arriving, loops - busy.added))
        if not any(hour < later <= hour + 24 for later in hours):
            await soak.everything()
            with capsys.disabled():
                print(soak.week_over(len(soak.memory) + 1), flush=True)  # noqa: T201  # it runs for half an hour
        if hour + 1 not in hours:  # the day's last
            await soak.loops_under_way()
    assert busy.added == loops
    assert soak.memory[-1] < soak.memory[int(SETTLED * weeks)] * GROWTH + ROOM, f"{soak.memory} MiB"
    assert sum(busy.refused.values()) < sum(busy.done.values()) / 3
