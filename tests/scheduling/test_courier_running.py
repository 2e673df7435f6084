"""The courier as it runs by itself: woken, paced, stopped; and what it must not miss."""

import asyncio
import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy.util import await_only
from sqlmodel import Session

from domain.read.messages import PostKind
from models.database import Database
from scheduling.clock import SystemClock
from scheduling.courier import POLL_SECONDS, Courier
from services import posts
from services.work import Work
from tests.fakes.posting import FakeSlack
from tests.scheduling.conftest import Mail, render


async def test_an_unexpected_error_is_counted_and_the_message_is_looked_for(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await mail.say("bad")
    await mail.say("good")
    slack.wrong.append(("chat.postMessage", KeyError("blocks")))
    await mail.deliver(courier, rounds=3, pause=10)
    assert await mail.states() == ["sent", "sent"]
    assert (courier.errors, len(slack.called("conversations.history"))) == (1, 1)


async def test_it_runs_by_itself_and_is_woken_by_a_commit(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    mail.database.on_commit.append(courier.wake)
    courier.start()
    await asyncio.sleep(0.05)
    await mail.say("card")
    async with asyncio.timeout(3):
        while not slack.said:
            await asyncio.sleep(0.01)
    await courier.stop(drain=2)
    assert await mail.states() == ["sent"]


async def test_stopping_lets_what_is_under_way_finish(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    slack.before = lambda method, _body: asyncio.sleep(0.2) if method == "chat.postMessage" else None
    await courier.look()
    await courier.stop(drain=2)
    assert await mail.states() == ["sent"]


async def test_an_idle_look_writes_nothing(mail: Mail, courier: Courier, count_queries: Any) -> None:
    await mail.say("later", at=mail.clock.now() + timedelta(seconds=3))
    with count_queries(mail.database) as queries:
        assert await courier.look() == 3.0
    assert all(query.startswith("SELECT") for query in queries)


async def test_by_itself_it_keeps_the_pace_and_loses_no_time(mail: Mail, database: Database, slack: FakeSlack) -> None:
    clock = SystemClock()
    courier = Courier(database, slack, clock, render, load=mail.load)
    for key in ("one", "two", "three"):
        await mail.say(key, at=clock.now())
    times: list[float] = []
    slack.before = lambda method, _body: times.append(clock.monotonic()) if method == "chat.postMessage" else None
    courier.start()
    async with asyncio.timeout(30):
        while len(slack.said) < 3:
            await asyncio.sleep(0.01)
    await courier.stop(drain=2)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(1.0 <= gap < POLL_SECONDS - 1 for gap in gaps), gaps


async def test_a_change_that_is_still_being_written_is_not_missed(mail: Mail, kind: str, slack: FakeSlack) -> None:
    """The row that waits is locked by the change; on SQLite nobody else writes meanwhile anyway."""
    await mail.say("card")
    if kind == "sqlite":
        return
    courier, half_way, go_on = mail.courier(), asyncio.Event(), asyncio.Event()

    def change(session: Session) -> None:
        posts.say(Work(session, mail.clock.now()), "card", PostKind.CARD, channel="C1")
        half_way.set()
        await_only(go_on.wait())
        mail.texts["card"] = "card, changed"

    changing = asyncio.create_task(mail.database.perform(change))
    await half_way.wait()
    sending = asyncio.create_task(courier.deliver())
    await asyncio.sleep(0.2)
    go_on.set()
    await changing
    await sending
    assert slack.said == [("C1", "card, changed")]
