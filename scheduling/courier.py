"""The courier: takes what waits in the outbox to Slack. Woken by every commit; looking now and then is its fallback."""

import asyncio
import random
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from domain.refusals import Unreadable
from models.database import Database
from models.errors import DatabaseError
from models.points import Passing, Point, pass_by
from scheduling.clock import Clock
from scheduling.direct import DirectChannels
from scheduling.humane import Humane
from scheduling.letting_in import granted
from scheduling.loading import Load, loading
from scheduling.marking import Marking
from scheduling.paced import PacedSlack
from scheduling.sending import Render, Sending
from scheduling.slack import Jitter, Slack, again, no_answer
from services import delivery, gates, interrupted, outgoing, set_back
from services.outcomes import (
    NOT_TAKEN,
    ORPHANED,
    UNREADABLE,
    Again,
    Claim,
    Done,
    Dropped,
    Failed,
    Outcome,
)
from services.work import Work

log = structlog.get_logger()

AT_ONCE = 32
"""Destinations that are sent to at the same time."""

POLL_SECONDS = 5.0
GATHER_SECONDS = 0.05
"""What comes up while others are sent is claimed, read and written down together; so seldom is enough."""

SHORTEST_SECONDS = 0.005


class Courier:
    """One of any number that share the work: they claim destinations in the database."""

    def __init__(
        self,
        database: Database,
        slack: Slack,
        clock: Clock,
        render: Render,
        *,
        load: Load = outgoing.load_all,
        humane: Humane | None = None,
        at_once: int = AT_ONCE,
        jitter: Jitter = random.random,
        passing: Passing = pass_by,
    ) -> None:
        self._database, self._clock, self._render = database, clock, render
        self._loading, self._marking = loading(database, clock, load), Marking(database, clock, passing)
        self._slack = PacedSlack(database, slack, clock)
        self._humane = humane or Humane(self._slack, clock)
        self._at_once, self._jitter, self._passing = at_once, jitter, passing
        self._direct = DirectChannels(database, self._slack, clock)
        self._awake, self._stopping = asyncio.Event(), False
        self._running: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self.errors = 0
        """Unexpected errors since the start; their tracebacks are in the log."""
        self.sent = self._marking.sent
        """New messages since the start, by their kind."""

    def wake(self) -> None:
        """Look again, soon. To be hung into `database.on_commit`."""
        self._awake.set()

    def start(self) -> None:
        """Deliver until stopped."""
        self._running = asyncio.create_task(self._run(), name="courier")

    async def _run(self) -> None:
        while not self._stopping:
            self._awake.clear()
            try:
                wait = await self.look()
            except Exception:
                self.errors += 1
                log.exception("courier could not look")
                wait = POLL_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), wait)
            await asyncio.sleep(GATHER_SECONDS if self._under_way else SHORTEST_SECONDS)

    async def stop(self, drain: float) -> None:
        """Take nothing new, and give what is under way `drain` seconds; what is cut off then is in doubt."""
        self._stopping = True
        self.wake()
        if self._running is not None:
            await self._running
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=drain)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        groups = (self._loading, self._marking, self._direct, self._slack)
        await asyncio.gather(*(group.end() for group in groups))

    async def look(self) -> float:
        """Start sending what can be sent now. Returns in how many seconds to look again unless woken."""
        free = self._at_once - len(self._under_way)
        if free <= 0:
            return POLL_SECONDS  # whatever ends wakes us
        ahead = await self._ahead()
        if ahead is None:
            return 0
        if not ahead.ready:
            return min(POLL_SECONDS, POLL_SECONDS if ahead.seconds is None else ahead.seconds)
        claims = await self._claim(self._clock.now(), self._clock.real(), free)
        for claim in claims:
            task = asyncio.create_task(self._deliver(claim), name=f"send {claim.outbox}")
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        return 0 if claims else POLL_SECONDS

    async def _ahead(self) -> delivery.Ahead | None:
        """What can be sent. None: the answer has shown that our time was not the right one, so look again."""
        clock = self._clock
        real, now, began = clock.real(), clock.now(), clock.machine()
        ahead = await self._database.read(lambda session: delivery.ahead(Work(session, now), real))
        there = ahead.shared.there
        if there is not None and clock.agree(began, there, clock.machine()):
            log.warning("this machine's clock is not the database's, which counts", seconds=clock.apart.total_seconds())
            return None
        if set_back.noticed(ahead.shared.latest, real):
            by = await self._database.perform(lambda session: set_back.move_along(Work(session, now), real))
            log.warning("the clock was set back: what was to wait is moved along", seconds=by.total_seconds())
            return None
        return ahead

    async def _claim(self, now: datetime, real: datetime, limit: int) -> tuple[Claim, ...]:
        def claim(session: Session) -> tuple[Claim, ...]:
            claims = delivery.claim(Work(session, now), real, limit)
            self._passing(Point.CLAIM_INSIDE)
            return claims

        self._passing(Point.CLAIM_BEFORE)
        claims = await self._database.perform(claim)
        self._passing(Point.CLAIM_AFTER)
        return claims

    def _ended(self, task: asyncio.Task[None]) -> None:
        """There is room again, and the next message to the same destination has its time."""
        self._under_way.discard(task)
        self.wake()

    async def deliver(self) -> None:
        """Send all that can be sent now, and wait for it: for a tour, a test, or a last round."""
        while await self.look() == 0 or self._under_way:
            await asyncio.gather(*self._under_way)

    async def take_up_interrupted(self) -> None:
        """What somebody left half done is taken up: changes are made again, new messages looked for first."""
        await self._ahead()  # by the right time: whoever has just started has not looked yet
        real, now = self._clock.real(), self._clock.now()
        if await self._database.read(lambda session: interrupted.there_is(Work(session, now), real)):
            count = await self._database.perform(lambda s: interrupted.take_up(Work(s, now), real))
            log.info("interrupted messages wait again", count=count)

    async def ask_to_be_let_in(self) -> None:
        """While Slack refuses our token: ask whether it has been mended, and go on if so."""
        now = self._clock.now()
        refused = await self._database.read(lambda session: gates.refused(Work(session, now)))
        if refused is None:
            return
        if await granted(self._slack, refused.error):
            await self._database.perform(lambda session: gates.let_in(Work(session, now)))
            log.info("slack lets us in again", refused=refused.error)
            self.wake()
        else:
            log.error("nothing is sent: slack does not let us in; see `python -m bot check`", error=refused.error)

    async def _deliver(self, claim: Claim) -> None:
        """The edge of one delivery: whatever happens is written down, so that no destination stays shut."""
        sending = Sending(
            self._slack, self._render, self._humane, self._direct, self._jitter, self._clock, self._passing, claim
        )
        outcome: Outcome
        try:
            outcome = await self._outcome(claim, sending)
        except asyncio.CancelledError:
            # We are stopping: the lease is let go, so that whoever comes next need not wait for its end.
            stopped = Again("stopped", timedelta(), counts=False, unknown=sending.wrote)
            await self._write_down(claim, stopped, sending.called)
            raise
        except DatabaseError as error:
            self.errors += 1
            name = type(error).__name__
            log.warning("message not sent: no database", outbox=claim.outbox, post=claim.post, error=str(error))
            outcome = no_answer(name, claim, self._jitter, unknown=sending.wrote)
        except Exception as error:
            self.errors += 1
            log.exception("message could not be sent", outbox=claim.outbox, post=claim.post, kind=claim.kind)
            name = f"unexpected: {type(error).__name__}"
            outcome = again(name, claim, self._jitter, unknown=sending.wrote)
        await self._write_down(claim, outcome, sending.called)

    async def _write_down(self, claim: Claim, outcome: Outcome, called: datetime | None) -> None:
        try:
            await self._marking.mark(Done(claim, outcome, called))
        except DatabaseError as error:
            self.errors += 1
            name = type(outcome).__name__
            log.warning("outcome not written down", outbox=claim.outbox, outcome=name, error=str(error))
        except Exception:  # the row is taken up again once the lease has run out
            self.errors += 1
            log.exception("outcome not written down", outbox=claim.outbox, outcome=type(outcome).__name__)

    async def _outcome(self, claim: Claim, sending: Sending) -> Outcome:
        if claim.orphaned:
            return Failed(ORPHANED)
        if claim.doubtful:
            outcome = await sending.look_for_it()
            if outcome is not None or claim.given_up:
                return outcome or Failed(NOT_TAKEN)
        try:
            model = await self._loading.ask(claim.post)
        except Unreadable:  # it waits for people to mend that, and what comes after it does not wait for it
            return Failed(UNREADABLE)
        return Dropped("no longer true") if model is None else await sending.send(model)
