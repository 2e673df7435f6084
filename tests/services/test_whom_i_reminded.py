"""Whom the bot has reminded of a loop, how often: what arrived counts, and who leads the search alone reads it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.forms import LoopForm
from domain.read.messages import EscalationPost, PostKind
from models.tables import Member
from services import feedback, members, reading, reminders
from services.nudges import Heard
from services.outcomes import Found
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.delivering import claim, finish
from tests.services.outbox import says, send_all
from tests.services.reminding import TUESDAY_NINE, WEDNESDAY_NINE, plan, posts, raise_all
from views.modals.loop_page import loop_page


async def test_who_leads_the_search_reads_whom_i_reminded_and_nobody_else(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))
    await send_all(company)
    for reader, seen in (("URITA", ["UINES"]), ("UMAX", ["UINES"]), ("UINES", [])):
        page = await company.read(reading.page, loop, by=reader)
        assert [each.person.id for each in page.reminded] == seen
        assert ("Reminded by me so far" in str(loop_page(page))) is bool(seen)


async def test_only_what_arrived_was_said(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await send_all(company)
    asked = LoopForm(loop=loop, version=0, member="UINES")
    await company.perform(feedback.remind, asked)
    (mine,) = await company.read(reminders.heard, loop)
    assert (mine.person.id, mine.times, mine.waiting) == ("UINES", 0, 1)
    company.clock.set_to(TUESDAY_NINE + timedelta(days=1, hours=7))
    await company.work(raise_all)
    up = await says(company, PostKind.ESCALATION, EscalationPost, "UMAX")
    assert [item.nudged for item in up.todos] == [0]
    await send_all(company)
    counted = [(each.times, each.waiting, each.up) for each in await company.read(reminders.heard, loop)]
    assert sorted(counted) == [(1, 0, False), (1, 0, True)]
    up = await says(company, PostKind.ESCALATION, EscalationPost, "UMAX")
    assert [item.nudged for item in up.todos] == [1]


@pytest.mark.parametrize("weeks", [0, 5])
async def test_a_day_holds_no_more_messages_than_wanted_by_when_they_arrive(company: Company, weeks: int) -> None:
    """One that was written yesterday, or weeks ago, and waited for the morning, is one of today's."""
    arrives = WEDNESDAY_NINE + timedelta(weeks=weeks)

    def one_a_day(work: Work) -> None:
        rita = work.session.get_one(Member, "URITA")
        rita.reminders_a_day = 1
        work.session.add(rita)

    await company.work(one_a_day)
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE + timedelta(hours=1))
    await company.add_candidate(name="Maya", email="maya@example.com")
    company.clock.set_to(TUESDAY_NINE + timedelta(hours=8))
    await plan(company)
    company.clock.set_to(arrives)
    await send_all(company)
    for hours in range(1, 8):
        company.clock.set_to(arrives + timedelta(hours=hours))
        await plan(company)
    assert len(await posts(company, PostKind.NUDGE)) == 1
    company.clock.set_to(arrives + timedelta(days=1))
    await plan(company)
    assert len(await posts(company, PostKind.NUDGE)) == 2


@pytest.mark.parametrize("found", [False, True])
async def test_what_waits_since_yesterday_is_one_of_todays_before_it_has_arrived(company: Company, found: bool) -> None:
    """Also when its answer was lost, and it was found in Slack, and is not brought up to date yet."""
    await company.add_candidate()
    company.clock.set_to(TUESDAY_NINE + timedelta(hours=8))
    await plan(company)
    company.clock.set_to(WEDNESDAY_NINE)
    for one in await claim(company) if found else ():
        await finish(company, one, Found(one.destination, f"{one.outbox}.1"))
    rita = replace((await company.read(members.people, ["URITA"]))["URITA"], reminders_a_day=1)
    heard = await company.read(Heard.of, ["URITA"])
    assert heard.wait(rita) == WEDNESDAY_NINE + timedelta(days=1)
