"""Who is reminded of what, when, how often, and where it ends."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from domain.forms import LoopForm, TodoForm
from domain.read.members import MemberFacts
from domain.read.messages import NudgePost
from models.database import Database
from models.tables import Nudge, Todo
from services import loops, members, nudges, outgoing, todos
from services.work import Work
from tests.conftest import CountQueries
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
