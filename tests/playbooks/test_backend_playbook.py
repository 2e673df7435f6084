"""The playbook that comes with the bot does what its teams were promised."""

from pathlib import Path

import pytest
import yaml

from domain.kits import addable, too_many
from domain.playbook import (
    DEFAULT_CADENCE,
    DEFAULT_DEADLINES,
    MESSAGE_EVENTS,
    Decider,
    Playbook,
    Seniority,
    Span,
    StageKind,
)
from domain.playbook_avoid import AVOID
from playbooks import loader
from views.elements import DESCRIPTION

FOLDER = Path(loader.__file__).parent


@pytest.fixture(scope="module")
def backend() -> Playbook:
    return loader.load(FOLDER / "backend.yaml").playbook


def test_the_folder_loads_as_it_is_shipped() -> None:
    assert [one.playbook.key for one in loader.load_folder(FOLDER)] == ["backend"]


def test_the_stages_are_those_of_the_process(backend: Playbook) -> None:
    assert [(stage.key, stage.kind, stage.scorecards) for stage in backend.stages] == [
        ("screen", StageKind.INTERVIEW, 1),
        ("challenge", StageKind.TAKE_HOME, 2),
        ("system_design", StageKind.INTERVIEW, 2),
        ("culture", StageKind.INTERVIEW, 2),
        ("offer", StageKind.OFFER, 0),
    ]
    minutes = {stage.key: stage.duration_minutes for stage in backend.stages if stage.duration_minutes}
    assert minutes == {"screen": 30, "system_design": 60, "culture": 60}


def test_only_the_screen_is_the_recruiters_to_decide(backend: Playbook) -> None:
    assert [stage.key for stage in backend.stages if stage.decided_by is Decider.RECRUITER] == ["screen"]
    assert backend.cadence_for("screen", "decide").escalate_to == "hiring_manager"


def test_juniors_skip_system_design(backend: Playbook) -> None:
    assert "system_design" not in [stage.key for stage in backend.stages_for(Seniority.JUNIOR)]
    for seniority in (Seniority.MID, Seniority.SENIOR):
        assert "system_design" in [stage.key for stage in backend.stages_for(seniority)]


def test_the_challenge_takes_two_hours_within_a_week(backend: Playbook) -> None:
    terms = backend.stage("challenge").take_home
    assert terms is not None
    assert (terms.declared_minutes, terms.days_to_return) == (120, 7)
    assert backend.deadline_for("challenge", "scorecard") == Span(2, "business_days")


def test_what_the_file_writes_out_is_what_holds_without_it(backend: Playbook) -> None:
    assert backend.deadlines == DEFAULT_DEADLINES
    assert backend.cadence == DEFAULT_CADENCE


@pytest.mark.parametrize("part", ["deadlines", "cadence"])
def test_whoever_copies_it_finds_every_kind_of_todo_to_change(part: str) -> None:
    written = yaml.safe_load((FOLDER / "backend.yaml").read_text())
    assert set(written[part]) == set(DEFAULT_DEADLINES)


def test_every_stage_with_a_kit_can_be_rated_and_held(backend: Playbook) -> None:
    for stage in backend.stages:
        if stage.kind is StageKind.OFFER:
            continue
        assert stage.kit is not None
        assert 4 <= len(stage.kit.competencies) <= 5
        assert len(stage.kit.questions) >= 5
        for rated in stage.kit.competencies:
            assert len(set(rated.anchors)) == 4


def test_every_question_says_what_a_good_answer_shows(backend: Playbook) -> None:
    kits = [stage.kit for stage in backend.stages if stage.kit]
    assert [asked.text for kit in kits for asked in kit.questions if not asked.good_answer] == []
    assert all(len(kit.questions) >= 10 for kit in kits)


def test_every_hour_is_planned_to_its_end(backend: Playbook) -> None:
    for stage in backend.stages:
        if stage.kit:
            assert len(stage.kit.must_probe) >= 3
            assert stage.kit.minutes == (stage.duration_minutes or 45)


def test_all_competencies_weigh_the_same(backend: Playbook) -> None:
    kits = [stage.kit for stage in backend.stages if stage.kit]
    assert {competency.weight for kit in kits for competency in kit.competencies} == {1}


def test_interviewers_are_told_what_not_to_ask(backend: Playbook) -> None:
    assert backend.avoid == AVOID
    said = " ".join(backend.avoid)
    for word in ("Age", "Family", "Health", "Origin", "Religion", "union", "orientation", "earn now"):
        assert word in said


def test_a_role_may_have_every_category_of_the_matrix_rated(backend: Playbook) -> None:
    assert addable(backend, Seniority.SENIOR) == backend.skill_matrix
    assert too_many(backend, [category.key for category in backend.skill_matrix]) is None
    assert "cloud" not in [category.key for category in addable(backend, Seniority.JUNIOR)]


def test_the_skill_matrix_has_its_seven_categories(backend: Playbook) -> None:
    keys = [category.key for category in backend.skill_matrix]
    assert keys == ["languages", "frameworks", "databases", "apis", "cloud", "architecture", "devops"]
    assert all(category.nice_to_have for category in backend.skill_matrix)


def test_onboarding_covers_ninety_days(backend: Playbook) -> None:
    weeks = [(phase.first_week, phase.last_week) for phase in backend.onboarding.phases]
    assert weeks == [(1, 1), (2, 4), (5, 12)]
    assert [review.day for review in backend.onboarding.reviews] == [30, 60, 90]


def test_every_anchor_fits_beside_its_number_on_a_scorecard(backend: Playbook) -> None:
    kits = [stage.kit for stage in backend.stages if stage.kit]
    anchors = [anchor for kit in kits for competency in kit.competencies for anchor in competency.anchors]
    anchors += [anchor for category in backend.skill_matrix for anchor in category.anchors or ()]
    assert [anchor for anchor in anchors if len(anchor) > DESCRIPTION] == []


def test_every_message_greets_by_name_and_breaks_only_between_paragraphs(backend: Playbook) -> None:
    for event in MESSAGE_EVENTS:
        text = backend.message(event, {"candidate_first_name": "Ada", "role": "Backend developer"})
        assert text.startswith("Hi Ada,\n\n")
        assert "\n" not in text.replace("\n\n", "")
    for event in ("rejected", "role_closed", "withdrawn"):
        assert "[" not in backend.message(event, {"candidate_first_name": "Ada", "role": "Backend developer"})
