"""One copy of the planner as a process of its own: ready, told to go, and done.

`python -m tests.bench.copy DATABASE_URL MOMENT` writes "ready", waits for a line, plans all that is due at the moment,
and writes when (in seconds since 1970) it began and ended, how often something went wrong, and how many milliseconds
its longest unit of work took: from its begin to its commit, which is the disk's.
"""

import sys
import time
from datetime import datetime

from sqlalchemy import event

from bot.cli import run_async
from bot.logs import set_up
from models.database import Database
from scheduling.planner import Planner
from tests.fakes.clock import FrozenClock


async def main(url: str, moment: str) -> None:
    set_up("WARNING", "console")
    database = Database(url)
    clock = FrozenClock()
    planner = Planner(database, clock)
    await planner.tick()  # a bot at work has had its first: what it loads is loaded
    clock.set_to(datetime.fromisoformat(moment))
    units = _timed(database)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    begun = time.time()
    await planner.tick()
    sys.stdout.write(f"{begun} {time.time()} {planner.errors.total()} {1000 * max(units)}\n")
    await database.close()


def _timed(database: Database) -> list[float]:
    """Seconds of each unit of work that writes, from now on."""
    begun, took = [0.0], list[float]()
    writer = database.engines[0]
    event.listen(writer, "begin", lambda _: begun.append(time.perf_counter()))
    event.listen(writer, "commit", lambda _: took.append(time.perf_counter() - begun[-1]))
    return took


if __name__ == "__main__":
    run_async(main(*sys.argv[1:3]))
