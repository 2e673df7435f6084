"""A clock that was ahead and is set right: nothing waits until it has caught up, and nothing is said twice."""

import asyncio
from datetime import timedelta

from models import queries_claims
from scheduling.courier import Courier
from services import gates
from services.gates import PACES, POST
from services.work import Work
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail

HOUR = 3600.0


async def test_what_is_new_and_what_waited_is_said_in_its_turn(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("first")
    await mail.say("waited")
    await courier.deliver()
    now, real = mail.clock.now(), mail.clock.real()
    await mail.database.perform(lambda session: gates.spend(Work(session, now), real, POST, PACES[POST].burst))
    wait(-HOUR)
    await mail.say("new where something was said")
    await mail.say("new elsewhere", "C9")
    await mail.deliver(courier, rounds=4)
    assert sorted(slack.said) == [
        ("C1", "first"), ("C1", "new where something was said"), ("C1", "waited"), ("C9", "new elsewhere"),
    ]  # fmt: skip


async def test_what_was_planned_for_later_keeps_its_moment(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    later = mail.clock.now() - timedelta(minutes=10)
    await mail.say("first")
    await mail.deliver(courier)
    wait(-HOUR)
    await mail.say("later", "C9", at=later)
    await mail.deliver(courier, rounds=5, pause=60)
    assert slack.said == [("C1", "first")]
    await mail.deliver(courier, rounds=2, pause=HOUR)
    assert slack.said == [("C1", "first"), ("C9", "later")]


async def test_what_slack_has_asked_for_still_holds(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    slack.wrong.append((POST, refusal("ratelimited", 429, Retry_After="7200")))
    await mail.deliver(courier)
    wait(-HOUR)
    await mail.deliver(courier, rounds=4, pause=2300)
    assert slack.said == []
    await mail.deliver(courier, rounds=2, pause=301)
    assert slack.said == [("C1", "card")]


async def test_what_is_under_way_meanwhile_is_taken_up_by_nobody_and_ends_as_it_does(
    mail: Mail, slack: FakeSlack, wait: Advance
) -> None:
    one, other, answer = mail.courier(), mail.courier(), asyncio.Event()
    slack.before = lambda method, _body: answer.wait() if method == POST else None
    await mail.say("card")
    await one.look()
    await asyncio.sleep(0.01)
    wait(-HOUR)
    for _ in range(3):
        wait(12)
        await other.take_up_interrupted()
        await other.deliver()
    answer.set()
    await one.deliver()
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])
    await mail.say("next")
    await mail.deliver(one, rounds=2)
    assert slack.said == [("C1", "card"), ("C1", "next")]


async def test_what_its_sender_has_left_before_that_is_taken_up_within_the_minute(
    mail: Mail, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    gone = mail.courier()
    await gone._claim(mail.clock.now(), mail.clock.real(), 1)
    wait(-HOUR)
    other = mail.courier()
    await other.deliver()
    wait(61)
    await other.take_up_interrupted()
    await other.deliver()
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])


async def test_whether_slack_took_others_since_it_failed_at_one_is_known_by_the_right_time(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    async def taken_since(row: int) -> bool:
        failed = (await mail.rows())[row].unanswered_at
        assert failed is not None
        return await mail.database.read(lambda session: queries_claims.taken_since(session, failed, ""))

    slack.wrong.append((POST, refusal("", 500)))
    await mail.say("failed before", "C1")
    await mail.deliver(courier)
    await mail.say("taken", "C2")
    await mail.deliver(courier)
    wait(-HOUR)
    await courier.deliver()
    wait(0.5)
    await mail.say("failed since", "C3")
    slack.wrong.append((POST, refusal("", 500)))
    await courier.deliver()
    assert [row.state for row in await mail.rows()] == ["pending", "sent", "pending"]
    assert (await taken_since(0), await taken_since(2)) == (True, False)


async def test_what_is_in_doubt_is_found_all_the_same(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    """Slack has its own clock, and had put the right time on it."""
    slack.time = lambda: mail.clock.now().timestamp() - HOUR
    await mail.say("card")
    slack.lost.append(POST)
    await mail.deliver(courier)
    wait(10 - HOUR)
    slack.time = lambda: mail.clock.now().timestamp()
    await mail.deliver(courier, rounds=7)
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])
