"""Bringing a loop of the company to where a test begins: each step as people take it, by the services themselves."""

from datetime import time, timedelta
from typing import Any

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
from domain.forms_debriefs import VoteForm
from domain.playbook import Kit
from models import queries
from models.tables import Interview
from services import challenges, debriefs, decisions, feedback, interviews, offers, panels
from tests.fakes.company import LISBON, Company
from tests.fakes.remembered import remembered


async def interview(company: Company, loop: int) -> Interview:
    """The interview of the present round."""
    row = await company.loop(loop)
    found = await company.database.read(lambda s: queries.interview_of(s, loop, row.stage, row.round))
    assert found is not None
    return found


@remembered
async def schedule(
    company: Company,
    loop: int,
    *panel: str,
    by: str = "URITA",
    days: int = 1,
    link: str = "https://meet.example.com/abc",
) -> int:
    """At 14:00 in Lisbon, the first of the panel in the lead. Returns the interview's id."""
    row = await company.loop(loop)
    form = ScheduleForm(
        loop=loop,
        version=row.version,
        date=(company.clock.now() + timedelta(days=days)).date(),
        time=time(14),
        duration=60,
        zone=LISBON,
        link=link,
        people=PanelForm(loop=loop, version=row.version, panel=panel[1:], lead=panel[0]),
    )
    await company.perform(interviews.schedule, form, by=by)
    return (await interview(company, loop)).id or 0


@remembered
async def answer(company: Company, loop: int, member: str, word: str = "accept") -> None:
    """`word`: accept, decline or propose."""
    row = await interview(company, loop)
    await company.perform(panels.answer, AnswerForm(interview=row.id or 0, version=row.version, answer=word), by=member)


@remembered
async def hold(company: Company, loop: int, *panel: str) -> None:
    """Schedule an interview, accept it, let its time pass, and say that it happened: scorecards are due."""
    await schedule(company, loop, *panel)
    for member in panel:
        await answer(company, loop, member)
    company.clock.set_to((await interview(company, loop)).ends_at + timedelta(minutes=5))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by=panel[0])


async def score(company: Company, loop: int, *panel: str, rating: int = 3, recommendation: str = "yes") -> None:
    """Submit a scorecard for each."""
    for member in panel:
        await _score(company, loop, member, rating, recommendation)


@remembered
async def _score(company: Company, loop: int, member: str, rating: int, recommendation: str) -> None:
    page = await company.read(feedback.page, loop, by=member)
    content = filled(page.kit, rating, recommendation)
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
    await company.perform(feedback.submit, form, by=member)


def filled(kit: Kit, rating: int = 3, recommendation: str = "yes") -> dict[str, Any]:
    """What a scorecard holds when every competency is rated alike."""
    ratings = {one.key: {"score": rating, "evidence": "Said so, and showed it."} for one in kit.competencies}
    return {"ratings": ratings, "recommendation": recommendation, "notes": ""}


@remembered
async def debate(company: Company, loop: int, word: str = "yes") -> None:
    """Everybody who is asked votes, before the talk and after it; nothing where there is no debrief."""
    for step in ("first_vote", "second_vote"):
        row = await company.loop(loop)
        waited = [key.rpartition(".")[2] for key in await vote_keys(company, loop)] if row.step == step else []
        for member in waited:
            form = VoteForm(loop=loop, stage=row.stage, round=row.round, vote=word, again=step == "second_vote")
            await company.perform(debriefs.vote, form, by=member)


async def vote_keys(company: Company, loop: int) -> list[str]:
    rows = await company.database.read(lambda session: queries.open_todos(session, loop))
    return [row.key for row in rows if row.kind in ("vote", "vote_again")]


@remembered
async def advance(company: Company, loop: int, by: str = "UMAX") -> None:
    """Once everybody has voted, where there is a debrief."""
    await debate(company, loop)
    row = await company.loop(loop)
    form = DecisionForm(loop=loop, version=row.version, outcome="advance", rationale="The evidence says yes.")
    await company.perform(decisions.decide, form, by=by)


@remembered
async def send_challenge(company: Company, loop: int, *panel: str, by: str = "URITA") -> None:
    """Due in a week."""
    row = await company.loop(loop)
    form = ChallengeForm(
        loop=loop,
        version=row.version,
        due_date=(company.clock.now() + timedelta(days=7)).date(),
        due_time=time(18),
        zone=LISBON,
        panel=panel,
        link="https://example.com/challenge",
    )
    await company.perform(challenges.send, form, by=by)


@remembered
async def receive_challenge(company: Company, loop: int, by: str = "URITA") -> None:
    row = await company.loop(loop)
    form = LoopForm(loop=loop, version=row.version, link="https://example.com/solution")
    await company.perform(challenges.receive, form, by=by)


@remembered
async def draft_offer(company: Company, loop: int, *approvers: str, by: str = "URITA") -> None:
    """For two months from now, good for a week. The loop is at its offer."""
    row = await company.loop(loop)
    today = company.clock.now().date()
    form = OfferForm(
        loop=loop,
        version=row.version,
        pay="68,000",
        currency="EUR",
        starts_on=today + timedelta(days=60),
        expires_on=today + timedelta(days=7),
        approvers=approvers,
    )
    await company.perform(offers.draft, form, by=by)


@remembered
async def extend_offer(company: Company, loop: int, *approvers: str) -> None:
    """Drafted, approved by all, and sent."""
    await draft_offer(company, loop, *approvers)
    for approver in approvers:
        await company.perform(offers.approve, LoopForm(loop=loop, version=0), by=approver)
    await company.perform(offers.send, LoopForm(loop=loop, version=0))
