"""Copies on machines whose clocks differ go by one time, the database's, and nothing is said twice for it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from models.database import Database
from scheduling.clock import SystemClock
from tests.fakes.clock import MONDAY, FrozenClock
from tests.fakes.posting import FakeSlack
from tests.scheduling.conftest import Advance, Mail

FAST = timedelta(seconds=45)
SECOND = timedelta(seconds=1)


class FastClock(FrozenClock):
    """Of a machine that is ahead of the others, and of the database."""

    def __init__(self) -> None:
        super().__init__(MONDAY + FAST)

    def machine(self) -> datetime:
        return super().machine() + FAST


@pytest.mark.parametrize("kind", ["postgresql"])  # an SQLite file is on one machine, which has one clock
async def test_a_lease_holds_for_a_copy_whose_clock_is_fast(
    mail: Mail, database_url: str, slack: FakeSlack, wait: Advance
) -> None:
    fast, answer = FastClock(), asyncio.Event()
    other = Database(database_url)
    one, hasty = mail.courier(), Mail(other, fast, slack).courier()
    slack.before = lambda method, _body: answer.wait() if method == "chat.postMessage" else None
    await mail.say("card")
    await one.look()
    await asyncio.sleep(0.01)
    for _ in range(3):
        wait(16)
        fast.pass_real_time(timedelta(seconds=16))
        await hasty.take_up_interrupted()
        await hasty.deliver()
    answer.set()
    await one.deliver()
    await other.close()
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])
    assert timedelta(0) <= fast.real() - mail.clock.real() < SECOND


async def test_where_the_clocks_agree_nothing_is_set(mail: Mail) -> None:
    await mail.say("card")
    await mail.deliver(mail.courier(), rounds=3)
    assert mail.clock.apart == timedelta()


THERE = MONDAY + 100 * SECOND


@pytest.mark.parametrize(
    ("began", "ended", "apart"),
    [
        (THERE - SECOND, THERE, timedelta()),
        (THERE, THERE + SECOND, timedelta()),
        (THERE + 40 * SECOND, THERE + 41 * SECOND, -40 * SECOND),
        (THERE - 41 * SECOND, THERE - 40 * SECOND, 40 * SECOND),
    ],
)
def test_of_what_a_question_leaves_open_the_nearest_is_taken(
    began: datetime, ended: datetime, apart: timedelta
) -> None:
    """The database's time was read at some moment between the beginning and the end of the question."""
    clock = SystemClock()
    clock.agree(began, THERE, ended)
    assert clock.apart == apart
    clock.agree(THERE - SECOND, THERE, THERE + SECOND)
    assert abs(clock.apart) <= SECOND
