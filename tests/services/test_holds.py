"""A loop on hold: until when, why, and who is asked then."""

from datetime import date, timedelta

import pytest

from domain.actions import Action
from domain.forms import DecisionForm, LoopForm
from domain.refusals import Invalid, NotNow, Outdated
from models import queries
from models.tables import Todo
from services import decisions, loops, reading
from tests.fakes.company import Company
from tests.fakes.remembered import remembered


def in_days(company: Company, days: int) -> date:
    return (company.clock.now() + timedelta(days=days)).date()


@remembered
async def hold(company: Company, loop: int, days: int, reason: str = "budget", version: int = 0) -> None:
    form = LoopForm(loop=loop, version=version, reason=reason, until=in_days(company, days))
    await company.perform(loops.hold, form)


async def reviews(company: Company, loop: int) -> list[Todo]:
    return list(await company.read(lambda work: queries.open_todos(work.session, loop)))


@pytest.fixture
async def loop(company: Company) -> int:
    """On hold for nine days."""
    found = await company.add_candidate()
    await hold(company, found, 9)
    await tell(company, found)
    return found


@remembered
async def tell(company: Company, loop: int) -> None:
    key = (await company.loop(loop)).untold[0]
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=key))


async def test_a_hold_gets_another_day_and_another_reason(company: Company, loop: int) -> None:
    await hold(company, loop, 30, "comparing")
    row = await company.loop(loop)
    assert (row.status, row.hold_reason) == ("on_hold", "Waiting for other candidates")
    assert row.hold_until is not None
    assert row.hold_until.date() == in_days(company, 30)
    (review,) = await reviews(company, loop)
    assert (review.kind, review.opens_at) == ("review_hold", row.hold_until)


async def test_who_was_reminded_of_a_hold_already_is_reminded_again_of_its_new_day(company: Company, loop: int) -> None:
    (before,) = await reviews(company, loop)
    company.clock.move(timedelta(days=10))
    await hold(company, loop, 30)
    (after,) = await reviews(company, loop)
    assert after.id != before.id
    assert after.next_nudge_at is not None
    assert after.next_nudge_at > company.clock.now()


async def test_another_reason_alone_asks_nobody_anew(company: Company, loop: int) -> None:
    (before,) = await reviews(company, loop)
    await hold(company, loop, 9, "comparing")
    (after,) = await reviews(company, loop)
    assert (after.id, after.opens_at) == (before.id, before.opens_at)


async def test_the_page_of_a_held_loop_offers_to_change_it(company: Company, loop: int) -> None:
    page = await company.read(reading.page, loop, Action.HOLD)
    assert page.hold_reason == "Waiting for the budget"
    assert {Action.HOLD, Action.RESUME} <= set(page.actions)


async def test_of_two_who_change_a_hold_the_second_is_asked_to_look_again(company: Company, loop: int) -> None:
    seen = (await company.loop(loop)).version
    await hold(company, loop, 20, version=seen)
    with pytest.raises(Outdated):
        await hold(company, loop, 30, version=seen)


async def test_a_hold_cannot_be_changed_to_the_past_nor_on_facts_of_yesterday(company: Company, loop: int) -> None:
    with pytest.raises(Invalid, match="past"):
        await hold(company, loop, -1)
    with pytest.raises(Outdated):
        await hold(company, loop, 30, version=1)


async def test_a_decision_to_hold_is_no_way_to_change_a_hold(company: Company, loop: int) -> None:
    form = DecisionForm(
        loop=loop, version=0, outcome="hold", rationale="Wait.", reason="budget", until=in_days(company, 30)
    )  # fmt: skip
    with pytest.raises(NotNow, match="Resume it"):
        await company.perform(decisions.decide, form)
