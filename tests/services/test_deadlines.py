"""What happens because of the time alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from domain.forms import HappenedForm, LoopForm, PanelForm, ScheduleForm
from domain.read.invitations import SoonPost
from domain.read.messages import NoticePost, PostKind
from domain.refusals import Refusal
from domain.state import Step
from models import queries
from models.tables import Post
from services import deadlines, interviews, loops, offers, outgoing, panels
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import LISBON, TEAM, Company
from tests.services.outbox import posts, said, send_all
from views.messages import render


async def soon_posts(company: Company) -> list[Post]:
    statement = select(Post).where(Post.kind == PostKind.SOON).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def test_a_quarter_of_an_hour_before_everybody_who_comes_is_reminded_once(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO", "USAM")
    await journey.answer(company, loop, "UINES")
    await journey.answer(company, loop, "USAM", "decline")
    start = (await journey.interview(company, loop)).starts_at
    company.clock.set_to(start - timedelta(minutes=16))
    assert await company.work(deadlines.soon) == 0
    company.clock.set_to(start - timedelta(minutes=15))
    assert (await company.work(deadlines.soon), await company.work(deadlines.soon)) == (1, 0)
    found = await soon_posts(company)
    assert [post.member_id for post in found] == ["UINES", "UBO"]
    model = await company.read(outgoing.load, found[0].id or 0)
    assert isinstance(model, SoonPost)
    assert (model.person.id, model.meeting.starts_at, model.stage_key) == ("UINES", start, "culture")


async def test_the_word_before_an_interview_is_not_sent_once_it_has_begun_or_was_cancelled(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    start = (await journey.interview(company, loop)).starts_at
    company.clock.set_to(start - timedelta(minutes=10))
    await company.work(deadlines.soon)
    (post,) = await soon_posts(company)
    assert await company.read(outgoing.load, post.id or 0) is not None
    company.clock.set_to(start)
    assert await company.read(outgoing.load, post.id or 0) is None
    company.clock.set_to(start - timedelta(minutes=5))
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"))
    assert await company.read(outgoing.load, post.id or 0) is None


async def sent(company: Company) -> Post:
    """The word before Ines's interview, as it stands in Slack."""
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    company.clock.set_to((await journey.interview(company, loop)).starts_at - timedelta(minutes=10))
    await company.work(deadlines.soon)
    await company.delivered()
    (post,) = await soon_posts(company)

    def send(work: Work) -> None:
        row = work.session.get_one(Post, post.id)
        row.ts, row.sent_channel = "1.0", "DINES"
        work.session.add(row)

    await company.work(send)
    company.clock.move(timedelta(minutes=2))
    return post


@pytest.mark.parametrize(
    ("end", "words"),
    [("move", "Rita moved"), ("cancel", "Rita cancelled"), ("hold", "on hold"), ("panel", "not on the panel")],
)
async def test_the_word_before_an_interview_says_what_became_of_it(company: Company, end: str, words: str) -> None:
    post = await sent(company)
    loop = post.loop_id or 0
    row = await journey.interview(company, loop)
    version, start = (await company.loop(loop)).version, row.starts_at + timedelta(days=1)
    match end:
        case "move":
            moved = ScheduleForm(
                loop=loop, version=version, date=start.date(), time=start.time(), duration=60, zone=LISBON
            )
            await company.perform(interviews.reschedule, moved)
        case "cancel":
            await company.perform(interviews.cancel, LoopForm(loop=loop, version=0))
        case "hold":
            on_hold = LoopForm(loop=loop, version=0, reason="budget", until=start.date())
            await company.perform(loops.hold, on_hold)
        case "panel":
            await company.perform(panels.change, PanelForm(loop=loop, version=version, panel=(), lead="UBO"))
    assert post.key in await company.waiting()
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, SoonPost)
    assert (model.current, model.meeting.starts_at) == (False, row.starts_at)
    assert words in model.outcome
    assert "action_id" not in str(render(model).blocks)


