"""A planner and a courier at work, for tests that move the clock."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from models.tables import Outbox
from scheduling.courier import Courier
from scheduling.planner import Planner
from tests.fakes.company import Company
from tests.fakes.posting import FakeSlack
from views.messages import render


class Desk:
    """A planner and a courier that work through what a company's clock brings."""

    def __init__(self, company: Company, slack: FakeSlack) -> None:
        self.company, self.slack = company, slack
        self.planner = Planner(company.database, company.clock)
        self.courier = Courier(company.database, slack, company.clock, render, jitter=lambda: 1.0)

    async def at(self, moment: datetime) -> list[tuple[str, str]]:
        """Move the clock, let both work until nothing is left, and return what was newly said."""
        self.company.clock.set_to(moment)
        before = len(self.slack.said)
        await self.planner.tick()
        await self.send()
        return self.slack.said[before:]

    async def send(self) -> None:
        for _ in range(100):
            await self.courier.deliver()
            self.company.clock.pass_real_time(timedelta(seconds=1.02))
            self.company.clock.move(timedelta(seconds=-1.02))
            if not await self.waiting():
                return

    async def waiting(self) -> bool:
        now = self.company.clock.now()
        statement = select(Outbox).where(Outbox.state == "pending", col(Outbox.due_at) <= now).limit(1)
        return await self.company.read(lambda work: work.session.exec(statement).first() is not None)

    async def troubles(self) -> list[str]:
        statement = select(Outbox.error).where(col(Outbox.state).in_(("failed", "sending", "doubtful")))
        return await self.company.read(lambda work: list(work.session.exec(statement).all()))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2027; the first is a Monday."""
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)
