"""Somebody presses "Remind" where a day is full already, or others remind the same person at that moment."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.forms import LoopForm
from domain.read.messages import PostKind
from models.tables import Member
from services import feedback, posts
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.outbox import send_all
from tests.services.reminding import plan
from tests.services.test_reminders_asked_for import ask, reminders


@pytest.mark.parametrize("hour", [10, 20])
async def test_who_will_hear_on_the_next_day_as_often_as_they_want_hears_on_the_one_after(
    company: Company, hour: int
) -> None:
    """What goes up to them waits for the morning, as Do Not Disturb may have it wait."""
    loops = [await company.add_candidate(name=name, email=f"{name}@example.com") for name in ("One", "Two")]
    for loop in loops:
        await journey.hold(company, loop, "UINES")
    company.clock.set_to(datetime(2027, 3, 9, hour, tzinfo=UTC))
    await company.work(lambda work: setattr(work.session.get_one(Member, "UINES"), "reminders_a_day", 1))
    if hour == 10:
        await ask(company, loops[0], "UINES")
        await send_all(company)
    morning = datetime(2027, 3, 10, 9, tzinfo=UTC)
    await company.work(lambda work: posts.say(work, "up", PostKind.ESCALATION, member="UINES", at=morning))
    comes = [(await ask(company, loops[1], "UINES")).comes for _ in range(2)]
    assert comes == [morning + timedelta(days=1)] * 2


@pytest.mark.parametrize("other", ["somebody else", "the planner"])
async def test_asked_of_two_loops_at_once_they_hear_of_both_in_one_message(company: Company, other: str) -> None:
    loops = [await company.add_candidate(name=name, email=f"{name}@example.com") for name in ("One", "Two")]
    for loop in loops:
        await journey.hold(company, loop, "UINES")
    company.clock.set_to(datetime(2027, 3, 9, 10, tzinfo=UTC))
    company.told.for_real()
    here, asked = asyncio.get_running_loop(), asyncio.Event()

    def slowly(work: Work) -> None:
        feedback.remind(work, LoopForm(loop=loops[0], version=0, member="UINES"))
        work.session.flush()
        here.call_soon_threadsafe(asked.set)
        if work.session.get_bind().dialect.name == "postgresql":  # where others go on meanwhile
            work.session.execute(text("SELECT pg_sleep(0.05)"))

    asking = asyncio.create_task(company.work(slowly, by="UMAX"))
    await asked.wait()
    await (ask(company, loops[1], "UINES") if other == "somebody else" else plan(company))
    await asking
    await plan(company)
    assert len(await reminders(company, "UINES")) == 1
