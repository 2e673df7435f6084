"""A decision that is taken back by the services: all that the stage before had is there again."""

from datetime import timedelta
from typing import Any

import pytest

from domain.forms import DecisionForm, LoopForm
from domain.state import Step
from services import decisions, loops, records
from tests.fakes import journey
from tests.fakes.company import Company, backend
from tests.fakes.remembered import remembered


@remembered
async def decide(company: Company, /, loop: int, outcome: str, **given: Any) -> None:
    version = (await company.loop(loop)).version
    form = DecisionForm(loop=loop, version=version, outcome=outcome, rationale="So we think.", **given)
    await company.perform(decisions.decide, form, by="UMAX")


@remembered
async def reopen(company: Company, loop: int) -> None:
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, reason="Too fast."), by="UMAX")


async def test_a_challenge_that_was_skipped_while_the_candidate_had_it_is_with_them_again(company: Company) -> None:
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    before, todos = await company.loop(loop), await company.todos(loop)
    await decide(company, loop, "advance", override="We know their work.")
    assert (await company.loop(loop)).challenge_due is None
    await reopen(company, loop)
    after = await company.loop(loop)
    assert (after.step, after.challenge_due) == (Step.WITH_CANDIDATE, before.challenge_due)
    assert after.challenge_link == before.challenge_link
    assert await company.todos(loop) == todos, "who had not been told of the challenge is to be told"


@pytest.mark.parametrize("scheduled", [False, True])
async def test_one_more_interview_that_was_skipped_is_about_the_same_competency_again(
    company: Company, scheduled: bool
) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    kit = backend().playbook.stage("culture").kit
    focus = kit.competencies[0].key if kit else ""
    await decide(company, loop, "one_more", focus=focus)
    if scheduled:
        await journey.hold(company, loop, "USAM", "UBO")
    await decide(company, loop, "advance", override="It was clear after all.")
    assert (await company.loop(loop)).focus is None
    await reopen(company, loop)
    after = await company.loop(loop)
    assert (after.stage, after.round, after.focus) == ("culture", 2, focus)
    assert after.step == (Step.FEEDBACK if scheduled else Step.SCHEDULING)


async def test_a_stage_that_nobody_decided_on_begins_anew(company: Company) -> None:
    """Added at a later stage, so that nothing is known of the one before."""
    loop = await company.add_candidate(stage="challenge")
    await reopen(company, loop)
    after = await company.loop(loop)
    assert (after.stage, after.step, after.round) == ("screen", Step.SCHEDULING, 1)


async def test_only_the_decision_that_the_loop_went_on_by_is_taken_back(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.debate(company, loop)
    until = (company.clock.now() + timedelta(days=9)).date()
    await decide(company, loop, "hold", reason="budget", until=until)
    await company.perform(loops.resume, LoopForm(loop=loop, version=0))
    await decide(company, loop, "one_more", focus="communication")
    await journey.hold(company, loop, "USAM", "UBO")
    await journey.score(company, loop, "USAM", "UBO")
    for _ in range(2):
        await journey.advance(company, loop)
        await reopen(company, loop)
    found = await company.read(records.record, loop, "culture")
    taken_back = [[(one.outcome, one.reopened_at is not None) for one in each.decisions] for each in found.rounds]
    assert taken_back == [[("hold", False), ("one_more", False)], [("advance", True), ("advance", True)]]
    assert [line.first for line in found.rounds[0].votes] == ["yes", "yes", "yes"]
    company.clock.move(timedelta(days=1))
    await journey.advance(company, loop)
    standing = (await company.read(records.record, loop, "culture")).rounds[1].decisions[-1]
    assert (standing.outcome, standing.reopened_at) == ("advance", None)
