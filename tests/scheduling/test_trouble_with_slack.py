"""What happens when Slack says no, not now, or nothing at all."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models.tables import Outbox
from scheduling.courier import Courier
from scheduling.slack import backoff
from services import troubles
from services.outbox_rows import ATTEMPTS, BLAMED_AFTER
from services.outcomes import UNKNOWN
from services.work import Work
from tests.fakes.posting import Answer, FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail
from tests.scheduling.test_judged import unreachable

POST = "chat.postMessage"


async def test_a_rate_limit_is_obeyed_to_the_second_and_costs_no_attempt(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await mail.say("elsewhere", "C2")
    slack.wrong.append((POST, refusal("ratelimited", 429, Retry_After="30")))
    await mail.deliver(courier)
    (said,) = slack.said  # whichever asked second: both are sent at once
    both = {("C1", "card"), ("C2", "elsewhere")}
    wait(29)
    await mail.deliver(courier)
    assert slack.said == [said]
    (held,) = (row for row in await mail.rows() if row.state == "pending")
    assert held.attempts == 0
    wait(1.1)
    await mail.deliver(courier)
    assert slack.said[0] == said
    assert set(slack.said) == both


async def test_what_comes_later_does_not_overtake_what_has_to_wait(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("first")
    await mail.say("second")
    slack.wrong.append((POST, refusal("service_unavailable", 503)))
    await mail.deliver(courier)
    wait(1.1)
    await mail.deliver(courier, rounds=2)
    assert [text for _, text in slack.said] == ["first", "second"]


async def test_it_is_tried_eight_times_with_growing_pauses_and_then_given_up(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    pauses = []
    for _ in range(ATTEMPTS):
        slack.wrong.append((POST, refusal("rollup_error")))
        await mail.deliver(courier)
        (row,) = await mail.rows()
        if row.next_try_at is not None and row.state == "pending":
            pauses.append((row.next_try_at - mail.clock.real()).total_seconds())
        wait(200)
    assert pauses == [1, 2, 4, 8, 16, 32, 64]
    assert await mail.states() == ["failed"]
    assert await mail.errors() == ["rollup_error"]
    await mail.deliver(courier)
    assert slack.said == []


def down(slack: FakeSlack, error: BaseException | None, *methods: str) -> None:
    """These methods (none named: all) raise this, until it is None."""

    def fail(method: str, _body: Any) -> None:
        if error is not None and (not methods or method in methods):
            raise error

    slack.before = fail


@pytest.mark.parametrize(
    "error", [unreachable(), TimeoutError(), refusal("", 502)], ids=["no network", "silence", "a proxy's page"]
)
async def test_an_outage_uses_up_no_attempts_and_what_waited_is_said_once_when_it_is_over(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, error: BaseException
) -> None:
    await mail.say("card")
    down(slack, error)
    pauses = []
    for _ in range(ATTEMPTS + 2):
        await mail.deliver(courier)
        (row,) = await mail.rows()
        assert (row.state, row.attempts) == ("pending", 0)
        assert row.next_try_at is not None
        pauses.append((row.next_try_at - mail.clock.real()).total_seconds())
        wait(pauses[-1])
    assert pauses[3:] == [8, 16, 32, 64, 120, 120, 120]
    down(slack, None)
    await mail.deliver(courier)
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])


def at_this_one(slack: FakeSlack, text: str, error: BaseException) -> None:
    """Slack fails at this message, whenever it is asked for it."""

    def fail(_method: str, body: Any) -> None:
        if body.get("text") == text:
            raise error

    slack.before = fail


async def failed_for_an_hour(mail: Mail) -> None:
    """So often, as it is tried once a minute on average."""

    def write(session: Session) -> None:
        for row in session.exec(select(Outbox)).all():
            row.unanswered = BLAMED_AFTER - 1
            session.add(row)

    await mail.database.perform(write)


def test_trouble_with_one_conversation_is_borne_for_an_hour_on_average() -> None:
    spent, on_average = timedelta(), 0.5
    for attempt in range(1, BLAMED_AFTER + 1):
        spent += backoff(attempt, lambda: on_average)
    assert timedelta(minutes=50) < spent < timedelta(minutes=70)


@pytest.mark.parametrize(("error", "looks"), [(refusal("", 500), 1), (refusal("internal_error", 503), 0)])
async def test_a_message_at_which_slack_fails_each_time_while_it_takes_others_is_given_up_in_the_end(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, error: BaseException, looks: int
) -> None:
    """Where it may have arrived it is looked for before that, so that it is not in doubt."""
    await mail.say("poison")
    await mail.say("behind it")
    await failed_for_an_hour(mail)
    at_this_one(slack, "poison", error)
    tries = 0
    while (await mail.states())[0] == "pending":
        tries += 1
        await mail.say(f"elsewhere {tries}", "C2")
        await mail.deliver(courier)
        wait(121)
    assert tries == 1 + ATTEMPTS + looks
    await mail.deliver(courier, rounds=2)
    assert (await mail.states())[:2] == ["failed", "sent"]


async def test_an_outage_of_servers_errors_is_no_message_s_fault_whatever_was_taken_before_it(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("before", "C2")
    await mail.deliver(courier)
    wait(5)
    await mail.say("card")
    await mail.say("elsewhere", "C2")
    await failed_for_an_hour(mail)
    down(slack, refusal("", 500))
    for _ in range(1 + ATTEMPTS + 1):
        await mail.deliver(courier)
        wait(121)
    assert [row.attempts for row in await mail.rows()] == [1, 0, 0]
    down(slack, None)
    await mail.deliver(courier, rounds=2)
    assert await mail.states() == ["sent"] * 3


@pytest.mark.parametrize("error", [unreachable(), refusal("internal_error")])
async def test_what_cannot_be_looked_for_during_an_outage_is_looked_for_after_it(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, error: BaseException
) -> None:
    await mail.say("card")
    slack.lost.append(POST)
    await mail.deliver(courier)
    down(slack, error, "conversations.history")
    for _ in range(ATTEMPTS + 2):
        wait(121)
        await mail.deliver(courier)
    assert (await mail.states(), await mail.errors()) == (["pending"], [UNKNOWN])
    down(slack, None)
    wait(121)
    await mail.deliver(courier, rounds=2)
    assert (len(slack.said), await mail.states()) == (1, ["sent"])


async def test_a_request_that_somebody_between_refuses_is_its_own_fault(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await mail.say("card")
    slack.wrong.append((POST, refusal("", 413)))
    await mail.deliver(courier)
    assert [row.attempts for row in await mail.rows()] == [1]


@pytest.mark.parametrize("code", ["channel_not_found", "user_not_found", "invalid_blocks"])
async def test_what_slack_refuses_for_good_is_given_up_at_once(
    mail: Mail, courier: Courier, slack: FakeSlack, code: str
) -> None:
    await mail.say("card")
    slack.wrong.append((POST, refusal(code)))
    await mail.deliver(courier, rounds=3, pause=300)
    assert slack.said == []
    assert (await mail.states(), await mail.errors()) == (["failed"], [code])


async def test_what_failed_is_seen_by_people(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    slack.wrong.append((POST, refusal("is_archived")))
    await mail.deliver(courier)
    found = await mail.database.read(lambda session: troubles.find(Work(session, mail.clock.now())))
    assert [(trouble.channel, trouble.error, trouble.in_doubt) for trouble in found] == [("C1", "is_archived", False)]


async def test_a_workspace_that_has_sent_too_much_is_left_alone_for_minutes_and_nothing_is_given_up(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await mail.say("card")
    slack.wrong += [("chat.postMessage", refusal("message_limit_exceeded"))] * 10
    await mail.deliver(courier, rounds=10, pause=30)
    assert len(slack.wrong) == 9
    await mail.deliver(courier, rounds=11, pause=301)
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])


async def test_a_conversation_that_slack_opens_without_saying_which_is_no_message_s_fault(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("one", member="U7")
    slack.answers["conversations.open"] = Answer({"channel": {}})
    for _ in range(ATTEMPTS + 1):
        await mail.deliver(courier)
        wait(121)
    slack.answers.clear()
    await mail.deliver(courier)
    assert (slack.said, await mail.states()) == ([("D7", "one")], ["sent"])
