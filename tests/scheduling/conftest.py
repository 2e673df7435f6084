"""A courier over a real database, a Slack that remembers, and posts that say their own key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.read.messages import EscalationPost, NudgePost, Outgoing, PostKind
from domain.read.people import Person
from models.database import Database
from models.tables import Member, Outbox, Post, Workspace
from scheduling.courier import Courier
from services import posts
from services.work import Work
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.posting import FakeSlack
from tests.scheduling.desk import Desk


@dataclass(frozen=True)
class Said:
    """A message for a reader of these tests: its text is what the post was to say."""

    text: str
    blocks: tuple[Any, ...] = ()


def render(model: Any) -> Said:
    return Said(str(model.text)) if isinstance(model, Plain) else Said(type(model).__name__, (repr(model),))


@dataclass(frozen=True)
class Plain:
    text: str


@dataclass
class Mail:
    """What waits, by the keys of the posts; `texts` is what a post says now, None: no longer true."""

    database: Database
    clock: FrozenClock
    slack: FakeSlack
    texts: dict[str, str | None] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)

    def courier(self, database: Database | None = None, **options: Any) -> Courier:
        options.setdefault("jitter", lambda: 1.0)
        return Courier(database or self.database, self.slack, self.clock, render, load=self.load, **options)

    def load(self, work: Work, posts: Sequence[int]) -> dict[int, Outgoing | None]:
        return {post: self._one(work, post) for post in posts}

    def _one(self, work: Work, post_id: int) -> Outgoing | None:
        post = work.session.get_one(Post, post_id)
        if post.kind in (PostKind.NUDGE, PostKind.ESCALATION):
            person = Person(post.member_id or "", "Ana", self.zones.get(post.member_id or "", "UTC"))
            if post.kind == PostKind.NUDGE:
                return NudgePost(person, work.now, ())
            return EscalationPost(person, work.now, ())
        text = self.texts.get(post.key, post.key)
        return None if text is None else Plain(text)  # type: ignore[return-value]  # what `render` above takes

    async def say(
        self, key: str, channel: str = "C1", *, kind: PostKind = PostKind.CARD, member: str | None = None,
        people: str = "", parent: str | None = None, at: datetime | None = None,
    ) -> None:  # fmt: skip
        def write(session: Any) -> None:
            work = Work(session, self.clock.now(), correlation="test")
            if session.get(Workspace, "T1") is None:
                session.add(Workspace(id="T1"))
                session.flush()
            for each in filter(None, (member, *people.split(","))):
                if session.get(Member, each) is None:
                    session.add(Member(id=each, workspace_id="T1"))
                    session.flush()
            above = session.exec(select(Post).where(Post.key == parent)).one() if parent else None
            place = "" if member or people else channel
            posts.say(work, key, kind, channel=place, member=member, people=people, parent=above, at=at)

        await self.database.perform(write)

    async def rows(self) -> list[Outbox]:
        return await self.database.read(lambda session: list(session.exec(select(Outbox).order_by(col(Outbox.id)))))

    async def states(self) -> list[str]:
        return [row.state for row in await self.rows()]

    async def errors(self) -> list[str]:
        return [row.error for row in await self.rows()]

    async def deliver(self, courier: Courier, rounds: int = 1, pause: float = 1.02) -> None:
        """Deliver, with real time passing in between, so that the pace lets the next message go."""
        for turn in range(rounds):
            if turn:
                self.clock.pass_real_time(timedelta(seconds=pause))
            await courier.deliver()


@pytest.fixture
async def company(database: Database, clock: FrozenClock) -> Company:
    """A company at 08:55 on a Monday, with nobody hired yet."""
    return await Company.make(database, clock)


@pytest.fixture
def slack(clock: FrozenClock) -> FakeSlack:
    slack = FakeSlack()
    slack.time = lambda: clock.now().timestamp()
    return slack


@pytest.fixture
def desk(company: Company, slack: FakeSlack) -> Desk:
    return Desk(company, slack)


@pytest.fixture
def mail(database: Database, clock: FrozenClock, slack: FakeSlack) -> Mail:
    return Mail(database, clock, slack)


@pytest.fixture
def courier(mail: Mail) -> Courier:
    return mail.courier()


Advance = Callable[[float], None]


@pytest.fixture
def wait(clock: FrozenClock) -> Advance:
    """Let so many seconds of real time pass."""
    return lambda seconds: clock.pass_real_time(timedelta(seconds=seconds))
