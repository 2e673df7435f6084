"""Who is reminded of what, when, how often, and where it ends."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from domain.forms import HappenedForm, LoopForm, TodoForm
from domain.read.members import MemberFacts
from domain.read.messages import NudgePost, PostKind
from models.database import Database
from models.tables import Nudge, Outbox, Post, Todo
from services import loops, members, nudges, outgoing, panels, todos
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import SYDNEY, TEAM, Company
from tests.services.outbox import send_all
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, plan, posts, remind_all, todo


async def test_a_due_todo_is_remembered_once_and_again_the_next_working_day(company: Company) -> None:
    await company.add_candidate()
    assert await plan(company) == 0
    company.clock.set_to(TUESDAY_NINE)
    assert (await plan(company), await plan(company)) == (1, 0)
    (post,) = await posts(company)
    mine = await todo(company, "propose_times")
    assert (post.member_id, post.key) == ("URITA", f"nudge:URITA:{mine.id}.1")
    assert (mine.nudged, mine.next_nudge_at) == (1, WEDNESDAY_NINE)


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


async def test_nobody_is_reminded_at_night_wherever_they_are_now(company: Company) -> None:
    await company.add_candidate()
    await company.perform(members.store, [MemberFacts("URITA", "Rita", "rita@acme.test", SYDNEY)], by="")
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    assert await posts(company) == []
    assert (await todo(company, "propose_times")).next_nudge_at == datetime(2027, 3, 2, 22, tzinfo=UTC)


async def test_nobody_is_reminded_on_a_weekend(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(datetime(2027, 3, 6, 11, tzinfo=UTC))
    await plan(company)
    assert await posts(company) == []
    assert (await todo(company, "propose_times")).next_nudge_at == datetime(2027, 3, 8, 9, tzinfo=UTC)


async def test_who_has_put_it_off_is_not_reminded_before(company: Company) -> None:
    await company.add_candidate()
    mine = await todo(company, "propose_times")
    until = TUESDAY_NINE + timedelta(hours=3)
    company.clock.set_to(TUESDAY_NINE - timedelta(minutes=1))
    await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=until))
    company.clock.set_to(TUESDAY_NINE)
    assert await plan(company) == 0
    company.clock.set_to(until)
    assert await plan(company) == 1


async def test_a_todo_that_the_rules_no_longer_name_is_closed_instead(company: Company) -> None:
    await company.add_candidate()

    def tamper(work: Work) -> None:
        row = work.session.exec(select(Todo)).one()
        row.key = "propose_times:culture.7"
        work.session.add(row)

    await company.work(tamper)
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    assert await posts(company) == []
    assert (await todo(company, "propose_times")).closed_at == TUESDAY_NINE


async def test_a_handed_over_todo_is_counted_anew_and_numbered_on(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    mine = await todo(company, "propose_times")
    await company.perform(todos.hand_over, TodoForm(todo=mine.id or 0, member="UMAX"))
    await send_all(company)
    company.clock.set_to(WEDNESDAY_NINE + timedelta(hours=8))
    await plan(company)
    links = await company.read(lambda work: work.session.exec(select(Nudge).order_by(col(Nudge.n))).all())
    assert [(link.n, link.by, link.handed) for link in links] == [(1, "", False), (2, "URITA", True), (3, "", False)]
    assert (await todo(company, "propose_times")).nudged == 1


async def test_a_closed_loop_reminds_of_nothing_but_telling(company: Company) -> None:
    loop = await company.add_candidate()
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"), by="UMAX")
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    (post,) = await posts(company)
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.kind for item in model.todos] == ["tell_candidate"]


async def test_two_copies_remind_once(company: Company, database_url: str) -> None:
    role = await company.open_role()
    for number in range(4):
        await company.add_candidate(role=role, name=f"Candidate {number}", email=f"c{number}@example.com")
    company.clock.set_to(TUESDAY_NINE)
    other = Database(database_url)
    now = company.clock.now()
    await asyncio.gather(
        *(one.perform(lambda s: remind_all(Work(s, now, "", TEAM))) for one in (company.database, other) * 3)
    )
    await other.close()
    assert len(await posts(company)) == 1


async def test_a_share_holds_whole_people_and_the_first_is_small(company: Company) -> None:
    for recruiter, many in (("URITA", 3), ("UREX", 2), ("UADA", 2), ("UINES", 1)):
        role = await company.open_role(recruiter=recruiter, by="UADA")
        for one in range(many):
            given = {"name": f"C {recruiter}.{one}", "email": f"{recruiter}.{one}@example.com"}
            await company.add_candidate(role=role, by=recruiter, **given)
    company.clock.set_to(TUESDAY_NINE)
    found = await company.read(lambda work: nudges.shares(work, size=4, first=2))
    assert found == [["UADA"], ["UINES", "UREX"], ["URITA"]]


async def test_ten_todos_cost_one_person_as_many_queries_as_one(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    costs = []
    role = await company.open_role()
    for number, many in enumerate((1, 10)):
        for one in range(many):
            await company.add_candidate(role=role, name=f"C {number}.{one}", email=f"c{number}.{one}@example.com")
        company.clock.set_to(TUESDAY_NINE + timedelta(days=7 * number))
        with count_queries(database) as queries:
            await plan(company)
        costs.append(len(queries))
    assert costs[1] <= costs[0] + 1
