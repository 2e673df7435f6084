"""What the planner does in a second, alone and in two copies; and what it costs to have nothing to do."""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import psutil
import structlog
from sqlmodel import Session

from models.database import Database
from scheduling.planner import Planner
from tests.bench import backlog
from tests.bench.cores import ShareOut, shares
from tests.bench.figures import Figure
from tests.bench.programs import bot, prepare
from tests.fakes.clock import FrozenClock
from tests.fakes.postgresql import PostgresServer, running_server

log = structlog.get_logger()

DUE = 10_000
BEFORE = 2_000
"""An hour before: what a copy does for the first times, it has done then."""

FEW, MANY = 1_000, 1_000_000
TICKS = 40
WATCHED_SECONDS = 30
CORES = os.cpu_count() or 1
"""One copy and its server keep about 1.3 at work, since planner, courier and server work at the same time."""

COPIES = ("one", "other")
SHARE, PAIRS = 0.6, 5
"""Of a core: three of them are less than two cores, so that nobody waits for anything but their own share."""


async def done(
    url: str, moment: datetime, what: str, copies: int = 1, share_out: ShareOut | None = None
) -> tuple[float, float]:
    """To-dos a second that so many copies deal with together, from the first that begins to the last that ends.

    And how many milliseconds the longest unit of work took. `what`: "plan", or "send" for all the way to Slack, which
    answers at once. `share_out`: each copy has a share of its own.
    """
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.copy", url, moment.isoformat(), what,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(copies)
    ]  # fmt: skip
    try:
        for name, process in zip(COPIES, processes, strict=False):
            if share_out is not None:
                share_out(name, process.pid)
        begun, ended, errors, longest = zip(*await _told_to_go(processes), strict=True)
    finally:
        for process in processes:
            with suppress(ProcessLookupError):  # as it should be: it has ended by itself
                process.kill()
            await process.wait()
    assert not any(errors)
    await _all_were(url, backlog.arrived if what == "send" else backlog.reminded)
    return DUE / (max(ended) - min(begun)), max(longest)


async def _told_to_go(processes: Sequence[asyncio.subprocess.Process]) -> list[list[float]]:
    """What each of the copies says when it is done, once all were ready."""
    outs = [process.stdout for process in processes if process.stdout is not None]
    for out in outs:
        assert await out.readline() == b"ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
    lines = [[float(part) for part in (await out.readline()).split()] for out in outs]
    for process in processes:
        await process.wait()
    return lines


async def _all_were(url: str, count: Callable[[Session], int]) -> None:
    """Each to-do once: the figure is of work that was done."""
    database = Database(url)
    found = await database.read(count)
    await database.close()
    assert found == DUE + BEFORE, found


async def filled(url: str) -> datetime:
    """A new database with all that is due; says when it is."""
    database = Database(url)
    await database.migrate()
    moment = await backlog.owed(database, DUE + BEFORE, BEFORE)
    await database.close()
    return moment


async def throughput(folder: Path) -> Sequence[Figure]:
    """First to the outbox alone, then with the courier beside it, which takes each message from there."""
    planned, longest = await _on_sqlite(folder / "planned.db", "plan")
    sent, _ = await _on_sqlite(folder / "sent.db", "send")
    rates: dict[tuple[str, int], float] = {}
    with running_server() as server:
        await server.as_installed()
        for what in ("plan", "send"):
            for copies in (1, 2):
                rates[what, copies] = await _on(server, what, copies)
    apart = await two_of_one()
    return (
        Figure("planner: due to-dos a second on SQLite", planned, "to-dos/s", 2000, "higher"),
        Figure("planner: longest hold of SQLite's writer", longest, "ms", 50),
        Figure("planner: due to-dos a second on PostgreSQL", rates["plan", 1], "to-dos/s", 2000, "higher"),
        Figure(
            "planner: two copies on PostgreSQL, of one", rates["plan", 2] / rates["plan", 1], "times", 1.6, "higher"
        ),
        Figure("planner and courier: to-dos a second on SQLite", sent, "to-dos/s", 2000, "higher"),
        Figure("planner and courier: to-dos a second on PostgreSQL", rates["send", 1], "to-dos/s", 2000, "higher"),
        Figure("planner and courier: two copies on PostgreSQL", rates["send", 2], "to-dos/s", 1.6 * 2000, "higher"),
        Figure(
            "planner and courier: two copies on PostgreSQL, of one",
            rates["send", 2] / rates["send", 1], "times", 1.6 if CORES > 2 else None, "higher",
        ),
        *([Figure(f"planner and courier: two copies of one, {SHARE} of a core each", apart, "times", 1.6, "higher")]
          if apart is not None else []),
    )  # fmt: skip


async def two_of_one() -> float | None:
    """How many times one copy two are, planner and courier, where each has a share of its own and the server too.

    What several machines are to each other: on two cores, two copies and the server take time from each other that no
    second machine would. The middle of five pairs. None where shares cannot be given out.
    """
    with shares(SHARE, (*COPIES, "server")) as share_out:
        if share_out is None or CORES < SHARE * 3:
            log.warning("not measured: two copies of one, where cores cannot be shared out (two, and root's rights)")
            return None
        with running_server() as server:
            await server.as_installed()
            share_out("server", server.pid)
            pairs = [[await _on(server, "send", copies, share_out) for copies in (1, 2)] for _ in range(PAIRS)]
    return statistics.median(two / one for one, two in pairs)


async def _on(server: PostgresServer, what: str, copies: int, share_out: ShareOut | None = None) -> float:
    async with server.copy(empty=True) as url:
        return (await done(url, await filled(url), what, copies, share_out))[0]


async def _on_sqlite(path: Path, what: str) -> tuple[float, float]:
    url = f"sqlite:///{path}"
    return await done(url, await filled(url), what)


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
