from datetime import timedelta

import pytest
from sqlmodel import col, select

from domain.forms import LoopForm, TodoForm
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import NudgePost, PostKind
from domain.refusals import Invalid, NotFound, NotNow
from models.tables import Nudge, Post, Todo
from services import loops, members, roles, todos
from services.home import home
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.outbox import says

HOUR = timedelta(hours=1)


async def todo(company: Company, kind: str, member: str | None = None) -> Todo:
    """The one open to-do of a kind."""
    statement = select(Todo).where(Todo.kind == kind, col(Todo.closed_at).is_(None))
    if member:
        statement = statement.where(Todo.member_id == member)
    return await company.read(lambda work: work.session.exec(statement).one())


async def test_my_todo_is_snoozed_until_the_moment_i_name(company: Company) -> None:
    loop = await company.add_candidate()
    mine = await todo(company, "propose_times")
    until = company.clock.now() + HOUR
    assert await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=until)) == loop
    after = await todo(company, "propose_times")
    assert (after.snoozed_until, after.next_nudge_at, after.due_at) == (until, until, mine.due_at)
    entry = (await company.audit())[-1]
    assert (entry.action, entry.record_id) == ("snooze", str(mine.id))


async def test_neither_the_past_nor_another_year_is_a_time_to_snooze_until(company: Company) -> None:
    await company.add_candidate()
    mine = await todo(company, "propose_times")
    for until in (None, company.clock.now(), company.clock.now() - HOUR, company.clock.now() + timedelta(days=61)):
        with pytest.raises(Invalid) as refused:
            await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=until))
        assert refused.value.field == "until"


async def test_what_is_still_to_come_is_not_put_off(company: Company) -> None:
    """It would be asked for the sooner."""
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    mine = await todo(company, "what_happened")
    until = company.clock.now() + HOUR
    with pytest.raises(NotNow, match="nothing to put off yet"):
        await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=until), by="UINES")
    assert (await todo(company, "what_happened")).next_nudge_at == mine.next_nudge_at


async def test_the_todos_of_others_do_not_exist_for_me(company: Company) -> None:
    await company.add_candidate()
    mine = await todo(company, "propose_times")
    until = company.clock.now() + HOUR
    for service in (todos.snooze, todos.hand_over):
        with pytest.raises(NotFound):
            await company.perform(service, TodoForm(todo=mine.id or 0, until=until, member="UMAX"), by="UINES")
        with pytest.raises(NotFound):
            await company.perform(service, TodoForm(todo=999, until=until))


async def test_what_is_done_is_neither_snoozed_nor_handed_over(company: Company) -> None:
    loop = await company.add_candidate()
    mine = await todo(company, "propose_times")
    await journey.schedule(company, loop, "UINES")
    until = company.clock.now() + HOUR
    for service in (todos.snooze, todos.hand_over):
        with pytest.raises(NotNow, match="done already"):
            await company.perform(service, TodoForm(todo=mine.id or 0, until=until, member="UMAX"))


async def test_a_todo_goes_to_the_hiring_manager_who_is_told_and_back_again(company: Company) -> None:
    await company.add_candidate()
    mine = (await todo(company, "propose_times")).id or 0
    await company.perform(todos.snooze, TodoForm(todo=mine, until=company.clock.now() + HOUR))
    await company.perform(todos.hand_over, TodoForm(todo=mine, member="UMAX"))
    after = await todo(company, "propose_times")
    assert (after.member_id, after.owed_by, after.snoozed_until) == ("UMAX", "URITA", None)
    assert after.next_nudge_at is not None
    assert after.next_nudge_at > company.clock.now()
    with pytest.raises(NotNow, match="This is with <@UMAX> now"):
        await company.perform(todos.hand_over, TodoForm(todo=mine, member="UMAX"))
    await company.perform(todos.hand_over, TodoForm(todo=mine, member="URITA"), by="UMAX")
    back = await says(company, PostKind.NUDGE, NudgePost, "URITA")
    assert [(item.kind, item.handed_over_by and item.handed_over_by.id) for item in back.todos] == [
        ("propose_times", "UMAX")
    ]
    await company.perform(todos.hand_over, TodoForm(todo=mine, member="UMAX"))
    told = await company.posts(PostKind.NUDGE)
    assert [post.member_id for post in told] == ["UMAX", "URITA"], "the first one still waits, and says it again"


async def test_a_handed_todo_stays_handed_while_the_loop_moves_around_it(company: Company) -> None:
    loop = await company.add_candidate()
    await company.perform(loops.reject, LoopForm(loop=loop, version=1, reason="level"))
    mine = (await todo(company, "tell_candidate")).id or 0
    await company.perform(todos.hand_over, TodoForm(todo=mine, member="UMAX"))
    assert await company.todos(loop) == {"tell_candidate": "UMAX"}
    await company.perform(loops.reopen, LoopForm(loop=loop, version=0, reason="Too early."))
    assert (await company.todos(loop))["propose_times"] == "URITA"


async def test_reminders_that_were_sent_already_follow(company: Company) -> None:
    await company.add_candidate()
    mine = (await todo(company, "propose_times")).id or 0

    def remind(work: Work) -> None:
        post = Post(key="nudge:URITA:1", kind="nudge", member_id="URITA", ts="1.0", created_at=work.now)
        work.session.add(post)
        work.session.flush()
        work.session.add(Nudge(todo_id=mine, n=1, post_id=post.id or 0, at=work.now))

    await company.work(remind)
    await company.delivered()
    await company.perform(todos.snooze, TodoForm(todo=mine, until=company.clock.now() + HOUR))
    assert await company.waiting() == ["nudge:URITA:1"]


