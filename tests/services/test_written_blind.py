"""Nobody writes a scorecard once they can read the others', whichever way they came to read them."""

import pytest

from domain.forms import LoopForm, PanelForm
from domain.forms_debriefs import VoteForm
from domain.read.messages import NoticePost, PostKind
from domain.refusals import Invalid, Invalids, NotNow
from services import debriefs, feedback, loops, outgoing, panels, reading, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.debating import decide
from tests.services.sealed import reads, submit, unseal
from views.messages import render


@pytest.fixture
async def loop(company: Company) -> int:
    return await company.add_candidate(stage="culture")


async def seat(company: Company, loop: int, lead: str, *others: str) -> None:
    version = (await company.loop(loop)).version
    await company.perform(panels.change, PanelForm(loop=loop, version=version, lead=lead, panel=others))


async def test_a_hiring_manager_who_was_not_there_reads_and_then_does_not_write(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "UMAX")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "UMAX") == set()
    before = {post.id for post in await company.posts(PostKind.NOTICE)}
    await company.perform(panels.not_there, LoopForm(loop=loop, version=0), by="UMAX")
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
    told = [post for post in await company.posts(PostKind.NOTICE) if post.id not in before]
    assert {post.member_id for post in told} == {"UINES", "UBO"}, "they know who was there"
    for post in told:
        said = await company.read(outgoing.load, post.id or 0, by="")
        assert isinstance(said, NoticePost)
        assert "so they write no scorecard, and read yours" in render(said).text
    with pytest.raises(NotNow, match="unswayed"):
        await submit(company, loop, "UMAX")


async def test_who_waives_for_a_hiring_manager_opens_the_others_and_ends_their_writing(
    company: Company, loop: int
) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "UMAX")
    await submit(company, loop, "UINES", "UBO")
    waived = LoopForm(loop=loop, version=0, member="UMAX", reason="On leave.")
    with pytest.raises(NotNow, match="<@URITA> can waive it"):
        await company.perform(feedback.waive, waived, by="UMAX")
    assert await reads(company, loop, "UMAX") == set()
    await company.perform(feedback.waive, waived)
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
    with pytest.raises(NotNow, match="unswayed"):
        await submit(company, loop, "UMAX")


async def test_an_interviewer_whose_scorecard_was_waived_may_still_write_it(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "USAM")
    await submit(company, loop, "UINES", "UBO")
    await company.perform(feedback.waive, LoopForm(loop=loop, version=0, member="USAM", reason="On leave."))
    assert await reads(company, loop, "USAM") == set()
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "USAM") == {"UINES", "UBO", "USAM"}


async def test_who_can_read_scorecards_of_a_round_takes_no_seat_in_it(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await unseal(company, loop, "UADA")
    with pytest.raises(Invalid, match="<@UADA> can read") as refused:
        await seat(company, loop, "UINES", "UBO", "UADA")
    assert refused.value.field == "panel"
    await seat(company, loop, "UINES", "UBO", "UMAX")
    assert await reads(company, loop, "UMAX") == set()
    await submit(company, loop, "UMAX", "UBO")
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO", "UMAX"}


async def test_a_seat_that_was_given_up_to_read_is_not_taken_again(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "UMAX")
    await submit(company, loop, "UINES", "UBO")
    await seat(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
    with pytest.raises(Invalid, match="<@UMAX> can read"):
        await seat(company, loop, "UINES", "UBO", "UMAX")


async def test_a_loop_that_is_closed_early_opens_what_is_in_save_to_who_owed_one(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "UMAX")
    await submit(company, loop, "UINES")
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"))
    assert await reads(company, loop, "URITA") == {"UINES"}
    for reader in ("UMAX", "UBO", "USAM", "UADA"):
        assert await reads(company, loop, reader) == set(), reader
    lines = (await company.read(reading.page, loop, by="UMAX")).scorecards
    assert {line.sealed for line in lines if line.sealed} == {"hidden, since you did not submit yours"}


async def test_a_bar_raiser_who_has_voted_stays_until_it_is_decided(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES", "UBO")
    with pytest.raises((Invalid, Invalids), match="A debrief waits for <@UREX>"):
        await company.perform(roles.edit, role_form(role=role, bar_raiser=""))
    vote = VoteForm(loop=loop, stage="culture", round=1, vote="yes")
    await company.perform(debriefs.vote, vote, by="UREX")
    with pytest.raises((Invalid, Invalids), match="has voted"):
        await company.perform(roles.edit, role_form(role=role, bar_raiser=""))
    await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="They are away."), by="UMAX")
    await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="They are away."), by="UMAX")
    await decide(company, loop, "one_more", focus="communication")
    with pytest.raises((Invalid, Invalids), match="has voted"):
        await company.perform(roles.edit, role_form(role=role, bar_raiser="USAM"))
    await decide(company, loop, override="A reference says so.")
    await company.perform(roles.edit, role_form(role=role, bar_raiser=""))


async def test_another_bar_raiser_votes_instead_of_one_who_has_not(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES", "UBO")
    await company.perform(roles.edit, role_form(role=role, bar_raiser="USAM"))
    assert {"USAM", "UREX"} & {*(await company.todos(loop)).values()} == {"USAM"}
