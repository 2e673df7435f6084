"""Somebody presses "Remind": at once, but never at night, and not twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from domain.forms import LoopForm, TodoForm
from domain.read.messages import NudgePost, PostKind
from domain.read.reminders import Asked
from domain.refusals import NotNow, Remedy
from models import queries
from models.tables import Member, Outbox, Post, Todo
from services import feedback, loops, outgoing, todos
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.outbox import held_until, send_all, waits
from tests.services.reminding import card, todo


async def reminders(company: Company, member: str) -> list[Post]:
    statement = select(Post).where(Post.kind == PostKind.NUDGE, Post.member_id == member).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def ask(company: Company, loop: int, member: str | None = None) -> Asked:
    return Asked.of(await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member=member)))


async def test_a_reminder_asked_for_comes_at_once_within_working_hours(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    now = company.clock.now()
    assert await ask(company, loop, "UINES") == Asked(comes=now, coming=("UINES",))
    (post,) = await reminders(company, "UINES")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.kind for item in model.todos] == ["scorecard"]
    todo = await company.read(lambda work: work.session.exec(select(Todo).where(Todo.kind == "scorecard")).one())
    assert todo.nudged == 1


async def test_a_reminder_asked_for_at_night_waits_for_the_morning_and_says_when(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "USAM")
    nine = datetime(2027, 3, 2, 22, tzinfo=UTC)
    assert await ask(company, loop) == Asked(comes=nine, coming=("USAM",)), "nine o'clock in Sydney"
    (post,) = await reminders(company, "USAM")
    statement = select(Outbox.due_at).where(Outbox.post_id == post.id)
    assert await company.read(lambda work: work.session.exec(statement).one()) == datetime(2027, 3, 2, 22, tzinfo=UTC)


async def test_asking_twice_reminds_once_and_says_when_it_was(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    now = company.clock.now()
    assert [await ask(company, loop, "UINES") for _ in range(2)] == [Asked(comes=now, coming=("UINES",))] * 2
    await send_all(company)
    company.clock.move(timedelta(minutes=20))
    assert await ask(company, loop, "UINES") == Asked(came=now, heard=("UINES",))
    assert len(await reminders(company, "UINES")) == 1
    company.clock.move(timedelta(minutes=41))
    assert await ask(company, loop, "UINES") == Asked(comes=company.clock.now(), coming=("UINES",))


async def test_a_reminder_that_do_not_disturb_puts_off_is_not_asked_for_anew_and_comes_when_that_ends(
    company: Company,
) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES", "UBO")
    await ask(company, loop, "UINES")
    company.clock.move(timedelta(minutes=61))
    ends = company.clock.now() + timedelta(hours=1)
    await held_until(company, ends)
    assert await ask(company, loop, "UINES") == Asked(comes=ends, coming=("UINES",))
    assert len(await reminders(company, "UINES")) == 1


async def test_what_goes_into_a_message_that_waits_comes_with_it(company: Company) -> None:
    first = await company.add_candidate()
    await journey.hold(company, first, "UINES")
    second = await company.add_candidate(name="Maya", email="maya@example.com")
    await journey.hold(company, second, "UINES")
    await ask(company, first, "UINES")
    ends = company.clock.now() + timedelta(hours=3)
    await held_until(company, ends)
    assert await ask(company, second, "UINES") == Asked(comes=ends, coming=("UINES",))


async def test_who_has_heard_as_often_as_they_want_to_in_a_day_hears_on_the_next_and_it_is_said_when(
    company: Company,
) -> None:
    loops = [await company.add_candidate(name=name, email=f"{name}@example.com") for name in ("One", "Two", "Three")]
    for loop in loops:
        await journey.hold(company, loop, "UINES")
    company.clock.set_to(datetime(2027, 3, 9, 10, tzinfo=UTC))
    await company.work(lambda work: setattr(work.session.get_one(Member, "UINES"), "reminders_a_day", 1))
    now, morning = company.clock.now(), datetime(2027, 3, 10, 9, tzinfo=UTC)
    comes = []
    for loop in loops:
        comes.append((await ask(company, loop, "UINES")).comes)
        if loop == loops[0]:
            await send_all(company)
    assert comes == [now, morning, morning]
    assert len(await reminders(company, "UINES")) == 2, "what waits for the morning is one message"


@pytest.mark.parametrize(("hour", "messages"), [(15, 2), (5, 1)])
async def test_what_is_handed_over_does_not_wait_for_what_is_kept_for_another_day(
    company: Company, hour: int, messages: int
) -> None:
    """It comes with what waits for the reader to work again: nobody is told at once at night."""
    for name in ("One", "Two"):
        await company.add_candidate(name=name, email=f"{name}@example.com")
    company.clock.set_to(datetime(2027, 3, 2, hour, tzinfo=UTC))
    rows = await company.read(lambda work: work.session.exec(select(Todo).order_by(col(Todo.id))).all())
    for row in rows:
        await company.perform(todos.hand_over, TodoForm(todo=row.id or 0, member="UMAX"))
        await held_until(company, datetime(2027, 3, 3 if hour > 12 else 2, 14, tzinfo=UTC))
    assert len(await reminders(company, "UMAX")) == messages


@pytest.mark.parametrize("state", ["dropped", "failed"])
async def test_a_reminder_that_was_not_true_when_its_turn_came_or_was_given_up_is_not_said_later_by_whatever_changes(
    company: Company, state: str
) -> None:
    """It would reach its reader past the day's cap: what is to be said then is planned anew."""
    await company.add_candidate()
    (row,) = await company.read(lambda work: work.session.exec(select(Todo)).all())
    await company.perform(todos.hand_over, TodoForm(todo=row.id or 0, member="UMAX"))
    await company.work(lambda work: work.session.execute(update(Outbox).values(state=state)))
    until = company.clock.now() + timedelta(hours=1)
    await company.perform(todos.snooze, TodoForm(todo=row.id or 0, until=until), by="UMAX")
    assert not [key for key in await company.waiting() if key.startswith("handed:")]


