"""What waits until its reader works, and what is said at once: each kind of message by itself, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.read.messages import NoticePost, Outgoing
from models.points import pass_by
from scheduling.humane import Humane
from scheduling.sending import Sending
from services.outcomes import Again, Later, NoAnswer, Outcome, Sent
from tests.fakes.clock import FrozenClock
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.test_judged import CLAIM
from tests.views import said, samples
from views.messages import render

SUNDAY = datetime(2027, 3, 7, 12, tzinfo=UTC)
POSTS = said.posts(samples.TYPICAL)
WAIT = (
    "nudge", "escalation scorecard", "briefing", "briefings", "tell by itself", "decide by itself", "reads along",
    "leaderless", "no channel", "Voted second_vote by nobody",
)  # fmt: skip
AT_ONCE = ("tell", "decide", "notice asks", "Voted second_vote", "approval", "invitation pending", "hired", "digest")


async def sent(model: Outgoing, slack: FakeSlack, at: datetime) -> Outcome:
    """What comes of a new message, to a place that is known already."""
    clock, nowhere = FrozenClock(at), None
    claim = replace(CLAIM, until=at + timedelta(minutes=1))
    direct: Any = nowhere
    return await Sending(slack, render, Humane(slack, clock), direct, lambda: 1.0, clock, pass_by, claim).send(model)


@pytest.mark.parametrize("name", WAIT)
async def test_what_nobody_waits_for_reaches_nobody_on_a_sunday(name: str) -> None:
    slack = FakeSlack()
    assert isinstance(await sent(POSTS[name], slack, SUNDAY), Later)
    assert slack.calls == []


@pytest.mark.parametrize("name", AT_ONCE)
async def test_what_somebody_has_done_is_heard_of_at_once(name: str) -> None:
    assert isinstance(await sent(POSTS[name], FakeSlack(), SUNDAY), Sent)


async def test_a_notice_waits_where_time_alone_has_brought_it_about() -> None:
    notice = POSTS["notice asks"]
    assert isinstance(notice, NoticePost)
    alone = replace(notice, line=replace(notice.line, by=None))
    assert isinstance(await sent(alone, FakeSlack(), SUNDAY), Later)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (refusal("ratelimited", 429, Retry_After="30"), Again("ratelimited", timedelta(seconds=30), counts=False)),
        (refusal("", 503), NoAnswer("http_503", timedelta(seconds=1))),
    ],
)
async def test_a_question_about_do_not_disturb_is_put_off_as_slack_asks(error: Exception, expected: Outcome) -> None:
    slack = FakeSlack()
    slack.wrong.append(("dnd.info", error))
    assert await sent(POSTS["nudge"], slack, SUNDAY + timedelta(days=1)) == expected
    assert slack.said == []
