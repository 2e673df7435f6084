"""A role whose recruiter and hiring manager have both left: admins hear of it, see it, and name others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.read.leaderless import LeaderlessPost
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import PostKind
from services import candidates, home, members, outgoing, roles, troubles
from tests.fakes.company import LISBON, Company, candidate_form, role_form
from tests.services.outbox import posts, said, send_all
from views.messages import render


async def leave(company: Company, *gone: str) -> None:
    for who in gone:
        await company.perform(members.store, [MemberFacts(who, who, kind=MemberKind.DEACTIVATED)], by="")


@pytest.mark.parametrize("manager", ["UMAX", "URITA"])
async def test_each_admin_hears_once_that_nobody_leads_it_any_more(company: Company, manager: str) -> None:
    role = await company.open_role(hiring_manager=manager)
    await company.add_candidate(role=role)
    await leave(company, *dict.fromkeys((manager, "URITA")))
    await leave(company, "URITA")
    (post,) = await posts(company, PostKind.LEADERLESS)
    model = await said(company, post)
    assert isinstance(model, LeaderlessPost)
    assert (model.person.id, model.role.id, model.role.open_loops, model.over) == ("UADA", role, 1, False)
    assert [one.id for one in (await company.read(home.home, by="UADA")).leaderless] == [role]
    assert (await company.read(home.home, by="UREX")).leaderless == ()


async def test_who_comes_back_leads_it_again_and_if_they_leave_once_more_admins_hear_anew(company: Company) -> None:
    await company.open_role()
    await leave(company, "UMAX", "URITA")
    await send_all(company)
    await company.perform(members.store, [MemberFacts("URITA", "Rita")], by="")
    (post,) = await posts(company, PostKind.LEADERLESS)
    assert post.key in await company.waiting()
    model = await said(company, post)
    assert isinstance(model, LeaderlessPost)
    assert model.over
    company.clock.move(timedelta(days=3))
    await leave(company, "URITA")
    assert [each.ts for each in await posts(company, PostKind.LEADERLESS)] == [post.ts, ""]


@pytest.mark.parametrize("known_first", [True, False])
async def test_who_is_a_candidate_there_leads_it_no_more_than_who_has_left(company: Company, known_first: bool) -> None:
    async def known() -> None:
        rita = MemberFacts("URITA", "Rita", "noor@example.com", LISBON, is_admin=True)
        await company.perform(members.store, [rita], by="")

    loop = await company.add_candidate()
    if known_first:
        await known()
    await leave(company, "UMAX")
    if not known_first:
        await known()
    (post,) = await posts(company, PostKind.LEADERLESS)  # for the other admin alone
    model = await said(company, post)
    assert isinstance(model, LeaderlessPost)
    assert (model.person.id, model.over) == ("UADA", False)
    assert "UMAX has left, and Rita is a candidate there, so nobody leads the search" in render(model).text
    await send_all(company)
    other = candidate_form(loop=loop, version=0, email="else@example.com", wrong_person=True)
    await company.perform(candidates.correct, other, by="UADA")
    assert post.key in await company.waiting()
    over = await said(company, post)
    assert isinstance(over, LeaderlessPost)
    assert over.over, "it was a mistake"


async def test_those_of_the_setting_hear_of_it_as_admins_of_slack_do(company: Company) -> None:
    await company.open_role()
    gone = [MemberFacts(who, who, kind=MemberKind.DEACTIVATED) for who in ("UMAX", "URITA")]
    await company.work(lambda work: members.store(replace(work, admins=frozenset({"UREX"})), gone))
    assert {post.member_id for post in await posts(company, PostKind.LEADERLESS)} == {"UADA", "UREX"}


async def test_while_one_of_them_is_there_nobody_needs_to_hear_but_admins_see_it(company: Company) -> None:
    role = await company.open_role()
    await leave(company, "UMAX")
    assert await posts(company, PostKind.LEADERLESS) == []
    seen = (await company.read(home.home, by="UADA")).leaderless
    assert [(one.id, one.recruiter.active, one.hiring_manager.active) for one in seen] == [(role, True, False)]
    assert (await company.read(troubles.standing, by="")).leaderless == seen


async def test_an_admin_names_others_who_take_over_and_the_message_says_so(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await leave(company, "UMAX", "URITA")
    await send_all(company)
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX", hiring_manager="UADA"), by="UADA")
    (post,) = await posts(company, PostKind.LEADERLESS)
    assert post.key in await company.waiting()
    model = await said(company, post)
    assert isinstance(model, LeaderlessPost)
    assert model.over
    assert await company.todos(loop) == {"propose_times": "UREX"}
    assert (await company.read(home.home, by="UADA")).leaderless == ()


async def test_what_is_over_before_it_was_sent_is_not_said(company: Company) -> None:
    role = await company.open_role()
    await leave(company, "UMAX", "URITA")
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX", hiring_manager="UADA"), by="UADA")
    (post,) = await posts(company, PostKind.LEADERLESS)
    assert await company.read(outgoing.load, post.id or 0) is None
