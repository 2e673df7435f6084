"""The courier with the real SDK against the local Slack: refused, delayed, answers lost; and nothing doubles."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from domain.read.messages import PostKind
from models.database import Database
from sandbox import OFF, AppConfig, Channel, DndWindow, Fault, Person, Sandbox
from scheduling.courier import Courier
from services.outcomes import UNKNOWN
from tests.fakes.clock import FrozenClock
from tests.fakes.posting import FakeSlack
from tests.scheduling.conftest import Mail, render

APP = AppConfig(name="Helper")
INES = Person("U0INES0001", "ines", "Ines", tz="Europe/Lisbon", dnd=(DndWindow(time(13), time(14)),))
HIRING = Channel("C0HIRING01", "hiring", members=(APP.bot_user_id, INES.id))
POST = "chat.postMessage"


@pytest.fixture
async def sandbox(clock: FrozenClock) -> AsyncIterator[Sandbox]:
    made = Sandbox(app=APP, people=[INES], channels=[HIRING], clock=clock, pacing=OFF)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def courier(sandbox: Sandbox, mail: Mail) -> AsyncIterator[Courier]:
    async with ClientSession() as session:
        client = AsyncWebClient(APP.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])
        yield Courier(mail.database, client, mail.clock, render, load=mail.load, jitter=lambda: 1.0)


@pytest.fixture
def mail(database: Database, clock: FrozenClock) -> Mail:
    return Mail(database, clock, FakeSlack(), zones={INES.id: "Europe/Lisbon"})


def texts(sandbox: Sandbox, room: str = HIRING.id) -> list[str]:
    return [message["text"] for message in sandbox.core.workspace.rooms[room].messages.values()]


async def test_a_card_its_thread_and_its_changes(sandbox: Sandbox, mail: Mail, courier: Courier) -> None:
    await mail.say("card", HIRING.id)
    await mail.say("reply", HIRING.id, kind=PostKind.THREAD, parent="card")
    await mail.deliver(courier, rounds=2)
    mail.texts["card"] = "card, changed"
    await mail.say("card", HIRING.id)
    mail.clock.pass_real_time(timedelta(seconds=2))
    await mail.deliver(courier)
    assert texts(sandbox) == ["card, changed", "reply"]
    parent, reply = sandbox.core.workspace.rooms[HIRING.id].messages.values()
    assert reply["thread_ts"] == parent["ts"]
    assert await mail.states() == ["sent", "sent", "sent"]


async def test_a_direct_message_arrives(sandbox: Sandbox, mail: Mail, courier: Courier) -> None:
    await mail.say("hello", member=INES.id)
    await mail.deliver(courier)
    (room,) = [room for room in sandbox.core.workspace.rooms.values() if room.id.startswith("D")]
    assert texts(sandbox, room.id) == ["hello"]


LOST = (Fault("lost", name=POST), UNKNOWN)
NOT_DONE = (Fault("status", name=POST, status=503), "http_503")
FAULTS = [
    ("channel", Fault("status", name=POST, status=500), UNKNOWN),
    ("channel", Fault("html", name=POST), UNKNOWN),
    ("channel", Fault("empty", name=POST), UNKNOWN),
    ("channel", Fault("error", name=POST, error="fatal_error"), UNKNOWN),
    ("channel", Fault("rate_limited", name=POST, retry_after=3), "ratelimited"),
    *((where, *fault) for where in ("channel", "direct", "thread") for fault in (LOST, NOT_DONE)),
]
"""Where it is looked for matters both to what may be there and to what is not; anything else means one of the two."""


@pytest.mark.parametrize(("where", "fault", "error"), FAULTS)
async def test_whatever_happens_to_the_answer_it_is_there_once(
    sandbox: Sandbox, mail: Mail, courier: Courier, where: str, fault: Fault, error: str
) -> None:
    given: dict[str, Any] = {"member": INES.id} if where == "direct" else {"channel": HIRING.id}
    if where == "thread":
        await mail.say("card", HIRING.id)
        await mail.deliver(courier)
        mail.clock.pass_real_time(timedelta(seconds=2))
        given |= {"kind": PostKind.THREAD, "parent": "card"}
    await mail.say("once", **given)
    sandbox.add_faults(fault)
    await mail.deliver(courier)
    assert (await mail.errors())[-1] == error
    mail.clock.pass_real_time(timedelta(seconds=5))
    await mail.deliver(courier, rounds=2)
    assert (await mail.states())[-1] == "sent"
    everywhere = [text for room in sandbox.core.workspace.rooms for text in texts(sandbox, room)]
    assert everywhere.count("once") == 1


async def test_without_the_history_scope_what_is_in_doubt_is_not_repeated(
    sandbox: Sandbox, mail: Mail, courier: Courier
) -> None:
    await mail.say("once", HIRING.id)
    sandbox.add_faults(Fault("lost", name=POST), Fault("error", name="conversations.history", error="missing_scope"))
    await mail.deliver(courier)
    mail.clock.pass_real_time(timedelta(seconds=5))
    await mail.deliver(courier, rounds=3, pause=100)
    assert texts(sandbox) == ["once"]
    assert await mail.states() == ["doubtful"]


async def test_a_reminder_waits_for_the_end_of_do_not_disturb(sandbox: Sandbox, mail: Mail, courier: Courier) -> None:
    mail.clock.set_to(datetime(2027, 3, 1, 13, 30, tzinfo=UTC))
    await mail.say("nudge", member=INES.id, kind=PostKind.NUDGE)
    await mail.deliver(courier)
    (row,) = await mail.rows()
    assert (row.state, row.due_at) == ("pending", datetime(2027, 3, 1, 14, tzinfo=UTC))
    assert sandbox.core.traffic.calls("dnd.info")


async def test_what_is_refused_for_good_says_why(sandbox: Sandbox, mail: Mail, courier: Courier) -> None:
    await mail.say("nowhere", "C0NOWHERE1")
    await mail.deliver(courier)
    assert (await mail.states(), await mail.errors()) == (["failed"], ["channel_not_found"])