async def test_the_word_before_an_interview_leads_to_the_scorecard_once_it_took_place(company: Company) -> None:
    post = await sent(company)
    company.clock.move(timedelta(hours=2))
    await company.perform(panels.happened, HappenedForm(loop=post.loop_id or 0, answer="happened"), by="UINES")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, SoonPost)
    assert (model.current, model.held) == (False, True)
    assert "loop.feedback" in str(render(model).blocks)


async def test_who_declines_at_the_last_moment_is_reminded_of_nothing_more(company: Company) -> None:
    post = await sent(company)
    await journey.answer(company, post.loop_id or 0, "UINES", "decline")
    model = await company.read(outgoing.load, post.id or 0)
    assert isinstance(model, SoonPost)
    assert not model.current
    assert "can't make it" in model.outcome


async def test_a_challenge_that_is_not_back_is_called_overdue_once(company: Company) -> None:
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    assert await company.read(deadlines.late_challenges) == []
    company.clock.move(timedelta(days=8))
    assert await company.read(deadlines.late_challenges) == [(loop, TEAM)]
    await company.work(lambda work: deadlines.call_overdue(work, loop))
    assert (await company.loop(loop)).overdue
    assert await company.read(deadlines.late_challenges) == []


async def test_an_offer_that_runs_out_goes_back_to_drafting(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UMAX", "UADA")
    assert await company.read(deadlines.expired_offers) == []
    company.clock.move(timedelta(days=8))
    assert await company.read(deadlines.expired_offers) == [(loop, TEAM)]
    await company.work(lambda work: deadlines.let_expire(work, loop))
    assert (await company.loop(loop)).step == Step.DRAFTING
    assert await company.read(deadlines.expired_offers) == []


async def test_that_several_offers_have_run_out_is_one_message_while_it_waits(company: Company) -> None:
    role = await company.open_role()
    offered = [
        await company.add_candidate(role=role, stage="offer", name=name, email=f"{name}@a.test")
        for name in ("Noor", "Mo")
    ]
    for loop in offered:
        await journey.extend_offer(company, loop, "UADA")
    company.clock.move(timedelta(days=8))
    for loop in offered:
        await company.perform(deadlines.let_expire, loop, by="")
    (post,) = await posts(company, PostKind.NOTICE, "UMAX")
    model = await said(company, post)
    assert isinstance(model, NoticePost)
    assert (model.candidate, [other.candidate for other in model.also]) == ("Noor", ["Mo"])
    assert "Mo" in render(model).text
    await send_all(company)
    await journey.extend_offer(company, offered[0], "UADA")
    company.clock.move(timedelta(days=8))
    await company.perform(deadlines.let_expire, offered[0], by="")
    assert len(await posts(company, PostKind.NOTICE, "UMAX")) == 2, "what stands there stays as it is"


async def test_an_offer_that_was_accepted_meanwhile_does_not_expire(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UMAX", "UADA")
    await company.perform(offers.accept, LoopForm(loop=loop, version=0))
    company.clock.move(timedelta(days=8))
    with pytest.raises(Refusal):
        await company.work(lambda work: deadlines.let_expire(work, loop))


async def test_a_hire_who_reneges_after_the_offer_ran_out_leaves_one_to_do_and_nothing_to_expire(
    company: Company,
) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UMAX", "UADA")
    await company.perform(offers.accept, LoopForm(loop=loop, version=0))
    company.clock.move(timedelta(days=8))
    await company.perform(loops.reopen, LoopForm(loop=loop, version=0, note="Stays where they are."))
    assert (await company.loop(loop)).step == Step.DRAFTING
    assert await company.read(deadlines.expired_offers) == []
    assert (await company.todos(loop)) == {"draft_offer": "URITA"}
    await journey.draft_offer(company, loop, "UADA")
    assert (await company.todos(loop)) == {"approve_offer": "UADA"}


async def test_before_an_interview_its_answer_and_telling_the_candidate_are_due_half_way_at_the_latest_and_in_hours(
    company: Company,
) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=1)
    todos = await company.read(lambda w: queries.open_todos(w.session, loop))
    due = {one.kind: one.due_at for one in todos}
    closing = datetime(2027, 3, 1, 18, tzinfo=UTC)
    assert due["answer_invitation"] == due["tell_candidate"] == closing, "half-way were at 23:27"
