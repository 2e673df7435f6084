"""Who is or was the candidate sees nothing of it, whatever else they are. On both databases."""

from collections.abc import Awaitable, Callable

import pytest

from domain.forms import LoopForm
from domain.read.members import MemberFacts
from domain.read.messages import PostKind
from domain.refusals import NotFound
from models.tables import Post
from services import candidates, digests, feedback, loops, members, outgoing, reading, roles
from services.home import home
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, IN_HIRING, LISBON, Company, candidate_form, role_form
from tests.fakes.remembered import remembered
from views.messages import render

READS_ALONG = PostKind.READS_ALONG


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


# A candidate who comes to stand beside their own card: who recruits hears of it, and what helps.


async def words(company: Company) -> list[tuple[str | None, str]]:
    """Who was told, and what it says now; what has nothing to say is left out."""
    told = [(post, await company.read(outgoing.load, post.id, by="")) for post in await company.posts(READS_ALONG)]
    return [(post.member_id, render(said).text) for post, said in told if said is not None]


@remembered
async def join(company: Company, *who: str) -> None:
    await company.work(lambda work: members.store_channel(work, HIRING, (*IN_HIRING, *who)))


async def test_a_candidate_who_joins_the_hiring_channel_is_told_to_who_recruits_once(company: Company) -> None:
    loop = await company.add_candidate(name="Ivy", email="ivy@acme.test")
    assert await words(company) == []
    await join(company, "UIVY")
    ((who, text),) = await words(company)
    assert who == "URITA"
    assert "Ivy" in text
    assert f"<#{HIRING}>" in text
    assert f"reads_along:{loop}:UIVY:{HIRING}" in await company.waiting()
    await company.delivered()
    await join(company, "UIVY")
    assert (await words(company), await company.waiting()) == ([(who, text)], []), "every day is read anew"


async def test_so_is_one_whose_address_is_found_to_be_a_members_of_the_channel(company: Company) -> None:
    await company.add_candidate(email="new@acme.test")
    await company.perform(members.store, [MemberFacts("UREX", "Rex", "New@acme.test", LISBON)])
    assert [who for who, _ in await words(company)] == ["URITA"]


async def test_nobody_hears_it_of_themselves(company: Company) -> None:
    await company.add_candidate(email="new@acme.test")
    await company.perform(members.store, [MemberFacts("URITA", "Rita", "new@acme.test", LISBON)])
    assert [who for who, _ in await words(company)] == ["UMAX"], "Max manages, Rita recruits and applies"


async def test_a_corrected_address_looks_at_the_channels_of_all_their_loops(company: Company) -> None:
    role = await company.open_role(channel="COTHER")
    await company.add_candidate()
    loop = await company.add_candidate(role=role)
    form = candidate_form(loop=loop, version=0, email="rex@acme.test")
    await company.perform(candidates.correct, form)
    assert [who for who, _ in await words(company)] == ["URITA"]


async def out_of_the_channel(company: Company, _loop: int, _role: int) -> None:
    await join(company)


async def to_another_channel(company: Company, _loop: int, role: int) -> None:
    await company.perform(roles.edit, role_form(role=role, channel="COTHER"))


async def closed(company: Company, loop: int, _role: int) -> None:
    await company.perform(loops.withdraw, LoopForm(loop=loop, version=0, reason="other_offer", note="."))


@pytest.mark.parametrize("mend", [out_of_the_channel, to_another_channel, closed])
async def test_what_was_said_of_it_says_when_it_is_over_and_what_is_over_is_not_said(
    company: Company, mend: Callable[[Company, int, int], Awaitable[None]]
) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role, email="ivy@acme.test")
    await join(company, "UIVY")
    (post,) = await company.posts(READS_ALONG)
    await company.delivered()
    await mend(company, loop, role)
    assert await words(company) == []

    def sent(work: Work) -> None:
        work.session.get_one(Post, post.id).ts = "1.0"

    await company.work(sent)
    assert post.key in await company.waiting()
    ((_, text),) = await words(company)
    assert "nothing left to do" in text
