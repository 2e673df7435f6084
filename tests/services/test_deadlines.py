"""What happens because of the time alone."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from domain.forms import LoopForm
from domain.read.messages import PostKind, SoonPost
from domain.refusals import Refusal
from domain.state import Step
from models import queries
from models.tables import Post
from services import deadlines, loops, offers, outgoing
from tests.fakes import journey
from tests.fakes.company import TEAM, Company


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


async def test_an_invitation_wants_its_answer_half_way_to_the_interview_at_the_latest(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=1)
    start = (await journey.interview(company, loop)).starts_at
    (todo,) = [one for one in await company.read(lambda w: queries.open_todos(w.session, loop)) if "answer" in one.kind]
    assert todo.due_at == company.clock.now() + (start - company.clock.now()) / 2
