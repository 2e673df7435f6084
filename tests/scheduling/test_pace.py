"""The pace of Slack's methods, which holds for all copies; and a rate limit, which all obey."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from domain.read.messages import PostKind
from models.database import Database
from models.tables import Destination
from scheduling.courier import Courier
from services import gates
from services.gates import PACES, POST, UPDATE
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes.clock import MONDAY
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail

NINE = MONDAY + timedelta(minutes=5)


async def spent(mail: Mail, method: str, calls: int) -> None:
    now, real = mail.clock.now(), mail.clock.real()
    await mail.database.perform(lambda session: gates.spend(Work(session, now), real, method, calls))


async def free(mail: Mail, method: str) -> int:
    now, real = mail.clock.now(), mail.clock.real()
    return await mail.database.read(lambda session: gates.look(Work(session, now), real).free[method])


async def many(mail: Mail, count: int) -> None:
    for number in range(count):
        await mail.say(f"card {number}", f"C{number}")


async def test_new_messages_of_the_workspace_keep_the_pace_of_their_method_over_all_copies(
    mail: Mail, database_url: str, slack: FakeSlack, wait: Advance
) -> None:
    pace = PACES[POST]
    await many(mail, pace.burst + 10)
    other = Database(database_url)
    couriers = [mail.courier(), mail.courier(other)]
    for courier in (*couriers, *couriers):
        await courier.deliver()
    assert len(slack.said) == pace.burst
    wait(3 * pace.interval.total_seconds())
    for courier in couriers:
        await courier.deliver()
    assert len(slack.said) == pace.burst + 3
    await other.close()


async def test_changes_have_a_pace_of_their_own_and_hold_no_new_message_up(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await many(mail, 3)
    await mail.deliver(courier)
    wait(2)
    real = mail.clock.real()
    await mail.database.perform(
        lambda session: gates.spend(Work(session, mail.clock.now()), real, UPDATE, PACES[UPDATE].burst - 1)
    )
    mail.texts |= {f"card {number}": "changed" for number in range(3)}
    await many(mail, 3)
    await mail.say("new", "C9")
    await mail.deliver(courier)
    assert (len(slack.changed), slack.said[-1]) == (1, ("C9", "new"))
    assert await courier.look() == pytest.approx(PACES[UPDATE].interval.total_seconds(), abs=0.01)
    await mail.deliver(courier, rounds=3, pause=PACES[UPDATE].interval.total_seconds())
    assert len(slack.changed) == 3


async def test_in_one_channel_a_change_that_must_wait_is_not_overtaken(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    await mail.deliver(courier)
    wait(2)
    real = mail.clock.real()
    await mail.database.perform(
        lambda session: gates.spend(Work(session, mail.clock.now()), real, UPDATE, PACES[UPDATE].burst)
    )
    mail.texts["card"] = "changed"
    await mail.say("card")
    await mail.say("afterwards")
    await mail.deliver(courier)
    assert (len(slack.said), slack.changed) == (1, [])
    await mail.deliver(courier, rounds=4, pause=1.02)
    assert [method for method, _ in slack.calls] == ["chat.postMessage", "chat.update", "chat.postMessage"]


async def test_what_slack_asks_of_a_method_all_copies_obey(
    mail: Mail, database_url: str, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("one", member="U1")
    slack.wrong.append(("conversations.open", refusal("ratelimited", 429, Retry_After="20")))
    await mail.deliver(courier)
    other = Database(database_url)
    await mail.say("two", member="U2")
    await mail.deliver(mail.courier(other), rounds=5, pause=3)
    assert slack.calls == []
    assert await mail.errors() == ["ratelimited", "paced"]
    wait(9)
    for _ in range(3):
        await mail.deliver(courier, rounds=2)
    await other.close()
    assert sorted(slack.said) == [("D1", "one"), ("D2", "two")]
    assert {row.attempts for row in await mail.rows()} == {1}


async def test_what_is_given_back_shortens_no_wait_that_slack_has_asked_for(mail: Mail, wait: Advance) -> None:
    """A dozen changes were claimed: one was refused for its pace, and of the others most say what stands there."""
    await spent(mail, UPDATE, 12)
    now, real = mail.clock.now(), mail.clock.real()
    asked = timedelta(seconds=20)
    await mail.database.perform(lambda session: gates.hold(Work(session, now), real, UPDATE, asked))
    await spent(mail, UPDATE, -11)
    opens = await mail.database.read(lambda session: gates.look(Work(session, now), real).opens_at)
    assert opens == real + asked
    wait(20)
    assert await free(mail, UPDATE) == 1


@pytest.mark.parametrize("asked", ["", "soon", "inf", "nan", "-5", "1e99"])
async def test_a_strange_retry_after_stops_nobody(mail: Mail, courier: Courier, slack: FakeSlack, asked: str) -> None:
    await mail.say("card")
    slack.wrong.append(("chat.postMessage", refusal("ratelimited", 429, Retry_After=asked)))
    await mail.deliver(courier, rounds=2, pause=86401)
    assert slack.said == [("C1", "card")]


async def test_a_reminder_that_waits_to_be_looked_up_takes_no_other_messages_turn(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE)
    await spent(mail, "dnd.info", PACES["dnd.info"].burst)
    await spent(mail, POST, PACES[POST].burst - 1)
    for member in ("U1", "U2", "U3"):
        await mail.say(f"reminder of {member}", member=member, kind=PostKind.NUDGE)
    await mail.say("a click's")
    await courier.deliver()
    assert slack.said == [("C1", "a click's")]


async def test_those_who_wait_to_be_looked_up_come_back_one_after_the_other(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    mail.clock.set_to(NINE)
    pace = PACES["dnd.info"]
    await spent(mail, "dnd.info", pace.burst)
    for member in ("U1", "U2", "U3"):
        await mail.say(f"reminder of {member}", member=member, kind=PostKind.NUDGE)
    await courier.deliver()
    where = select(Destination).order_by(col(Destination.id))
    waits = await mail.database.read(lambda session: [one.next_send_at for one in session.exec(where)])
    assert sorted(filter(None, waits)) == [mail.clock.real() + turn * pace.interval for turn in (1, 2, 3)]
    await mail.deliver(courier, rounds=4, pause=pace.interval.total_seconds())
    assert len(slack.said) == 3
    assert len(slack.called("dnd.info")) == 3


async def test_what_waits_in_do_not_disturb_gives_its_call_back(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    mail.clock.set_to(NINE)
    until = (NINE + timedelta(hours=1)).timestamp()
    slack.quiet["U1"] = {"dnd_enabled": True, "next_dnd_start_ts": 0, "next_dnd_end_ts": until}
    await mail.say("reminder", member="U1", kind=PostKind.NUDGE)
    await courier.deliver()
    assert (slack.said, await free(mail, POST)) == ([], PACES[POST].burst)


async def test_the_paces_cost_a_claim_no_more_however_much_waits(
    mail: Mail, courier: Courier, count_queries: CountQueries
) -> None:
    counts = []
    for amount in (1, 12):
        await many(mail, amount)
        with count_queries(mail.database) as queries:
            await courier._claim(mail.clock.now(), mail.clock.real(), 16)
        counts.append(len(queries))
        mail.clock.pass_real_time(timedelta(minutes=5))
        await courier.take_up_interrupted()
    assert abs(counts[1] - counts[0]) <= 2


async def test_several_changes_within_a_second_become_one_update(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    """The first is shown at once; all that follow within the second are one more."""
    mail.database.on_commit.append(courier.wake)
    await mail.say("card")
    await mail.deliver(courier)
    for number in range(1, 8):
        wait(0.1)
        mail.texts["card"] = f"change {number}"
        await mail.say("card")
        await mail.deliver(courier)
    assert slack.changed == []
    wait(0.4)
    await mail.deliver(courier)
    assert [text for _, _, text in slack.changed] == ["change 7"]
    assert await mail.states() == ["sent", "sent"]
