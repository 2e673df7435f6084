"""Claims and what comes of them, row by row."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from domain.read.messages import PostKind
from models.tables import Destination, Outbox, Post
from services import delivery, interrupted, posts
from services.outbox_rows import ATTEMPTS, UNANSWERED
from services.outcomes import UNKNOWN, Again, Done, Dropped, Failed, Found, InDoubt, Later, NoAnswer, Outcome, Sent
from services.work import Work
from tests.fakes.company import Company
from tests.services.delivering import claim, finish, say

SECOND = timedelta(seconds=1)


async def rows(company: Company) -> list[Outbox]:
    return await company.read(lambda work: list(work.session.exec(select(Outbox).order_by(col(Outbox.id))).all()))


async def next_send(company: Company) -> datetime | None:
    return await company.read(lambda work: work.session.get_one(Destination, "C1").next_send_at)


async def test_a_claim_takes_the_first_row_of_each_destination(company: Company) -> None:
    for key, channel in (("a", "C1"), ("b", "C1"), ("c", "C2"), ("d", "C3")):
        await say(company, key, channel)
    assert [one.destination for one in await claim(company, limit=2)] == ["C1", "C2"]
    assert [one.destination for one in await claim(company)] == ["C3"]
    assert await claim(company) == ()
    assert [row.state for row in await rows(company)] == ["sending", "pending", "sending", "sending"]


async def test_what_was_sent_is_where_the_next_change_goes(company: Company) -> None:
    await say(company, "a")
    (one,) = await claim(company)
    assert await finish(company, one, Sent("C1", "7.1")) == "sent"
    await say(company, "a")
    company.clock.pass_real_time(2 * SECOND)
    (again,) = await claim(company)
    assert (again.channel, again.ts, again.attempts) == ("C1", "7.1", 1)


@pytest.mark.parametrize(
    ("outcome", "state", "error"),
    [
        (Dropped("no longer true"), "dropped", "no longer true"),
        (Failed("is_archived"), "failed", "is_archived"),
        (InDoubt(f"{UNKNOWN}: missing_scope"), "doubtful", f"{UNKNOWN}: missing_scope"),
        (Again("http_500", SECOND), "pending", "http_500"),
        (Again("http_500", SECOND, unknown=True), "pending", UNKNOWN),
    ],
)
async def test_every_outcome_is_written_down(company: Company, outcome: Outcome, state: str, error: str) -> None:
    await say(company, "a")
    (one,) = await claim(company)
    assert await finish(company, one, outcome) == state
    (row,) = await rows(company)
    assert (row.state, row.error) == (state, error)


async def test_the_next_message_keeps_its_distance_and_a_failure_its_pause(company: Company) -> None:
    for key in ("a", "b"):
        await say(company, key)
    (one,) = await claim(company)
    await finish(company, one, Sent("C1", "7.1"))
    assert await next_send(company) == company.clock.real() + delivery.PACE
    company.clock.pass_real_time(2 * SECOND)
    (two,) = await claim(company)
    await finish(company, two, Again("http_500", 9 * SECOND))
    assert await next_send(company) == company.clock.real() + 9 * SECOND


async def test_a_message_is_claimed_a_little_ahead_of_its_turn_so_that_it_leaves_on_time(company: Company) -> None:
    for key in ("a", "b"):
        await say(company, key)
    (one,) = await claim(company)
    await finish(company, one, Sent("C1", "7.1"))
    turn = company.clock.real() + delivery.PACE
    company.clock.pass_real_time(delivery.PACE - delivery.EARLY - timedelta(milliseconds=1))
    assert await claim(company) == ()
    company.clock.pass_real_time(timedelta(milliseconds=1))
    (two,) = await claim(company)
    assert (two.post, two.not_before) == (one.post + 1, turn)


async def test_what_was_not_asked_of_slack_costs_nobody_a_turn(company: Company) -> None:
    for key in ("a", "b"):
        await say(company, key)
    (one,) = await claim(company)
    real = company.clock.real()
    await company.work(lambda work: delivery.finish(work, [Done(one, Dropped("no longer true"), None)], real))
    (two,) = await claim(company)
    assert two.post == one.post + 1


async def test_what_would_disturb_waits_and_costs_no_attempt(company: Company) -> None:
    await say(company, "a")
    (one,) = await claim(company)
    until = company.clock.now() + timedelta(hours=2)
    assert await finish(company, one, Later(until)) == "pending"
    (row,) = await rows(company)
    assert (row.due_at, row.attempts) == (until, 0)


async def test_after_eight_attempts_it_is_given_up_or_looked_for_once_more(company: Company) -> None:
    for unknown, tries in ((False, ATTEMPTS), (True, ATTEMPTS + 1)):
        await say(company, f"a {unknown}", f"C{tries}")
        for n in range(tries):
            (one,) = await claim(company)
            assert one.given_up is (n == ATTEMPTS)
            ended = await finish(company, one, Again("http_500", SECOND, unknown=unknown))
            company.clock.pass_real_time(2 * SECOND)
        assert ended == ("doubtful" if unknown else "failed"), "it could not be looked for either"


async def test_what_is_found_at_last_has_all_attempts_to_be_brought_up_to_date(company: Company) -> None:
    await say(company, "a")
    for _ in range(ATTEMPTS):
        (one,) = await claim(company)
        await finish(company, one, Again("internal_error", SECOND, unknown=True))
        company.clock.pass_real_time(2 * SECOND)
    (one,) = await claim(company)
    assert await finish(company, one, Found("C1", "1.0")) == "pending"
    company.clock.pass_real_time(2 * SECOND)
    (one,) = await claim(company)
    assert await finish(company, one, Again("internal_error", SECOND)) == "pending"


@pytest.mark.parametrize(("unknown", "state"), [(False, "failed"), (True, "doubtful")])
async def test_after_two_days_without_an_answer_it_is_given_up_or_in_doubt(
    company: Company, unknown: bool, state: str
) -> None:
    await say(company, "a")

    def nearly(work: Work) -> None:
        row = work.session.exec(select(Outbox)).one()
        row.unanswered = UNANSWERED - 2
        work.session.add(row)

    await company.work(nearly)
    ended = []
    for _ in range(2):
        (one,) = await claim(company)
        ended.append(await finish(company, one, NoAnswer("http_502", SECOND, unknown=unknown)))
        company.clock.pass_real_time(2 * SECOND)
    assert ended == ["pending", state]


async def test_any_answer_ends_the_count_of_those_that_nobody_gave(company: Company) -> None:
    await say(company, "a")
    counts = []
    for outcome in (
        NoAnswer("http_502", SECOND), NoAnswer("http_502", SECOND), Again("paced", SECOND, counts=False),
        Again("rollup_error", SECOND),
    ):  # fmt: skip
        (one,) = await claim(company)
        await finish(company, one, outcome)
        (row,) = await rows(company)
        counts.append((row.attempts, row.unanswered))
        company.clock.pass_real_time(2 * SECOND)
    assert counts == [(0, 1), (0, 2), (0, 2), (1, 0)]


async def test_who_has_lost_the_lease_changes_nothing(company: Company) -> None:
    await say(company, "a")
    (one,) = await claim(company)

    def take_away(work: Work) -> None:
        row = work.session.exec(select(Outbox)).one()
        row.lease = "somebody else's"
        work.session.add(row)

    await company.work(take_away)
    assert await finish(company, one, Sent("C1", "7.1")) == ""
    post = await company.read(lambda work: work.session.exec(select(Post)).one())
    assert post.ts == ""


async def test_an_answer_that_comes_after_the_lease_is_believed_while_nobody_else_has_it(company: Company) -> None:
    await say(company, "a")
    (one,) = await claim(company)
    company.clock.pass_real_time(delivery.LEASE + SECOND)
    assert await claim(company) == ()
    assert await finish(company, one, Sent("C1", "7.1")) == "sent"


async def test_a_destination_whose_sender_has_gone_is_free_again(company: Company) -> None:
    for key in ("a", "b"):
        await say(company, key)
    await claim(company)
    company.clock.pass_real_time(delivery.LEASE - SECOND)
    assert await claim(company) == ()
    company.clock.pass_real_time(2 * SECOND)
    real = company.clock.real()
    assert await company.work(lambda work: interrupted.take_up(work, real)) == 1
    (again,) = await claim(company)
    assert (again.post, again.doubtful) == (1, True)


async def test_a_message_whose_senders_are_killed_one_after_another_is_not_given_up_for_it(company: Company) -> None:
    await say(company, "a")
    for _ in range(ATTEMPTS):
        assert len(await claim(company)) == 1
        company.clock.pass_real_time(delivery.LEASE + SECOND)
        real = company.clock.real()
        assert await company.work(partial(interrupted.take_up, real=real)) == 1
    (one,) = await claim(company)
    assert await finish(company, one, Again("internal_error", SECOND)) == "pending"


async def test_a_newer_change_is_said_with_the_older_in_its_place(company: Company) -> None:
    await say(company, "a")
    (one,) = await claim(company)
    await say(company, "a")
    assert await finish(company, one, Again("TimeoutError", SECOND, unknown=True)) == "pending"
    older, newer = await rows(company)
    assert (older.error, newer.state, newer.error) == (UNKNOWN, "dropped", "overtaken")
    company.clock.pass_real_time(2 * SECOND)
    (again,) = await claim(company)
    assert again.doubtful


async def test_looking_ahead_says_when_the_next_thing_can_be_done(company: Company) -> None:
    async def ahead() -> tuple[bool, float | None]:
        real = company.clock.real()
        found = await company.read(lambda work: delivery.ahead(work, real))
        return found.ready, found.seconds

    assert await ahead() == (False, None)
    later = company.clock.now() + timedelta(minutes=2)
    await company.work(lambda work: posts.say(work, "later", PostKind.CARD, channel="C1", at=later))
    assert await ahead() == (False, 120)
    for key in ("a", "b"):
        await say(company, key)
    assert await ahead() == (True, 0)
    (one,) = await claim(company)
    await finish(company, one, Sent("C1", "7.1"))
    in_time = (delivery.PACE - delivery.EARLY).total_seconds()
    assert await ahead() == (False, in_time)
