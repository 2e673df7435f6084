"""Messages to several people at once: in a conversation of theirs, or to each alone where there can be none."""

import pytest
from sqlmodel import Session

from domain.read.messages import PostKind
from models.tables import Post
from scheduling.courier import Courier
from services import delivery
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes.clock import MONDAY
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Mail

TWO = "U7,U8"


async def debrief(mail: Mail) -> None:
    """Its message, and a line in its thread."""
    await mail.say("debrief", kind=PostKind.DEBRIEF, people=TWO)
    await mail.say("debrief/1", kind=PostKind.DEBRIEF_LINE, people=TWO, parent="debrief")


async def test_a_group_is_opened_once_and_its_thread_follows(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await debrief(mail)
    await mail.deliver(courier, rounds=2)
    await mail.say("another", kind=PostKind.DEBRIEF, people=TWO)
    await mail.deliver(mail.courier(), rounds=2, pause=2)
    assert slack.said == [("D7,U8", "debrief"), ("D7,U8", "debrief/1"), ("D7,U8", "another")]
    assert [body["users"] for body in slack.called("conversations.open")] == [TWO]
    assert [body.get("thread_ts") for body in slack.called("chat.postMessage")] == [None, "1.000100", None]


@pytest.mark.parametrize("code", ["missing_scope", "user_disabled", "too_many_users"])
async def test_where_no_group_can_be_opened_each_is_told_alone_and_all_else_goes_on(
    mail: Mail, courier: Courier, slack: FakeSlack, code: str
) -> None:
    await debrief(mail)
    await mail.say("elsewhere", "C9")
    slack.wrong.append(("conversations.open", refusal(code)))
    await mail.deliver(courier, rounds=3)
    assert sorted(slack.said) == [("C9", "elsewhere"), ("D7", "debrief:U7"), ("D8", "debrief:U8")]
    assert "failed" not in await mail.states()


async def test_a_token_that_is_refused_is_no_reason_to_tell_each_alone(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await debrief(mail)
    slack.wrong.append(("conversations.open", refusal("token_revoked")))
    await mail.deliver(courier)
    assert await mail.states() == ["pending", "pending"]


async def test_where_many_people_are_is_read_by_one_query(
    mail: Mail, courier: Courier, slack: FakeSlack, count_queries: CountQueries
) -> None:
    """Of each the last conversation that is known; of who has had none, and of a group, what is theirs."""
    for member in ("U1", "U2", "U3"):
        await mail.say(f"to {member}", member=member)
    await mail.deliver(courier)
    await debrief(mail)
    await mail.deliver(courier)
    await mail.database.perform(_moved)
    asked = ("U9", "U3", TWO, "U1", "U2")

    def where(session: Session) -> list[str]:
        return delivery.direct_channels(Work(session, mail.clock.now()), asked)

    with count_queries(mail.database) as queries:
        assert await mail.database.read(where) == ["", "D3", "D7,U8", "DNEW", "D2"]
    assert len(queries) == 2


def _moved(session: Session) -> None:
    """A later message to U1 is elsewhere; one in a channel, or that is still to be sent, says nothing of it."""
    for key, channel, sent in (("a", "", "DNEW"), ("b", "C1", "C1"), ("c", "", "")):
        session.add(Post(key=key, kind="card", member_id="U1", channel=channel, sent_channel=sent, created_at=MONDAY))
    session.flush()
