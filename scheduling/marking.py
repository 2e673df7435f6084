"""What came of each message is written down: together for those whose answers came together."""

from collections import Counter
from collections.abc import Sequence

import structlog
from sqlmodel import Session

from models.database import Database
from models.points import Passing, Point
from scheduling.clock import Clock
from scheduling.grouped import Grouped
from services import delivery
from services.outcomes import Done, Found, Refused
from services.work import Work

log = structlog.get_logger()


class Marking:
    def __init__(self, database: Database, clock: Clock, passing: Passing) -> None:
        self._database, self._clock, self._passing = database, clock, passing
        self._together = Grouped(self._write)
        self.sent: Counter[str] = Counter()
        """New messages since the start, by their kind."""

    async def mark(self, done: Done) -> None:
        """What concerns more than the message itself has a transaction of its own; raises what that does."""
        claim, outcome = done.claim, done.outcome
        state = await self._together.ask(done) if done.plain else (await self._write([done]))[0]
        if (state == "sent" and not claim.ts) or (state and isinstance(outcome, Found)):
            self.sent[claim.kind] += 1
        if isinstance(outcome, Refused):
            log.error("nothing is sent any more: slack does not let us in", error=outcome.error)
        bound = log.bind(outbox=claim.outbox, post=claim.post, kind=claim.kind, correlation=claim.correlation)
        error = getattr(outcome, "error", "")
        match state:
            case "":
                bound.warning("lease was lost while sending", outcome=type(outcome).__name__)
            case "failed" | "doubtful":
                bound.error("message given up" if state == "failed" else "message in doubt", error=error)
            case _:
                bound.info("message", state=state, attempts=claim.attempts, error=error)

    async def end(self) -> None:
        await self._together.end()

    async def _write(self, done: Sequence[Done]) -> list[str]:
        now, real = self._clock.now(), self._clock.real()

        def mark(session: Session) -> list[str]:
            states = delivery.finish(Work(session, now), done, real)
            session.flush()
            self._passing(Point.MARK_INSIDE)
            return states

        states = await self._database.perform(mark)
        self._passing(Point.MARK_AFTER)
        return states
