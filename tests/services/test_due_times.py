"""When a to-do is due and first asked for."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from domain.forms import LoopForm, PanelForm, ScheduleForm
from domain.todos import TodoKind
from models.tables import Todo
from services import home as homes
from services import interviews, loops, reading
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.services.reminding import raise_all


async def todo(company: Company, kind: str) -> Todo:
    statement = select(Todo).where(Todo.kind == kind).order_by(col(Todo.id).desc()).limit(1)
    return await company.read(lambda work: work.session.exec(statement).one())


async def test_a_missing_link_is_asked_of_the_organiser_a_day_before(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=3, link="")
    mine = await todo(company, "add_link")
    assert (mine.member_id, mine.next_nudge_at) == ("URITA", datetime(2027, 3, 3, 15, tzinfo=UTC))
    assert mine.due_at == datetime(2027, 3, 4, 14, tzinfo=UTC)


async def test_an_answer_to_an_offer_is_chased_before_it_expires(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UMAX", "UADA")
    mine = await todo(company, "chase_answer")
    assert mine.next_nudge_at is not None
    assert mine.next_nudge_at < mine.due_at == datetime(2027, 3, 8, 18, tzinfo=UTC)


async def test_the_scorecard_of_an_interview_that_is_logged_afterwards_is_not_late_at_once(company: Company) -> None:
    loop = await company.add_candidate()
    row, held = await company.loop(loop), company.clock.now() - timedelta(days=5)
    people = PanelForm(loop=loop, version=row.version, panel=(), lead="UINES")
    form = ScheduleForm(
        loop=loop, version=row.version, date=held.date(), time=held.time(), duration=30, zone=LISBON, people=people
    )  # fmt: skip
    await company.perform(interviews.log, form)
    mine = await todo(company, "scorecard")
    assert mine.due_at == company.clock.now() + timedelta(days=1)
    assert mine.next_nudge_at == company.clock.now() + timedelta(hours=1)
    assert await company.work(raise_all) == 0


async def test_nobody_is_late_when_first_asked_what_happened(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=1)
    mine = await todo(company, "what_happened")
    assert (mine.next_nudge_at, mine.due_at) == (mine.opens_at, datetime(2027, 3, 3, 10, tzinfo=UTC)), (
        "four hours of work"
    )
    for moment, late in ((mine.opens_at, False), (mine.due_at, False), (mine.due_at + timedelta(minutes=1), True)):
        company.clock.set_to(moment)
        home = await company.read(homes.home, by="UINES")
        assert [each.late for each in home.todos if each.kind is TodoKind.WHAT_HAPPENED] == [late]


async def test_what_comes_next_for_a_loop_that_waits_for_nobody_is_when_its_interview_begins(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=1)
    await journey.answer(company, loop, "UINES")
    (key,) = (await company.loop(loop)).untold
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=key))
    starts = (await journey.interview(company, loop)).starts_at
    (found,) = (await company.read(reading.page, loop)).card.line.waiting
    assert (found.kind, found.since, found.ahead) == (TodoKind.WHAT_HAPPENED, starts, True)
