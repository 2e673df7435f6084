import pytest
from sqlmodel import select

from domain.forms import CandidateForm
from domain.refusals import Invalid, NotAllowed, NotFound, Outdated
from models.tables import Candidate
from services import candidates, members
from tests.fakes import journey
from tests.fakes.company import HIRING, Company, candidate_form


async def people(company: Company) -> list[Candidate]:
    return list(await company.read(lambda work: work.session.exec(select(Candidate).order_by(Candidate.id)).all()))  # type: ignore[arg-type]


def corrected(loop: int, version: int = 1, **given: str) -> CandidateForm:
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
    await company.perform(candidates.correct, corrected(loop, email="noor@example.com"))
    assert [one.member_id for one in await people(company)] == [None]


async def test_an_email_cannot_be_corrected_to_that_of_an_interviewer(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    version = (await company.loop(loop)).version
    await company.work(lambda work: members.store_channel(work, HIRING, []))
    with pytest.raises(Invalid, match="<@UINES>, who is on this candidate's panel"):
        await company.perform(candidates.correct, corrected(loop, version, email="ines@acme.test"))
