"""The link of a meeting is put right without asking anybody anew."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from domain.forms import PanelForm, ScheduleForm
from domain.read.invitations import InvitationPost
from domain.read.messages import PostKind
from domain.refusals import Invalid
from models.tables import Post
from services import interviews, outgoing
from tests.fakes import journey
from tests.fakes.company import LISBON, NEW_YORK, Company

NEW = "https://meet.example.com/new"


@pytest.fixture
async def loop(company: Company) -> int:
    """At the screen, with Ines invited for tomorrow at 14:00, by Rita."""
    found = await company.add_candidate()
    await journey.schedule(company, found, "UINES")
    await journey.answer(company, found, "UINES")
    return found


async def moved(company: Company, loop: int, hour: int, link: str) -> ScheduleForm:
    row = await company.loop(loop)
    return ScheduleForm(
        loop=loop, version=row.version, date=(company.clock.now() + timedelta(days=1)).date(), time=time(hour),
        duration=60, zone=LISBON, link=link,
    )  # fmt: skip


async def move(company: Company, loop: int, hour: int, link: str) -> None:
    await company.perform(interviews.reschedule, await moved(company, loop, hour, link))


async def invitation(company: Company) -> tuple[Post, InvitationPost]:
    (post,) = await company.posts(PostKind.INVITATION)
    shown = await company.read(outgoing.load, post.id or 0, by="")
    assert isinstance(shown, InvitationPost)
    return post, shown


async def test_another_link_at_the_same_time_is_no_other_interview(company: Company, loop: int) -> None:
    met = await journey.interview(company, loop)
    await move(company, loop, 14, NEW)
    now = await journey.interview(company, loop)
    assert (now.version, now.starts_at, now.link) == (met.version, met.starts_at, NEW)
    post, shown = await invitation(company)
    assert (shown.meeting.link, shown.rsvp, post.key in await company.waiting()) == (NEW, "accepted", True)


@pytest.mark.parametrize("link", ["", "https://meet.example.com/abc"])
async def test_nothing_new_is_no_change(company: Company, loop: int, link: str) -> None:
    with pytest.raises(Invalid, match="This is when it is already") as refused:
        await move(company, loop, 14, link)
    assert refused.value.field == "time"


async def test_an_interview_is_not_in_its_own_way(company: Company, loop: int) -> None:
    form = await moved(company, loop, 14, NEW)
    assert await company.read(interviews.warnings, form) == ()
    other = await company.add_candidate(role=1, email="two@example.com")
    await journey.schedule(company, other, "UINES", days=1)
    assert await company.read(interviews.warnings, form) == ("<@UINES> has another interview at 14:00 on Tuesday.",)
    away = replace(form, zone=NEW_YORK, time=time(9))
    assert await company.read(interviews.warnings, away) == (
        "<@UINES> has another interview at 09:00 on Tuesday, 14:00 where they are.",
    )


async def test_the_candidate_is_not_in_two_places_at_once(company: Company, loop: int) -> None:
    """In which other role is for those who may know of it."""
    other = await company.add_candidate(role=await company.open_role())
    people = PanelForm(loop=other, version=0, panel=(), lead="UREX")
    form = replace(await moved(company, loop, 14, NEW), loop=other, version=0, people=people)
    (said,) = await company.read(interviews.warnings, form)
    assert said == "The candidate has an interview in another role at 14:00 on Tuesday, their time."


async def test_another_time_is_another_interview(company: Company, loop: int) -> None:
    await move(company, loop, 15, NEW)
    assert (await journey.interview(company, loop)).version == 2
