"""Candidates are added: by whom, at which stage, and what is wrong with them is said."""

import pytest

from domain.forms import CandidateForm, CloseRoleForm
from domain.read.messages import PostKind
from domain.refusals import Invalid, Invalids, NotAllowed, NotFound
from models.database import Database
from models.tables import History
from services import candidates, roles
from tests.conftest import CountQueries
from tests.fakes.company import HIRING, Company, candidate_form
from tests.services.candidates import people


def corrected(loop: int, version: int = 1, **given: str) -> CandidateForm:
    return candidate_form(loop=loop, version=version, **given)


async def test_a_candidate_begins_at_the_first_stage_with_somebody_to_wait_for(company: Company) -> None:
    loop = await company.add_candidate(note="Met at a meetup.")
    row = await company.loop(loop)
    assert (row.stage, row.step, row.status, row.source) == (
        "screen",
        "scheduling",
        "active",
        "Referral by a colleague",
    )
    assert (row.resume_url, row.note) == ("https://example.com/noor.pdf", "Met at a meetup.")
    assert row.stage_since == company.clock.now()
    assert await company.todos(loop) == {"propose_times": "URITA"}


async def test_a_new_candidate_gets_a_card_and_the_first_line_of_its_thread(company: Company) -> None:
    loop = await company.add_candidate()
    (card,) = await company.posts(PostKind.CARD)
    (line,) = await company.posts(PostKind.THREAD)
    assert (card.key, card.channel, card.loop_id) == (f"card:{loop}", HIRING, loop)
    assert line.parent_id == card.id
    entry = await company.read(lambda work: work.session.get_one(History, line.ref))
    assert (entry.event, entry.by, entry.to_stage) == ("Added", "URITA", "screen")
    assert await company.waiting() == [card.key, line.key]


async def test_somebody_under_way_already_begins_at_their_stage(company: Company) -> None:
    loop = await company.add_candidate(stage="challenge")
    assert (await company.loop(loop)).step == "to_send"
    assert await company.todos(loop) == {"send_challenge": "URITA"}


async def test_a_junior_cannot_begin_at_a_stage_that_juniors_do_not_have(company: Company) -> None:
    role = await company.open_role(seniority="junior")
    with pytest.raises(Invalid, match="This role has no such stage") as refused:
        await company.add_candidate(role=role, stage="system_design")
    assert refused.value.field == "stage"


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("name", " \n ", "Please give the candidate's name."),
        ("name", "\u200b\u202e\xad", "Please give the candidate's name."),
        ("name", "x" * 81, "This has 81 characters"),
        ("email", "noor", "This doesn't look like an email address."),
        ("email", "noor@example", "This doesn't look like an email address."),
        ("email", "<noor@example.com>", "This doesn't look like an email address."),
        ("email", "a@b.c, d@e.f", "This doesn't look like an email address."),
        ("zone", "Lisbon time", "I don't know this time zone."),
        ("source", "a dream", "Please pick one from the list."),
        ("resume_url", "javascript:alert(1)", "This is no web address."),
        ("resume_url", "https://", "This is no web address."),
        ("resume_url", "https://[example", "This is no web address."),
        ("resume_url", "https://example.com/<x>", "This is no web address."),
        ("note", "x" * 3001, "This has 3001 characters"),
    ],
)
async def test_what_is_wrong_is_said_on_its_field(company: Company, field: str, given: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        await company.add_candidate(**{field: given})
    assert refused.value.field == field
    assert refused.value.text.startswith(sentence)
    assert await people(company) == []


async def test_all_that_is_wrong_is_said_at_once(company: Company) -> None:
    with pytest.raises(Invalids) as refused:
        await company.add_candidate(name="", email="", stage="nowhere")
    assert refused.value.errors.keys() == {"name", "email", "stage"}


@pytest.mark.parametrize("name", ["<!channel> *x* & <@U1>", "نور حداد", "Zoë 🦊", "Anne-Marie O'Neill", "x" * 80])
async def test_names_are_kept_as_people_write_them(company: Company, name: str) -> None:
    await company.add_candidate(name=name, note="n" * 3000)
    assert [one.name for one in await people(company)] == [name]


async def test_candidates_are_added_by_the_roles_team_and_admins(company: Company) -> None:
    role = await company.open_role()
    with pytest.raises(NotAllowed):
        await company.add_candidate(role=role, by="UINES")
    with pytest.raises(NotFound):
        await company.add_candidate(role=role, by="USTRANGER")
    with pytest.raises(NotFound):
        await company.add_candidate(role=999)
    with pytest.raises(Invalid, match="Pick the role"):
        await company.add_candidate(role=None)
    await company.add_candidate(role=role, by="UADA")


async def test_a_closed_role_takes_no_more_candidates(company: Company) -> None:
    role = await company.open_role()
    await company.perform(roles.close, CloseRoleForm(role=role, outcome="budget", outcomes={}))
    with pytest.raises(Invalid, match="This role is closed") as refused:
        await company.add_candidate(role=role)
    assert refused.value.field == "role"


async def test_the_form_offers_my_roles_and_the_stages_of_the_chosen_one(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    senior = await company.open_role(title="A senior")
    junior = await company.open_role(title="B junior", seniority="junior")
    await company.open_role(title="C, not mine", recruiter="UREX", hiring_manager="UADA", by="UADA")
    with count_queries(database) as two:
        choice = await company.read(candidates.choice)
    assert [role.title for role in choice.roles] == ["A senior", "B junior"]
    assert (choice.chosen, choice.sources, choice.stages) == (0, (), ()), "nobody lands in the wrong one unseen"
    choice = await company.read(candidates.choice, senior)
    assert choice.chosen == senior
    assert "Referral by a colleague" in choice.sources
    assert "system_design" in dict(choice.stages)
    assert "system_design" not in dict((await company.read(candidates.choice, junior)).stages)
    for n in range(4):
        await company.open_role(title=f"More {n}")
    with count_queries(database) as six:
        await company.read(candidates.choice)
    assert len(six) == len(two)
    assert len((await company.read(candidates.choice, by="UADA")).roles) == 7


async def test_who_runs_no_role_hears_why_there_is_no_form(company: Company) -> None:
    role = await company.open_role()
    with pytest.raises(NotAllowed, match="there is none open"):
        await company.read(candidates.choice, by="UINES")
    with pytest.raises(NotAllowed):
        await company.read(candidates.choice, role, by="UINES")
    with pytest.raises(NotFound):
        await company.read(candidates.choice, role, by="USTRANGER")


async def test_neither_keys_nor_audit_hold_a_name_or_an_address(company: Company) -> None:
    loop = await company.add_candidate()
    await company.perform(candidates.correct, corrected(loop, name="Noor H."))
    written = [str(entry.facts) + entry.record_id for entry in await company.audit()]
    assert not [text for text in [*written, *await company.waiting()] if "noor" in text.lower()]
