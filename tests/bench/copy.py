"""One copy of planner and courier as a process of its own: ready, told to go, and done.

`python -m tests.bench.copy DATABASE_URL MOMENT plan` plans all that was due an hour before the moment, so that its
statements are written out and planned, as those of a bot at work are. It writes "ready", waits for a line, plans all
that is due at the moment, and writes when (in seconds since 1970) it began and ended, how often something went wrong,
and how many milliseconds its longest unit of work took, the first one too: from its begin to its commit, which is the
disk's. With `send` the courier delivers meanwhile, to a Slack that answers at once and sets no pace; it ends once
nothing waits.
"""

import asyncio
import sys
import time
from datetime import datetime
from typing import cast

from sqlalchemy import event

from bot.cli import run_async
from bot.logs import set_up
from models.database import Database
from scheduling.clock import MovableClock
from scheduling.courier import Courier
from scheduling.planner import Planner
from services import gates
from tests.bench import backlog
from tests.fakes.posting import FakeSlack
from views.messages import render

LOOK_SECONDS = 0.05
"""So often it is asked whether anything waits: to ask takes the courier's time. The rate counts the last wait in."""

UNPACED = gates.Pace(60_000_000, 1_000_000)


async def main(url: str, moment: str, what: str) -> None:
    set_up("WARNING", "console")
    cast("dict[str, gates.Pace]", gates.PACES).update(dict.fromkeys(gates.PACES, UNPACED))
    database, clock = Database(url), MovableClock()
    planner, courier = Planner(database, clock), Courier(database, FakeSlack(), clock, render)
    await planner.tick()  # a bot at work has had its first: what it loads is loaded
    units = _timed(database)
    if what == "send":
        database.on_commit.append(courier.wake)
        courier.start()
    due = datetime.fromisoformat(moment)
    await _deal_with(planner, database, clock, due - backlog.AN_HOUR, what)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    begun = time.time()
    await _deal_with(planner, database, clock, due, what)
    ended = time.time()
    await courier.stop(5)
    sys.stdout.write(f"{begun} {ended} {planner.errors.total() + courier.errors} {1000 * max(units)}\n")
    await database.close()


async def _deal_with(planner: Planner, database: Database, clock: MovableClock, moment: datetime, what: str) -> None:
    clock.set_to(moment)
    await planner.tick()
    while what == "send" and await database.read(backlog.unsaid) > 0:
        await asyncio.sleep(LOOK_SECONDS)


def _timed(database: Database) -> list[float]:
    """Seconds of each unit of work that writes, from now on."""
    begun, took = [0.0], list[float]()
    writer = database.engines[0]
    event.listen(writer, "begin", lambda _: begun.append(time.perf_counter()))
    event.listen(writer, "commit", lambda _: took.append(time.perf_counter() - begun[-1]))
    return took


if __name__ == "__main__":
    run_async(main(*sys.argv[1:4]))
