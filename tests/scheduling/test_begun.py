"""What is of no use once an interview has begun ends then, without a word."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from domain.forms import AnswerForm
from domain.read.messages import NudgePost, PostKind
from models.tables import Post
from scheduling.planner import Planner
from services import digests, outgoing, panels
from services import home as homes
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, Company

WEDNESDAY = datetime(2027, 3, 3, tzinfo=UTC)
"""The day after the interview."""

OF_NO_USE = {"answer_invitation", "consider_time", "add_link", "replace_panelist", "tell_candidate", "reassign"}


async def unanswered(company: Company) -> int:
    """An interview on Tuesday at 14:00 that one has accepted, one would rather have later, one has not answered.

    Somebody is missing, and the candidate was not told.
    """
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO", "USAM", "UREX", link="")
    await journey.answer(company, loop, "UINES")
    await journey.answer(company, loop, "UREX", "decline")
    interview = (await journey.interview(company, loop)).id or 0
    proposal = AnswerForm(interview=interview, version=1, answer="propose", note="Any afternoon")
    await company.perform(panels.answer, proposal, by="USAM")
    return loop


async def said(company: Company) -> list[Post]:
    kinds = (PostKind.NUDGE, PostKind.ESCALATION)
    statement = select(Post).where(col(Post.kind).in_(kinds)).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def kinds_said_after(company: Company, moment: datetime) -> set[str]:
    found = set()
    for post in await said(company):
        model = await company.read(outgoing.load, post.id or 0)
        if post.created_at >= moment and isinstance(model, NudgePost):
            found |= {str(item.kind) for item in model.todos}
    return found


async def test_nobody_is_reminded_of_or_told_about_an_invitation_to_an_interview_that_has_begun(
    company: Company,
) -> None:
    loop = await unanswered(company)
    planner = Planner(company.database, company.clock)
    starts = (await journey.interview(company, loop)).starts_at
    company.clock.set_to(starts)
    await planner.tick()
    assert not OF_NO_USE & set(await company.todos(loop))
    for hours in range(9, 9 + 3 * 24, 5):
        company.clock.set_to(WEDNESDAY + timedelta(hours=hours))
        await planner.tick()
    assert planner.errors == {}
    assert not await kinds_said_after(company, starts) & OF_NO_USE
    home = await company.read(homes.home, by="UBO")
    assert not {str(item.kind) for item in home.todos} & OF_NO_USE
    (role,) = (await company.read(digests.show, HIRING)).roles
    assert not {one.what for one in role.overdue} & OF_NO_USE


async def test_after_a_standstill_over_the_start_it_ends_before_anybody_hears_of_it(company: Company) -> None:
    loop = await unanswered(company)
    company.clock.set_to(WEDNESDAY + timedelta(hours=15))
    await Planner(company.database, company.clock).tick()
    assert "what_happened" in await kinds_said_after(company, WEDNESDAY)
    assert not OF_NO_USE & await kinds_said_after(company, WEDNESDAY)
    assert not OF_NO_USE & set(await company.todos(loop))


async def test_a_reminder_that_stands_there_loses_its_buttons_and_claims_nothing_was_done(company: Company) -> None:
    loop = await unanswered(company)
    planner = Planner(company.database, company.clock)
    starts = (await journey.interview(company, loop)).starts_at
    company.clock.set_to(starts - timedelta(hours=4))
    await planner.tick()
    (post,) = [post for post in await said(company) if post.member_id == "UBO"]

    def sent(work: Work) -> None:
        row = work.session.get_one(Post, post.id)
        row.ts, row.sent_channel = "1.0", "DBO"
        work.session.add(row)

    await company.work(sent)
    await company.delivered()
    company.clock.set_to(starts)
    await planner.tick()
    assert post.key in await company.waiting(), "it is brought up to date, which nobody is notified of"
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, NudgePost)
    assert (model.todos, model.done) == ((), ())
