"""What a reminder says: of what it reminds together, and what becomes of it once something is done."""

from datetime import timedelta

from sqlmodel import select

from domain.forms import HappenedForm, LoopForm, TodoForm
from domain.read.messages import NudgePost, PostKind
from models.database import Database
from models.tables import Outbox, Post
from services import loops, outgoing, panels, todos
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.outbox import says, send_all, waits
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, plan, posts, todo
from views.messages import render


async def test_several_due_at_once_come_in_one_message(company: Company) -> None:
    role = await company.open_role()
    for number in range(3):
        await company.add_candidate(role=role, name=f"Candidate {number}", email=f"c{number}@example.com")
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    (post,) = await posts(company)
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.candidate for item in model.todos] == ["Candidate 0", "Candidate 1", "Candidate 2"]
    assert model.person.id == "URITA"


async def test_reminders_of_several_people_are_read_together_and_say_what_each_says_alone(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    role = await company.open_role()
    for number, who in enumerate(("UINES", "UREX", "UADA", "UBO")):
        loop = await company.add_candidate(role=role, name=f"Candidate {number}", email=f"c{number}@example.com")
        await journey.hold(company, loop, who)
    company.clock.set_to(WEDNESDAY_NINE + timedelta(days=7, hours=1))
    await plan(company)
    reminders = [post.id or 0 for post in await posts(company, PostKind.NUDGE)]
    (card, *_) = await posts(company, PostKind.CARD)
    everything = [*reminders, card.id or 0, 999]
    alone = {post: await company.read(outgoing.load, post) for post in everything}
    assert len(reminders) >= 3
    assert await company.read(outgoing.load_all, everything) == alone
    counts = []
    for several in (reminders[:2], reminders):
        with count_queries(database) as queries:
            await company.read(outgoing.load_all, several)
        counts.append(len(queries))
    assert counts[0] == counts[1]


async def test_what_was_put_off_and_is_said_anew_stands_nowhere_as_put_off_any_more(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    await send_all(company)
    mine, (first,) = await todo(company, "propose_times"), await posts(company)
    await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=WEDNESDAY_NINE))
    assert "snoozed until" in str(render(await says(company, PostKind.NUDGE, NudgePost)).blocks)
    await send_all(company)
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    (older, newer) = await posts(company)
    assert older.id == first.id
    assert await waits(company, older), "it is brought up to date"
    for post in (older, newer):
        model = await company.read(outgoing.load, post.id or 0)
        assert isinstance(model, NudgePost)
        assert "snoozed" not in str(render(model).blocks)
    await send_all(company)
    company.clock.set_to(WEDNESDAY_NINE + timedelta(days=1))
    await plan(company)
    assert [await waits(company, post) for post in (older, newer)] == [False, False], "once is enough"


async def test_reminders_stop_when_the_thing_is_done(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    company.clock.set_to(WEDNESDAY_NINE + timedelta(hours=1))
    await plan(company)
    (before,) = [post for post in await posts(company) if post.member_id == "UINES"]
    await journey.score(company, loop, "UINES")
    assert await company.read(outgoing.load, before.id or 0) is None, "it was not sent yet, and is not true any more"
    for day in range(1, 8):
        company.clock.set_to(WEDNESDAY_NINE + timedelta(days=day, hours=2))
        await plan(company)
    assert [post for post in await posts(company) if post.member_id == "UINES"] == [before]


async def test_a_reminder_that_is_there_shows_what_was_done_without_buttons(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    (post,) = [post for post in await posts(company) if post.member_id == "UINES"]
    await company.work(lambda work: sent(work, post.id or 0))
    await journey.score(company, loop, "UINES")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert (model.todos, [item.kind for item in model.done]) == ((), ["scorecard"])
    rows = await company.read(lambda work: waiting(work, post.id or 0))
    assert len(rows) == 1, "the message is to be brought up to date"


async def test_nobody_is_thanked_for_what_fell_away_when_the_loop_was_closed(company: Company) -> None:
    loop = await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    (post,) = await posts(company)
    await company.work(lambda work: sent(work, post.id or 0))
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"), by="UMAX")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert (model.todos, model.done) == ((), ())


async def test_who_said_that_it_happened_finds_the_scorecard_in_the_same_message(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO")
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(hours=1))
    await plan(company)
    (post,) = [post for post in await posts(company) if post.member_id == "UINES"]
    await company.work(lambda work: sent(work, post.id or 0))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert ([item.kind for item in model.todos], [item.kind for item in model.done]) == (
        ["scorecard"], ["what_happened"],
    )  # fmt: skip
    assert {item.person.id for item in model.todos} == {"UINES"}, "not that of the others"
    await company.work(lambda work: sent(work, post.id or 0))
    await journey.score(company, loop, "UINES")
    assert len(await company.read(lambda work: waiting(work, post.id or 0))) == 1, "it is brought up to date again"
    after = await company.read(outgoing.load, post.id or 0)
    assert isinstance(after, NudgePost)
    assert after.todos == ()


async def test_a_scorecard_that_they_put_off_does_not_follow_into_a_message_that_is_still_to_be_sent(
    company: Company,
) -> None:
    role = await company.open_role()
    earlier = await company.add_candidate(role=role)
    await journey.hold(company, earlier, "UINES")
    loop = await company.add_candidate(role=role, email="two@example.com")
    await journey.schedule(company, loop, "UINES")
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(hours=1))
    await plan(company)
    (post,) = await posts(company, PostKind.NUDGE)
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    loops_asked = []
    for put_off in (False, True):
        if put_off:
            until = company.clock.now() + timedelta(days=1)
            mine = await todo(company, "scorecard")
            await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=until), by="UINES")
        model = await company.read(outgoing.load, post.id or 0)
        assert isinstance(model, NudgePost)
        loops_asked.append([item.loop for item in model.todos])
    assert loops_asked == [[earlier, loop], [earlier]]


async def test_who_said_that_nobody_came_is_asked_for_no_scorecard(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(hours=1))
    await plan(company)
    (post,) = [post for post in await posts(company) if post.member_id == "UINES"]
    await company.work(lambda work: sent(work, post.id or 0))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="no_show"), by="UINES")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert model.todos == ()


def sent(work: Work, post: int) -> None:
    row = work.session.get_one(Post, post)
    row.ts, row.sent_channel = "1.0", "D1"
    for out in work.session.exec(select(Outbox).where(Outbox.post_id == post)).all():
        out.state = "sent"
        work.session.add(out)
    work.session.add(row)


def waiting(work: Work, post: int) -> list[Outbox]:
    return list(work.session.exec(select(Outbox).where(Outbox.post_id == post, Outbox.state == "pending")).all())
