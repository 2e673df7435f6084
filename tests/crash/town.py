"""People at work in a sandbox while bots die: what they asked for is done once, however often they had to ask."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from aiohttp import ClientError, ClientSession
from sqlmodel import col, select

from domain.read.messages import PostKind
from models.database import Database
from models.errors import DatabaseError
from models.tables import Candidate, Loop, Post, Role
from sandbox import OFF, Channel, Fault, Sandbox, next_working_morning
from services.work import Work
from tests.crash import sound
from tests.crash.fast import FastClock
from tests.crash.peace import Peace
from tests.e2e.program import Page, app_config, people, settings
from tests.e2e.someone import Someone
from tests.e2e.test_whole_loop import option
from tests.fakes.company import HIRING, IN_HIRING, LISBON, TEAM
from tests.fakes.nursery import Brood, Forked

T = TypeVar("T")

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PATIENCE = 100.0
"""Seconds until all must be said: the jobs that take up what was interrupted come once a minute."""

LATE = 4
"""Mornings after which somebody has been reminded."""

BACKLOG = 30
"""Messages that wait before people do too: one channel takes one a second, and in the end all must be said."""

FAULTS = (
    Fault("lost", name="chat.postMessage", every=7, times=0),
    Fault("rate_limited", name="chat.postMessage", chance=0.05, seed=1, times=0),
    Fault("rate_limited", name="chat.update", chance=0.05, seed=2, times=0),
    Fault("status", name="chat.postMessage", chance=0.05, seed=3, times=0),
    Fault("error", name="chat.update", chance=0.05, seed=4, times=0),
    Fault("lost", name="chat.update", every=9, times=0),
    Fault("html", name="chat.postMessage", chance=0.03, seed=5, times=0),
    Fault("drop", on="delivery", chance=0.02, seed=6, times=0),
    Fault("twice", on="delivery", chance=0.2, seed=7, times=0),
)
"""Lost answers, too many calls, errors of the server, pages of a proxy; sockets cut, and events and clicks twice."""


@dataclass
class Town:
    sandbox: Sandbox
    page: Page
    clock: FastClock
    database: Database
    """The bots' own, looked at from outside."""
    environment: dict[str, str]
    brood: Brood
    busy: bool = True
    added: int = 0
    days: list[str] = field(default_factory=list)
    """Whose digest was to come."""

    def __post_init__(self) -> None:
        self.rita, self.max, self.ines, self.bo, self.ada = (
            Someone(self.page, who) for who in ("URITA", "UMAX", "UINES", "UBO", "UADA")
        )

    async def start(self, **given: str) -> Forked:
        return await self.brood.start({**self.environment, **given})

    async def found(self) -> None:
        """A role in the hiring channel, by a bot that nothing happens to."""
        bot = await self.start()
        assert await bot.at_work(), bot.lines
        await self._until_done(self._open_role, self._role_is_there)
        await bot.kill()

    async def work(self, at_most: int = 10_000) -> None:
        """Rita adds candidates, invites to interviews, and hears of some that they step back, until told to stop.

        Whatever does not work she tries again.
        """
        for number in itertools.islice(itertools.count(), at_most):
            while self.busy and await self.read(sound.unsaid) > BACKLOG:
                await asyncio.sleep(0.2)
            if not self.busy:
                return
            await self._until_done(partial(self._add, number), partial(self._is_there, number))
            self.added = number + 1
            await self._until_done(partial(self._invite, number), partial(self._is, number, "scheduled"))
            if number % 3 == 0:
                await self._until_done(partial(self._cancel, number), partial(self._is, number, "scheduling"))

    async def _until_done(self, deed: Callable[[], Awaitable[object]], done: Callable[[], Awaitable[bool]]) -> None:
        while not await done():
            try:
                answer = await deed()
            except (AssertionError, KeyError, StopIteration, ClientError, RuntimeError):
                await asyncio.sleep(0.1)  # nobody answers, or nothing is on the screen
            else:
                if answer == {"ok": True}:
                    assert await done(), "acknowledged, and nowhere to be found"

    async def _open_role(self) -> object:
        self._clear()
        await self.ada.command("role")
        return await self.ada.submit(
            title="Backend developer", hiring_manager=self.max.id, recruiter=self.rita.id, channel=HIRING, zone=LISBON,
        )  # fmt: skip

    async def _role_is_there(self) -> bool:
        return await self.read(lambda work: work.session.exec(select(Role.id)).first()) is not None

    async def _add(self, number: int) -> object:
        self._clear()
        form = await self.rita.command("add")
        return await self.rita.submit(
            name=name(number), email=f"{number}@example.com", zone=LISBON, source=option(form, "source"),
            stage="culture",
        )  # fmt: skip

    async def _invite(self, number: int) -> object:
        self._clear()
        await self.rita.command(f"schedule {name(number)}")
        day = self.clock.now() + timedelta(days=2)
        answer = await self.rita.submit(
            date=f"{day:%Y-%m-%d}", time="14:00", lead=self.ines.id, panel=[self.bo.id],
            link="https://meet.example.com/abc",
        )  # fmt: skip
        if answer.get("response_action") == "update":
            answer = await self.rita.submit(confirmed=["yes"])
        return answer

    async def _cancel(self, number: int) -> object:
        self._clear()
        await self.rita.command(f"cancel {name(number)}")
        return await self.rita.submit()

    def _clear(self) -> None:
        """Nothing is left on the screen from a time when nobody answered."""
        for who in (self.rita, self.ada):
            self.sandbox.core.views.stack(who.id).clear()

    async def _is_there(self, number: int) -> bool:
        return await self._step(number) is not None

    async def _is(self, number: int, step: str) -> bool:
        return await self._step(number) == step

    async def _step(self, number: int) -> str | None:
        statement = select(Loop.step).join(Candidate).where(Candidate.name == name(number))
        return await self.read(lambda work: work.session.exec(statement).one_or_none())

    async def quiet(self) -> None:
        """Wait until all has been said."""
        async with asyncio.timeout(PATIENCE):
            while await self.read(sound.unsaid):
                await asyncio.sleep(0.1)

    async def check(self) -> None:
        """All that was asked for is there, said once, and when it may be. What is about to be said is waited for."""
        for _ in range(10):
            troubles = await self.read(partial(sound.troubles, there=sound.said(self.sandbox)))
            if not troubles:
                break
            await asyncio.sleep(0.5)
        assert not troubles, "\n".join(troubles)
        peace, there = Peace(), sound.said(self.sandbox)
        broken = await self.read(lambda work: peace.broken(work.session, there))
        assert not broken, "\n".join(broken)
        assert peace.reminders or len(self.days) < LATE
        names = await self.read(lambda work: work.session.exec(select(Candidate.name)).all())
        assert sorted(names) == [name(number) for number in range(self.added)]

    def next_morning(self) -> None:
        """The next working day, an hour after the digest's time."""
        self.clock.set_to(next_working_morning(self.clock.now(), LISBON) + timedelta(hours=1))
        self.days.append(self.clock.now().date().isoformat())

    async def digest_is_there(self) -> bool:
        """That of the last day that has begun."""
        return set(self.days[-1:]) <= set(await self.digests())

    async def digests(self) -> list[str]:
        """The days of which one was written, in order; it is not sent any more once its day is over."""
        statement = select(Post.subject).where(Post.kind == PostKind.DIGEST).order_by(col(Post.id))
        return list(await self.read(lambda work: work.session.exec(statement).all()))

    async def read(self, look: Callable[[Work], T]) -> T:
        """What the bots' tables say, looked at from outside; waits for a database that is away."""
        while True:
            try:
                return await self.database.read(lambda session: look(Work(session, self.clock.now(), "", TEAM)))
            except DatabaseError:
                await asyncio.sleep(0.1)


def name(number: int) -> str:
    return f"Kim {number:05}"


@asynccontextmanager
async def town(brood: Brood, url: str = "") -> AsyncIterator[Town]:
    """`url`: a database that is ready, else a new file. Only what a test arms goes wrong."""
    app, folder = app_config(), brood.folder
    clock = FastClock(folder / "clock", MONDAY)
    channels = [Channel(HIRING, "hiring", is_private=True, members=(*IN_HIRING, app.bot_user_id))]
    sandbox = Sandbox(app=app, people=people(), channels=channels, clock=clock, pacing=OFF, ack_seconds=1)
    await sandbox.start()
    database = Database(url or f"sqlite:///{folder / 'bot.db'}")
    environment = settings(sandbox, folder / "bot.db", CLOCK_FILE=str(folder / "clock"), LOG_LEVEL="INFO")
    if url:
        environment["DATABASE_URL"] = url
    try:
        async with ClientSession() as session:
            yield Town(sandbox, Page(sandbox, session), clock, database, environment, brood)
    finally:
        await brood.end()
        await sandbox.stop()
        await database.close()
