"""A role has categories of its skill matrix rated besides what the playbook's kits rate."""

import pytest
from sqlalchemy import update

from domain.forms import RoleForm, ScorecardForm
from domain.read.choices import RoleChoice
from domain.refusals import Invalid, Invalids
from models.tables import PlaybookVersion, Role
from services import feedback, pages, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form

ADDED = ("backend:languages", "backend:databases")


async def edited(company: Company, role: int, *skills: str, **given: str) -> None:
    form: RoleForm = role_form(role=role, added_skills=skills, **given)
    await company.perform(roles.edit, form)


async def keys(company: Company, loop: int, stage: str | None = None) -> list[str]:
    page = await company.read(feedback.page, loop, stage, by="UINES")
    return [competency.key for competency in page.kit.competencies]


async def test_the_form_offers_what_can_be_rated_and_knows_what_was_chosen(company: Company) -> None:
    role = await company.open_role(added_skills=ADDED)
    choice: RoleChoice = await company.read(roles.choice, role, by="URITA")
    assert choice.added_skills == ADDED
    assert [skill.key for skill in choice.skills][:3] == ["languages", "frameworks", "databases"]
    assert choice.skills[0].stage == "Screen"


async def test_what_a_role_adds_is_rated_by_everybody_in_that_stage(company: Company) -> None:
    role = await company.open_role(added_skills=ADDED)
    loop = await company.add_candidate(role=role)
    await journey.hold(company, loop, "UINES")
    assert (await keys(company, loop))[-1] == "skill_languages"
    page = await company.read(feedback.page, loop, by="UINES")
    content = journey.filled(page.kit)
    del content["ratings"]["skill_languages"]
    form = ScorecardForm(loop=loop, stage="screen", round=1, content=content)
    with pytest.raises(Invalids):
        await company.perform(feedback.submit, form, by="UINES")
    await journey.score(company, loop, "UINES")
    side = await company.read(feedback.side_by_side, loop, by="URITA")
    assert side.scorecards[0].ratings[-1].name == "Programming languages"
    shown = await company.read(pages.page, loop, by="UMAX")
    assert shown.stage.kit is not None
    assert shown.stage.kit.competencies[-1].key == "skill_languages"


async def test_a_loop_that_is_under_way_keeps_what_it_began_with(company: Company) -> None:
    role = await company.open_role(added_skills=ADDED)
    loop = await company.add_candidate(role=role)
    await edited(company, role)
    await journey.schedule(company, loop, "UINES")
    assert "skill_languages" in await keys(company, loop)
    assert (await company.loop(loop)).added_skills == ["languages", "databases"]
    later = await company.add_candidate(role=role, name="Ola Nord", email="ola@example.test")
    assert (await company.loop(later)).added_skills == []


@pytest.mark.parametrize(
    ("skills", "given", "said"),
    [
        (("backend:cloud",), {"seniority": "junior"}, "At this level there is no stage that rates Cloud"),
        (("backend:luck",), {}, "no stage that rates one of these"),
        (("other:cloud",), {}, "belong to another playbook"),
    ],
)
async def test_what_does_not_fit_is_refused_on_its_field(
    company: Company, skills: tuple[str, ...], given: dict[str, str], said: str
) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        await company.open_role(added_skills=skills, **given)
    assert refused.value.field == "added_skills"


async def test_a_role_whose_playbook_is_not_loaded_any_more_keeps_what_it_has(company: Company) -> None:
    role = await company.open_role(added_skills=ADDED)
    await company.add_candidate(role=role)
    gone = update(PlaybookVersion).values(current=False)
    await company.work(lambda work: work.session.execute(gone))
    await edited(company, role, title="Backend engineer")
    row = await company.work(lambda work: work.session.get_one(Role, role))
    assert (row.title, row.added_skills) == ("Backend engineer", ["languages", "databases"])
