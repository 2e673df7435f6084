"""Days off that are entered by mistake and taken back: what waited for their end comes when it would have."""

from datetime import UTC, datetime, time, timedelta

from sqlmodel import select

from domain.forms import RemindersForm
from domain.read.messages import PostKind
from models.tables import Outbox
from services import reminders
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.outbox import held_until, posts
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, card, raise_all, todo

YEAR_END = datetime(2028, 1, 3, 9, tzinfo=UTC)


async def away(company: Company, days_off: str, *, who: str = "URITA") -> None:
    form = RemindersForm(
        works_from=time(9), works_until=time(18), works_on=(0, 1, 2, 3, 4), country="none", reminders_a_day=3,
        days_off=days_off,
    )  # fmt: skip
    await company.perform(reminders.save, form, by=who)


async def test_a_reminder_comes_when_it_would_have_come(company: Company) -> None:
    await company.add_candidate()
    await away(company, "2027-03-02 to 2027-12-31")
    assert (await todo(company, "propose_times")).next_nudge_at == YEAR_END
    await away(company, "2027-03-02")
    assert (await todo(company, "propose_times")).next_nudge_at == WEDNESDAY_NINE
    await away(company, "")
    assert (await todo(company, "propose_times")).next_nudge_at == TUESDAY_NINE


async def test_no_reminder_comes_before_what_it_is_about_is_due(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await away(company, "2027-03-01 to 2027-12-31", who="UINES")
    await away(company, "", who="UINES")
    mine = await card(company)
    assert mine.next_nudge_at is not None
    assert mine.next_nudge_at >= mine.due_at


async def test_what_is_written_and_waits_comes_on_the_next_morning_whatever_it_is(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await journey.answer(company, loop, "UINES", "decline")
    (notice,) = await posts(company, PostKind.NOTICE, "URITA")
    await away(company, "2027-03-02 to 2027-12-31")
    await held_until(company, YEAR_END)
    await away(company, "")
    statement = select(Outbox.due_at).where(Outbox.post_id == notice.id)
    assert await company.read(lambda work: work.session.exec(statement).one()) == TUESDAY_NINE


async def test_what_was_to_go_up_to_them_is_looked_at_when_the_playbook_says(company: Company) -> None:
    await company.add_candidate()
    before = (await todo(company, "propose_times")).escalates_at
    assert before is not None
    await away(company, "2027-03-02 to 2027-12-31", who="UMAX")
    company.clock.set_to(before)
    await company.work(raise_all)
    assert (await todo(company, "propose_times")).escalates_at == datetime(2028, 1, 3, 14, tzinfo=UTC)
    await away(company, "", who="UMAX")
    assert (await todo(company, "propose_times")).escalates_at == before
    company.clock.set_to(before + timedelta(hours=6))
    await company.work(raise_all)
    assert [post.member_id for post in await posts(company, PostKind.ESCALATION)] == ["UMAX"]
