"""A channel or a person that takes no messages: who is told, once, what to mend; and how it goes on."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models import queries
from models.tables import Outbox, Post, Role
from scheduling.courier import Courier
from scheduling.planner import Planner
from services import posts, troubles, unreachable
from services.work import Work
from tests.fakes import journey
from tests.fakes.clock import MONDAY
from tests.fakes.company import HIRING, Company
from tests.fakes.posting import FakeSlack, refusal
from views.messages import render

POST = "chat.postMessage"


@pytest.fixture
def courier(company: Company, slack: FakeSlack) -> Courier:
    """It is ten past nine in Lisbon."""
    company.clock.set_to(MONDAY + timedelta(minutes=15))
    return Courier(company.database, slack, company.clock, render, jitter=lambda: 1.0)


class Room:
    """The hiring channel refuses everything while `error` is set; so does a person's conversation."""

    def __init__(self, slack: FakeSlack, channel: str = HIRING) -> None:
        self.error, self.channel, self.tried = "", channel, 0
        slack.before = self

    def __call__(self, method: str, body: dict[str, str]) -> None:
        if self.error and method.startswith("chat.") and body["channel"] == self.channel:
            self.tried += 1
            raise refusal(self.error)


async def deliver(company: Company, courier: Courier, minutes: int = 1) -> None:
    for _ in range(minutes + 1):
        await courier.deliver()
        company.clock.pass_real_time(timedelta(minutes=1))


async def states(company: Company, destination: str) -> list[str]:
    statement = select(Outbox.state).where(Outbox.destination == destination).order_by(col(Outbox.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


def told(slack: FakeSlack, room: str) -> list[str]:
    return [message["text"] for (channel, _), message in slack.messages.items() if channel == room]


async def test_the_recruiter_is_told_once_what_to_mend_and_once_it_is_mended_what_waits_goes_on(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    room = Room(slack)
    room.error = "not_in_channel"
    await company.add_candidate()
    await deliver(company, courier, minutes=12)
    (said,) = told(slack, "DRITA")
    assert f"<#{HIRING}>" in said
    assert "Please invite me again" in said
    assert "choose another channel for" in said
    assert set(await states(company, HIRING)) == {"pending"}
    assert room.tried == 3, "now and every five minutes"
    assert (await company.read(troubles.standing)).stuck[0].error == "not_in_channel"
    room.error = ""
    await deliver(company, courier, minutes=6)
    assert set(await states(company, HIRING)) == {"sent"}
    assert told(slack, "DRITA") == [f":white_check_mark: I can post in <#{HIRING}> again. What waited is on its way."]


async def test_who_finds_the_channel_open_again_need_not_wait_for_the_next_try(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    room = Room(slack)
    room.error = "not_in_channel"
    await company.add_candidate()
    await deliver(company, courier)
    room.error = ""
    await company.work(lambda work: unreachable.try_again(work, HIRING))
    await deliver(company, courier)
    assert set(await states(company, HIRING)) == {"sent"}


async def test_outside_the_readers_hours_a_closed_channel_is_no_reason_to_write(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    company.clock.set_to(MONDAY + timedelta(hours=14))
    Room(slack).error = "is_archived"
    await company.add_candidate()
    await deliver(company, courier)
    assert told(slack, "DRITA") == []
    company.clock.set_to(MONDAY + timedelta(days=1, minutes=5))
    await deliver(company, courier)
    assert len(told(slack, "DRITA")) == 1


async def test_what_was_mended_before_anybody_read_of_it_is_not_told(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    room = Room(slack)
    room.error = "not_in_channel"
    await company.add_candidate()
    await courier.look()
    while courier._under_way:
        await courier._under_way.copy().pop()
    room.error = ""
    await company.work(lambda work: unreachable.reopen(work, HIRING))
    await deliver(company, courier)
    assert told(slack, "DRITA") == []


async def test_the_second_time_it_is_told_again(company: Company, courier: Courier, slack: FakeSlack) -> None:
    room = Room(slack)
    for number in range(2):
        room.error = "is_archived"
        await company.add_candidate(name=f"Candidate {number}")
        await deliver(company, courier)
        room.error = ""
        await deliver(company, courier, minutes=6)
        company.clock.move(timedelta(minutes=10))
    assert len(told(slack, "DRITA")) == 2


async def test_where_no_open_role_is_any_more_nobody_waits_and_nobody_is_told(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    await company.add_candidate()
    await deliver(company, courier)

    def close_all(work: Work) -> None:
        for role in work.session.exec(select(Role)).all():
            role.status = "closed"
            work.session.add(role)

    await company.work(close_all)
    room = Room(slack)
    room.error = "is_archived"
    await company.work(lambda work: posts.refresh(work, work.session.exec(select(Post)).all()))
    await deliver(company, courier)
    assert "pending" not in await states(company, HIRING)
    assert told(slack, "DRITA") == []


async def unreached(company: Company, loop: int) -> dict[str, str]:
    return {key: who for key, who in (await keys(company, loop)).items() if key.startswith("unreached:")}


async def keys(company: Company, loop: int) -> dict[str, str]:
    rows = await company.read(lambda work: queries.open_todos(work.session, loop))
    return {row.key: row.member_id for row in rows}


@pytest.mark.parametrize("error", ["user_disabled", "cannot_dm_bot"])
async def test_who_cannot_be_reached_is_the_recruiters_to_tell_or_to_replace_until_they_can_be_reached_again(
    company: Company, courier: Courier, slack: FakeSlack, error: str
) -> None:
    room = Room(slack, "DINES")
    room.error = error
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await deliver(company, courier)
    assert await unreached(company, loop) == {"unreached:gone.UINES": "URITA"}
    (trouble,) = await company.read(troubles.find)
    assert (trouble.member, trouble.error, trouble.kind) == ("UINES", error, "invitation")
    company.clock.move(timedelta(hours=1))
    await Planner(company.database, company.clock).tick()
    await deliver(company, courier)
    (reminder,) = [body for body in slack.messages.values() if body["channel"] == "DRITA" and "<@UINES>" in str(body)]
    assert "I can't reach <@UINES>" in str(reminder["blocks"])
    room.error = ""
    await company.work(lambda work: posts.refresh(work, work.session.exec(select(Post)).all()))
    await deliver(company, courier)
    assert await unreached(company, loop) == {}
    assert "✓ ~Tell somebody yourself~" in str(slack.messages["DRITA", reminder["ts"]]["blocks"])


async def test_a_recruiter_who_cannot_be_reached_is_the_hiring_managers_matter(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    room = Room(slack, "DRITA")
    room.error = "user_disabled"
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await journey.answer(company, loop, "UINES", "decline")
    await deliver(company, courier)
    assert "failed" in await states(company, "URITA")
    assert await unreached(company, loop) == {"unreached:gone.URITA": "UMAX"}


async def test_where_the_recruiter_cannot_be_told_of_a_closed_channel_the_hiring_manager_is(
    company: Company, courier: Courier, slack: FakeSlack
) -> None:
    company.clock.set_to(MONDAY + timedelta(hours=6))

    def shut(method: str, body: dict[str, str]) -> None:
        if method.startswith("chat.") and body["channel"] in (HIRING, "DRITA"):
            raise refusal("is_archived" if body["channel"] == HIRING else "user_disabled")

    slack.before = shut
    await company.add_candidate()
    await deliver(company, courier)
    (said,) = told(slack, "DMAX")
    assert "is archived" in said
