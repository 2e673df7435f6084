"""What the planner does in a second, alone and in two copies; and what it costs to have nothing to do."""

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from models.database import Database
from scheduling.courier import Courier
from scheduling.planner import Planner
from tests.bench import backlog
from tests.bench.figures import Figure
from tests.bench.programs import bot, prepare
from tests.fakes.clock import FrozenClock
from tests.fakes.postgresql import running_server
from tests.fakes.posting import FakeSlack
from views.messages import render

DUE = 10_000
FEW, MANY = 1_000, 1_000_000
TICKS = 40
WATCHED_SECONDS = 30


async def planned(url: str, moment: datetime, copies: int) -> tuple[float, float]:
    """To-dos a second that so many copies plan together, from the first that begins to the last that ends.

    And how many milliseconds the longest unit of work took.
    """
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.copy", url, moment.isoformat(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(copies)
    ]  # fmt: skip
    outs = [process.stdout for process in processes if process.stdout is not None]
    for out in outs:
        assert await out.readline() == b"ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
    lines = [[float(part) for part in (await out.readline()).split()] for out in outs]
    for process in processes:
        await process.wait()
    begun, ended, errors, longest = zip(*lines, strict=True)
    assert not any(errors)
    await _all_reminded(url)
    return DUE / (max(ended) - min(begun)), max(longest)


async def _all_reminded(url: str) -> None:
    """Each to-do once: the figure is of work that was done."""
    database = Database(url)
    reminded = await database.read(backlog.reminded)
    await database.close()
    assert reminded == DUE, reminded


async def taken(url: str, moment: datetime) -> float:
    """Messages a second that the courier loads, renders and marks as sent, with a Slack that answers at once.

    The clock runs ahead, so that the pace of Slack's methods holds nobody up.
    """
    clock = FrozenClock()
    clock.set_to(moment)
    database, slack = Database(url), FakeSlack()
    courier = Courier(database, slack, clock, render)
    begun = time.perf_counter()
    while await database.read(backlog.unsaid):
        await courier.deliver()
        clock.pass_real_time(timedelta(minutes=1))
    took = time.perf_counter() - begun
    await database.close()
    assert courier.errors == 0
    return len(slack.said) / took


@asynccontextmanager
async def filled(url: str) -> AsyncIterator[datetime]:
    database = Database(url)
    await database.migrate()
    yield await backlog.owed(database, DUE)
    await database.close()


async def throughput(folder: Path) -> Sequence[Figure]:
    file = f"sqlite:///{folder / 'due.db'}"
    async with filled(file) as moment:
        pass
    on_sqlite, longest = await planned(file, moment, 1)
    messages = await taken(file, moment)
    rates = []
    with running_server() as server:
        for copies in (1, 2):
            async with server.copy(empty=True) as url:
                async with filled(url) as moment:
                    pass
                rates.append((await planned(url, moment, copies))[0])
    alone, together = rates
    return (
        Figure("planner: due to-dos a second on SQLite", on_sqlite, "to-dos/s", 2000, "higher"),
        Figure("planner: longest hold of SQLite's writer", longest, "ms", 50),
        Figure("courier: messages of 20 to-dos a second, unpaced", messages, "messages/s"),
        Figure("planner: due to-dos a second on PostgreSQL", alone, "to-dos/s", 2000, "higher"),
        Figure("planner: two copies on PostgreSQL, of one", together / alone, "times", 1.6, "higher"),
    )


async def old_rows(folder: Path) -> Sequence[Figure]:
    """A tick with nothing due, beside a thousand things that are done with, and beside a million."""
    planners = []
    for count in (FEW, MANY):
        database = Database(f"sqlite:///{folder / f'old-{count}.db'}")
        await database.migrate()
        await backlog.owed(database, 1)
        await backlog.old(database, count)
        planners.append((database, Planner(database, FrozenClock())))
    times: list[list[float]] = [[], []]
    for _ in range(TICKS):  # in turn: machines drift
        for (_, planner), taken in zip(planners, times, strict=True):
            begun = time.perf_counter()
            await planner.tick()
            taken.append(time.perf_counter() - begun)
    for database, _ in planners:
        await database.close()
    few, many = map(statistics.median, times)
    return (
        Figure("planner: a tick with nothing due", few * 1000, "ms"),
        Figure("planner: a tick beside a million old rows, of one beside a thousand", many / few, "times", 1.2),
    )


async def idle(folder: Path) -> Sequence[Figure]:
    """The bot with a loop under way and nothing to say."""
    await prepare(folder)
    async with bot(folder) as program:
        process = psutil.Process(program.pid)
        await asyncio.sleep(WATCHED_SECONDS / 3)  # what a start brings with it
        before = sum(process.cpu_times()[:2])
        await asyncio.sleep(WATCHED_SECONDS)
        used = sum(process.cpu_times()[:2]) - before
    return (Figure("idle: share of one core", 100 * used / WATCHED_SECONDS, "%", 1),)
