"""Whom a change is told: everybody whom it concerns, each exactly once, and nobody else."""

from datetime import time, timedelta

import pytest

from domain.forms import AnswerForm, HappenedForm, PanelForm, ScheduleForm
from domain.read.invitations import InvitationPost
from domain.refusals import Invalid
from services import interviews, outgoing, panels
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.fakes.remembered import remembered
from tests.services.hearing import INVITED, NOTICED, all_heard, each, heard
from tests.services.outbox import posts, said, send_all


@remembered
async def move(company: Company, loop: int, days: int, by: str = "URITA") -> None:
    row = await company.loop(loop)
    form = ScheduleForm(
        loop=loop, version=row.version, date=(company.clock.now() + timedelta(days=days)).date(), time=time(15),
        duration=60, zone=LISBON,
    )  # fmt: skip
    await company.perform(interviews.reschedule, form, by=by)


@remembered
async def seat(company: Company, loop: int, *panel: str, by: str = "URITA", shadows: tuple[str, ...] = ()) -> None:
    form = PanelForm(loop=loop, version=0, lead=panel[0], panel=panel[1:], shadows=shadows)
    await company.perform(panels.change, form, by=by)


@pytest.fixture
async def loop(company: Company) -> int:
    """At culture, with Ines and Bo invited for tomorrow, by Rita."""
    found = await company.add_candidate(stage="culture")
    await journey.schedule(company, found, "UINES", "UBO")
    return found


async def test_a_new_interview_invites_each_of_its_panel_once(company: Company, loop: int) -> None:
    assert await all_heard(company) == each(INVITED, "UINES", "UBO")


async def test_a_moved_interview_invites_everybody_anew_and_says_nothing_besides(company: Company, loop: int) -> None:
    before = await all_heard(company)
    await move(company, loop, 2)
    assert await all_heard(company) - before == each(INVITED, "UINES", "UBO")
    before = await all_heard(company)
    await move(company, loop, 3)
    assert await all_heard(company) - before == each(INVITED, "UINES", "UBO")


async def test_a_cancelled_interview_is_told_to_each_of_its_panel(company: Company, loop: int) -> None:
    assert await heard(company, interviews.cancel, loop) == each(NOTICED, "UINES", "UBO")


async def test_who_cancels_is_not_told_of_it(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "URITA", "UBO")
    assert await heard(company, interviews.cancel, loop) == each(NOTICED, "UBO")


async def test_who_had_declined_is_not_told_that_it_is_cancelled(company: Company, loop: int) -> None:
    await journey.answer(company, loop, "UBO", "decline")
    assert await heard(company, interviews.cancel, loop) == each(NOTICED, "UINES")


async def test_scheduled_again_after_it_was_cancelled_it_invites_again(company: Company, loop: int) -> None:
    await heard(company, interviews.cancel, loop)
    before = await all_heard(company)
    await journey.schedule(company, loop, "UINES", "USAM", days=2)
    assert await all_heard(company) - before == each(INVITED, "UINES", "USAM")
    assert await heard(company, interviews.cancel, loop) == each(NOTICED, "UINES", "USAM")


async def test_a_changed_panel_invites_who_comes_and_tells_who_goes(company: Company, loop: int) -> None:
    before = await all_heard(company)
    await seat(company, loop, "UINES", "USAM")
    assert await all_heard(company) - before == each(INVITED, "USAM") + each(NOTICED, "UBO")


async def test_another_part_on_the_panel_is_no_new_invitation(company: Company, loop: int) -> None:
    before = await all_heard(company)
    await seat(company, loop, "UBO", "UINES", shadows=("USAM",))
    assert await all_heard(company) - before == each(INVITED, "USAM")


async def test_who_comes_back_is_told_of_each_step_once(company: Company, loop: int) -> None:
    """Off the panel and on again of the same meeting: the one invitation is good again."""
    await seat(company, loop, "UINES", "USAM")
    await seat(company, loop, "UINES", "UBO")
    assert await all_heard(company) == each(INVITED, "UINES", "UBO", "USAM") + each(NOTICED, "UBO", "USAM")
    await move(company, loop, 2)
    assert (await all_heard(company))[INVITED, "UBO"] == 2
    assert (await all_heard(company))[INVITED, "USAM"] == 1


