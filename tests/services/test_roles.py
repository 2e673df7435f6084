from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlmodel import select

from domain.forms import LoopForm, TodoForm
from domain.read.messages import PostKind
from domain.read.overviews import Home, Hub, RolesFound
from domain.refusals import Invalid, Invalids, NotAllowed, NotFound, Outdated
from models.tables import Member, Role, Todo
from services import loops, members, reading, roles, todos
from services.home import home
from services.work import Work
from tests.fakes.company import HIRING, Company, role_form
from tests.services.reminding import remind_all


async def role_row(company: Company, role: int) -> Role:
    return await company.read(lambda work: work.session.get_one(Role, role))


async def test_a_role_is_opened_as_its_form_says(company: Company) -> None:
    role = await role_row(company, await company.open_role(title="  Backend   developer ", zone="Asia/Kolkata"))
    assert (role.title, role.seniority, role.playbook_key) == ("Backend developer", "senior", "backend")
    assert (role.recruiter, role.hiring_manager, role.channel) == ("URITA", "UMAX", HIRING)
    assert (role.zone, role.digest_time, role.status) == ("Asia/Kolkata", "09:30", "open")


async def test_roles_are_opened_by_admins_and_by_those_they_name_alone(company: Company) -> None:
    await company.open_role(by="UADA")
    await company.open_role(by="URITA")
    for nobody in ("UINES", "UMAX"):
        with pytest.raises(NotAllowed, match="Ask an admin"):
            await company.open_role(by=nobody)
        with pytest.raises(NotAllowed, match="Ask an admin"):
            await company.read(roles.choice, by=nobody)


