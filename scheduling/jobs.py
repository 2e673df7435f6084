"""The handful of recurring jobs. They live in memory: all that must survive is a row."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from models.database import Database
from scheduling.clock import Clock, SystemClock
from scheduling.courier import Courier
from scheduling.planner import Planner
from services import receipts
from services.work import Work

log = structlog.get_logger()

PLAN_EVERY = timedelta(seconds=20)
LOOK_EVERY = timedelta(seconds=5)
"""The courier is woken by commits; this is for what other copies commit, and for a clock that was moved elsewhere."""

INTERRUPTED_EVERY = timedelta(seconds=15)
"""A look that reads, and writes only when somebody went away."""

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATE_BY = 3600
"""Seconds. A job that a stall has delayed runs all the same, once."""

MOVED = timedelta(seconds=2)
"""How far business time and real time drift apart before that counts as a moved clock."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Something to do now and then, given by the program: reading members anew, tidying up."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]


class Jobs:
    """`start` inside the running loop; `wake` belongs into `database.on_commit`, `clock_moved` into `clock.on_move`."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        planner: Planner,
        courier: Courier,
        sweeps: Sequence[Sweep] = (),
        *,
        plan_every: timedelta = PLAN_EVERY,
        look_every: timedelta = LOOK_EVERY,
    ) -> None:
        self._database, self._clock, self._planner, self._courier = database, clock, planner, courier
        self._sweeps = (
            Sweep("plan", plan_every, self._plan),
            Sweep("look", look_every, self._look),
            Sweep("interrupted", INTERRUPTED_EVERY, courier.take_up_interrupted),
            Sweep("let in", MINUTE, courier.ask_to_be_let_in),
            Sweep("receipts", HOUR, self._forget_receipts),
            *sweeps,
        )
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": LATE_BY}
        )
        self._offset = clock.now() - clock.real()
        self._watching: asyncio.TimerHandle | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self.errors: Counter[str] = Counter()
        """Unexpected errors by job; their tracebacks are in the log."""

    def start(self) -> None:
        """Begin, with a first round of everything but the sweeps at once."""
        self._courier.start()
        self._scheduler.start()
        for sweep in self._sweeps:
            seconds = sweep.every.total_seconds()
            self._scheduler.add_job(self._run, "interval", args=[sweep], seconds=seconds, id=sweep.name)
        for first in (self._sweeps[0], *self._sweeps[2:4]):
            self._now(first)
        self._bring_forward()

    async def stop(self, drain: float) -> None:
        """Take nothing new; what is under way, here and in the courier, gets `drain` seconds."""
        if self._watching is not None:
            self._watching.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
        await asyncio.gather(self._end(drain), self._courier.stop(drain))
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # APScheduler ends itself in the loop's next turn

    async def _end(self, drain: float) -> None:
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=drain)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def wake(self) -> None:
        """Something was committed: the courier looks at once."""
        self._courier.wake()

    def clock_moved(self, _now: datetime) -> None:
        """What has become due by the move is planned at once."""
        self._offset = self._clock.now() - self._clock.real()
        self._now(self._sweeps[0])

    async def tick_now(self) -> None:
        """Plan now and wait for it; what it wrote, the courier takes from there."""
        await self._planner.tick()
        self._courier.wake()

    async def caught_up(self) -> None:
        """For whoever has moved the clock: wait until what is due by now is planned, and sent as far as it can be."""
        await self._ended("plan")
        self._now(Sweep("deliver", LOOK_EVERY, self._courier.deliver))
        await self._ended("deliver")

    async def _ended(self, name: str) -> None:
        """Whoever stops waiting stops nothing."""
        if tasks := [task for task in self._under_way if task.get_name() == name]:
            await asyncio.wait(tasks)

    def _bring_forward(self) -> None:
        """A job whose next run lies further ahead than its interval was planned before the clock was set back."""
        now = SystemClock().real()
        for sweep in self._sweeps:
            job = self._scheduler.get_job(sweep.name)
            if job is not None and job.next_run_time - now > sweep.every + MOVED:
                job.modify(next_run_time=now + sweep.every)
        self._watching = asyncio.get_running_loop().call_later(LOOK_EVERY.total_seconds(), self._bring_forward)

    def _now(self, sweep: Sweep) -> None:
        self._under_way.add(task := asyncio.create_task(self._guarded(sweep), name=sweep.name))
        task.add_done_callback(self._under_way.discard)

    async def _run(self, sweep: Sweep) -> None:
        """A tick is a task of ours, so that stopping can wait for it: APScheduler would cancel it."""
        self._now(sweep)
        await asyncio.gather(*(task for task in self._under_way if task.get_name() == sweep.name))

    async def _guarded(self, sweep: Sweep) -> None:
        """The edge of a tick."""
        try:
            await sweep.do()
        except Exception:
            self.errors[sweep.name] += 1
            log.exception("job failed", job=sweep.name)

    async def _plan(self) -> None:
        await self.tick_now()

    async def _look(self) -> None:
        offset = self._clock.now() - self._clock.real()
        if abs(offset - self._offset) > MOVED:
            self._offset = offset
            await self.tick_now()
        self._courier.wake()

    async def _forget_receipts(self) -> None:
        now = self._clock.now()
        count = await self._database.perform(lambda session: receipts.forget(Work(session, now)))
        if count:
            log.info("receipts forgotten", count=count)
