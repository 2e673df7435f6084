"""The kit of a loop's stage: the playbook's, with what the role added from its skill matrix."""

from domain import kits
from domain.playbook import Seniority
from tests.domain.playbook_samples import competency, content, interview, offer, playbook, refused

ANCHORS = ["Reads it.", "Writes it.", "Chooses it.", "Teaches it."]


def skill(key: str = "languages", stage: str | None = "talk", **differs: object) -> dict[str, object]:
    rated = {"stage": stage, "anchors": ANCHORS} if stage else {}
    return {"key": key, "name": key.title(), "must_have": "One, daily", **rated} | differs


def test_a_role_adds_to_the_kit_of_the_stage_that_the_category_names() -> None:
    book = playbook(stages=[interview(), interview("second"), offer()], skill_matrix=[skill(nice_to_have="Two")])
    found = kits.kit_for(book, "talk", ["languages"])
    assert found is not None
    added = found.competencies[-1]
    assert [each.key for each in found.competencies] == ["care", "skill_languages"]
    assert added.anchors == tuple(ANCHORS)
    assert added.description == "One, daily. Nice to have: Two."
    assert kits.kit_for(book, "second", ["languages"]) is book.stage("second").kit
    assert kits.kit_for(book, "offer", ["languages"]) is None


def test_what_the_playbook_does_not_know_adds_nothing() -> None:
    book = playbook()
    assert kits.kit_for(book, "talk", ["gone", "languages"]) is book.stage("talk").kit


def test_only_categories_with_a_stage_of_that_seniority_can_be_added() -> None:
    book = playbook(
        stages=[interview(), interview("design", seniorities=["senior"]), offer()],
        skill_matrix=[skill(), skill("cloud", None), skill("systems", "design")],
    )
    assert [each.key for each in kits.addable(book, Seniority.SENIOR)] == ["languages", "systems"]
    assert kits.addable_of(book, Seniority.JUNIOR, ["systems", "languages", "gone"]) == ["languages"]


def test_a_kit_grows_to_ten_and_no_further() -> None:
    five = {"competencies": [competency(f"c{n}") for n in range(5)], "instructions": "Listen."}
    matrix = [skill(f"s{n}") for n in range(6)]
    book = playbook(stages=[interview(kit=five), offer()], skill_matrix=matrix)
    keys = [each.key for each in book.skill_matrix]
    stage = kits.too_many(book, keys)
    assert stage is not None
    assert stage.key == "talk"
    assert kits.too_many(book, keys[:5]) is None
    found = kits.kit_for(book, "talk", keys)
    assert found is not None
    assert len(found.competencies) == 10


def test_a_category_that_is_rated_needs_both_a_stage_and_anchors() -> None:
    (no_anchors,) = refused(skill_matrix=[skill(anchors=None)])
    assert no_anchors == (
        "skill_matrix.0.stage: is 'talk', and there are no anchors to rate by; add four, or remove the stage"
    )
    (no_stage,) = refused(skill_matrix=[skill(stage=None, anchors=ANCHORS)])
    assert no_stage.startswith("skill_matrix.0.anchors: belong to no stage's kit; add the stage")
    (no_kit,) = refused(skill_matrix=[skill(stage="offer")])
    assert no_kit == "skill_matrix.0.stage: is 'offer', which rates nothing; use talk"
    (too_long,) = refused(skill_matrix=[skill("a" * 35)])
    assert too_long.startswith("skill_matrix.0.key: is too long for something that is rated; shorten it to 34")


def test_a_playbook_from_before_loads_as_it_was() -> None:
    old = playbook(**content())
    kit = old.stage("talk").kit
    assert kit is not None
    assert (kit.must_probe, kit.time_plan, kit.competencies[0].weight) == ((), (), 1)
    assert len(old.avoid) >= 8
