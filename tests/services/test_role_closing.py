from datetime import date

import pytest
from sqlmodel import select

from domain.forms import CloseRoleForm, LoopForm
from domain.read.messages import PostKind
from domain.read.role_closed import RoleClosedPost
from domain.refusals import Invalid, Invalids, NotAllowed, NotNow
from domain.state import Status
from domain.telling import template
from models.database import Database
from models.tables import Decision, Role
from services import candidates, loops, members, reading, roles
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import HIRING, Company, candidate_form, role_form
from tests.services.outbox import posts, says, send_all, waits
from tests.services.test_at_the_same_time import together


async def role_row(company: Company, role: int) -> Role:
    return await company.read(lambda work: work.session.get_one(Role, role))


async def test_a_role_without_loops_is_closed_with_an_outcome(company: Company) -> None:
    role = await company.open_role()
    with pytest.raises(Invalid) as refused:
        await company.perform(roles.close, CloseRoleForm(role=role, outcome="", outcomes={}))
    assert refused.value.field == "outcome"
    await company.perform(roles.close, CloseRoleForm(role=role, outcome="cancelled", outcomes={}))
    row = await role_row(company, role)
    assert (row.status, row.outcome, row.closed_at) == ("closed", "No longer needed", company.clock.now())
    with pytest.raises(NotNow, match="closed already"):
        await company.perform(roles.close, CloseRoleForm(role=role, outcome="cancelled", outcomes={}))
    with pytest.raises(NotNow, match="This role is closed"):
        await company.perform(roles.edit, role_form(role=role, title="Too late"))


async def test_closing_names_the_loops_that_lack_an_outcome_and_changes_nothing(company: Company) -> None:
    role = await company.open_role()
    one = await company.add_candidate(role=role)
    two = await company.add_candidate(role=role, email="two@example.com")
    three = await company.add_candidate(role=role, email="three@example.com")
    form = CloseRoleForm(role=role, outcome="filled", outcomes={one: ("rejected", "role_closed")})
    with pytest.raises(Invalids) as refused:
        await company.perform(roles.close, form)
    assert refused.value.errors.keys() == {f"outcome_{two}", f"outcome_{three}"}
    assert (await company.loop(one)).status == Status.ACTIVE
    assert (await role_row(company, role)).status == "open"


async def test_every_loop_gets_its_outcome_when_a_role_is_filled(company: Company) -> None:
    role = await company.open_role()
    one = await company.add_candidate(role=role)
    two = await company.add_candidate(role=role, email="two@example.com")
    hold = LoopForm(loop=two, version=1, reason="budget", until=date(2027, 4, 1))
    await company.perform(loops.hold, hold)
    outcomes = {one: ("rejected", "The role was closed"), two: ("withdrawn", "pay")}
    await company.perform(roles.close, CloseRoleForm(role=role, outcome="Filled", outcomes=outcomes), by="UADA")
    rows = [await company.loop(loop) for loop in (one, two)]
    assert [(row.status, row.close_reason) for row in rows] == [
        ("rejected", "The role was closed"),
        ("withdrawn", "Pay didn't match"),
    ]
    assert (await role_row(company, role)).status == "filled"
    assert await company.todos(one) == {"tell_candidate": "URITA"}
    decided = await company.read(lambda work: work.session.exec(select(Decision.outcome)).all())
    assert decided == ["reject"]


async def test_a_loop_of_a_closed_role_stays_closed(company: Company) -> None:
    role = await company.open_role()
    one = await company.add_candidate(role=role)
    form = CloseRoleForm(role=role, outcome="cancelled", outcomes={one: ("rejected", "role_closed")})
    await company.perform(roles.close, form)
    with pytest.raises(Invalid, match="Open a new role for this candidate"):
        await company.perform(loops.reopen, LoopForm(loop=one, version=0, note="They are back."))
    assert (await company.loop(one)).status == Status.REJECTED


async def test_a_loop_is_not_reopened_in_a_role_that_is_being_closed(company: Company) -> None:
    role = await company.open_role()
    loop, other = [await company.add_candidate(role=role, email=f"{who}@example.com") for who in ("ana", "bo")]
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"))
    filled = CloseRoleForm(role=role, outcome="filled", outcomes={other: ("rejected", "role_closed")})
    again = LoopForm(loop=loop, version=0, note="They are back.")
    closing = company.perform(roles.close, filled), company.perform(loops.reopen, again, by="UMAX")
    refused = await together(company, *closing)
    assert len(refused) == 1
    row = await role_row(company, role)
    assert (row.status, (await company.loop(loop)).status) in (("filled", "rejected"), ("open", "active"))


