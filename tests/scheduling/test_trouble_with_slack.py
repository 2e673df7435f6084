"""What happens when Slack says no, not now, or nothing at all."""

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from domain.read.messages import PostKind
from scheduling.courier import Courier
from services import troubles
from services.delivery import ATTEMPTS
from services.outcomes import UNKNOWN
from services.work import Work
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail

POST = "chat.postMessage"


def unreachable() -> aiohttp.ClientConnectorError:
    key = ConnectionKey("slack.com", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None)
    return aiohttp.ClientConnectorError(key, OSError("no route"))


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
        slack.wrong.append((POST, unreachable()))
        await mail.deliver(courier)
        (row,) = await mail.rows()
        if row.next_try_at is not None and row.state == "pending":
            pauses.append((row.next_try_at - mail.clock.real()).total_seconds())
        wait(200)
    assert pauses == [1, 2, 4, 8, 16, 32, 64]
    assert await mail.states() == ["failed"]
    assert await mail.errors() == ["ClientConnectorError"]
    await mail.deliver(courier)
    assert slack.said == []


@pytest.mark.parametrize(
    "code",
    ["channel_not_found", "is_archived", "not_in_channel", "user_not_found", "cannot_dm_bot",
     "invalid_blocks", "msg_too_long", "something_new"],
)  # fmt: skip
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


async def test_a_message_whose_answer_was_lost_is_found_by_its_key_and_not_repeated(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    slack.lost.append(POST)
    await mail.deliver(courier)
    assert await mail.errors() == [UNKNOWN]
    mail.texts["card"] = "card, newer"
    wait(10)
    await mail.deliver(courier, rounds=2)
    assert slack.said == [("C1", "card")]
    assert slack.changed == [("C1", "1.000100", "card, newer")]
    assert await mail.states() == ["sent"]


async def test_a_reply_whose_answer_was_lost_is_found_in_its_thread(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await mail.say("reply", kind=PostKind.THREAD, parent="card")
    await mail.deliver(courier)
    wait(2)
    slack.lost.append(POST)
    await mail.deliver(courier)
    wait(10)
    await mail.deliver(courier, rounds=2)
    assert slack.said == [("C1", "card"), ("C1", "reply")]
    assert await mail.states() == ["sent", "sent"]


async def test_a_message_that_did_not_arrive_is_said_after_looking(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    slack.wrong.append((POST, TimeoutError()))
    await mail.deliver(courier)
    wait(10)
    await mail.deliver(courier)
    assert slack.said == [("C1", "card")]
    assert len(slack.called("conversations.history")) == 1


async def test_a_change_made_meanwhile_looks_for_the_message_too(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    slack.lost.append(POST)
    slack.before = lambda method, _body: mail.say("card") if method == POST else None
    await mail.deliver(courier)
    slack.before = lambda _method, _body: None
    wait(10)
    await mail.deliver(courier, rounds=2)
    assert await mail.states() == ["sent", "dropped"]
    assert len(slack.said) == 1


async def test_where_it_may_not_look_it_does_not_repeat(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    slack.lost.append(POST)
    slack.wrong.append(("conversations.history", refusal("missing_scope")))
    await mail.deliver(courier)
    wait(10)
    await mail.deliver(courier, rounds=3, pause=100)
    assert len(slack.said) == 1
    assert (await mail.states(), await mail.errors()) == (["doubtful"], [f"{UNKNOWN}: missing_scope"])
    found = await mail.database.read(lambda session: troubles.find(Work(session, mail.clock.now())))
    assert [trouble.in_doubt for trouble in found] == [True]


async def test_a_page_of_html_is_an_unknown_outcome(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    slack.wrong.append((POST, refusal("", 200)))
    await mail.deliver(courier)
    assert await mail.errors() == [UNKNOWN]


async def test_a_deleted_message_is_left_deleted(mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    slack.messages.clear()
    wait(2)
    await mail.say("card")
    await mail.deliver(courier)
    assert (await mail.states(), len(slack.said)) == (["sent", "dropped"], 1)
