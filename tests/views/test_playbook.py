"""What a playbook says to people can be read in Slack, for the level that is hired."""

import pytest

from domain.playbook import Seniority
from domain.read.choices import RolePlaybook
from tests.views.reading import words_of
from tests.views.samples import backend
from views.modals.playbook import playbook_modal
from views.text import escape


@pytest.mark.parametrize("level", list(Seniority))
def test_all_that_is_for_people_is_there(level: Seniority) -> None:
    playbook = backend()
    shown = words_of(playbook_modal(RolePlaybook("Backend developer", level, playbook)))
    said = [playbook.summary, playbook.expectations[level], *playbook.kickoff, *playbook.candidate_survey]
    said += [step for phase in playbook.onboarding.phases for step in phase.steps]
    said += [goal for review in playbook.onboarding.reviews for goal in review.goals]
    said += [stage.purpose for stage in playbook.stages_for(level)]
    said += [stage.take_home.alternative for stage in playbook.stages_for(level) if stage.take_home]
    assert [sentence for sentence in said if escape(sentence) not in shown] == []


def test_a_junior_reads_of_no_stage_that_they_do_not_pass() -> None:
    shown = words_of(playbook_modal(RolePlaybook("Backend developer", Seniority.JUNIOR, backend())))
    others = [stage for stage in backend().stages if Seniority.JUNIOR not in stage.seniorities]
    assert others
    assert not [stage for stage in others if stage.purpose in shown]


def test_a_playbook_pages_nobody() -> None:
    hostile = backend().model_copy(update={"kickoff": ("<!channel> agree on the level",)})
    assert "<!channel>" not in words_of(playbook_modal(RolePlaybook("<!here>", Seniority.MID, hostile)))