async def test_where_some_were_reminded_just_now_both_are_said(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES", "USAM")
    now = company.clock.now()
    await ask(company, loop, "UINES")
    await send_all(company)
    nine = datetime(2027, 3, 2, 22, tzinfo=UTC)
    assert await ask(company, loop) == Asked(nine, now, coming=("USAM",), heard=("UINES",))


async def test_what_was_put_off_until_a_while_ago_and_is_asked_for_stands_in_no_older_message_as_put_off(
    company: Company,
) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await ask(company, loop, "UINES")
    await send_all(company)
    (first,), mine = await reminders(company, "UINES"), await todo(company, "scorecard")
    until = company.clock.now() + timedelta(minutes=30)
    await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=until), by="UINES")
    await send_all(company)
    company.clock.set_to(until + timedelta(hours=1))
    await ask(company, loop, "UINES")
    assert (await todo(company, "scorecard")).snoozed_until is None
    assert await waits(company, first), "it is brought up to date"


async def test_a_reminder_that_never_arrived_is_no_reason_to_keep_silent(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await ask(company, loop, "UINES")

    def give_up(work: Work) -> None:
        work.session.execute(update(Outbox).values(state="failed"))

    await company.work(give_up)
    assert await ask(company, loop, "UINES") == Asked(comes=company.clock.now(), coming=("UINES",))
    first, second = await reminders(company, "UINES")
    (todo,) = await company.read(lambda work: work.session.exec(select(Todo.id).where(Todo.kind == "scorecard")).all())
    found = await company.read(lambda work: queries.posts_of_todos(work.session, [todo or 0]))
    assert ([post.id for post in found], first.ts) == ([second.id], ""), "the one that was given up stays so"


async def test_there_is_nothing_to_remind_of_when_all_is_done(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    with pytest.raises(NotNow, match="nothing to remind of"):
        await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))


@pytest.mark.parametrize("why", ["put off", "not theirs"])
async def test_who_would_not_hear_of_it_is_not_asked_and_why_is_said(company: Company, why: str) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    mine = TodoForm(todo=(await card(company)).id or 0, until=datetime(2027, 3, 3, 9, tzinfo=UTC))
    await company.perform(todos.snooze if why == "put off" else todos.not_mine, mine, by="UINES")
    said = {
        "put off": "<@UINES> put it off until Wednesday, 3 March at 09:00.",
        "not theirs": "<@UINES> said it is not theirs. Please give it to somebody else.",
    }
    with pytest.raises(NotNow) as refused:
        await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))
    assert (refused.value.text, refused.value.remedies) == (said[why], (Remedy.REPLACE, Remedy.WAIVE))
    assert await reminders(company, "UINES") == []
    company.clock.move(timedelta(days=3))
    if why == "put off":
        await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))
        assert len(await reminders(company, "UINES")) == 1, "it is time again"


async def test_a_reminder_that_waits_takes_up_what_is_asked_for_besides(company: Company) -> None:
    """Whoever pressed was told that it comes: it does also when the first thing is done by then."""
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    await journey.advance(company, loop)
    await send_all(company)
    sending = (await todo(company, "send_challenge")).id or 0
    now = company.clock.now()
    await company.perform(todos.snooze, TodoForm(todo=sending, until=now + timedelta(hours=1)))
    ends = now + timedelta(hours=3)
    for _ in range(2):
        await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="URITA"), by="UMAX")
        await held_until(company, ends)
        company.clock.move(timedelta(minutes=61))
    (post,) = await reminders(company, "URITA")
    assert await about(company, post) == ["tell_candidate", "send_challenge"]
    for key in (await company.loop(loop)).untold:
        await company.perform(loops.told, LoopForm(loop=loop, version=0, key=key))
    assert await about(company, post) == ["send_challenge"]


async def about(company: Company, post: Post) -> list[str]:
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    return [item.kind for item in model.todos]
