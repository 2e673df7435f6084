"""Whom a reminder reaches when: own hours, holidays, days off, a daily cap, other zones; and what is nobody's."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from domain.forms import TodoForm
from domain.read.loops import Unsettled
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import EscalationPost, NudgePost, PostKind
from domain.read.people import Person
from domain.refusals import NotNow
from domain.todos import TodoKind
from models.tables import Audit, Member, Todo
from services import escalations, members, nudges, outgoing, reading, todos
from services.posts import say
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.services.outbox import send_all
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, card, plan, posts, raise_all, todo


async def test_who_works_at_other_hours_is_reminded_then(company: Company) -> None:
    def early(work: Work) -> None:
        row = work.session.get_one(Member, "URITA")
        row.works_from, row.works_until, row.days_off = "07:00", "08:00", [["2027-03-02", "2027-03-03"]]
        work.session.add(row)

    await company.work(early)
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    assert await posts(company) == []
    assert (await todo(company, "propose_times")).next_nudge_at == datetime(2027, 3, 4, 7, tzinfo=UTC)


async def test_nobody_is_reminded_on_a_public_holiday_of_their_country(company: Company) -> None:
    company.clock.set_to(datetime(2027, 3, 24, 12, tzinfo=UTC))
    await company.add_candidate()
    good_friday = datetime(2027, 3, 26, 12, tzinfo=UTC)
    mine = await todo(company, "propose_times")
    assert (mine.due_at, mine.next_nudge_at) == (good_friday - timedelta(days=1),) * 2
    company.clock.set_to(good_friday)
    await plan(company)
    assert await posts(company) == []
    assert (await todo(company, "propose_times")).next_nudge_at == datetime(2027, 3, 29, 8, tzinfo=UTC), "summer time"


async def test_no_more_messages_a_day_than_wanted_over_all_roles(company: Company) -> None:
    for number in range(5):
        company.clock.set_to(TUESDAY_NINE - timedelta(days=1) + timedelta(minutes=10 * number))
        await company.add_candidate(name=f"Candidate {number}", email=f"c{number}@example.com")
    for number in range(12):
        company.clock.set_to(TUESDAY_NINE + timedelta(minutes=10 * number))
        await plan(company)
        await send_all(company)
    assert len(await posts(company, PostKind.NUDGE)) == 3, "each of another role"
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    *_, morning = await posts(company, PostKind.NUDGE)
    model = await company.read(outgoing.load, morning.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.candidate for item in model.todos] == [f"Candidate {n}" for n in range(5)], "one message, no heap"


async def test_a_day_for_which_do_not_disturb_has_put_off_as_much_as_is_wanted_gets_no_more(company: Company) -> None:
    """What keeps the one from its reader would keep the other, and both would come at once."""
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE)
    mine = await todo(company, "propose_times")
    await company.work(lambda work: setattr(work.session.get_one(Member, mine.member_id), "reminders_a_day", 1))
    await company.work(lambda work: say(work, "up", PostKind.ESCALATION, member=mine.member_id, at=WEDNESDAY_NINE))
    for moment in (TUESDAY_NINE, WEDNESDAY_NINE):
        company.clock.set_to(moment)
        await plan(company)
        assert await posts(company, PostKind.NUDGE) == []
    await company.delivered()
    company.clock.set_to(WEDNESDAY_NINE + timedelta(days=1))
    await plan(company)
    assert len(await posts(company, PostKind.NUDGE)) == 1


async def test_a_reminder_that_is_not_sent_yet_takes_up_what_has_become_due_since(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE - timedelta(days=1) + timedelta(minutes=30))
    await company.add_candidate(name="Maya", email="maya@example.com")
    for minutes in (0, 30):
        company.clock.set_to(TUESDAY_NINE + timedelta(minutes=minutes))
        await plan(company)
    (post,) = await posts(company, PostKind.NUDGE)
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.candidate for item in model.todos] == ["Noor Haddad", "Maya"]


async def test_what_was_put_off_while_a_reminder_waited_is_not_in_it(company: Company) -> None:
    for name in ("Noor", "Maya"):
        await company.add_candidate(name=name, email=f"{name}@example.com")
    company.clock.set_to(TUESDAY_NINE)
    await plan(company)
    (post,) = await posts(company)
    later = TodoForm(todo=(await todo(company, "propose_times")).id or 0, until=WEDNESDAY_NINE)
    await company.perform(todos.snooze, later)
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.candidate for item in model.todos] == ["Noor"]


async def test_what_goes_up_to_one_person_goes_in_one_message_when_they_work(company: Company) -> None:
    for number in range(3):
        await company.add_candidate(name=f"Candidate {number}", email=f"c{number}@example.com")
    company.clock.set_to(datetime(2027, 3, 5, 9, tzinfo=UTC))
    assert await company.work(raise_all) == 3
    assert await posts(company, PostKind.ESCALATION) == [], "it is four in the morning in New York"
    company.clock.set_to(datetime(2027, 3, 5, 14, tzinfo=UTC))
    await company.work(raise_all)
    (post,) = await posts(company, PostKind.ESCALATION)
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, EscalationPost)
    assert (model.person.id, len(model.todos)) == ("UMAX", 3)


async def test_what_goes_up_while_nothing_can_be_sent_goes_into_the_message_that_waits(company: Company) -> None:
    """However many days that takes, and however many copies look at once."""
    for day in (4, 5, 8):
        company.clock.set_to(datetime(2027, 3, day - 3, 12, tzinfo=UTC))
        await company.add_candidate(name=f"Candidate {day}", email=f"c{day}@example.com")
    for day in (8, 9, 11):
        company.clock.set_to(datetime(2027, 3, day, 15, tzinfo=UTC))
        await asyncio.gather(company.work(raise_all), company.work(raise_all))
    told = {post.member_id: post for post in await posts(company, PostKind.ESCALATION)}
    assert len(told) == len(await posts(company, PostKind.ESCALATION))
    model = await company.read(outgoing.load, told["UMAX"].id or 0)
    assert isinstance(model, EscalationPost)
    assert len(model.todos) == 3


async def test_all_that_one_person_hears_of_is_one_share(company: Company) -> None:
    for number in range(3):
        await company.add_candidate(name=f"Candidate {number}", email=f"c{number}@example.com")
    company.clock.set_to(datetime(2027, 3, 5, 15, tzinfo=UTC))
    ((rising,),) = await company.read(escalations.shares)
    assert (rising.reader, len(rising.todos)) == ("UMAX", 3)
    assert await company.read(lambda work: nudges.shared_out(work, [("a", 450), ("b", 2), ("c", 3)])) == [
        ["a"],
        ["b", "c"],
    ]


async def test_a_pending_reminder_goes_with_whom_it_is_for_from_tokyo_to_los_angeles(company: Company) -> None:
    rita = MemberFacts("URITA", "Rita", "rita@acme.test", "Asia/Tokyo")
    await company.perform(members.store, [rita], by="")
    company.clock.set_to(datetime(2027, 3, 1, 12, tzinfo=UTC))
    await company.add_candidate()

    def was_put_off(work: Work) -> None:
        for row in work.session.exec(select(Todo)).all():
            row.snoozed_until = work.now - timedelta(hours=1)
            work.session.add(row)

    await company.work(was_put_off)
    before = (await todo(company, "propose_times")).next_nudge_at
    assert before == datetime(2027, 3, 3, 0, tzinfo=UTC), "Wednesday at nine in Tokyo"
    await company.perform(members.store, [replace(rita, zone="America/Los_Angeles")], by="")
    assert (await todo(company, "propose_times")).next_nudge_at == datetime(2027, 3, 3, 17, tzinfo=UTC)
    company.clock.set_to(before)
    assert await plan(company) == 0
    company.clock.set_to(datetime(2027, 3, 3, 17, tzinfo=UTC))
    assert await plan(company) == 1


async def test_a_clock_that_is_set_back_an_hour_repeats_nothing(company: Company) -> None:
    await company.add_candidate()
    for moment in (TUESDAY_NINE, TUESDAY_NINE - timedelta(hours=1), TUESDAY_NINE, TUESDAY_NINE + timedelta(minutes=1)):
        company.clock.set_to(moment)
        await plan(company)
        await send_all(company)
    assert len(await posts(company)) == 1


async def test_who_says_that_it_is_not_theirs_is_reminded_no_more_and_the_recruiter_settles_it(
    company: Company,
) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    mine = await card(company)
    for _ in range(2):  # who clicks twice says it once
        await company.perform(todos.not_mine, TodoForm(todo=mine.id or 0), by="UINES")
        company.clock.move(timedelta(seconds=1))
    said = select(Audit.id).where(Audit.action == "not_mine")
    assert len(await company.read(lambda work: work.session.exec(said).all())) == 1
    assert (await company.todos(loop))["reassign"] == "URITA"
    assert [item.kind for item in await company.read(reading.todo_items, "UINES")] == []
    (item,) = [one for one in await company.read(reading.todo_items, "URITA") if one.kind is TodoKind.REASSIGN]
    assert item.settles == Unsettled(
        TodoKind.SCORECARD, Person("UINES", "Ines", LISBON), 0, disowned=True, decides=True
    )
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    assert [post.member_id for post in await posts(company)] == ["URITA"]
    await journey.score(company, loop, "UINES")
    assert "reassign" not in await company.todos(loop), "they did it after all"


@pytest.mark.parametrize("manager", ["URITA", "UMAX"], ids=["alone", "the other lead has left"])
async def test_what_nobody_else_could_take_over_is_not_disowned(company: Company, manager: str) -> None:
    await company.add_candidate(role=await company.open_role(hiring_manager=manager))
    if manager != "URITA":
        await company.perform(members.store, [MemberFacts(manager, manager, kind=MemberKind.DEACTIVATED)], by="")
    mine = await todo(company, "propose_times")
    with pytest.raises(NotNow, match="Nobody else leads this search"):
        await company.perform(todos.not_mine, TodoForm(todo=mine.id or 0))
