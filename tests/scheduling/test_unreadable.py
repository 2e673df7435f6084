"""A loop whose row somebody has spoiled by hand keeps nothing back but what concerns itself."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.check import _read
from domain.forms import LoopForm
from domain.refusals import Unreadable
from models.tables import Candidate, Loop, Nudge, PlaybookVersion, Post, Todo
from services import home, loops, readable, reading, troubles
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, Company
from tests.fakes.posting import FakeSlack
from tests.scheduling.desk import Desk, on


async def spoil(company: Company, loop: int, **given: Any) -> None:
    def by_hand(work: Work) -> None:
        odd = PlaybookVersion(hash="odd", key="odd", name="Odd", content="{}", stored_at=work.now, current=False)
        work.session.merge(odd)
        work.session.flush()
        work.session.execute(update(Loop).where(col(Loop.id) == loop).values(**given))

    await company.work(by_hand)


async def two(company: Company) -> tuple[int, int]:
    """Of one role, with a scorecard that Ines owes each."""
    role = await company.open_role()
    bad, good = [await company.add_candidate(role=role, name=n, email=f"{n}@x.test") for n in "ab"]
    for loop in (bad, good):
        await journey.hold(company, loop, "UINES")
    return bad, good


async def test_of_a_loop_that_cannot_be_read_nobody_hears_and_of_all_others_everybody_does(
    company: Company, slack: FakeSlack
) -> None:
    desk = Desk(company, slack)
    bad, good = await two(company)
    await desk.send()
    await spoil(company, bad, playbook_hash="odd")
    told = [said for day in (4, 5) for hour in (9, 16) for said in await desk.at(on(day, hour, 30))]
    assert {where for where, _ in told} == {HIRING, "DINES", "DMAX", "DRITA"}, "and what goes up"
    reminded = select(Todo.loop_id).join(Nudge, col(Nudge.todo_id) == col(Todo.id)).where(Todo.member_id == "UINES")
    assert set(await company.read(lambda work: work.session.exec(reminded).all())) == {good}
    assert (desk.planner.errors, desk.courier.errors) == ({}, 0)


async def test_what_waits_about_such_a_loop_is_given_up_at_once_and_said_once_it_can_be_read(
    company: Company, slack: FakeSlack
) -> None:
    desk = Desk(company, slack)
    bad, good = await two(company)
    await spoil(company, bad, step="nowhere")
    await desk.send()
    assert HIRING in [where for where, _ in slack.said], "the other's card"
    assert {one.error for one in await company.read(troubles.find)} == {"unreadable", "parent_not_sent"}
    await spoil(company, bad, step="feedback")
    await company.work(lambda work: troubles.retry(work, None))
    await desk.send()
    assert await company.read(troubles.find) == ()
    cards = select(Post.loop_id).where(Post.kind == "card", Post.ts != "")
    assert set(await company.read(lambda work: work.session.exec(cards).all())) == {bad, good}


async def test_admins_see_what_cannot_be_read_and_everybody_else_all_the_rest(company: Company) -> None:
    bad, good = await two(company)
    there = (await company.loop(bad)).model_dump()
    for column in ("playbook_hash", "stage", "status", "came_from", "step"):
        await spoil(company, bad, **{column: "odd"})
        seen = (await company.read(home.home, by="UADA")).unreadable
        assert [(one.loop, one.role, one.column) for one in seen] == [(bad, "Backend developer", column)]
        await spoil(company, bad, **{column: there[column]})
    await spoil(company, bad, step="odd")
    assert (await company.read(home.home, by="URITA")).unreadable == ()
    assert {item.loop for item in await company.read(reading.todo_items, "UINES", by="UINES")} == {good}
    finding = _read(await company.read(troubles.standing))
    assert not finding.right
    assert f"loop {bad}" in finding.text
    with pytest.raises(Unreadable):
        await company.perform(loops.withdraw, LoopForm(loop=bad, version=0, reason="other"))


async def test_a_candidate_who_is_an_admin_does_not_see_their_own_there(company: Company) -> None:
    loop = await company.add_candidate()
    await spoil(company, loop, step="nowhere")
    assert [one.loop for one in await company.read(readable.found, by="UADA")] == [loop]
    await company.work(lambda work: make_candidate(work, loop, "UADA"))
    assert await company.read(readable.found, by="UADA") == ()


def make_candidate(work: Work, loop: int, member: str) -> None:
    row = work.session.get_one(Candidate, work.session.get_one(Loop, loop).candidate_id)
    row.member_id = member
