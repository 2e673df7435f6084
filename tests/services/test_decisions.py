"""What every decision asks for, and what it does not wait for."""

from datetime import timedelta

import pytest

from domain.forms import DecisionForm
from domain.read.messages import PostKind
from domain.refusals import Invalid
from domain.state import Status, Step
from services import decisions
from tests.fakes import journey
from tests.fakes.company import Company, backend


@pytest.mark.parametrize("outcome", ["advance", "one_more", "reject", "hold"])
async def test_every_outcome_asks_why(company: Company, outcome: str) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    before = await company.loop(loop)
    form = DecisionForm(
        loop=loop, version=0, outcome=outcome, rationale="  ", focus="values", reason="other",
        until=(company.clock.now() + timedelta(days=20)).date(),
    )  # fmt: skip
    with pytest.raises(Invalid, match="Write down why") as refused:
        await company.perform(decisions.decide, form, by="UMAX")
    assert refused.value.field == "rationale"
    assert (await company.loop(loop)).version == before.version


async def test_one_more_interview_waits_for_no_scorecard_and_asks_for_none_any_more(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    assert (await company.todos(loop))["scorecard"] == "UBO"
    kit = backend().playbook.stage("culture").kit
    assert kit is not None
    form = DecisionForm(
        loop=loop, version=0, outcome="one_more", rationale="It was cut short.", focus=kit.competencies[0].key
    )  # fmt: skip
    await company.perform(decisions.decide, form, by="UMAX")
    row = await company.loop(loop)
    assert (row.status, row.stage, row.step, row.round) == (Status.ACTIVE, "culture", Step.SCHEDULING, 2)
    told = [post.member_id for post in await company.posts(PostKind.NOTICE)]
    assert told[-2:] == ["UBO", "URITA"], "who owed one knows why it is not asked for any more"
    todos = await company.todos(loop)
    assert ("propose_times" in todos, "scorecard" in todos) == (True, False)
