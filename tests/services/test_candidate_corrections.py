from typing import Any

import pytest

from domain.forms import CandidateForm, PanelForm
from domain.read.members import MemberFacts
from domain.refusals import Invalid, NotAllowed, NotFound, Outdated
from services import candidates, members, panels, reading
from tests.fakes import journey
from tests.fakes.company import HIRING, LISBON, Company, candidate_form
from tests.services.candidates import people


def corrected(loop: int, version: int = 1, **given: Any) -> CandidateForm:
    return candidate_form(loop=loop, version=version, **given)


async def test_corrected_details_reach_card_and_invitations(company: Company) -> None:
    loop = await company.add_candidate()
    invited = await journey.schedule(company, loop, "UINES")
    await company.delivered()
    version = (await company.loop(loop)).version
    form = corrected(loop, version, name="Noor Haddad-Silva", zone="Asia/Tokyo", source="agency", note="Prefers mail.")
    await company.perform(candidates.correct, form)
    (known,) = await people(company)
    row = await company.loop(loop)
    assert (known.name, known.zone, row.source, row.note) == (
        "Noor Haddad-Silva",
        "Asia/Tokyo",
        "Agency",
        "Prefers mail.",
    )
    waiting = await company.waiting()
    assert waiting[:1] == [f"card:{loop}"]
    assert f"invite:{invited}:1:UINES" in waiting


async def test_a_correction_keeps_a_source_that_the_playbook_does_not_name_any_more(company: Company) -> None:
    loop = await company.add_candidate()
    form = corrected(loop, source="Referral by a colleague", name="Noor H.")
    await company.perform(candidates.correct, form)
    assert (await company.loop(loop)).source == "Referral by a colleague"


async def test_a_correction_of_an_outdated_form_is_refused(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    with pytest.raises(Outdated):
        await company.perform(candidates.correct, corrected(loop, 1, name="Late"))


async def test_details_are_corrected_by_the_recruiter_and_admins_alone(company: Company) -> None:
    loop = await company.add_candidate()
    with pytest.raises(NotAllowed):
        await company.perform(candidates.correct, corrected(loop), by="UMAX")
    with pytest.raises(NotFound):
        await company.perform(candidates.correct, candidate_form())
    await company.perform(candidates.correct, corrected(loop), by="UADA")


async def test_an_email_cannot_be_corrected_to_that_of_somebody_else_in_the_role(company: Company) -> None:
    role = await company.open_role()
    first = await company.add_candidate(role=role)
    second = await company.add_candidate(role=role, email="typo@example.com")
    with pytest.raises(Invalid, match="in this role already") as refused:
        await company.perform(candidates.correct, corrected(second, email="noor@example.com"))
    assert (refused.value.field, refused.value.loop) == ("email", first)


async def test_a_corrected_email_finds_the_colleague_and_forgets_the_wrong_one(company: Company) -> None:
    loop = await company.add_candidate(email="stan@acme.test")
    await company.perform(candidates.correct, corrected(loop, email="ivy@acme.test"))
    assert [one.member_id for one in await people(company)] == ["UIVY"]
    await company.perform(candidates.correct, corrected(loop, email="noor@example.com", wrong_person=True))
    assert [one.member_id for one in await people(company)] == [None]


async def test_an_email_cannot_be_corrected_to_that_of_an_interviewer(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    version = (await company.loop(loop)).version
    await company.work(lambda work: members.store_channel(work, HIRING, []))
    with pytest.raises(Invalid, match="<@UINES>, who is on this candidate's panel"):
        await company.perform(candidates.correct, corrected(loop, version, email="ines@acme.test"))


async def test_a_private_address_forgets_no_colleague(company: Company) -> None:
    """People apply from work and go on from home: whoever is or was the candidate sits on no panel of their own."""
    loop = await company.add_candidate(email="ivy@acme.test")
    await company.perform(candidates.correct, corrected(loop, 0, email="ivy@private.example"))
    await journey.schedule(company, loop, "UINES")
    assert [(one.member_id, one.email) for one in await people(company)] == [("UIVY", "ivy@private.example")]
    version = (await company.loop(loop)).version
    with pytest.raises(Invalid, match="can't assess themselves"):
        await company.perform(panels.change, PanelForm(loop=loop, version=version, panel=("UIVY",), lead="UINES"))
    await company.perform(candidates.correct, corrected(loop, 0, email="ivy@newer.example"))
    assert [one.member_id for one in await people(company)] == ["UIVY"]


async def test_whoever_corrects_it_says_that_it_was_the_wrong_person(company: Company) -> None:
    loop = await company.add_candidate(email="ivy@acme.test")
    await journey.schedule(company, loop, "UINES")
    with pytest.raises(Invalid, match="still the address of <@UIVY>") as refused:
        await company.perform(candidates.correct, corrected(loop, 0, email="Ivy@acme.test", wrong_person=True))
    assert refused.value.field == "email"
    await company.perform(candidates.correct, corrected(loop, 0, email="ivy@private.example"))
    await company.perform(candidates.correct, corrected(loop, 0, email="ivy@private.example", wrong_person=True))
    assert [one.member_id for one in await people(company)] == [None]


async def test_the_address_of_another_colleague_says_so_by_itself(company: Company) -> None:
    loop = await company.add_candidate(email="ivy@acme.test")
    await journey.schedule(company, loop, "UINES")
    await company.perform(candidates.correct, corrected(loop, 0, email="stan@acme.test"))
    assert [one.member_id for one in await people(company)] == ["USTRANGER"]


async def test_who_was_taken_for_the_candidate_leads_again_once_that_is_corrected(company: Company) -> None:
    loop = await company.add_candidate(email="new@acme.test")
    await journey.schedule(company, loop, "UINES")
    await company.perform(members.store, [MemberFacts("URITA", "Rita", "new@acme.test", LISBON)], by="")
    assert "URITA" not in (await company.todos(loop)).values()
    form = corrected(loop, 0, email="noor@example.com", wrong_person=True)
    await company.perform(candidates.correct, form, by="UADA")
    page = await company.read(reading.page, loop, by="URITA")
    assert (page.card.recruiter.id, page.history[0].event) == ("URITA", "CandidateKnown")
