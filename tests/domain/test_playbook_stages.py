"""Stages, and the kits of what they look for."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.playbook import Seniority, Stage
from domain.playbook_avoid import AVOID
from tests.domain.playbook_samples import competency, interview, offer, playbook, refusals, refused, take_home


def test_a_junior_is_spared_what_is_for_seniors() -> None:
    design = interview("design", seniorities=["mid", "senior"])
    book = playbook(stages=[interview(), design, take_home(), offer()])
    assert [stage.key for stage in book.stages_for(Seniority.JUNIOR)] == ["talk", "task", "offer"]
    assert [stage.key for stage in book.stages_for(Seniority.SENIOR)] == ["talk", "design", "task", "offer"]


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (
            [interview(), interview("two")],
            "stages: end without an offer; add a stage of kind 'offer' as the last",
        ),
        ([offer(), interview()], "stages.0: is an offer before other stages; make it the last"),
        (
            [interview(), offer(key="a"), offer(key="b")],
            "stages.1: is a second offer; keep one, as the last stage",
        ),
        (
            [interview(), interview(), offer()],
            "stages.1.key: is 'talk', which is used above; give each its own key",
        ),
        ([take_home(), offer()], "stages: hold no interview for 'junior'; add that seniority to one"),
        (
            [interview(seniorities=["junior", "mid"]), offer()],
            "stages: hold no interview for 'senior'; add that seniority to one",
        ),
        (
            [interview(), offer(seniorities=["junior", "mid"])],
            "stages.1.seniorities: leaves out 'senior'; an offer is for every seniority",
        ),
    ],
)
def test_stages_lead_everybody_through_an_interview_to_one_offer(stages: list[Any], said: str) -> None:
    assert said in refused(stages=stages)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (interview(kit=None), "has no kit; a stage of kind 'interview' needs it"),
        (interview(duration_minutes=None), "has no duration_minutes; a stage of kind 'interview' needs it"),
        (interview(scorecards=0), "has no scorecards; a stage of kind 'interview' needs it"),
        (take_home(take_home=None), "has no take_home; a stage of kind 'take_home' needs it"),
        (take_home(duration_minutes=60), "has no place in a stage of kind 'take_home'; remove it"),
        (offer(scorecards=1), "has no place in a stage of kind 'offer'; remove it"),
        (offer(kit=interview()["kit"]), "has no place in a stage of kind 'offer'; remove it"),
    ],
)
def test_a_stage_says_what_its_kind_needs_and_nothing_else(stage: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Stage.model_validate(stage)
    assert any(line.endswith(said) for line in refusals(caught.value))


def test_all_contradictions_of_a_stage_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Stage.model_validate(interview(kit=None, duration_minutes=None, scorecards=0))
    assert len(refusals(caught.value)) == 3


@pytest.mark.parametrize("minutes", [0, -30, 14, 481, "30", True, 30.0])
def test_minutes_are_a_sensible_whole_number(minutes: object) -> None:
    with pytest.raises(ValidationError):
        Stage.model_validate(interview(duration_minutes=minutes))


# Kits


def test_a_rating_has_its_anchor() -> None:
    kit = playbook().stage("talk").kit
    assert kit is not None
    care = kit.competency("care")
    assert [care.anchor(rating) for rating in (1, 2, 3, 4)] == list(care.anchors)
    for rating in (0, 5):
        with pytest.raises(ValueError, match="1 to 4"):
            care.anchor(rating)
    with pytest.raises(KeyError):
        kit.competency("luck")


@pytest.mark.parametrize(("count", "words"), [(0, "0 sentences"), (1, "1 sentence"), (3, "3 sentences"), (5, "5 sen")])
def test_anchors_are_four(count: int, words: str) -> None:
    kit = {"competencies": [competency(anchors=["Does it."] * count)], "instructions": "Listen."}
    [said] = refused(stages=[interview(kit=kit), offer()])
    assert said.startswith(f"stages.0.kit.competencies.0.anchors: has {words}")
    assert said.endswith("give four, for 1 to 4")


@pytest.mark.parametrize("count", [0, 6])
def test_a_kit_rates_one_to_five_competencies(count: int) -> None:
    kit = {"competencies": [competency(f"c{n}") for n in range(count)], "instructions": "Listen."}
    assert refused(stages=[interview(kit=kit), offer()])


def test_competencies_of_a_kit_have_their_own_keys() -> None:
    kit = {"competencies": [competency(), competency()], "instructions": "Listen."}
    [said] = refused(stages=[interview(kit=kit), offer()])
    assert said == "stages.0.kit.competencies.1.key: is 'care', which is used above; give each its own key"


def test_topics_come_in_the_order_of_their_questions() -> None:
    asked = [{"topic": topic, "text": "And then?"} for topic in ("Past", "Data", "Past")]
    kit = {"competencies": [competency()], "questions": asked, "instructions": "Listen."}
    book = playbook(stages=[interview(kit=kit), offer()])
    found = book.stage("talk").kit
    assert found is not None
    assert found.topics() == ("Past", "Data")


def test_all_weigh_the_same_unless_a_reason_is_written_down() -> None:
    def kit(**weighed: Any) -> dict[str, Any]:
        return {"competencies": [competency(**weighed)], "instructions": "Listen."}

    [unexplained] = refused(stages=[interview(kit=kit(weight=2)), offer()])
    assert unexplained == (
        "stages.0.kit.competencies.0.weight: is 2, and nothing says why; add a weight_reason, or leave the weight out"
    )
    [needless] = refused(stages=[interview(kit=kit(weight_reason="It matters.")), offer()])
    assert needless.startswith("stages.0.kit.competencies.0.weight_reason: gives a reason for a weight of 1")
    book = playbook(stages=[interview(kit=kit(weight=2, weight_reason="It is the work.")), offer()])
    found = book.stage("talk").kit
    assert found is not None
    assert found.competencies[0].weight == 2
    assert playbook().stage("talk").kit != found


def test_a_time_plan_fits_into_the_hour() -> None:
    plan = [{"minutes": 20, "part": "Theirs"}, {"minutes": 15, "part": "Ours"}]
    kit = {"competencies": [competency()], "instructions": "Listen.", "time_plan": plan}
    [said] = refused(stages=[interview(kit=kit), offer()])
    assert said == "stages.0.kit.time_plan: adds up to 35 minutes, but the stage lasts 30; shorten a part"
    found = playbook(stages=[interview(kit=kit, duration_minutes=35), offer()]).stage("talk").kit
    assert found is not None
    assert found.minutes == 35
    assert playbook(stages=[interview(), take_home(kit=kit), offer()]).stage("task").kit is not None


def test_what_not_to_ask_has_a_default_and_may_be_worded_anew() -> None:
    assert playbook().avoid == AVOID
    assert playbook(avoid=["Shoe size"]).avoid == ("Shoe size",)
    assert refused(avoid=[])
