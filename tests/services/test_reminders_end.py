"""Where reminders end, who settles it then, and what goes up to whom."""

from datetime import UTC, datetime, timedelta

from domain.read.loops import Unsettled
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import EscalationPost, NudgePost, PostKind
from domain.read.people import Person
from domain.todos import TodoKind
from services import members, nudges, outgoing, todos
from tests.fakes import journey
from tests.fakes.company import LISBON, TEAM, Company
from tests.services.outbox import send_all
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, card, plan, posts, raise_all, todo


async def test_reminders_come_to_their_end_and_then_somebody_else_settles_it(company: Company) -> None:
    """The recruiter owes it; where it is the recruiter's own, the hiring manager."""
    loop = await company.add_candidate()
    for day in range(8):
        company.clock.set_to(TUESDAY_NINE + timedelta(days=day))
        await plan(company)
        await send_all(company)
    assert len([post for post in await posts(company, PostKind.NUDGE) if post.member_id == "URITA"]) == 5
    mine = await todo(company, "propose_times")
    assert (mine.next_nudge_at, mine.ended_at) == (None, datetime(2027, 3, 9, 9, tzinfo=UTC))
    assert await company.read(nudges.ended, by="") == [(loop, TEAM)]
    await company.perform(todos.settle_anew, loop, by="")
    assert await company.todos(loop) == {"propose_times": "URITA", "reassign": "UMAX"}
    assert await company.read(nudges.ended, by="") == [], "once is enough"
    company.clock.set_to(datetime(2027, 3, 9, 14, tzinfo=UTC))
    await plan(company)
    (told,) = [post for post in await posts(company, PostKind.NUDGE) if post.member_id == "UMAX"]
    model = await company.read(outgoing.load, told.id or 0)
    assert isinstance(model, NudgePost)
    assert [item.settles for item in model.todos] == [
        Unsettled(TodoKind.PROPOSE_TIMES, Person("URITA", "Rita", LISBON), 5, decides=True)
    ]
    await journey.schedule(company, loop, "UINES")
    assert "reassign" not in await company.todos(loop)


async def test_what_is_long_overdue_goes_up_once_and_is_taken_back_when_done(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    overdue = datetime(2027, 3, 3, 16, tzinfo=UTC)
    company.clock.set_to(overdue)
    assert await company.work(raise_all) >= 1
    assert await company.work(raise_all) == 0
    (post,) = [one for one in await posts(company, PostKind.ESCALATION) if one.member_id == "UMAX"]
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, EscalationPost)
    assert [item.kind for item in model.todos] == [TodoKind.SCORECARD], "once it is late, to the hiring manager"
    company.clock.set_to(overdue + timedelta(days=1))
    await company.work(raise_all)
    assert [one.member_id for one in await posts(company, PostKind.ESCALATION)][-1] == "URITA", "a day later"
    mine = await card(company)
    assert (mine.escalations, mine.escalates_at, mine.escalated_at) == (2, None, overdue)
    await journey.score(company, loop, "UINES")
    assert await company.read(outgoing.load, post.id or 0) is None


async def test_who_has_left_is_not_reminded_and_the_recruiter_hears_of_it(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    gone = MemberFacts("UINES", "Ines", "ines@acme.test", LISBON, MemberKind.DEACTIVATED)
    await company.perform(members.store, [gone], by="")
    company.clock.set_to(WEDNESDAY_NINE)
    await plan(company)
    mine = await card(company)
    assert (mine.nudged, mine.ended_at) == (0, WEDNESDAY_NINE)
    await company.perform(todos.settle_anew, loop, by="")
    assert (await company.todos(loop))["reassign"] == "URITA"
