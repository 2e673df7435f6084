"""Weeks of a busy company at full speed, on a moved clock: looked at every hour, and no heavier at the end."""

import gc
import random
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

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
from tests.fakes.posting import FakeSlack, Json
from tests.soak.busy import HOUR, Busy, working
from views.messages import render

ROUNDS = 60
"""Deliveries an hour, a second apart: a channel hears one message a second."""

SETTLED = 1 / 4
"""Of the time: by then caches are as full as they get."""

GROWTH, ROOM = 1.1, 20.0
"""How much heavier it may be at the end, and MiB on top: Slack's side keeps where every message stands."""


class Forgetful(FakeSlack):
    """Keeps where a message stands and its mark, and nothing of what it says: what grows is the bot."""

    def _chat_postMessage(self, body: Json) -> Json:  # noqa: N802  # Slack's name
        return super()._chat_postMessage({key: body[key] for key in ("channel", "metadata")})

    def _chat_update(self, body: Json) -> Json:
        return super()._chat_update({"channel": body["channel"], "ts": body["ts"]})


def mebibytes() -> float:
    """What this process holds; all of it, the sandbox's part too."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


async def wrong(database: Database) -> list[str]:
    """What must never be, at any hour: given up, in doubt, or left half done."""
    statement = select(Outbox.id, Outbox.state, Outbox.error).where(
        col(Outbox.state).in_(("failed", "doubtful", "sending"))
    )
    return [str(row) for row in await database.read(lambda session: session.exec(statement).all())]


@pytest.fixture
async def database(migrated_file: Path) -> AsyncIterator[Database]:
    """SQLite, in memory where there is a disk of that: it is not the disk that is tried here."""
    fast = Path("/dev/shm")  # noqa: S108  # in a folder of its own
    with tempfile.TemporaryDirectory(dir=fast if fast.is_dir() else None) as folder:
        shutil.copy(migrated_file, Path(folder) / "soak.db")
        opened = Database(f"sqlite:///{folder}/soak.db")
        yield opened
        await opened.close()


@pytest.mark.parametrize(("roles", "loops", "weeks"), [(1, 3, 1), pytest.param(50, 1000, 10, marks=pytest.mark.slow)])
async def test_a_busy_company_for_weeks(
    roles: int, loops: int, weeks: int, database: Database, clock: FrozenClock
) -> None:
    company, slack = await Company.make(database, clock), Forgetful()
    busy = Busy(company, random.Random(roles), roles)
    courier = Courier(database, slack, clock, render)
    planner = Planner(database, clock)
    await busy.found()
    hours = [hour for hour in range(weeks * 7 * 24) if working(clock.now() + hour * HOUR)]
    adding = max(1, round(loops / (0.6 * len(hours))))
    start, memory = clock.now(), list[float]()
    for number, hour in enumerate(hours):
        clock.set_to(start + hour * HOUR)
        await busy.add(min(adding, loops - busy.added))
        await busy.hour()
        await planner.tick()
        for _ in range(ROUNDS):
            await courier.deliver()
            clock.pass_real_time(timedelta(seconds=1.02))
            if not await database.read(lambda session: sound.unsaid(Work(session, clock.now(), "", TEAM))):
                break
        slack.calls.clear()
        assert await wrong(database) == []
        if number == int(SETTLED * len(hours)) or number == len(hours) - 1:
            memory.append(mebibytes())
    there = list(slack.messages)
    found = await database.read(lambda session: sound.troubles(Work(session, clock.now(), "", TEAM), there))
    assert found == []
    assert (courier.errors, sum(planner.errors.values())) == (0, 0)
    assert busy.added == loops
    assert memory[-1] < memory[0] * GROWTH + ROOM, f"{memory} MiB"
    assert sum(busy.refused.values()) < sum(busy.done.values()) / 3
