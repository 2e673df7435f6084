"""How much of what Slack permits the courier uses: to one channel, and to two hundred at once."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from domain.read.messages import AmendedPost, Outgoing
from domain.read.people import Person
from models.database import Database
from models.tables import Outbox, Post
from sandbox import AppConfig, Channel, Pacing, Sandbox
from scheduling.clock import SystemClock
from scheduling.courier import Courier
from services import gates
from services.work import Work
from tests.bench.figures import Figure
from views.messages import render

ALONE, CHANNELS = 20, 200
ALL_A_SECOND = gates.PACES[gates.POST].a_minute / 60
BURST = gates.PACES[gates.POST].burst


def _id(channel: int) -> str:
    return f"C{channel:08}"


async def sending(folder: Path) -> Sequence[Figure]:
    """As parts of what is permitted: one message a second to a channel, and what the workspace takes in all.

    The stand-in for Slack is strict here: two messages to a channel within a second are one too many, once or often.
    """
    alone, refused = await _sent(folder / "one.db", [_id(0)] * ALONE)
    many, also_refused = await _sent(folder / "many.db", [_id(n) for n in range(CHANNELS)])
    # The first message costs no wait; of many, neither does the burst.
    return (
        Figure("courier: to one channel, of one message a second", (ALONE - 1) / alone, "times", 0.97, "higher"),
        Figure(
            "courier: to 200 channels, of what the workspace takes",
            (CHANNELS - BURST) / many / ALL_A_SECOND, "times", 0.97, "higher",
        ),
        Figure("courier: answers 429 meanwhile", refused + also_refused, "answers", 0),
    )  # fmt: skip


async def _sent(path: Path, channels: Sequence[str]) -> tuple[float, int]:
    """Seconds from the first message's arrival to the last one's, and how often Slack said that it was too fast."""
    app = AppConfig()
    known = [Channel(id=id_, name=id_.lower(), members=(app.bot_user_id,)) for id_ in dict.fromkeys(channels)]
    sandbox = Sandbox(app=app, people=[], channels=known, pacing=Pacing(burst=1))
    await sandbox.start()
    database = Database(f"sqlite:///{path}")
    await database.migrate()
    await database.perform(lambda session: _wait_for_the_courier(session, channels))
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(app.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])
        courier = Courier(database, client, SystemClock(), render, load=_anything)
        courier.start()
        while await database.read(_waiting):
            await asyncio.sleep(0.1)
        await courier.stop(5)
    calls = sandbox.core.traffic.calls("chat.postMessage")
    await database.close()
    await sandbox.stop()
    arrived = [call["at"] for call in calls if call["ok"]]
    assert len(arrived) == len(channels)
    return max(arrived) - min(arrived), sum(call["error"] == "ratelimited" for call in calls)


def _wait_for_the_courier(session: Session, channels: Sequence[str]) -> None:
    now = datetime.now(UTC)
    numbers = range(1, len(channels) + 1)
    posts = [
        {"id": n, "key": f"bench:{n}", "kind": "digest", "channel": channels[n - 1], "created_at": now} for n in numbers
    ]
    session.execute(insert(Post), posts)
    rows = [
        {
            "post_id": n, "destination": channels[n - 1], "state": "pending", "mark": f"mark{n}", "created_at": now,
            "due_at": now,
        }
        for n in numbers
    ]  # fmt: skip
    session.execute(insert(Outbox), rows)


def _waiting(session: Session) -> int:
    states = col(Outbox.state).in_(("pending", "sending"))
    return session.exec(select(func.count()).select_from(Outbox).where(states)).one()


def _anything(_work: Work, posts: Sequence[int]) -> dict[int, Outgoing | None]:
    ada = Person("U1", "Ada")
    return dict.fromkeys(posts, AmendedPost(1, "Noor", "Developer", "Screen", "screen", ada, (ada,)))
