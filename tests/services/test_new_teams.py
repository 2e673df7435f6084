"""A role whose recruiter or hiring manager is another from now on: what the old one had begun is the new one's."""

import pytest

from domain.forms import AnswerForm, LoopForm, PanelForm
from domain.read.invitations import InvitationPost
from domain.read.messages import PostKind
from domain.refusals import Invalid, Invalids, NotAllowed
from services import interviews, offers, outgoing, panels, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.applying import applying, found


async def test_a_new_recruiter_inherits_the_interviews_that_the_old_one_arranged(company: Company) -> None:
    """What a panelist answers reaches the new one; the old one, who asks for nothing any more, moves nothing either."""
    role = await company.open_role()
    loop = await company.add_candidate(role=role, stage="system_design")
    await journey.schedule(company, loop, "UINES", "UBO", link="", days=3)
    await company.perform(
        panels.answer, AnswerForm(interview=1, version=1, answer="propose", note="Thursday"), by="UBO"
    )
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"), by="UADA")
    todos_now = await company.todos(loop)
    assert (todos_now["add_link"], todos_now["consider_time"]) == ("UREX", "UREX")
    await company.perform(panels.answer, AnswerForm(interview=1, version=1, answer="decline", note="Ill"), by="UINES")
    assert [post.member_id for post in await company.posts(PostKind.NOTICE)] == ["URITA", "UREX"]
    invited = await company.read(outgoing.load, (await company.posts(PostKind.INVITATION))[0].id or 0)
    assert isinstance(invited, InvitationPost)
    assert invited.asked_by.id == "UREX"
    with pytest.raises(NotAllowed):
        await company.perform(interviews.cancel, LoopForm(loop=loop, version=0, note="Late"), by="URITA")


async def test_who_arranged_an_earlier_interview_does_not_move_a_later_one(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    await journey.advance(company, loop, by="URITA")
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"), by="UADA")
    row = await company.loop(loop)
    with pytest.raises(NotAllowed):
        await company.perform(panels.change, PanelForm(loop=loop, version=row.version, panel=("UBO",)), by="URITA")


async def test_a_refused_offer_goes_back_to_the_new_recruiter_once_its_drafter_has_left_the_team(
    company: Company,
) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role, stage="offer")
    await journey.draft_offer(company, loop, "UADA")
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"), by="UADA")
    await company.perform(offers.refuse, LoopForm(loop=loop, version=0, note="Too much"), by="UADA")
    assert [post.member_id for post in await company.posts(PostKind.NOTICE)] == ["UREX"]
    assert await company.todos(loop) == {"draft_offer": "UREX"}


@pytest.mark.parametrize(
    "team",
    [
        {"hiring_manager": "USAM", "recruiter": "USAM"},
        {"hiring_manager": "USAM"},
        {"recruiter": "USAM"},
        {"bar_raiser": "UREX"},
    ],
)
async def test_a_lead_who_is_a_candidate_names_nobody_who_decides_on_them_and_may_make_way(
    company: Company, team: dict[str, str]
) -> None:
    role = (await company.loop(await applying(company))).role_id
    await found(company, "UMAX")
    with pytest.raises((Invalid, Invalids), match="Ask <@URITA> or an admin to name its team"):
        await company.perform(roles.edit, role_form(role=role, **team), by="UMAX")
    await company.perform(roles.edit, role_form(role=role, hiring_manager="URITA"), by="UMAX")
