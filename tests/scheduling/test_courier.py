"""What the courier promises: in order, in place, at a pace, and never twice."""

import asyncio
from datetime import timedelta

import pytest

from domain.read.messages import PostKind
from models.database import Database
from models.points import Point
from scheduling.courier import Courier
from scheduling.sending import SEND_SECONDS
from services.delivery import LEASE
from tests.fakes.clock import MONDAY
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail


async def test_what_was_said_is_sent_once(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    await mail.deliver(courier, rounds=3)
    assert slack.said == [("C1", "card")]
    assert await mail.states() == ["sent"]


async def test_a_message_carries_an_opaque_key_and_unfolds_no_links(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    (body,), (row,) = slack.called("chat.postMessage"), await mail.rows()
    assert body["metadata"] == {"event_type": "loopkeeper", "event_payload": {"mark": row.mark}}
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)


async def test_a_channel_hears_things_in_order_at_one_a_second(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    for key in ("first", "second", "third"):
        await mail.say(key)
    await mail.deliver(courier)
    assert slack.said == [("C1", "first")]
    wait(0.8)
    await mail.deliver(courier)
    assert len(slack.said) == 1
    wait(0.3)
    await mail.deliver(courier, rounds=2)
    assert [text for _, text in slack.said] == ["first", "second", "third"]


async def test_channels_do_not_wait_for_each_other(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    for channel in ("C1", "C2", "C3"):
        await mail.say(f"card {channel}", channel)
    together = asyncio.Barrier(3)

    async def meet() -> None:
        async with asyncio.timeout(5):
            await together.wait()

    slack.before = lambda method, _body: meet() if method == "chat.postMessage" else None
    await mail.deliver(courier)
    assert sorted(slack.said) == [("C1", "card C1"), ("C2", "card C2"), ("C3", "card C3")]


async def test_a_reply_waits_for_its_parent(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    later = mail.clock.now() + timedelta(minutes=10)
    await mail.say("card", at=later)
    await mail.say("reply", kind=PostKind.THREAD, parent="card")
    await mail.deliver(courier, rounds=2)
    assert slack.said == []
    mail.clock.set_to(later)
    await mail.deliver(courier, rounds=2)
    assert slack.said == [("C1", "card"), ("C1", "reply")]
    assert slack.called("chat.postMessage")[1]["thread_ts"] == "1.000100"


async def test_a_reply_to_what_could_not_be_sent_is_given_up(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    await mail.say("reply", kind=PostKind.THREAD, parent="card")
    mail.texts["card"] = None
    await mail.deliver(courier, rounds=2)
    assert slack.said == []
    assert await mail.states() == ["dropped", "failed"]
    assert await mail.errors() == ["no longer true", "parent_not_sent"]


async def test_a_change_updates_the_message_in_place(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    mail.texts["card"] = "card, scheduled"
    await mail.say("card")
    await mail.say("card")
    await mail.deliver(courier, rounds=3)
    assert slack.changed == [("C1", "1.000100", "card, scheduled")]
    assert len(slack.said) == 1


async def test_a_change_while_sending_is_sent_afterwards(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")

    async def change(method: str) -> None:
        if method == "chat.postMessage":
            mail.texts["card"] = "card, changed"
            await mail.say("card")
            await mail.say("card")

    slack.before = lambda method, _body: change(method)
    await mail.deliver(courier, rounds=3)
    assert slack.said == [("C1", "card")]
    assert slack.changed == [("C1", "1.000100", "card, changed")]
    assert await mail.states() == ["sent", "sent"]


async def test_what_is_no_longer_true_is_not_sent(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    mail.texts["card"] = None
    await mail.deliver(courier)
    assert slack.calls == []
    assert await mail.states() == ["dropped"]


async def test_what_is_due_later_waits(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("tomorrow", at=mail.clock.now() + timedelta(days=1))
    await mail.deliver(courier)
    assert slack.said == []
    mail.clock.move(timedelta(days=1))
    await mail.deliver(courier)
    assert slack.said == [("C1", "tomorrow")]


async def test_a_direct_message_opens_its_conversation_once(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("one", member="U7")
    await mail.say("two", member="U7")
    await mail.deliver(courier, rounds=2)
    await mail.say("three", member="U7")
    await mail.deliver(mail.courier(), rounds=2, pause=2)
    assert slack.said == [("D7", "one"), ("D7", "two"), ("D7", "three")]
    assert len(slack.called("conversations.open")) == 1


async def test_two_couriers_never_send_the_same(mail: Mail, database_url: str, slack: FakeSlack) -> None:
    for number in range(12):
        await mail.say(f"card {number}", f"C{number % 4}")
    other = Database(database_url)
    couriers = [mail.courier(), mail.courier(other, at_once=2)]
    for _ in range(4):
        await asyncio.gather(*(courier.deliver() for courier in couriers))
        mail.clock.pass_real_time(timedelta(seconds=2))
    await other.close()
    assert len(slack.said) == 12
    for channel in range(4):
        told = [text for where, text in slack.said if where == f"C{channel}"]
        assert told == [f"card {number}" for number in range(channel, 12, 4)]


async def test_a_send_gives_up_within_half_its_lease() -> None:
    assert LEASE.total_seconds() / 2 > SEND_SECONDS > 10


@pytest.mark.parametrize("found", [False, True])
async def test_replies_to_a_message_that_was_given_up_follow_once_it_is_there(
    mail: Mail, courier: Courier, slack: FakeSlack, *, found: bool
) -> None:
    await mail.say("card")
    for key in ("reply 1", "reply 2"):
        await mail.say(key, kind=PostKind.THREAD, parent="card")
    if found:
        slack.lost.append("chat.postMessage")
        slack.wrong.append(("conversations.history", refusal("channel_not_found")))
    else:
        slack.wrong.append(("chat.postMessage", refusal("msg_too_long")))
    await mail.deliver(courier, rounds=8)
    assert (await mail.errors())[1:] == ["parent_not_sent", "parent_not_sent"]
    await mail.say("card")
    await mail.deliver(courier, rounds=8)
    assert [text for _, text in slack.said] == ["card", "reply 1", "reply 2"]
    assert [body.get("thread_ts") for body in slack.called("chat.postMessage")] == [None, "1.000100", "1.000100"]
    assert await mail.states() == ["failed", "sent", "sent", "sent"]


async def test_what_was_newly_sent_is_counted_by_its_kind_and_nothing_else_is(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(MONDAY + timedelta(minutes=5))
    slack.wrong.append(("conversations.open", refusal("user_disabled")))
    for key, member in (("given up", "U1"), ("reminder", "U2")):
        await mail.say(key, member=member, kind=PostKind.NUDGE)
    await mail.say("card")
    for text in ("card", "card, changed"):
        mail.texts["card"] = text
        await mail.say("card")
        await mail.deliver(courier, rounds=2)
    assert courier.sent == {PostKind.NUDGE: 1, PostKind.CARD: 1}


async def test_what_was_sent_at_the_same_time_is_written_down_at_once(mail: Mail, slack: FakeSlack) -> None:
    passed: list[Point] = []
    courier = mail.courier(passing=passed.append)
    for number in range(5):
        await mail.say(f"to {number}", member=f"U{number}")
    await mail.deliver(courier)
    assert len(slack.said) == 5
    assert passed.count(Point.MARK_INSIDE) == 1
    assert await mail.states() == ["sent"] * 5
