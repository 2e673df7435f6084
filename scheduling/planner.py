"""The planner: from what is due by now to outbox rows. It sends nothing, and keeps nothing in memory between ticks."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

import structlog
from sqlmodel import Session

from domain.refusals import Refusal
from models.database import Database
from models.points import Passing, Point, pass_by
from scheduling.clock import Clock
from services import briefings, calendars, deadlines, digests, escalations, nudges, todos
from services.work import Work

log = structlog.get_logger()

Batch = Callable[[Work], int]
"""Deals with some of what is due in one transaction; 0 once nothing is left."""

Share = TypeVar("Share")
"""Some of those whom something concerns, as many as one transaction deals with."""

Overdue = Callable[[Work], list[tuple[int, str]]]
Happen = Callable[[Work, int], int]


class Planner:
    def __init__(self, database: Database, clock: Clock, *, passing: Passing = pass_by) -> None:
        self._database, self._clock, self._passing = database, clock, passing
        self._one_at_a_time = asyncio.Lock()
        self.errors: Counter[str] = Counter()
        """Unexpected errors by step; their tracebacks are in the log."""

    async def tick(self) -> None:
        """Deal with all that is due now. A step that fails does not keep the others from running."""
        steps: dict[str, Callable[[], Awaitable[int]]] = {
            "interviews soon": lambda: self._batches(deadlines.soon),
            "briefings": lambda: self._each(briefings.due, briefings.brief),
            "challenges overdue": lambda: self._each(deadlines.late_challenges, deadlines.call_overdue),
            "offers expired": lambda: self._each(deadlines.expired_offers, deadlines.let_expire),
            "interviews begun": lambda: self._each(deadlines.begun, todos.settle_anew),
            "reminders at their end": lambda: self._each(nudges.ended, todos.settle_anew),
            "reminders": lambda: self._shares(nudges.shares, nudges.plan),
            "escalations": lambda: self._shares(escalations.shares, escalations.escalate),
            "digests": lambda: self._batches(digests.due),
        }
        async with self._one_at_a_time:
            await asyncio.to_thread(calendars.warm)
            for name, step in steps.items():
                try:
                    count = await step()
                except Exception:
                    self.errors[name] += 1
                    log.exception("planner step failed", step=name)
                else:
                    if count:
                        log.info("planned", step=name, count=count)

    async def _batches(self, step: Batch) -> int:
        """Batch after batch, all at one moment: what a batch puts off is not due again in the same tick."""
        now, correlation, total = self._clock.now(), _correlation(), 0
        while count := await self._perform(lambda session: step(Work(session, now, correlation=correlation))):
            total += count
        return total

    async def _shares(self, find: Callable[[Work], list[Share]], deal_with: Callable[[Work, Share], int]) -> int:
        """One share a transaction; what another copy holds is left to it."""
        now, correlation, total = self._clock.now(), _correlation(), 0
        for share in await self._database.read(lambda session: find(Work(session, now))):
            total += await self._share(deal_with, share, now, correlation)
        return total

    async def _share(
        self, deal_with: Callable[[Work, Share], int], share: Share, now: datetime, correlation: str
    ) -> int:
        return await self._perform(lambda session: deal_with(Work(session, now, correlation=correlation), share))

    async def _each(self, find: Overdue, happen: Happen) -> int:
        """One loop a transaction, since each is locked; who is refused has changed meanwhile and is left alone."""
        now, correlation = self._clock.now(), _correlation()
        found = await self._database.read(lambda session: find(Work(session, now)))
        for loop, workspace in found:
            await self._let(happen, loop, workspace, now, correlation)
        return len(found)

    async def _let(self, happen: Happen, loop: int, workspace: str, now: datetime, correlation: str) -> None:
        try:
            await self._perform(
                lambda session: happen(Work(session, now, workspace=workspace, correlation=correlation), loop)
            )
        except Refusal as refusal:
            log.info("overtaken", loop=loop, refusal=type(refusal).__name__)

    async def _perform(self, unit: Callable[[Session], int]) -> int:
        def inside(session: Session) -> int:
            done = unit(session)
            session.flush()
            self._passing(Point.PLAN_INSIDE)
            return done

        self._passing(Point.PLAN_BEFORE)
        done = await self._database.perform(inside)
        self._passing(Point.PLAN_AFTER)
        return done


def _correlation() -> str:
    """Follows what one step causes to the outbox and the log."""
    return f"plan-{secrets.token_hex(4)}"
