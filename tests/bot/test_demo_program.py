"""The demo as a whole: what is there when the page opens, and that starting over brings all of it back."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from sqlmodel import SQLModel, select

from bot.demo.company import (
    ARJUN,
    BEATRIZ,
    BENGALURU,
    BOT,
    DANA,
    GRACE,
    INES,
    JOEL,
    LISBON,
    MARCUS,
    NEW_YORK,
    PLATFORM,
    START,
    SYDNEY,
    TOMAS,
)
from bot.demo.program import Demo
from models.database import Database
from models.tables import Loop, Outbox
from sandbox import next_working_morning
from sandbox.rooms import Room
from tests.fakes.sample_company import SampleCompany

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sample company")]

WHEN_OPENED = {
    "member": {"id", "workspace_id", "name", "email", "zone", "kind", "is_admin", "may_open_roles", "works_from",
               "works_until", "works_on", "country", "days_off", "reminders_a_day"},
    "post": {"ts", "sent_channel"},
    "outbox": {"state", "done_at"},
}  # fmt: skip
"""What is written once all has been told: people are read from the local Slack, and what waited is posted there."""

PATIENCE = 15.0
"""Seconds until what was asked for must be seen."""


class Visited(Demo):
    """Somebody's page is still open from last time, and knocks as soon as it can."""

    async def _begin(self) -> None:
        await self.sandbox.act(BEATRIZ, "home_opened", tab="home")
        await super()._begin()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    made = Visited(tmp_path_factory.mktemp("demo"))
    await made.start()
    yield made
    await made.stop()


def rooms(demo: Demo) -> dict[str, Room]:
    return demo.sandbox.core.workspace.rooms


def dm(demo: Demo, person: str) -> Room:
    return next(room for room in rooms(demo).values() if room.channel.is_im and set(room.members) == {person, BOT})


def said(demo: Demo) -> dict[str, list[str]]:
    """All that stands in the channels and conversations, by who is in them."""
    return {
        room.channel.name or ",".join(room.members): [message["text"] for message in room.messages.values()]
        for room in rooms(demo).values()
        if room.messages
    }


async def outbox(demo: Demo) -> dict[str, int]:
    assert demo.program is not None
    rows = await demo.program.database.read(lambda session: list(session.exec(select(Outbox.state)).all()))
    return {state: rows.count(state) for state in set(rows)}


async def until(seen: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not seen():
            await asyncio.sleep(0.05)


async def test_everything_old_has_been_said_and_nothing_failed(demo: Demo) -> None:
    assert set(await outbox(demo)) == {"sent", "dropped"}


async def test_every_candidate_has_one_card_with_a_thread_at_its_own_time(demo: Demo) -> None:
    cards = [message for message in rooms(demo)[PLATFORM].messages.values() if message.get("reply_count")]
    names = [card["text"].partition(",")[0] for card in cards if card["user"] == BOT]
    assert len(names) == len(set(names)) == 19
    first = min(float(card["ts"]) for card in cards)
    assert timedelta(weeks=3) > START - _moment(first) > timedelta(weeks=2)


async def test_told_again_it_is_the_same(demo: Demo, sample_company: SampleCompany) -> None:
    """But for the marks of messages, which chance makes."""
    with closing(sqlite3.connect(demo._file)) as here, closing(sqlite3.connect(sample_company.path)) as there:
        for table in SQLModel.metadata.sorted_tables:
            kept = {column.name for column in table.columns} - {"mark"} - WHEN_OPENED.get(table.name, set())
            ask = f"SELECT {', '.join(sorted(kept))} FROM {table.name} ORDER BY rowid"  # noqa: S608  # our own tables
            assert not kept or here.execute(ask).fetchall() == there.execute(ask).fetchall(), table.name


def _moment(ts: float) -> Any:
    return type(START).fromtimestamp(ts, START.tzinfo)


async def test_nobody_is_flooded_when_the_page_opens(demo: Demo) -> None:
    workspace = demo.sandbox.core.workspace
    for person in (BEATRIZ, TOMAS, INES, DANA):
        unread = [workspace.unread(person, room)[0] for room in rooms(demo).values() if person in room.members]
        assert sum(unread) <= 2, person
    assert len(demo.sandbox.core.traffic.calls("chat.postMessage")) == 0


async def test_the_settings_of_somebody_s_own_workspace_stay_out(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "https://slack.com/api/")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user@db/hiring")
    settings = demo._settings()
    assert settings.slack_api_url == demo.sandbox.api_url
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == demo.sandbox.app.bot_token
    assert settings.database_url.get_secret_value().startswith("sqlite:///")


async def test_at_nine_the_digest_lands_and_starting_over_restores_all(demo: Demo) -> None:
    before = said(demo)
    demo.sandbox.move_clock(timedelta(minutes=5))
    await until(lambda: any("Hiring on Monday" in text for text in said(demo)["hiring-platform"]))
    demo.sandbox.tour.tick("digest")
    await demo.sandbox.restart()
    assert said(demo) == before
    assert abs(demo.clock.now() - START) < timedelta(minutes=1)
    assert demo.sandbox.tour.tour is not None
    assert not any(step["done"] for step in demo.sandbox.tour.tour["steps"])
    assert set(await outbox(demo)) == {"sent", "dropped"}


async def test_on_the_way_to_the_next_morning_everybody_is_told_at_their_own_times(demo: Demo) -> None:
    await demo.sandbox.restart()
    before = {(room.id, ts) for room in rooms(demo).values() for ts in room.messages}
    for _ in ("Monday", "Tuesday"):
        await demo.sandbox.travel.to(lambda now: next_working_morning(now, LISBON))

    def told(person: str, zone: str, of: str) -> list[str]:
        room = dm(demo, person)
        fresh = [ts for ts, row in room.messages.items() if (room.id, ts) not in before and of in row["text"]]
        return [f"{_moment(float(ts)).astimezone(ZoneInfo(zone)):%a %H:%M}" for ts in fresh]

    assert told(JOEL, NEW_YORK, "Gwendolyn Paaske") == ["Mon 09:00"]
    assert told(GRACE, SYDNEY, "Lucía Ferrandis") == ["Tue 09:00"]
    assert told(ARJUN, BENGALURU, "A reminder: Answer the invitation: Rafael Thornbeck") == ["Tue 09:00"]
    assert told(MARCUS, NEW_YORK, "begins soon") == ["Mon 10:45"]
    assert told(TOMAS, LISBON, "A reminder of 2 things") == ["Tue 09:00"]


async def test_a_person_can_use_it_after_starting_over(demo: Demo) -> None:
    answer = await demo.sandbox.act(BEATRIZ, "command", channel=PLATFORM, command="/loop", text="mariana")
    assert answer["ok"]
    (view,) = demo.sandbox.core.views.stack(BEATRIZ)
    assert view["title"]["text"] == "Mariana Coutada"


async def test_the_demo_s_own_file_holds_what_people_do(demo: Demo) -> None:
    database = Database(f"sqlite:///{demo._file}")
    try:
        loops = await database.read(lambda session: len(session.exec(select(Loop)).all()))
    finally:
        await database.close()
    assert loops == 31
