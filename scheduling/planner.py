"""The planner: from what is due by now to outbox rows. It sends nothing, and keeps nothing in memory between ticks."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar

import structlog
from sqlmodel import Session

from domain.refusals import Refusal
from models.database import Database
from models.errors import DatabaseError
from models.points import Passing, Point, pass_by
from scheduling.clock import Clock
from services import calendars, deadlines, digests, escalations, morning_briefings, nudges, rehearsals, todos
from services.work import Work

log = structlog.get_logger()

Batch = Callable[[Work], int]
"""Deals with some of what is due in one transaction; 0 once nothing is left."""

One = TypeVar("One")
"""One of those whom something concerns; a share of them is as many as one transaction deals with."""

DealWith: TypeAlias = Callable[[Work, list[One]], int]
Overdue = Callable[[Work], list[tuple[int, str]]]
Happen = Callable[[Work, int], int]


@dataclass(frozen=True, slots=True)
class Moment:
    """All of a step happens at one moment, and can be followed to the outbox and the log."""

    now: datetime
    correlation: str
    workspace: str = ""

    def work(self, session: Session) -> Work:
        return Work(session, self.now, workspace=self.workspace, correlation=self.correlation)


class Planner:
    def __init__(self, database: Database, clock: Clock, *, passing: Passing = pass_by) -> None:
        self._database, self._clock, self._passing = database, clock, passing
        self._one_at_a_time = asyncio.Lock()
        self._rehearsed: set[rehearsals.Piece] = set()
        self.errors: Counter[str] = Counter()
        """Unexpected errors by step; their tracebacks are in the log."""

    async def tick(self) -> None:
        """Deal with all that is due now. A step that fails does not keep the others from running."""
        steps: dict[str, Callable[[str], Awaitable[int]]] = {
            "interviews soon": lambda _: self._batches(deadlines.soon),
            "briefings": lambda name: self._shares(name, morning_briefings.shares, morning_briefings.brief),
            "challenges overdue": lambda name: self._each(name, deadlines.late_challenges, deadlines.call_overdue),
            "offers expired": lambda name: self._each(name, deadlines.expired_offers, deadlines.let_expire),
            "interviews begun": lambda name: self._each(name, deadlines.begun, todos.settle_anew),
            "reminders at their end": lambda name: self._each(name, nudges.ended, todos.settle_anew),
            "reminders": lambda name: self._shares(name, nudges.shares, nudges.plan, rehearsals.REMINDERS),
            "escalations": lambda name: self._shares(
                name, escalations.shares, escalations.escalate, rehearsals.ESCALATIONS
            ),
            "digests": lambda _: self._batches(digests.due),
        }
        async with self._one_at_a_time:
            await asyncio.to_thread(calendars.warm)
            for name, step in steps.items():
                try:
                    count = await step(name)
                except Exception:
                    self.errors[name] += 1
                    log.exception("planner step failed", step=name)
                else:
                    if count:
                        log.info("planned", step=name, count=count)

    async def _batches(self, step: Batch) -> int:
        """Batch after batch, all at one moment: what a batch puts off is not due again in the same tick."""
        at, total = Moment(self._clock.now(), _correlation()), 0
        while count := await self._perform(lambda session: step(at.work(session))):
            total += count
        return total

    async def _shares(
        self,
        name: str,
        find: Callable[[Work], list[list[One]]],
        deal_with: DealWith[One],
        rehearsal: Sequence[rehearsals.Piece] = (),
    ) -> int:
        """One share a transaction; what another copy holds is left to it."""
        at, total = Moment(self._clock.now(), _correlation()), 0
        found = await self._database.read(lambda session: find(at.work(session)))
        if found:
            await self._rehearse(rehearsal, at)
        for share in found:
            total += await self._share(name, deal_with, share, at)
        return total

    async def _rehearse(self, pieces: Sequence[rehearsals.Piece], at: Moment) -> None:
        """Each piece is a unit of its own, once in the planner's life: nobody waits behind all of them."""
        for piece in pieces:
            if piece not in self._rehearsed:
                await self._database.perform(lambda session, piece=piece: piece(at.work(session)))  # type: ignore[misc]
                self._rehearsed.add(piece)

    async def _share(self, name: str, deal_with: DealWith[One], share: list[One], at: Moment) -> int:
        """A share that fails is dealt with one by one: who cannot be reminded silences nobody else."""
        try:
            return await self._perform(lambda session: deal_with(at.work(session), share))
        except DatabaseError:
            raise
        except Exception:
            if len(share) == 1:
                self.errors[name] += 1
                log.exception("planner step failed for one", step=name)
                return 0
            log.warning("planner deals with a share one by one", step=name, size=len(share))
        return sum([await self._share(name, deal_with, [one], at) for one in share])

    async def _each(self, name: str, find: Overdue, happen: Happen) -> int:
        """One loop a transaction, since each is locked; who is refused has changed meanwhile and is left alone."""
        at = Moment(self._clock.now(), _correlation())
        found = await self._database.read(lambda session: find(at.work(session)))
        for loop, workspace in found:
            await self._let(name, happen, loop, replace(at, workspace=workspace))
        return len(found)

    async def _let(self, name: str, happen: Happen, loop: int, at: Moment) -> None:
        try:
            await self._perform(lambda session: happen(at.work(session), loop))
        except Refusal as refusal:
            log.info("left alone: the loop has changed meanwhile", step=name, loop=loop, refusal=type(refusal).__name__)
        except DatabaseError:
            raise
        except Exception:  # the others have nothing to do with it
            self.errors[name] += 1
            log.exception("planner step failed for one", step=name, loop=loop)

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
