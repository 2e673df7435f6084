"""What may have arrived is looked for before it is said again."""

from datetime import timedelta
from typing import Any

import pytest

from domain.read.messages import PostKind
from scheduling.courier import Courier
from services import troubles
from services.outcomes import UNKNOWN
from services.work import Work
from tests.fakes.posting import Answer, FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail

POST = "chat.postMessage"


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


@pytest.mark.parametrize("minutes", [10, -10, 600])
async def test_a_machine_whose_clock_is_not_slacks_finds_it_all_the_same(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, minutes: int
) -> None:
    slack.time = (mail.clock.now() - timedelta(minutes=minutes)).timestamp
    await mail.say("card")
    slack.lost.append(POST)
    await mail.deliver(courier)
    wait(10)
    await mail.deliver(courier, rounds=2)
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])


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


@pytest.mark.parametrize("answer", [{}, {"messages": None}, {"messages": [None]}])
async def test_an_answer_without_messages_does_not_say_that_it_is_not_there(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, answer: dict[str, Any]
) -> None:
    await mail.say("card")
    slack.lost.append(POST)
    await mail.deliver(courier)
    slack.answers["conversations.history"] = Answer(answer)
    wait(10)
    await mail.deliver(courier)
    assert [row.attempts for row in await mail.rows()] == [0]
    slack.answers.clear()
    wait(121)
    await mail.deliver(courier, rounds=2)
    assert (len(slack.said), await mail.states()) == (1, ["sent"])


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


async def in_doubt(mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, looking: str) -> int:
    """A message that is in Slack, though looking for it was answered so; the row that is in trouble for it."""
    await mail.say("card")
    slack.lost.append(POST)
    slack.wrong.append(("conversations.history", refusal(looking)))
    await mail.deliver(courier)
    wait(10)
    await mail.deliver(courier)
    (trouble,) = await mail.database.read(lambda session: troubles.find(Work(session, mail.clock.now())))
    return trouble.outbox


@pytest.mark.parametrize("change", ["before", "after"])
async def test_what_was_in_doubt_and_written_off_is_looked_for_before_a_change_says_it(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, change: str
) -> None:
    row = await in_doubt(mail, courier, slack, wait, "missing_scope")
    if change == "before":
        await mail.say("card")
    await mail.database.perform(lambda session: troubles.drop(Work(session, mail.clock.now()), [row]))
    if change == "after":
        wait(100_000)
        mail.clock.move(timedelta(days=3))
        await mail.say("card")
    mail.texts["card"] = "card, newer"
    await mail.deliver(courier, rounds=3)
    assert [text for _, text in slack.said] == ["card"]
    assert [text for _, _, text in slack.changed] == ["card, newer"]
    assert await mail.states() == ["dropped", "sent"]
    since = float(slack.called("conversations.history")[-1]["oldest"])
    first, _ = await mail.rows()
    assert since < first.created_at.timestamp()


@pytest.mark.parametrize(("anyway", "said"), [(False, 1), (True, 2)])
async def test_what_could_not_be_looked_for_because_of_its_channel_is_looked_for_when_it_is_sent_again(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance, *, anyway: bool, said: int
) -> None:
    row = await in_doubt(mail, courier, slack, wait, "channel_not_found")
    assert await mail.states() == ["failed"]
    await mail.database.perform(lambda s: troubles.retry(Work(s, mail.clock.now()), [row], anyway=anyway))
    await mail.deliver(courier, rounds=3)
    assert (len(slack.said), await mail.states()) == (said, ["sent"])
