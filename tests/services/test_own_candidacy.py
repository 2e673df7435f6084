"""Who is or was the candidate sees nothing of it, whatever else they are. On both databases."""

import pytest

from domain.forms import LoopForm
from domain.read.members import MemberFacts
from domain.refusals import NotFound
from services import candidates, digests, feedback, members, reading
from services.home import home
from tests.fakes import journey
from tests.fakes.company import HIRING, IN_HIRING, LISBON, Company


@pytest.mark.parametrize("who", ["UADA", "UREX", "UIVY"])
async def test_who_is_the_candidate_sees_nothing_of_it_anywhere(company: Company, who: str) -> None:
    """Ada is an admin and, like Rex, comes into the hiring channel afterwards; none of it opens their own loop."""
    await company.work(lambda work: members.store_channel(work, HIRING, [m for m in IN_HIRING if m != who]))
    loop = await company.add_candidate(stage="culture", name="Zanzibar Jones", email=f"{who[1:].lower()}@acme.test")
    await company.work(lambda work: members.store_channel(work, HIRING, (*IN_HIRING, "UIVY")))
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    for ask in (reading.page, feedback.page, feedback.side_by_side):
        with pytest.raises(NotFound):
            await company.read(ask, loop, by=who)
    for change in (feedback.unseal, feedback.waive, feedback.remind):
        with pytest.raises(NotFound):
            await company.perform(change, LoopForm(loop=loop, version=0, note="Please.", member="UINES"), by=who)
    found = await company.read(reading.find, "Zanzibar", by=who)
    assert (found.matches, found.nearest) == ((), ())
    for overview in (reading.listing, reading.todo_list, reading.hub, home):
        assert "Zanzibar" not in repr(await company.read(overview, by=who))
    assert "Zanzibar" not in repr(await company.read(digests.show, HIRING, by=who))


async def test_a_colleague_whose_address_turns_out_to_be_the_candidates_sees_nothing_from_then_on(
    company: Company,
) -> None:
    loop = await company.add_candidate(stage="culture", email="new@acme.test")
    assert (await company.read(reading.page, loop, by="UREX")).card.line.loop == loop
    await company.perform(members.store, [MemberFacts("UREX", "Rex", "New@acme.test", LISBON)])
    with pytest.raises(NotFound):
        await company.read(reading.page, loop, by="UREX")


async def test_ones_own_loop_is_not_counted_either(company: Company) -> None:
    """Ada is an admin, so she may edit any role and add candidates to it."""
    await company.work(lambda work: members.store_channel(work, HIRING, [m for m in IN_HIRING if m != "UADA"]))
    role = await company.open_role()
    await company.add_candidate(role=role)
    await company.add_candidate(role=role, name="Ada", email="ada@acme.test")

    async def counted(reader: str) -> set[int]:
        found = await company.read(reading.find_roles, by=reader)
        choice = await company.read(candidates.choice, role, by=reader)
        return {each.open_loops for each in (*found.roles, *choice.roles) if each.id == role}

    assert await counted("UADA") == {1}
    assert await counted("URITA") == {2}
