"""Who is known already: by their address, in this role or another, or because they work here."""

import asyncio
from dataclasses import replace

import pytest

from domain.forms import CORRECT, LoopForm
from domain.refusals import Invalid, NotFound, Remedy
from services import candidates, loops, members
from tests.fakes.company import HIRING, Company, candidate_form
from tests.services.candidates import people


async def test_the_same_email_in_the_same_role_leads_to_the_first_loop(company: Company) -> None:
    role = await company.open_role()
    first = await company.add_candidate(role=role)
    with pytest.raises(Invalid, match="in this role already") as refused:
        await company.add_candidate(role=role, email="NOOR@example.com")
    assert (refused.value.field, refused.value.loop, refused.value.remedies) == ("email", first, (Remedy.OPEN,))


async def test_an_accented_address_is_the_same_however_it_is_written(company: Company) -> None:
    role = await company.open_role()
    first = await company.add_candidate(role=role, email="Élodie@example.com")
    with pytest.raises(Invalid, match="in this role already") as refused:
        await company.add_candidate(role=role, email="élodie@EXAMPLE.com")
    assert refused.value.loop == first


async def test_of_two_who_add_the_same_person_at_once_one_is_led_to_the_other(company: Company) -> None:
    role = await company.open_role()
    company.told.for_real()
    answers = await asyncio.gather(
        company.add_candidate(role=role), company.add_candidate(role=role, by="UMAX"), return_exceptions=True
    )
    (loop,) = [answer for answer in answers if isinstance(answer, int)]
    (refused,) = [answer for answer in answers if isinstance(answer, Invalid)]
    assert refused.loop == loop


async def test_the_same_email_after_a_closed_loop_offers_to_reopen_it(company: Company) -> None:
    role = await company.open_role()
    first = await company.add_candidate(role=role)
    await company.perform(loops.reject, LoopForm(loop=first, version=1, reason="level"))
    with pytest.raises(Invalid, match="Reopen that loop") as refused:
        await company.add_candidate(role=role)
    assert refused.value.loop == first
    assert refused.value.remedies == (Remedy.REOPEN, Remedy.OPEN)


async def test_the_same_person_in_another_role_is_one_candidate(company: Company) -> None:
    one = await company.add_candidate()
    two = await company.add_candidate(email="Noor@Example.com", name="N. Haddad")
    assert [(one.name, one.email) for one in await people(company)] == [("Noor Haddad", "noor@example.com")]
    assert (await company.loop(one)).candidate_id == (await company.loop(two)).candidate_id


async def test_who_is_known_already_is_said_and_kept_or_corrected(company: Company) -> None:
    first, other = await company.open_role(title="First"), await company.open_role(title="Other")
    loop = await company.add_candidate(role=first)
    form = candidate_form(role=other, name="N. Haddad")
    known = await company.read(candidates.known, form)
    assert known is not None
    assert (known.name, known.differs, [place.role for place in known.places]) == ("Noor Haddad", True, ["First"])
    same = await company.read(candidates.known, candidate_form(role=other))
    assert same is not None
    assert not same.differs
    answered = replace(form, known=known.candidate, details=CORRECT)
    assert await company.read(candidates.known, answered) is None
    assert await company.read(candidates.known, candidate_form(role=first)) is None, "adding says so itself"
    await company.perform(candidates.add, answered)
    assert [one.name for one in await people(company)] == ["N. Haddad"]
    assert f"card:{loop}" in await company.waiting()


async def test_a_colleague_who_applies_is_known_as_one_and_sees_nothing_of_it(company: Company) -> None:
    loop = await company.add_candidate(email="Ivy@acme.test", name="Ivy")
    assert [one.member_id for one in await people(company)] == ["UIVY"]
    with pytest.raises(NotFound):
        await company.perform(loops.resume, LoopForm(loop=loop, version=0), by="UIVY")


@pytest.mark.parametrize(
    ("email", "by", "sentence"),
    [
        ("max@acme.test", "URITA", "This is <@UMAX>, who runs this role."),
        ("rita@acme.test", "UMAX", "This is <@URITA>, who runs this role."),
        ("ada@acme.test", "UADA", "This is your own address."),
    ],
)
async def test_nobody_recruits_themselves(company: Company, email: str, by: str, sentence: str) -> None:
    role = await company.open_role()
    with pytest.raises(Invalid) as refused:
        await company.add_candidate(role=role, email=email, by=by)
    assert refused.value.text.startswith(sentence)
    assert refused.value.field == "email"
    assert await people(company) == []


async def test_a_colleague_in_the_hiring_channel_is_added_once_they_have_left_it(company: Company) -> None:
    role = await company.open_role()
    with pytest.raises(Invalid, match="<@UBO>, who would see their own card in the hiring channel") as refused:
        await company.add_candidate(role=role, email="bo@acme.test")
    assert refused.value.field == "email"
    await company.work(lambda work: members.store_channel(work, HIRING, ["URITA", "UMAX"]))
    await company.add_candidate(role=role, email="bo@acme.test")
