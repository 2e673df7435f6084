"""Somebody presses "Remind": at once, but never at night, and not twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from domain.forms import LoopForm, TodoForm
from domain.read.messages import NudgePost, PostKind
from domain.refusals import NotNow, Remedy
from models.tables import Outbox, Post, Todo
from services import feedback, outgoing, todos
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.reminding import card


async def reminders(company: Company, member: str) -> list[Post]:
    statement = select(Post).where(Post.kind == PostKind.NUDGE, Post.member_id == member).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def test_a_reminder_asked_for_comes_at_once_within_working_hours(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    now = company.clock.now()
    when = await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))
    assert datetime.fromisoformat(when) == now
    (post,) = await reminders(company, "UINES")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.kind for item in model.todos] == ["scorecard"]
    todo = await company.read(lambda work: work.session.exec(select(Todo).where(Todo.kind == "scorecard")).one())
    assert todo.nudged == 1


async def test_a_reminder_asked_for_at_night_waits_for_the_morning_and_says_when(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "USAM")
    when = await company.perform(feedback.remind, LoopForm(loop=loop, version=0))
    assert datetime.fromisoformat(when) == datetime(2027, 3, 2, 22, tzinfo=UTC), "nine o'clock in Sydney"
    (post,) = await reminders(company, "USAM")
    statement = select(Outbox.due_at).where(Outbox.post_id == post.id)
    assert await company.read(lambda work: work.session.exec(statement).one()) == datetime(2027, 3, 2, 22, tzinfo=UTC)


async def test_asking_twice_reminds_once(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    form = LoopForm(loop=loop, version=0, member="UINES")
    answers = [await company.perform(feedback.remind, form) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(await reminders(company, "UINES")) == 1


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
