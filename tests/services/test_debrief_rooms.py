"""Where a debrief is held: one conversation of its people, or each alone."""

import pytest

from domain.forms import LoopForm
from domain.read.debriefs import DebriefPost
from domain.read.messages import PostKind
from domain.refusals import NotAllowed
from models.tables import Post
from services import debrief_rooms, debriefs, outgoing, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.debating import VOTERS, begun, head, page, vote
from views.modals.debrief import debrief_modal


@pytest.fixture
async def loop(company: Company) -> int:
    return await begun(company)


async def test_the_last_scorecard_opens_one_conversation_of_those_who_take_part(company: Company, loop: int) -> None:
    assert set((await company.todos(loop)).values()) == set(VOTERS)
    (post,) = await company.posts(PostKind.DEBRIEF)
    assert (post.people, post.channel, post.member_id) == ("UBO,UINES,UMAX,URITA", "", None)
    shown = await head(company)
    assert shown is not None
    assert {person.id for person in shown.missing} == set(VOTERS)


async def test_the_recruiter_who_is_in_the_conversation_reads_along_without_a_vote(company: Company, loop: int) -> None:
    await company.perform(debriefs.begin_reading, LoopForm(loop=loop, version=0), by="URITA")
    await vote(company, loop, "no", "UINES")
    shown = await page(company, loop, "URITA")
    assert (shown.mine, shown.read_until) == (None, None)
    assert all(card.ratings for card in shown.scorecards)
    assert "'no'" not in repr(shown.votes)
    view = debrief_modal(shown, None)
    assert "submit" not in view
    assert "You have no vote here" in repr(view)
    with pytest.raises(NotAllowed):
        await vote(company, loop, "no", "URITA")
    await vote(company, loop, "yes", "UBO", "UMAX")
    assert [line.first for line in (await page(company, loop, "URITA")).votes] == ["no", "yes", "yes"]


async def test_other_people_talk_in_another_conversation(company: Company, loop: int) -> None:
    (first,) = await company.posts(PostKind.DEBRIEF)
    await company.work(lambda work: _sent(work.session.get_one(Post, first.id)))
    row = await company.loop(loop)
    await company.perform(roles.edit, role_form(role=row.role_id, hiring_manager="USAM"))
    old, new = await company.posts(PostKind.DEBRIEF)
    assert new.people == "UBO,UINES,URITA,USAM"
    told = await company.read(outgoing.load, old.id or 0)
    assert isinstance(told, DebriefPost)
    assert "another conversation" in told.outcome
    assert set((await company.todos(loop)).values()) == {"UINES", "UBO", "USAM"}


async def test_once_all_have_voted_a_new_hiring_manager_is_asked_to_decide_and_nothing_goes_on_elsewhere(
    company: Company, loop: int
) -> None:
    await journey.debate(company, loop)
    (first,) = await company.posts(PostKind.DEBRIEF)
    await company.work(lambda work: _sent(work.session.get_one(Post, first.id)))
    row = await company.loop(loop)
    await company.perform(roles.edit, role_form(role=row.role_id, hiring_manager="USAM"))
    (head,) = await company.posts(PostKind.DEBRIEF)
    told = await company.read(outgoing.load, head.id or 0)
    assert isinstance(told, DebriefPost)
    assert (told.outcome, told.decider.id) == ("", "USAM")
    assert [post.member_id for post in await company.posts(PostKind.DECIDE)] == ["UMAX", "USAM"]


def _sent(post: Post) -> None:
    post.ts, post.sent_channel = "1.1", "G1"


async def test_where_no_group_can_be_had_each_is_told_alone(company: Company, loop: int) -> None:
    (group,) = await company.posts(PostKind.DEBRIEF)
    await company.work(lambda work: debrief_rooms.scatter(work, work.session.get_one(Post, group.id)))
    alone = [post for post in await company.posts(PostKind.DEBRIEF) if post.member_id]
    assert [post.member_id for post in alone] == ["UBO", "UINES", "UMAX", "URITA"]
    await vote(company, loop, "yes", *VOTERS)
    lines = await company.posts(PostKind.DEBRIEF_LINE)
    assert [post.member_id for post in lines] == ["UBO", "UINES", "UMAX", "URITA"]


async def test_more_than_eight_are_told_one_by_one(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debrief_rooms, "LARGEST_GROUP", 3)
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    told = await company.posts(PostKind.DEBRIEF)
    assert [post.member_id for post in told] == ["UBO", "UINES", "UMAX", "URITA"]
    shown = await head(company)
    assert shown is not None
    assert shown.apart
