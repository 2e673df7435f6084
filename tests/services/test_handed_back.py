"""What was handed over and comes to nothing goes back to whom the rules name, and begins anew there."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from domain.forms import LoopForm, TodoForm
from domain.read.loops import Unsettled
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import NudgePost, PostKind
from domain.read.people import Person
from domain.todos import TodoKind
from models.tables import Todo
from scheduling.planner import Planner
from services import debriefs, feedback, members, reading, roles, todos
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import BENGALURU, Company, role_form
from tests.fakes.remembered import remembered
from tests.services.debating import begun
from tests.services.foretelling import comes_true
from tests.services.outbox import held_until, posts, said, send_all
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, card, todo


@remembered
async def hand(company: Company, kind: str = "propose_times", *, by: str = "URITA", to: str = "UMAX") -> int:
    mine = (await todo(company, kind)).id or 0
    await company.perform(todos.hand_over, TodoForm(todo=mine, member=to), by=by)
    return mine


async def all_of(company: Company, kind: str) -> list[Todo]:
    statement = select(Todo).where(Todo.kind == kind).order_by(col(Todo.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


@remembered
async def leaves(company: Company, who: str) -> None:
    await company.perform(members.store, [MemberFacts(who, who, kind=MemberKind.DEACTIVATED)], by="")


def to_the_end(work: Work) -> None:
    """Its heir has been reminded of it often enough."""
    row = work.session.get_one(Todo, 1)
    row.nudged, row.next_nudge_at = 99, work.now
    work.session.add(row)


async def tick(company: Company, at: datetime | None = None) -> None:
    company.clock.set_to(at or company.clock.now())
    for _ in range(2):
        await Planner(company.database, company.clock).tick()
        await send_all(company)


async def test_what_the_heir_says_is_not_theirs_goes_back_and_its_owner_is_told(company: Company) -> None:
    loop = await company.add_candidate()
    mine = await hand(company)
    await company.perform(todos.not_mine, TodoForm(todo=mine), by="UMAX")
    assert await company.todos(loop) == {"propose_times": "URITA"}
    after = await todo(company, "propose_times")
    assert (after.nudged, after.ended_at, after.disowned_at) == (0, None, None)
    (told,) = await posts(company, PostKind.NUDGE, "URITA")
    model = await said(company, told)
    assert isinstance(model, NudgePost)
    assert [(one.id, one.handed_over_by and one.handed_over_by.id) for one in model.todos] == [(mine, "UMAX")]


@pytest.mark.parametrize("put_off", [False, True])
async def test_what_an_heir_who_leaves_has_goes_back_and_is_reminded_of(company: Company, put_off: bool) -> None:
    loop = await company.add_candidate()
    mine = await hand(company)
    if put_off:
        until = company.clock.now() + timedelta(days=50)
        await company.perform(todos.snooze, TodoForm(todo=mine, until=until), by="UMAX")
    await leaves(company, "UMAX")
    await tick(company, TUESDAY_NINE)
    assert await company.todos(loop) == {"propose_times": "URITA"}
    assert len(await posts(company, PostKind.NUDGE, "URITA")) == 1


async def test_what_the_heir_was_reminded_of_to_the_end_goes_back_to_begin_anew(company: Company) -> None:
    loop = await company.add_candidate()
    await hand(company)
    await company.work(to_the_end)
    await tick(company, TUESDAY_NINE)
    assert await company.todos(loop) == {"propose_times": "URITA"}
    assert (await todo(company, "propose_times")).nudged == 1


async def test_what_an_heir_has_who_leaves_the_team_goes_back_to_begin_anew(company: Company) -> None:
    """Not before its time: some things are handed over before there is anything to do."""
    role = await company.open_role()
    await company.add_candidate(role=role)
    await hand(company)
    opens = company.clock.now() + timedelta(days=2)

    def later(work: Work) -> None:
        row = work.session.get_one(Todo, 1)
        row.nudged, row.opens_at = 4, opens
        work.session.add(row)

    await company.work(later)
    await company.perform(roles.edit, role_form(role=role, hiring_manager="USAM"), by="UADA")
    mine = await todo(company, "propose_times")
    assert (mine.member_id, mine.nudged, mine.next_nudge_at) == ("URITA", 0, opens)


@pytest.mark.parametrize("how", ["not mine", "to the end"])
async def test_what_its_owner_has_left_goes_back_to_nobody_and_is_the_heirs_to_settle(
    company: Company, how: str
) -> None:
    loop = await company.add_candidate()
    mine = await hand(company)
    await leaves(company, "URITA")
    if how == "not mine":
        await company.perform(todos.not_mine, TodoForm(todo=mine), by="UMAX")
    else:
        await company.work(to_the_end)
        await tick(company, TUESDAY_NINE)
    assert await company.todos(loop) == {"propose_times": "UMAX", "reassign": "UMAX"}


async def test_what_is_to_be_settled_does_not_stay_with_an_heir_who_has_left(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await company.perform(todos.not_mine, TodoForm(todo=(await card(company)).id or 0), by="UINES")
    await hand(company, "reassign")
    await leaves(company, "UMAX")
    await tick(company)
    assert (await company.todos(loop))["reassign"] == "URITA"


async def test_a_vote_that_nobody_gives_is_gone_on_without_by_whoever_decides_and_has_it_to_settle(
    company: Company,
) -> None:
    loop = await begun(company)
    vote = next(row for row in await all_of(company, "vote") if row.member_id == "UBO")
    await company.perform(todos.not_mine, TodoForm(todo=vote.id or 0), by="UBO")

    async def settles(who: str) -> list[Unsettled | None]:
        return [item.settles for item in await company.read(reading.todo_items, who) if item.kind is TodoKind.REASSIGN]

    about = Unsettled(TodoKind.VOTE, Person("UBO", "Bo", BENGALURU), 0, disowned=True)
    assert await settles("URITA") == [about], "the stage is decided by the hiring manager"
    await hand(company, "reassign")
    assert await settles("UMAX") == [replace(about, decides=True)]
    await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="Bo is away."), by="UMAX")
    assert "reassign" not in await company.todos(loop)


@pytest.mark.parametrize("gone", [False, True])
async def test_what_is_said_to_come_knows_that_it_goes_back(company: Company, gone: bool) -> None:
    loop = await company.add_candidate()
    await hand(company)
    if gone:
        await leaves(company, "UMAX")
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    assert "URITA" in [who for _, _, who, _ in await comes_true(company, loop)]


async def test_what_is_handed_over_at_night_comes_in_one_message_with_what_is_due_in_the_morning(
    company: Company,
) -> None:
    role = await company.open_role(recruiter="UREX", hiring_manager="UADA")
    own = await company.add_candidate(role=role, name="Own", email="own@example.com", by="UREX")
    handed = await company.open_role(recruiter="URITA", hiring_manager="UREX")
    for n in range(3):
        await company.add_candidate(role=handed, name=f"C{n}", email=f"c{n}@example.com")
    await send_all(company)
    mine = [row.id for row in await all_of(company, "propose_times") if row.loop_id != own]
    company.clock.set_to(TUESDAY_NINE - timedelta(hours=10))
    for one in mine:
        await company.perform(todos.hand_over, TodoForm(todo=one or 0, member="UREX"))
    await held_until(company, TUESDAY_NINE)
    await tick(company, TUESDAY_NINE)
    (post,) = await posts(company, PostKind.NUDGE, "UREX")
    model = await said(company, post)
    assert isinstance(model, NudgePost)
    by = {item.candidate: item.handed_over_by and item.handed_over_by.id for item in model.todos}
    assert by == {"Own": None, "C0": "URITA", "C1": "URITA", "C2": "URITA"}


async def test_what_is_asked_for_at_night_comes_with_what_is_due_in_the_morning(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    other = await company.add_candidate(name="Maya", email="maya@example.com")
    await journey.hold(company, other, "UINES")
    await send_all(company)
    thursday_nine = WEDNESDAY_NINE + timedelta(days=1)
    company.clock.set_to(thursday_nine - timedelta(hours=10))
    await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))
    await tick(company, thursday_nine)
    (post,) = await posts(company, PostKind.NUDGE, "UINES")
    model = await said(company, post)
    assert isinstance(model, NudgePost)
    assert [(item.candidate, item.reminded_by and item.reminded_by.id) for item in model.todos] == [
        ("Noor Haddad", "URITA"),
        ("Maya", None),
    ]
