"""What is kept of a scorecard as one types it, part by part, on both databases."""

import asyncio
from typing import Any

import pytest

from domain.forms import ScorecardForm
from domain.refusals import Invalids
from services import feedback
from tests.fakes import journey
from tests.fakes.company import Company
from tests.fakes.kits import rate_ten


@pytest.fixture
async def loop(company: Company) -> int:
    found = await company.add_candidate()
    await journey.hold(company, found, "UINES")
    return found


def rated(score: int | None, evidence: str = "", *, not_assessed: bool = False) -> dict[str, Any]:
    return {"score": score, "not_assessed": not_assessed, "evidence": evidence}


async def typed(company: Company, loop: int, content: dict[str, Any]) -> None:
    form = ScorecardForm(loop=loop, stage="screen", round=1, content=content)
    await company.perform(feedback.save, form, by="UINES")


async def kept(company: Company, loop: int) -> dict[str, Any]:
    return (await company.read(feedback.page, loop, by="UINES")).draft


async def test_each_part_of_the_form_leaves_alone_what_the_others_hold(company: Company, loop: int) -> None:
    await typed(company, loop, {"ratings": {"core_skills": rated(4, "Saw it. 🌿 'x' \\ \"y\"")}})
    await typed(company, loop, {"ratings": {"past_work": rated(2)}, "notes": "Calm.", "recommendation": "no"})
    await typed(company, loop, {"ratings": {"past_work": rated(None, not_assessed=True)}})
    found = await kept(company, loop)
    assert found["ratings"]["core_skills"]["evidence"] == "Saw it. 🌿 'x' \\ \"y\""
    assert found["ratings"]["past_work"].get("score") is None
    assert found["ratings"]["past_work"]["not_assessed"] is True
    assert (found["notes"], found["recommendation"]) == ("Calm.", "no")


async def test_what_is_taken_back_is_gone(company: Company, loop: int) -> None:
    await typed(company, loop, {"ratings": {"core_skills": rated(4, "Saw it.")}, "recommendation": "no", "notes": "x"})
    await typed(company, loop, {"ratings": {"core_skills": rated(None)}, "recommendation": None, "notes": ""})
    found = await kept(company, loop)
    assert (found["ratings"]["core_skills"].get("score"), found["ratings"]["core_skills"]["evidence"]) == (None, "")
    assert (found.get("recommendation"), found["notes"]) == (None, "")


async def test_two_devices_at_once_keep_what_both_say(company: Company, loop: int) -> None:
    keys = [each.key for each in (await rate_ten(company, loop, "UINES")).competencies]
    await asyncio.gather(*(typed(company, loop, {"ratings": {key: rated(3, key)}}) for key in keys))
    found = await kept(company, loop)
    assert {key: each["evidence"] for key, each in found["ratings"].items()} == {key: key for key in keys}


async def test_changing_a_submitted_scorecard_begins_with_what_it_says(company: Company, loop: int) -> None:
    await journey.score(company, loop, "UINES")
    await typed(company, loop, {"ratings": {"core_skills": rated(2, "On second thought.")}})
    found = await kept(company, loop)
    assert [each["score"] for each in found["ratings"].values()].count(3) == 3
    assert (await company.read(feedback.page, loop, by="UINES")).pending
    await company.perform(feedback.submit, ScorecardForm(loop=loop, stage="screen", round=1, content={}), by="UINES")
    page = await company.read(feedback.page, loop, by="UINES")
    assert (page.draft["ratings"]["core_skills"]["score"], page.pending) == (2, False)


async def test_what_was_kept_is_submitted_when_the_form_holds_nothing_itself(company: Company, loop: int) -> None:
    empty = ScorecardForm(loop=loop, stage="screen", round=1, content={"ratings": {}})
    await company.perform(feedback.save, empty, by="UINES")
    with pytest.raises(Invalids) as refused:
        await company.perform(feedback.submit, empty, by="UINES")
    assert len(refused.value.errors) == 5
    page = await company.read(feedback.page, loop, by="UINES")
    await typed(company, loop, journey.filled(page.kit))
    await company.perform(feedback.submit, empty, by="UINES")
    assert (await company.loop(loop)).step == "decision"


async def test_three_thousand_characters_in_each_of_ten_competencies_are_kept_and_read(
    company: Company, loop: int
) -> None:
    kit = await rate_ten(company, loop, "UINES")
    long = ("Sólido 🧑🏽‍💻 <b>&amp;</b> " * 200)[:3000]
    for each in kit.competencies:
        await typed(company, loop, {"ratings": {each.key: rated(4, long)}})
    form = ScorecardForm(loop=loop, stage="screen", round=1, content={"recommendation": "yes"})
    await company.perform(feedback.submit, form, by="UINES")
    side = await company.read(feedback.side_by_side, loop, by="UINES")
    assert [rating.evidence for rating in side.scorecards[0].ratings] == [long] * 10
