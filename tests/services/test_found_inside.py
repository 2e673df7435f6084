"""What a colleague reads who turns out to be the candidate of a loop that they have a part in. On both databases."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from domain.forms import HappenedForm, LoopForm, TodoForm
from domain.read.members import MemberFacts
from domain.read.messages import PostKind, TakenBackPost
from domain.refusals import NotFound
from domain.todos import TodoKind
from models.tables import Candidate, Post
from services import (
    candidates,
    decisions,
    feedback,
    loops,
    members,
    outgoing,
    panels,
    reading,
    todos,
)
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, IN_HIRING, Company, candidate_form
from tests.fakes.remembered import remembered
from tests.services import read_paths, reminding
from tests.services.applying import NAME, applying, found, reminded, told
from tests.services.debating import begun, vote
from views.messages import render


@remembered
async def held_and_reminded(company: Company, loop: int) -> None:
    await journey.schedule(company, loop, "UINES", "UBO")
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(minutes=5))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    await reminding.plan(company)


@pytest.mark.parametrize("who", ["URITA", "UMAX", "UBO"])
async def test_who_turns_out_to_be_the_candidate_reads_no_more_of_it_and_owes_nothing(
    company: Company, who: str
) -> None:
    loop = await applying(company)
    await held_and_reminded(company, loop)
    await found(company, who)
    read = [way for way, text in await read_paths.all_read(company, loop, who) if NAME in text]
    assert (read, [text for text in await told(company, who) if NAME in text]) == ([], [])
    assert who not in (await company.todos(loop)).values()


async def added_while(company: Company, email: str, happens: Callable[[Work], None]) -> int:
    """The candidate's loop, added in a transaction that has not ended when something else begins."""
    form = candidate_form(role=await company.open_role(), email=email)
    here, written = asyncio.get_running_loop(), asyncio.Event()

    def slowly(work: Work) -> int:
        loop = candidates.add(work, form)
        here.call_soon_threadsafe(written.set)
        if work.session.get_bind().dialect.name == "postgresql":  # where others go on meanwhile
            work.session.execute(text("SELECT pg_sleep(0.05)"))
        return loop

    adding = asyncio.create_task(company.work(slowly, by="UMAX"))
    await written.wait()
    await company.work(happens)
    return await adding


async def test_who_is_added_while_slack_tells_their_address_is_found_out_all_the_same(company: Company) -> None:
    rita = [MemberFacts("URITA", "Rita", "rita@home.example")]
    loop = await added_while(company, "rita@home.example", lambda work: members.store(work, rita))
    assert set((await company.todos(loop)).values()) == {"UMAX"}


async def test_who_is_added_while_they_join_the_channel_is_found_to_read_along(company: Company) -> None:
    await added_while(company, "ivy@acme.test", lambda work: members.store_channel(work, HIRING, [*IN_HIRING, "UIVY"]))
    assert [post.member_id for post in await company.posts(PostKind.READS_ALONG)] == ["URITA"]


async def test_what_was_sent_to_them_before_is_taken_back(company: Company) -> None:
    loop = await applying(company)
    await journey.schedule(company, loop, "UINES", "UBO")
    (post,) = [post for post in await company.posts(PostKind.INVITATION) if post.member_id == "UBO"]

    def sent(work: Work) -> None:
        work.session.get_one(Post, post.id).ts = "1.0"

    await company.work(sent)
    await company.delivered()
    await found(company, "UBO")
    assert post.key in await company.waiting()
    said = await company.read(outgoing.load, post.id, by="")
    assert said == TakenBackPost()
    assert NAME not in repr(render(said))


async def test_a_panelist_who_is_the_candidate_leaves_the_panel(company: Company) -> None:
    """Their seat is to be filled, the others' invitations name them no more, and no reason reaches them."""
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await company.delivered()
    await found(company, "UBO")
    assert await company.todos(loop) == {"scorecard": "UINES", "replace_panelist": "URITA"}
    page = await company.read(reading.page, loop)
    assert [seat.person.id for seat in page.card.seats] == ["UINES"]
    assert [entry.event for entry in page.history][:1] == ["CandidateKnown"]
    await journey.score(company, loop, "UINES")
    await company.perform(feedback.unseal, LoopForm(loop=loop, version=0, note="Why not"), by="UMAX")
    reason = next(iter(page.playbook.close_reasons.rejected))
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason=reason, note="Rude."), by="URITA")
    assert [text for text in await told(company, "UBO") if "Rude" in text or "Why not" in text or NAME in text] == []


async def test_rows_that_still_name_them_open_nothing(company: Company) -> None:
    """As in a database from before anybody stepped aside: a seat ahead, a to-do, and a reminder that was sent."""
    loop = await applying(company)
    await journey.schedule(company, loop, "UINES", "UBO")
    await reminded(company, "UBO")

    def match(work: Work) -> None:
        work.session.exec(select(Candidate)).one().member_id = "UBO"
        for post in work.session.exec(select(Post).where(Post.member_id == "UBO")):
            post.ts = "1.0"

    await company.work(match)
    read = [way for way, text in await read_paths.all_read(company, loop, "UBO") if NAME in text]
    said = await told(company, "UBO")
    assert (read, [text for text in said if NAME in text], len(said)) == ([], [], 2)
    todo = await reminding.todo(company, TodoKind.ANSWER_INVITATION)
    assert todo.member_id == "UBO"
    with pytest.raises(NotFound):
        await company.perform(todos.not_mine, TodoForm(todo=todo.id or 0), by="UBO")


async def test_a_decision_that_is_reopened_does_not_bring_them_back(company: Company) -> None:
    loop = await begun(company)
    await journey.advance(company, loop)

    def inside(work: Work) -> None:
        work.session.exec(select(Candidate)).one().email = "new@acme.test"

    await company.work(inside)
    await found(company, "UBO")
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, note="Too fast"), by="UMAX")
    assert "UBO" not in (await company.todos(loop)).values()
    with pytest.raises(NotFound):
        await vote(company, loop, "yes", "UBO")
