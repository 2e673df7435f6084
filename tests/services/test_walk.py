"""A whole loop through the services, from an opened role to a hire, on both databases."""

from datetime import time, timedelta
from typing import Any

import pytest

from domain.forms import (
    AnswerForm,
    ChallengeForm,
    DecisionForm,
    HappenedForm,
    LoopForm,
    OfferForm,
    PanelForm,
    ScheduleForm,
    ScorecardForm,
)
from domain.refusals import NotFound, Outdated, ScorecardsMissing
from domain.state import Status, Step
from services import challenges, decisions, feedback, interviews, loops, offers, panels, reading
from services.home import home
from tests.fakes import journey
from tests.fakes.company import Company


def content(company: Company, loop: Any, kit: Any, score: int = 3) -> dict[str, Any]:
    ratings = {c.key: {"score": score, "evidence": "Said so, and showed it."} for c in kit.competencies}
    return {"ratings": ratings, "recommendation": "yes", "notes": ""}


async def meet(company: Company, loop: int, panel: tuple[str, ...], days: int = 1) -> None:
    """Schedule, accept, let the time pass, say that it happened, and submit every scorecard."""
    start = company.clock.now() + timedelta(days=days)
    row = await company.loop(loop)
    form = ScheduleForm(
        loop=loop, version=row.version, date=start.date(), time=time(14), duration=60, zone="Europe/Lisbon",
        link="https://meet.example.com/x",
        people=PanelForm(loop=loop, version=row.version, panel=panel[1:], lead=panel[0]),
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    page = await company.read(reading.page, loop)
    assert page.card.meeting is not None
    for member in panel:
        answer = AnswerForm(interview=page.card.meeting.interview, version=page.card.meeting.version, answer="accept")
        await company.perform(panels.answer, answer, by=member)
    company.clock.set_to(page.card.meeting.ends_at + timedelta(minutes=5))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by=panel[0])
    await score(company, loop, panel)


async def score(company: Company, loop: int, panel: tuple[str, ...]) -> None:
    for member in panel:
        mine = await company.read(feedback.page, loop, by=member)
        form = ScorecardForm(
            loop=loop, stage=mine.stage_key, round=mine.round, content=content(company, loop, mine.kit)
        )
        await company.perform(feedback.save, form, by=member)
        await company.perform(feedback.submit, form, by=member)


async def advance(company: Company, loop: int, by: str) -> None:
    await journey.debate(company, loop)
    row = await company.loop(loop)
    form = DecisionForm(loop=loop, version=row.version, outcome="advance", rationale="Evidence says yes.")
    await company.perform(decisions.decide, form, by=by)


async def test_a_candidate_is_carried_from_screen_to_hired(company: Company) -> None:
    loop = await company.add_candidate()
    await meet(company, loop, ("URITA",))
    assert (await company.loop(loop)).step == Step.DECISION
    await advance(company, loop, "URITA")

    row = await company.loop(loop)
    assert (row.stage, row.step) == ("challenge", Step.TO_SEND)
    due = company.clock.now().date() + timedelta(days=7)
    sent = ChallengeForm(
        loop=loop, version=row.version, due_date=due, due_time=time(18), zone="Europe/Lisbon", panel=("UINES", "UBO")
    )
    await company.perform(challenges.send, sent)
    received = LoopForm(loop=loop, version=(await company.loop(loop)).version, link="https://example.com/repo")
    await company.perform(challenges.receive, received)
    await score(company, loop, ("UINES", "UBO"))
    await advance(company, loop, "UMAX")
    await meet(company, loop, ("UINES", "USAM"))
    await advance(company, loop, "UMAX")
    await meet(company, loop, ("UBO", "USAM"))
    await advance(company, loop, "UMAX")

    row = await company.loop(loop)
    assert (row.stage, row.step) == ("offer", Step.DRAFTING)
    today = company.clock.now().date()
    offer = OfferForm(
        loop=loop, version=row.version, pay="68,000", currency="EUR", starts_on=today + timedelta(days=60),
        expires_on=today + timedelta(days=7), approvers=("UMAX", "UADA"),
    )  # fmt: skip
    await company.perform(offers.draft, offer)
    for approver in ("UMAX", "UADA"):
        await company.perform(offers.approve, LoopForm(loop=loop, version=0), by=approver)
    await company.perform(offers.send, LoopForm(loop=loop, version=0))
    await company.perform(offers.accept, LoopForm(loop=loop, version=0))
    assert (await company.loop(loop)).status == Status.HIRED
    page = await company.read(reading.page, loop)
    assert [tell.title for tell in page.telling] == ["welcome to the team"]
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=page.telling[0].key))
    page = await company.read(reading.page, loop)
    assert page.todos == ()
    assert page.telling == ()


