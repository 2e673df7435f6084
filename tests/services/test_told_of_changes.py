"""Who hears of a link, of more time, of what became of a contradiction, and of a decision that is not the last word."""

from datetime import time, timedelta

import pytest
from sqlalchemy import update

from domain.forms import ChallengeForm, DecisionForm, HappenedForm, LoopForm, PanelForm
from domain.read.messages import NoticePost, PostKind
from models.tables import Post
from services import challenges, decisions, feedback, interviews, panels, roles
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import LISBON, Company, backend, role_form
from tests.services.debating import begun, vote
from tests.services.outbox import posts, said
from views.messages import render


async def told(company: Company) -> list[str]:
    """Everybody who was ever told of a change, in the order of the telling."""
    return [post.member_id or "" for post in await posts(company, PostKind.NOTICE)]


async def words(company: Company) -> str:
    """The last notice, as its reader sees it."""
    found = await said(company, (await posts(company, PostKind.NOTICE))[-1])
    assert isinstance(found, NoticePost)
    return render(found).text


def keep_sent(work: Work) -> None:
    """As if Slack had them all."""
    work.session.execute(update(Post).values(ts="1.0", channel="D1"))


async def decide(company: Company, loop: int, outcome: str, by: str = "UMAX", override: str = "") -> None:
    kit = backend().playbook.stage((await company.loop(loop)).stage).kit
    form = DecisionForm(
        loop=loop, version=0, outcome=outcome, rationale="So we think.", override=override,
        focus=kit.competencies[0].key if kit else "",
    )  # fmt: skip
    await company.perform(decisions.decide, form, by=by)


async def reopen(company: Company, loop: int, by: str) -> list[str]:
    """Who is told that the last decision is taken back."""
    before = len(await told(company))
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, reason="Too fast."), by=by)
    return (await told(company))[before:]


async def test_who_was_invited_without_a_link_hears_of_it(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO", "USAM", link="")
    await journey.answer(company, loop, "UINES")
    await journey.answer(company, loop, "USAM", "decline")
    before = len(await told(company))
    form = LoopForm(loop=loop, version=0, link="https://meet.example.com/late")
    await company.perform(interviews.add_link, form)
    assert (await told(company))[before:] == ["UINES", "UBO"]
    assert "has its meeting link now" in await words(company)


async def test_a_link_that_comes_after_the_interview_is_told_to_nobody(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", link="")
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    form = LoopForm(loop=loop, version=0, link="https://meet.example.com/late")
    await company.perform(interviews.add_link, form)
    assert await told(company) == []


async def test_more_time_for_the_challenge_is_told_to_its_reviewers(company: Company) -> None:
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    form = ChallengeForm(
        loop=loop, version=0, due_date=(company.clock.now() + timedelta(days=10)).date(), due_time=time(18),
        zone=LISBON, panel=(),
    )  # fmt: skip
    await company.perform(challenges.extend, form)
    assert await told(company) == ["UINES", "UBO"]
    assert "more time for the challenge, due" in await words(company)


@pytest.mark.parametrize("stage", ["challenge", "culture"])
async def test_who_joins_once_scorecards_are_written_is_asked_for_theirs_at_once(company: Company, stage: str) -> None:
    """Who made them join does not tell themselves; the button goes once theirs is in."""
    loop = await company.add_candidate(stage=stage)
    if stage == "challenge":
        await journey.send_challenge(company, loop, "UINES", "UBO")
        await journey.receive_challenge(company, loop)
    else:
        await journey.hold(company, loop, "UINES", "UBO")
    before = len(await told(company))
    lead = "UINES" if stage == "culture" else None
    people = ("USAM", "UADA") if lead else ("UINES", "USAM", "UADA")
    await company.perform(panels.change, PanelForm(loop=loop, version=0, lead=lead, panel=people), by="UADA")
    assert (await told(company))[before:] == ["UBO", "USAM"]
    assert "asks you for a scorecard" in await words(company)
    await company.work(keep_sent)
    await journey.score(company, loop, "USAM")
    assert "your scorecard is in" in await words(company)


async def test_who_joins_before_there_is_anything_to_score_is_not_asked_for_it(company: Company) -> None:
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    before = len(await told(company))
    await company.perform(panels.change, PanelForm(loop=loop, version=0, panel=("UINES", "USAM")))
    assert (await told(company))[before:] == ["UBO"]


async def test_what_became_of_a_contradiction_is_told_to_the_panel(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UBO")
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="moved"), by="UINES")
    before = len(await told(company))
    await company.perform(panels.settle, LoopForm(loop=loop, version=0, key="happened"))
    assert (await told(company))[before:] == ["UINES", "UBO"]
    heard = await words(company)
    assert "took place" in heard
    assert "draft" not in heard


@pytest.mark.parametrize("left", [False, True])
async def test_that_an_interview_was_not_held_is_told_to_whoever_wrote_or_voted_and_what_becomes_of_that(
    company: Company, *, left: bool
) -> None:
    """Not to a former hiring manager, whose vote did not count any more."""
    loop = await begun(company)
    await vote(company, loop, "no", "UMAX")
    if left:
        role = (await company.loop(loop)).role_id
        await company.perform(roles.edit, role_form(role=role, hiring_manager="UREX"))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="no_show"), by="UBO")
    before = len(await told(company))
    await company.perform(panels.settle, LoopForm(loop=loop, version=0, key="not"))
    assert (await told(company))[before:] == ["UINES", "UBO", *([] if left else ["UMAX"])]
    assert "What was written of it is a draft again, and votes on it don't count." in await words(company)


async def test_one_more_interview_is_told_to_who_finds_its_time(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    before = len(await told(company))
    await decide(company, loop, "one_more")
    assert (await told(company))[before:] == ["URITA"]
    assert "one more" in await words(company)


@pytest.mark.parametrize(("by", "told_besides"), [("URITA", []), ("UMAX", ["URITA"])])
async def test_a_reopened_decision_is_told_to_who_leads_the_search_once(
    company: Company, by: str, told_besides: list[str]
) -> None:
    """The hiring manager, who decides here, is asked to decide and hears it by that."""
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.debate(company, loop)
    await decide(company, loop, "advance")
    asked = len(await posts(company, PostKind.DECIDE))
    assert await reopen(company, loop, by=by) == told_besides
    assert [post.member_id for post in (await posts(company, PostKind.DECIDE))[asked:]] == ["UMAX"]


async def test_whose_scorecard_was_done_without_hears_that_it_is_wanted_again(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await decide(company, loop, "advance", override="It is clear.")
    assert await reopen(company, loop, by="UMAX") == ["UBO", "URITA"]
    assert "wanted again" in await words(company)
    assert (await company.todos(loop))["scorecard"] == "UBO"
    await company.read(feedback.page, loop, by="UBO")