async def test_who_has_read_that_they_are_off_the_panel_is_invited_anew_once_they_are_back(
    company: Company, loop: int
) -> None:
    await send_all(company)
    for others in (("USAM",), ("USAM", "UBO")):
        company.clock.move(timedelta(minutes=5))
        await seat(company, loop, "UINES", *others)
        await send_all(company)
    first, again = [await said(company, post) for post in await posts(company, INVITED, "UBO")]
    assert isinstance(first, InvitationPost)
    assert isinstance(again, InvitationPost)
    assert (first.current, first.outcome, again.current) == (
        False,
        "You were asked again: see the newer invitation.",
        True,
    )
    await journey.answer(company, loop, "UBO")
    await move(company, loop, 2)
    assert [post.key for post in await company.posts(INVITED) if post.member_id == "UBO"][2:] == ["invite:1:2:UBO"]


async def test_who_is_back_before_they_heard_that_they_were_off_does_not_hear_it(company: Company, loop: int) -> None:
    await send_all(company)
    await seat(company, loop, "UINES", "USAM")
    await seat(company, loop, "UINES", "USAM", "UBO")
    (off,) = await posts(company, NOTICED, "UBO")
    assert await company.read(outgoing.load, off.id or 0, by="") is None


async def test_a_changed_panel_and_then_another_time_reach_old_and_new_people_once_each(
    company: Company, loop: int
) -> None:
    await seat(company, loop, "UINES", "USAM")
    await move(company, loop, 2)
    assert await all_heard(company) == (each(INVITED, "UINES", "UINES", "UBO", "USAM", "USAM") + each(NOTICED, "UBO"))


async def test_a_decline_tells_the_organiser_and_becomes_a_to_do_to_replace(company: Company, loop: int) -> None:
    before = await all_heard(company)
    await journey.answer(company, loop, "UBO", "decline")
    assert await all_heard(company) - before == each(NOTICED, "URITA")
    assert (await company.todos(loop))["replace_panelist"] == "URITA"
    assert (await company.todos(loop))["answer_invitation"] == "UINES"


async def test_an_organiser_who_is_not_the_recruiter_is_the_one_who_hears_of_a_decline(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO", by="UMAX")
    before = await all_heard(company)
    await journey.answer(company, loop, "UBO", "decline")
    assert await all_heard(company) - before == each(NOTICED, "UMAX")


async def test_an_acceptance_is_told_to_nobody(company: Company, loop: int) -> None:
    before = await all_heard(company)
    await journey.answer(company, loop, "UBO")
    assert await all_heard(company) == before


async def test_another_time_that_is_proposed_reaches_the_organiser_once(company: Company, loop: int) -> None:
    before = await all_heard(company)
    row = await journey.interview(company, loop)
    form = AnswerForm(interview=row.id or 0, version=row.version, answer="propose", note="Friday at ten")
    await company.perform(panels.answer, form, by="UBO")
    assert await all_heard(company) - before == each(NOTICED, "URITA")
    assert "replace_panelist" not in await company.todos(loop)


@pytest.mark.parametrize("what", ["no_show", "moved"])
async def test_what_did_not_take_place_is_told_to_the_rest_of_the_panel(company: Company, loop: int, what: str) -> None:
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    before = await all_heard(company)
    await company.perform(panels.happened, HappenedForm(loop=loop, answer=what), by="UINES")
    assert await all_heard(company) - before == each(NOTICED, "UBO")


async def test_an_interview_that_took_place_is_told_to_nobody(company: Company, loop: int) -> None:
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    before = await all_heard(company)
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    assert await all_heard(company) == before


async def test_what_is_refused_tells_nobody(company: Company, loop: int) -> None:
    before = await all_heard(company)
    with pytest.raises(Invalid, match="past"):
        await move(company, loop, -2)
    assert await all_heard(company) == before