@pytest.mark.parametrize(("who", "may"), [("UADA", True), ("URITA", True), ("UMAX", False)])
async def test_the_button_that_opens_a_role_is_shown_to_who_may(company: Company, who: str, may: bool) -> None:
    """Max manages an open role, which is no right to open another."""
    await company.open_role()
    overviews: tuple[Callable[[Work], Home | Hub | RolesFound], ...] = (home, reading.hub, reading.find_roles)
    for overview in overviews:
        assert (await company.read(overview, by=who)).may_open_role is may


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("title", "  ", "Please give the role a title."),
        ("title", "x" * 81, "This has 81 characters; please shorten it to 80."),
        ("seniority", "wizard", "Pick a seniority"),
        ("playbook", "gone", "This playbook is not loaded any more."),
        ("zone", "Europe/Atlantis", "I don't know this time zone."),
        ("channel", "", "Pick the channel"),
        ("hiring_manager", "UBOT", "<@UBOT> is an app"),
        ("hiring_manager", "UGUEST", "<@UGUEST> is a guest"),
        ("recruiter", "UGONE", "<@UGONE> has left"),
        ("recruiter", "UOTHER", "<@UOTHER> belongs to another company"),
        ("recruiter", "", "<@> is nobody I know"),
    ],
)
async def test_what_is_wrong_is_said_on_its_field(company: Company, field: str, given: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        await company.open_role(**{field: given})
    assert refused.value.field == field
    assert refused.value.text.startswith(sentence)


async def test_all_that_is_wrong_is_said_at_once(company: Company) -> None:
    with pytest.raises(Invalids) as refused:
        await company.open_role(title="", zone="Nowhere", recruiter="UBOT")
    assert refused.value.errors.keys() == {"title", "zone", "recruiter"}


async def test_a_title_may_hold_what_slack_would_read_as_a_page(company: Company) -> None:
    role = await role_row(company, await company.open_role(title="<!channel> *x* & <@U1>"))
    assert role.title == "<!channel> *x* & <@U1>"


async def test_an_edited_role_shows_on_the_cards(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await company.delivered()
    form = role_form(role=role, title="Platform developer", digest_time=time(8))
    await company.perform(roles.edit, form)
    row = await role_row(company, role)
    assert (row.title, row.digest_time, row.version) == ("Platform developer", "08:00", 2)
    assert await company.waiting() == [f"card:{loop}"]


async def test_an_edit_that_changes_nothing_changes_nothing(company: Company) -> None:
    role = await company.open_role()
    await company.perform(roles.edit, role_form(role=role))
    assert (await role_row(company, role)).version == 1


async def test_two_people_editing_at_once_do_not_undo_each_other(company: Company) -> None:
    role = await company.open_role()
    await company.perform(roles.edit, role_form(role=role, title="First", version=1))
    with pytest.raises(Outdated):
        await company.perform(roles.edit, role_form(role=role, title="Second", version=1), by="UMAX")


async def test_a_role_is_edited_by_its_team_and_admins_alone(company: Company) -> None:
    role = await company.open_role()
    form = role_form(role=role, title="Mine now")
    with pytest.raises(NotAllowed):
        await company.perform(roles.edit, form, by="UINES")
    with pytest.raises(NotFound):
        await company.perform(roles.edit, form, by="USTRANGER")
    with pytest.raises(NotFound):
        await company.perform(roles.edit, replace(form, role=999))
    await company.perform(roles.edit, form, by="UADA")


async def test_seniority_and_playbook_are_fixed_once_somebody_is_on_their_way(company: Company) -> None:
    role = await company.open_role()
    await company.perform(roles.edit, role_form(role=role, seniority="junior"))
    await company.add_candidate(role=role)
    with pytest.raises(Invalid, match="Candidates are on their way at this level") as refused:
        await company.perform(roles.edit, role_form(role=role, seniority="mid"))
    assert refused.value.field == "seniority"


async def test_a_new_recruiter_inherits_what_was_owed_and_hears_of_all_in_one_message(
    company: Company,
) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await company.add_candidate(role=role, name="Ana Reis", email="ana@example.com")
    assert await company.todos(loop) == {"propose_times": "URITA"}
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"))
    assert await company.todos(loop) == {"propose_times": "UREX"}
    company.clock.move(timedelta(minutes=30))
    await company.work(remind_all)
    assert [post.member_id for post in await company.posts(PostKind.NUDGE)] == ["UREX"]
    with pytest.raises(NotAllowed):
        await company.perform(roles.edit, role_form(role=role))


async def test_a_new_recruiter_inherits_the_telling_of_who_was_rejected(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await company.perform(loops.reject, LoopForm(loop=loop, version=1, reason="level"))
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"))
    assert await company.todos(loop) == {"tell_candidate": "UREX"}


async def test_a_new_recruiter_does_not_inherit_the_old_ones_snooze(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)

    def snooze(work: Work) -> None:
        todo = work.session.exec(select(Todo)).one()
        todo.snoozed_until = work.now.replace(year=2028)
        work.session.add(todo)

    await company.work(snooze)
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"))
    todo = await company.read(lambda work: work.session.exec(select(Todo).where(Todo.loop_id == loop)).one())
    assert todo.snoozed_until is None


async def test_what_was_handed_to_a_manager_who_leaves_comes_back_to_the_recruiter(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    todo = await company.read(lambda work: work.session.exec(select(Todo.id)).one())
    await company.perform(todos.hand_over, TodoForm(todo=todo or 0, member="UMAX"))
    await company.perform(roles.edit, role_form(role=role, hiring_manager="UADA"))
    assert await company.todos(loop) == {"propose_times": "URITA"}


async def test_a_new_channel_gets_new_cards_and_the_next_line_of_the_thread(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await company.delivered()
    await company.perform(roles.edit, role_form(role=role, channel="CNEW"))
    old, new = await company.posts(PostKind.CARD)
    assert (old.channel, new.channel) == (HIRING, "CNEW")
    assert new.key == f"card:{loop}"
    await company.perform(loops.reject, LoopForm(loop=loop, version=1, reason="level"))
    assert [(post.channel, post.parent_id) for post in await company.posts(PostKind.THREAD)] == [
        (HIRING, old.id),
        ("CNEW", new.id),
    ]


async def test_a_candidate_cannot_become_the_recruiter_of_their_own_role(company: Company) -> None:
    role = await company.open_role()
    await company.add_candidate(role=role, email="ivy@acme.test")
    with pytest.raises(Invalid, match="<@UIVY> is a candidate for this role") as refused:
        await company.perform(roles.edit, role_form(role=role, recruiter="UIVY"))
    assert refused.value.field == "recruiter"


async def test_a_role_does_not_move_to_a_channel_where_a_candidate_would_see_their_card(company: Company) -> None:
    role = await company.open_role()
    await company.add_candidate(role=role, email="ivy@acme.test")
    await company.work(lambda work: members.store_channel(work, "CNEW", ["URITA", "UIVY"]))
    with pytest.raises(Invalid, match="<@UIVY> would see their own card") as refused:
        await company.perform(roles.edit, role_form(role=role, channel="CNEW"))
    assert refused.value.field == "channel"


async def test_admins_name_who_may_open_roles(company: Company) -> None:
    await company.perform(roles.set_openers, ("UINES",), by="UADA")
    await company.open_role(by="UINES")
    with pytest.raises(NotAllowed):
        await company.open_role(by="UREX")
    rows = await company.read(lambda work: work.session.exec(select(Member.id).where(Member.may_open_roles)).all())
    assert rows == ["UINES"]
    with pytest.raises(NotAllowed, match="Only admins"):
        await company.perform(roles.set_openers, ("URITA",), by="URITA")
    with pytest.raises(Invalid, match="is a guest"):
        await company.perform(roles.set_openers, ("UGUEST",), by="UADA")


async def test_the_audit_says_what_changed_without_a_word_of_what_was_typed(company: Company) -> None:
    role = await company.open_role()
    await company.perform(roles.edit, role_form(role=role, title="Secret title", zone="UTC"))
    entry = (await company.audit())[-1]
    assert (entry.action, entry.record, entry.record_id, entry.by) == ("edit_role", "role", str(role), "URITA")
    assert entry.facts["fields"] == ["title", "zone"]
    assert "Secret" not in str(entry.facts)