async def test_advancing_waits_for_scorecards_and_names_who_is_missing(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    row = await company.loop(loop)
    start = company.clock.now() + timedelta(days=1)
    people = PanelForm(loop=loop, version=row.version, panel=("UBO",), lead="UINES")
    form = ScheduleForm(
        loop=loop, version=row.version, date=start.date(), time=time(14), duration=60, zone="Europe/Lisbon",
        people=people,
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    company.clock.move(timedelta(days=2))
    await score(company, loop, ("UINES",))
    version = (await company.loop(loop)).version
    with pytest.raises(ScorecardsMissing) as refused:
        await advance(company, loop, "UMAX")
    assert refused.value.members == ("UBO",)
    assert "1 of 2 scorecards is outstanding" in refused.value.text
    waived = LoopForm(loop=loop, version=version, member="UBO", reason="On leave.")
    await company.perform(feedback.waive, waived)
    await advance(company, loop, "UMAX")
    assert (await company.loop(loop)).stage == "offer"


async def test_two_people_deciding_at_once_decide_once(company: Company) -> None:
    loop = await company.add_candidate()
    await meet(company, loop, ("URITA",))
    version = (await company.loop(loop)).version
    form = DecisionForm(loop=loop, version=version, outcome="advance", rationale="Good.")
    await company.perform(decisions.decide, form)
    with pytest.raises(Outdated):
        await company.perform(decisions.decide, form, by="UMAX")


async def test_a_stranger_learns_not_even_that_a_loop_exists(company: Company) -> None:
    loop = await company.add_candidate()
    with pytest.raises(NotFound):
        await company.read(reading.page, loop, by="USTRANGER")
    assert (await company.read(reading.find, "Noor", by="USTRANGER")).matches == ()
    assert len((await company.read(reading.find, "noor")).matches) == 1


async def test_home_shows_my_todos_interviews_and_pipelines(company: Company) -> None:
    loop = await company.add_candidate()
    mine = await company.read(home)
    assert [todo.loop for todo in mine.todos] == [loop]
    assert mine.pipelines[0].stages[0][1][0].candidate == "Noor Haddad"
    found = await company.read(reading.listing)
    assert found.groups[0][1][0].waiting[0].person.id == "URITA"
    hub = await company.read(reading.hub)
    assert hub.todos == 1
    assert hub.may_add


async def test_my_oldest_debt_is_also_an_interview_that_has_begun_before_anybody_said_so(company: Company) -> None:
    loop = await company.add_candidate()
    row = await company.loop(loop)
    start = company.clock.now() + timedelta(days=1)
    form = ScheduleForm(
        loop=loop, version=row.version, date=start.date(), time=time(14), duration=60, zone="Europe/Lisbon",
        people=PanelForm(loop=loop, version=row.version, panel=(), lead="UINES"),
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    assert await company.read(feedback.oldest, by="UINES") is None
    company.clock.move(timedelta(days=1, hours=6))
    assert await company.read(feedback.oldest, by="UINES") == loop