@pytest.mark.parametrize("member", ["UINES", "UREX", "URITA", "UNOBODY", None])
async def test_a_todo_goes_to_nobody_who_may_not_do_it(company: Company, member: str | None) -> None:
    await company.add_candidate()
    mine = await todo(company, "propose_times")
    with pytest.raises(Invalid, match="This can go to <@UMAX>") as refused:
        await company.perform(todos.hand_over, TodoForm(todo=mine.id or 0, member=member))
    assert refused.value.field == "member"


async def test_a_todo_does_not_go_to_somebody_who_has_left(company: Company) -> None:
    await company.add_candidate()
    mine = await todo(company, "propose_times")
    gone = MemberFacts("UMAX", "Max", kind=MemberKind.DEACTIVATED)
    await company.perform(members.store, [gone], by="")
    with pytest.raises(Invalid, match="<@UMAX> has left"):
        await company.perform(todos.hand_over, TodoForm(todo=mine.id or 0, member="UMAX"))


async def test_what_was_nobodys_goes_up_again_once_a_new_recruiter_has_it(company: Company) -> None:
    loop = await company.add_candidate()
    mine = await todo(company, "propose_times")
    await company.perform(todos.not_mine, TodoForm(todo=mine.id or 0))
    company.clock.move(timedelta(days=7))
    row = await company.loop(loop)
    await company.perform(roles.edit, role_form(role=row.role_id, recruiter="UREX"), by="UMAX")
    again = await todo(company, "propose_times")
    assert (again.member_id, again.next_nudge_at) == ("UREX", company.clock.now())
    assert again.escalates_at is not None
    assert again.escalates_at > company.clock.now() + timedelta(days=2), "they have as long as anybody has"


async def test_where_one_person_runs_the_role_there_is_nobody_to_hand_to(company: Company) -> None:
    role = await company.open_role(hiring_manager="URITA")
    await company.add_candidate(role=role)
    mine = await todo(company, "propose_times")
    with pytest.raises(NotNow, match="edit the role"):
        await company.perform(todos.hand_over, TodoForm(todo=mine.id or 0, member="URITA"))
    with pytest.raises(NotNow, match="edit the role"):
        await company.read(todos.heirs, mine.id or 0)


async def test_a_decision_goes_to_whom_the_playbook_lets_decide(company: Company) -> None:
    role = await company.open_role()
    screened = await company.add_candidate(role=role)
    await journey.hold(company, screened, "UINES")
    await journey.score(company, screened, "UINES")
    screen = await todo(company, "decide")
    assert screen.member_id == "URITA"
    assert [heir.id for heir in await company.read(todos.heirs, screen.id or 0)] == ["UMAX"]
    with pytest.raises(NotFound):
        await company.read(todos.heirs, screen.id or 0, by="UMAX")
    await company.perform(todos.hand_over, TodoForm(todo=screen.id or 0, member="UMAX"))
    await journey.advance(company, screened)
    designed = await company.add_candidate(role=role, email="two@example.com", stage="culture")
    await journey.hold(company, designed, "UINES", "UBO")
    await journey.score(company, designed, "UINES", "UBO")
    await journey.debate(company, designed)
    culture = await todo(company, "decide")
    with pytest.raises(NotNow, match="Nobody else on this role may do this"):
        await company.perform(todos.hand_over, TodoForm(todo=culture.id or 0, member="URITA"), by="UMAX")


async def test_what_is_personal_stays_and_the_sentence_says_what_to_do_instead(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    invited = await todo(company, "answer_invitation")
    with pytest.raises(NotNow, match=r"Can't make it.*<@URITA>"):
        await company.perform(todos.hand_over, TodoForm(todo=invited.id or 0, member="UBO"), by="UINES")
    with pytest.raises(NotNow, match="yours alone"):
        await company.read(todos.heirs, invited.id or 0, by="UINES")
    asked = await todo(company, "what_happened")
    with pytest.raises(NotNow, match="changing the panel"):
        await company.perform(todos.hand_over, TodoForm(todo=asked.id or 0, member="UBO"), by="UINES")


async def test_scorecards_and_approvals_stay_with_their_people(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role)
    await journey.hold(company, loop, "UINES")
    card = await todo(company, "scorecard")
    with pytest.raises(NotNow, match="Nobody can write your scorecard"):
        await company.perform(todos.hand_over, TodoForm(todo=card.id or 0, member="UBO"), by="UINES")
    offered = await company.add_candidate(role=role, email="two@example.com", stage="offer")
    await journey.draft_offer(company, offered, "UADA", "UMAX")
    approval = await todo(company, "approve_offer", "UADA")
    with pytest.raises(NotNow, match="put somebody else in your place"):
        await company.perform(todos.hand_over, TodoForm(todo=approval.id or 0, member="UBO"), by="UADA")


async def test_the_link_that_an_organiser_owes_can_go_to_the_recruiter(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", by="UADA", link="")
    mine = await todo(company, "add_link")
    assert mine.member_id == "UADA", "an admin, who does not lead the search"
    await company.perform(todos.hand_over, TodoForm(todo=mine.id or 0, member="URITA"), by="UADA")
    assert (await company.todos(loop))["add_link"] == "URITA"


async def test_what_i_have_put_off_is_on_home_apart_from_what_is_due(company: Company) -> None:
    await company.add_candidate()
    mine = await todo(company, "propose_times")
    await company.perform(todos.snooze, TodoForm(todo=mine.id or 0, until=company.clock.now() + HOUR))
    shown = await company.read(home)
    assert (mine.id in {one.id for one in shown.todos}, [one.id for one in shown.put_off]) == (False, [mine.id])
    company.clock.move(HOUR)
    assert (await company.read(home)).put_off == ()
