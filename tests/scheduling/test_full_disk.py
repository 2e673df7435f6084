"""The disk is full: the courier sends nothing that it could not mark, loses nothing, and says nothing twice."""

import asyncio
from contextlib import suppress

import pytest

from models.errors import DatabaseFull
from scheduling.courier import Courier
from services.delivery import LEASE
from tests.fakes.full_disk import full
from tests.fakes.posting import FakeSlack
from tests.scheduling.conftest import Advance, Mail


@pytest.fixture
def kind() -> str:
    """On SQLite alone: a server's disk is the server's matter, and its errors are told alike."""
    return "sqlite"


async def test_what_was_sent_and_could_not_be_marked_is_found_once_there_is_room(
    mail: Mail, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    courier = mail.courier()
    rooms = full(mail.database)

    async def fill(method: str) -> None:
        if method == "chat.postMessage":
            await rooms.__aenter__()

    slack.before = lambda method, _body: fill(method)
    await courier.look()
    while courier._under_way:
        await courier._under_way.copy().pop()
    slack.before = lambda _method, _body: None
    await rooms.__aexit__(None, None, None)
    wait(LEASE.total_seconds() + 1)
    await courier.take_up_interrupted()
    await mail.deliver(courier, rounds=3)
    assert slack.said == [("C1", "card")]
    assert await mail.states() == ["sent"]


async def test_whatever_fails_meanwhile_it_is_said_once_in_the_end(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    for number in range(4):
        await mail.say(f"card {number}", f"C{number}")
    async with full(mail.database):
        with suppress(DatabaseFull):
            await courier.look()
        await asyncio.gather(*courier._under_way, return_exceptions=True)
    wait(LEASE.total_seconds() + 1)
    await courier.take_up_interrupted()
    await mail.deliver(courier, rounds=4)
    assert sorted(slack.said) == [(f"C{number}", f"card {number}") for number in range(4)]
    assert set(await mail.states()) == {"sent"}
