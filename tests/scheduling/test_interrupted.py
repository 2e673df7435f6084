"""What a sender that was killed has left half done is taken up by whoever comes next, and nothing doubles."""

import asyncio

import pytest

from domain.read.messages import PostKind
from models.points import Point
from scheduling.courier import Courier
from services.delivery import LEASE
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail


class Killed(BaseException):
    """What SIGKILL does, as far as one process can do it to itself: not even `finally` writes anything down."""


async def killed_at(mail: Mail, point: Point) -> None:
    """A courier that is gone when it passes the point; its rows and leases stay as they are."""

    def die(passed: Point) -> None:
        if passed is point:
            raise Killed

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    courier = mail.courier(passing=die)
    with pytest.raises(Killed):
        await courier.deliver()
    loop.set_exception_handler(None)


async def next_one(mail: Mail, wait: Advance, rounds: int = 3) -> None:
    courier = mail.courier()
    await courier.take_up_interrupted()
    wait(LEASE.total_seconds() + 1)
    await courier.take_up_interrupted()
    await mail.deliver(courier, rounds=rounds)


@pytest.mark.parametrize("where", ["channel", "direct", "thread"])
@pytest.mark.parametrize("point", [Point.CLAIM_AFTER, Point.SEND_BEFORE, Point.SEND_AFTER, Point.MARK_INSIDE])
async def test_a_new_message_is_looked_for_and_then_marked_or_sent(
    mail: Mail, slack: FakeSlack, wait: Advance, point: Point, where: str
) -> None:
    if where == "thread":
        await mail.say("card")
        await mail.deliver(mail.courier())
        wait(2)
        await mail.say("it", kind=PostKind.THREAD, parent="card")
    else:
        await mail.say("it", member="U7" if where == "direct" else None)
    await killed_at(mail, point)
    assert (await mail.states())[-1] == "sending"
    await next_one(mail, wait)
    assert (await mail.states())[-1] == "sent"
    assert [text for _, text in slack.said].count("it") == 1
    looked = slack.called("conversations.replies" if where == "thread" else "conversations.history")
    assert len(looked) == 1


async def test_what_cannot_be_written_down_is_seen_and_taken_up_later(
    mail: Mail, slack: FakeSlack, wait: Advance
) -> None:
    def fail(passed: Point) -> None:
        if passed is Point.MARK_INSIDE:
            raise ValueError("a statement that the database does not like")

    await mail.say("card")
    courier = mail.courier(passing=fail)
    await courier.deliver()
    assert (await mail.states(), courier.errors) == (["sending"], 1)
    await next_one(mail, wait)
    assert (len(slack.said), await mail.states()) == (1, ["sent"])


async def test_what_it_says_by_then_is_what_is_shown(mail: Mail, slack: FakeSlack, wait: Advance) -> None:
    await mail.say("card")
    await killed_at(mail, Point.SEND_AFTER)
    mail.texts["card"] = "card, changed meanwhile"
    await mail.say("card")
    await next_one(mail, wait)
    assert slack.said == [("C1", "card")]
    assert [message["text"] for message in slack.messages.values()] == ["card, changed meanwhile"]
    assert await mail.states() == ["sent", "dropped"]


async def test_what_is_no_longer_true_is_not_sent_when_it_is_not_there(
    mail: Mail, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await killed_at(mail, Point.SEND_BEFORE)
    mail.texts["card"] = None
    await next_one(mail, wait)
    assert (slack.said, await mail.states()) == ([], ["dropped"])


@pytest.mark.parametrize("changed", [False, True])
async def test_nothing_goes_past_it_to_the_same_place(
    mail: Mail, slack: FakeSlack, wait: Advance, *, changed: bool
) -> None:
    """Its lease has run out, and nobody has taken it up yet; or it was to be changed meanwhile."""
    await mail.say("first")
    await killed_at(mail, Point.SEND_BEFORE)
    await mail.say("second")
    if changed:
        await mail.say("first")
    courier = mail.courier()
    wait(LEASE.total_seconds() + 1)
    await mail.deliver(courier, rounds=2)
    assert slack.said == []
    await courier.take_up_interrupted()
    await mail.deliver(courier, rounds=3)
    assert [text for _, text in slack.said] == ["first", "second"]


async def test_an_update_is_made_again_without_looking(mail: Mail, slack: FakeSlack, wait: Advance) -> None:
    await mail.say("card")
    await mail.deliver(mail.courier())
    wait(2)
    mail.texts["card"] = "changed"
    await mail.say("card")
    await killed_at(mail, Point.SEND_AFTER)
    await next_one(mail, wait)
    assert [text for _, _, text in slack.changed] == ["changed", "changed"]
    assert slack.called("conversations.history") == []
    assert await mail.states() == ["sent", "sent"]


async def test_where_it_may_not_look_it_stays_in_doubt_and_holds_back_its_post_alone(
    mail: Mail, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await killed_at(mail, Point.SEND_AFTER)
    await mail.say("card")
    await mail.say("reply", kind=PostKind.THREAD, parent="card")
    await mail.say("other")
    slack.wrong.append(("conversations.history", refusal("missing_scope")))
    await next_one(mail, wait, rounds=5)
    assert await mail.states() == ["doubtful", "dropped", "pending", "sent"]
    assert [text for _, text in slack.said] == ["card", "other"]


async def test_while_its_sender_may_live_nothing_is_taken_from_it(mail: Mail, slack: FakeSlack, wait: Advance) -> None:
    await mail.say("card")
    await killed_at(mail, Point.SEND_AFTER)
    wait(LEASE.total_seconds() - 1)
    courier = mail.courier()
    await courier.take_up_interrupted()
    await mail.deliver(courier)
    assert (await mail.states(), len(slack.said)) == (["sending"], 1)


async def test_who_slept_until_its_lease_ran_out_does_not_begin_to_send(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card", member="U7")
    slack.before = lambda method, _body: wait(31) if method == "conversations.open" else None
    await courier.look()
    while courier._under_way:
        await asyncio.sleep(0.01)
    assert (slack.said, await mail.errors()) == ([], ["held_up"])
    slack.before = lambda _method, _body: None
    await mail.deliver(courier, rounds=2)
    assert slack.said == [("D7", "card")]


async def test_a_sender_that_is_told_to_stop_lets_go_at_once(mail: Mail, slack: FakeSlack, wait: Advance) -> None:
    await mail.say("card")
    await mail.say("other", "C2")
    stuck = asyncio.Barrier(3)

    async def hang() -> None:
        await stuck.wait()
        await asyncio.Event().wait()

    slack.before = lambda method, _body: hang() if method == "chat.postMessage" else None
    stopping = mail.courier()
    await stopping.look()
    await stuck.wait()
    await stopping.stop(drain=0)
    assert await mail.states() == ["pending", "pending"]
    slack.before = lambda _method, _body: None
    wait(2)
    await mail.deliver(mail.courier())
    assert sorted(slack.said) == [("C1", "card"), ("C2", "other")]
    assert len(slack.called("conversations.history")) == 2
