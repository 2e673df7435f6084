"""Reminders reach people when they work, and not when they want quiet."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.read.messages import PostKind
from scheduling.courier import Courier
from services.outcomes import UNKNOWN
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Mail

NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)


async def test_nobody_is_nudged_before_their_own_nine_o_clock(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    mail.zones = {"U1": "Europe/Lisbon", "U2": "America/New_York", "U3": "Asia/Kolkata"}
    for member in mail.zones:
        await mail.say(f"nudge {member}", member=member, kind=PostKind.NUDGE)
    await mail.deliver(courier, rounds=2)
    assert [where for where, _ in slack.said] == ["D3"]
    mail.clock.set_to(NINE)
    await mail.deliver(courier, rounds=2)
    assert [where for where, _ in slack.said] == ["D3", "D1"]
    mail.clock.set_to(NINE + timedelta(hours=5))
    await mail.deliver(courier, rounds=2)
    assert [where for where, _ in slack.said] == ["D3", "D1", "D2"]


async def test_a_nudge_that_was_held_up_until_the_evening_waits_for_the_morning(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    mail.clock.set_to(datetime(2027, 3, 5, 18, tzinfo=UTC))
    await mail.deliver(courier)
    (row,) = await mail.rows()
    assert (slack.said, row.due_at) == ([], datetime(2027, 3, 8, 9, tzinfo=UTC))


async def test_do_not_disturb_puts_a_nudge_off_until_its_end(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    mail.clock.set_to(NINE)
    ends = NINE + timedelta(hours=2)
    slack.quiet["U1"] = {
        "dnd_enabled": True, "next_dnd_start_ts": NINE.timestamp() - 60, "next_dnd_end_ts": ends.timestamp(),
    }  # fmt: skip
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier)
    (row,) = await mail.rows()
    assert (slack.said, row.state, row.due_at, row.attempts) == ([], "pending", ends, 0)
    mail.clock.set_to(ends)
    mail.clock.pass_real_time(timedelta(minutes=5))
    await mail.deliver(courier)
    assert len(slack.said) == 1


async def test_a_snooze_counts_as_do_not_disturb_and_is_asked_once_in_minutes(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE)
    slack.quiet["U1"] = {"snooze_enabled": True, "snooze_endtime": NINE.timestamp() + 1800}
    for key in ("one", "two"):
        await mail.say(key, member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier, rounds=2)
    assert slack.said == []
    assert len(slack.called("dnd.info")) == 1


async def test_other_messages_do_not_ask(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("invitation", member="U1", kind=PostKind.INVITATION)
    await mail.deliver(courier)
    assert (len(slack.said), slack.called("dnd.info")) == (1, [])


@pytest.mark.parametrize("code", ["missing_scope", "user_not_found", "not_allowed_token_type"])
async def test_a_nudge_goes_out_when_slack_does_not_say(
    mail: Mail, courier: Courier, slack: FakeSlack, code: str
) -> None:
    mail.clock.set_to(NINE)
    slack.wrong.append(("dnd.info", refusal(code)))
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier)
    assert len(slack.said) == 1


FAILURES = [refusal("ratelimited", 429, Retry_After="5"), refusal("internal_error"), refusal("", 503), TimeoutError()]


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_question_that_fails_is_asked_again_before_anybody_is_disturbed(
    mail: Mail, courier: Courier, slack: FakeSlack, failure: Exception
) -> None:
    mail.clock.set_to(NINE)
    slack.quiet["U1"] = {"snooze_enabled": True, "snooze_endtime": NINE.timestamp() + 1800}
    slack.wrong.append(("dnd.info", failure))
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier, rounds=3, pause=10)
    (row,) = await mail.rows()
    assert (slack.said, row.attempts, row.due_at) == ([], 0, NINE + timedelta(seconds=1800))


async def test_where_it_goes_on_failing_working_hours_alone_decide(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE)
    slack.wrong += [("dnd.info", refusal("", 503))] * 30
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier, rounds=3, pause=120)
    assert slack.said == []
    await mail.deliver(courier, rounds=6, pause=120)
    assert len(slack.said) == 1


@pytest.mark.parametrize(
    "answer", [{"dnd_enabled": True, "next_dnd_start_ts": "soon"}, {"snooze_enabled": True, "snooze_endtime": 4e18}]
)
async def test_what_makes_no_sense_is_no_answer_and_costs_no_attempt(
    mail: Mail, courier: Courier, slack: FakeSlack, answer: dict[str, Any]
) -> None:
    mail.clock.set_to(NINE)
    slack.quiet["U1"] = answer
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier, rounds=3, pause=120)
    assert (slack.said, [row.attempts for row in await mail.rows()]) == ([], [0])
    await mail.deliver(courier, rounds=6, pause=120)
    assert len(slack.said) == 1


async def test_that_nothing_was_answered_during_an_outage_is_no_reason_to_disturb_anybody_after_it(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE)
    slack.quiet["U1"] = {"snooze_enabled": True, "snooze_endtime": NINE.timestamp() + 7200}
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)

    def down(_method: str, _body: Any) -> None:
        raise refusal("", 500)

    slack.before = down
    await mail.deliver(courier, rounds=12, pause=121)
    slack.before = lambda _method, _body: None
    slack.wrong.append(("dnd.info", refusal("internal_error")))
    mail.clock.pass_real_time(timedelta(seconds=121))
    await mail.deliver(courier, rounds=2, pause=121)
    assert (slack.said, await mail.states()) == ([], ["pending"])


async def test_an_answer_from_before_the_clock_was_set_back_is_asked_for_anew(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE + timedelta(hours=2))
    await mail.say("one", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier)
    mail.clock.pass_real_time(timedelta(hours=-1))
    mail.clock.pass_real_time(timedelta(minutes=6))
    slack.quiet["U1"] = {"snooze_enabled": True, "snooze_endtime": mail.clock.now().timestamp() + 1800}
    await mail.say("two", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier, rounds=3)
    assert len(slack.said) == 1


async def test_a_nudge_that_is_there_already_is_brought_up_to_date_at_any_hour(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE)
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier)
    mail.clock.set_to(NINE + timedelta(hours=13))
    mail.clock.pass_real_time(timedelta(seconds=2))
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    await mail.deliver(courier)
    assert len(slack.changed) == 1


@pytest.mark.parametrize("post", [PostKind.NUDGE, PostKind.ESCALATION])
async def test_what_was_looked_for_at_night_and_is_not_there_waits_for_the_morning_still_in_doubt(
    mail: Mail, courier: Courier, slack: FakeSlack, post: PostKind
) -> None:
    mail.clock.set_to(NINE + timedelta(hours=8, minutes=59))
    await mail.say("it", member="U1", kind=post)
    slack.wrong.append(("chat.postMessage", TimeoutError()))
    await mail.deliver(courier)
    mail.clock.set_to(NINE + timedelta(hours=17))
    mail.clock.pass_real_time(timedelta(minutes=2))
    await mail.deliver(courier)
    (row,) = await mail.rows()
    morning = NINE + timedelta(days=1)
    assert (slack.said, row.state, row.due_at, row.error) == ([], "pending", morning, UNKNOWN)
    mail.clock.set_to(morning)
    await mail.deliver(courier)
    assert len(slack.said) == 1
    assert len(slack.called("conversations.history")) == 2, "it may have appeared meanwhile"


async def test_what_was_lost_and_is_found_at_night_is_brought_up_to_date_there(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE + timedelta(hours=8, minutes=59))
    await mail.say("nudge", member="U1", kind=PostKind.NUDGE)
    slack.lost.append("chat.postMessage")
    await mail.deliver(courier)
    mail.clock.set_to(NINE + timedelta(hours=17))
    mail.clock.pass_real_time(timedelta(minutes=2))
    await mail.deliver(courier, rounds=2)
    assert (len(slack.said), await mail.states()) == (1, ["sent"])
    assert courier.sent == {"nudge": 1}, "it is counted, though nobody knew at first that it was sent"