async def test_who_is_turned_down_because_the_role_closed_hears_just_that(company: Company) -> None:
    """Nothing was missing, so the letter offers no talk of it."""
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    form = CloseRoleForm(role=role, outcome="filled", outcomes={loop: ("rejected", "The role was closed")})
    await company.perform(roles.close, form)
    [letter] = (await company.read(reading.page, loop)).telling
    assert (template(letter.key), letter.suggestion) == ("role_closed", "")
    assert "role is closed" in letter.text
    assert "missing" not in letter.text


async def test_nobody_is_hired_by_closing_a_role(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    other = await company.add_candidate(role=role, email="two@example.com")
    outcomes = {loop: ("hired", ""), other: ("rejected", "made up")}
    with pytest.raises(Invalids) as refused:
        await company.perform(roles.close, CloseRoleForm(role=role, outcome="filled", outcomes=outcomes))
    assert refused.value.errors[f"outcome_{loop}"].startswith("Choose how this ends")
    assert refused.value.errors[f"outcome_{other}"] == "Please pick one from the list."
    assert (await company.loop(other)).status == Status.ACTIVE


async def test_what_is_to_be_closed_is_shown_with_reasons_to_choose_from(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    with count_queries(database) as one:
        closing = await company.read(roles.closing, role)
    assert [(match.loop, match.candidate, match.stage) for match in closing.open_loops] == [
        (loop, "Noor Haddad", "Screen")
    ]
    assert "Filled" in closing.outcomes
    assert "The role was closed" in closing.rejected_reasons
    assert "Took another offer" in closing.withdrawn_reasons
    for n in range(5):
        await company.perform(candidates.add, candidate_form(role=role, email=f"{n}@example.com"))
    with count_queries(database) as six:
        await company.read(roles.closing, role)
    assert len(six) == len(one)


async def test_who_is_a_candidate_of_a_role_neither_closes_it_nor_sees_its_loops(company: Company) -> None:
    role = await company.open_role()
    await company.work(lambda work: members.store_channel(work, HIRING, []))
    await company.add_candidate(role=role, email="ada@acme.test")
    with pytest.raises(NotAllowed):
        await company.read(roles.closing, role, by="UADA")
    with pytest.raises(NotAllowed):
        await company.perform(roles.close, CloseRoleForm(role=role, outcome="filled", outcomes={}), by="UADA")


async def test_all_that_ends_with_a_role_is_told_each_person_in_one_message(company: Company) -> None:
    role = await company.open_role()
    one, two = [await company.add_candidate(role=role, name=who, email=f"{who}@example.com") for who in ("Ana", "Bo")]
    await journey.schedule(company, one, "UINES")
    await send_all(company)
    outcomes = {one: ("rejected", "role_closed"), two: ("withdrawn", "pay")}
    await company.perform(roles.close, CloseRoleForm(role=role, outcome="filled", outcomes=outcomes), by="UADA")
    assert {post.member_id for post in await posts(company, PostKind.ROLE_CLOSED)} == {"URITA", "UMAX", "UINES"}
    assert await posts(company, PostKind.NOTICE) == []
    assert not [post for post in await posts(company, PostKind.TELL) if post.ts == ""]
    recruiter = await says(company, PostKind.ROLE_CLOSED, RoleClosedPost, "URITA")
    assert [(row.candidate, row.reason, row.untold) for row in recruiter.loops] == [
        ("Ana", "The role was closed", True),
        ("Bo", "Pay didn't match", True),
    ]
    manager = await says(company, PostKind.ROLE_CLOSED, RoleClosedPost, "UMAX")
    assert (manager.leads, manager.outcome, [row.untold for row in manager.loops]) == (True, "Filled", [False, False])
    panelist = await says(company, PostKind.ROLE_CLOSED, RoleClosedPost, "UINES")
    assert [(row.candidate, row.reason, row.untold) for row in panelist.loops] == [("Ana", "", False)]
    await send_all(company)
    (key,) = (tell.key for tell in (await company.read(reading.page, one)).telling)
    await company.perform(loops.told, LoopForm(loop=one, version=0, key=key))
    (post,) = await posts(company, PostKind.ROLE_CLOSED, "URITA")
    assert await waits(company, post)
    assert not (await says(company, PostKind.ROLE_CLOSED, RoleClosedPost, "URITA")).loops[0].untold
