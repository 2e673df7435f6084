"""Who leaves the company while something waits for them. On both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.forms import TodoForm
from domain.read.debriefs import DebriefLine
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import DecidePost, NudgePost, PostKind
from services import debrief_rooms, members, nudges, outgoing, reading, records, roles, todos
from tests.fakes import journey
from tests.fakes.company import LISBON, Company, role_form
from tests.fakes.remembered import remembered
from tests.services.debating import decide, head, vote
from tests.services.foretelling import comes_true
from tests.services.outbox import posts, said, send_all
from tests.services.reminding import card, plan, raise_all


@remembered
async def leave(company: Company, member: str, kind: MemberKind = MemberKind.DEACTIVATED) -> None:
    """As Slack tells it; then the planner looks twice."""
    facts = MemberFacts(member, member[1:].title(), f"{member[1:].lower()}@acme.test", LISBON, kind)
    await company.perform(members.store, [facts], by="")
    await plan(company)
    for loop, _ in await company.read(nudges.ended, by=""):
        await company.perform(todos.settle_anew, loop, by="")


async def debated(company: Company) -> int:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    return loop


async def test_a_debrief_goes_on_without_who_has_left_and_the_record_says_so(company: Company) -> None:
    loop = await debated(company)
    await vote(company, loop, "yes", "UBO", "UMAX")
    await leave(company, "UINES")
    assert (await company.loop(loop)).step == "second_vote", "hers was the last"
    assert set((await company.todos(loop)).values()) == {"UBO", "UMAX"}
    shown = await head(company)
    assert shown is not None
    assert (shown.voters, {person.id for person in shown.missing}) == (2, {"UBO", "UMAX"})
    line = await said(company, (await company.posts(PostKind.DEBRIEF_LINE))[-1])
    assert isinstance(line, DebriefLine)
    assert (line.event, line.by and line.by.id) == ("VoterLeft", "UINES")
    await vote(company, loop, "yes", "UBO", "UMAX", again=True)
    await decide(company, loop)
    (stage,) = (await company.read(records.whole, loop)).stages
    assert [(each.event, each.about and each.about.id) for each in stage.overrides] == [("VoterLeft", "UINES")]


@pytest.mark.parametrize("largest", [8, 2], ids=["group", "each alone"])
async def test_who_has_left_before_the_debrief_opens_is_none_of_its_people(company: Company, largest: int) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await leave(company, "UINES")
    company.told.for_real()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(debrief_rooms, "LARGEST_GROUP", largest)
        await debrief_without_ines(company, loop)


async def debrief_without_ines(company: Company, loop: int) -> None:
    """And who leaves later moves nobody into another conversation."""

    async def room() -> set[str]:
        heads = await company.posts(PostKind.DEBRIEF)
        return {member for post in heads for member in (post.people or post.member_id or "").split(",")}

    await journey.score(company, loop, "UBO")
    assert await room() == {"UBO", "UMAX", "URITA"}
    await leave(company, "UINES")
    await leave(company, "UBO")
    await vote(company, loop, "yes", "UMAX")
    assert await room() == {"UBO", "UMAX", "URITA"}
    shown = await head(company)
    assert shown is not None
    assert shown.outcome == ""
    lines = await company.posts(PostKind.DEBRIEF_LINE)
    assert {member for post in lines for member in (post.people or post.member_id or "").split(",")} == await room()


async def test_who_leaves_between_the_votes_keeps_the_first_and_the_page_says_that_they_left(company: Company) -> None:
    loop = await debated(company)
    await vote(company, loop, "yes", "UINES", "UBO", "UMAX")
    await vote(company, loop, "yes", "UBO", "UMAX", again=True)
    await leave(company, "UINES")
    votes = (await company.read(reading.page, loop, by="UMAX")).votes
    assert next((line.person.id, line.first, line.left) for line in votes) == ("UINES", "yes", True)
    assert (await company.loop(loop)).step == "decision"
    asked = await said(company, (await company.posts(PostKind.DECIDE))[-1])
    line = await said(company, (await company.posts(PostKind.DEBRIEF_LINE))[-1])
    assert isinstance(asked, DecidePost)
    assert isinstance(line, DebriefLine)
    assert (asked.by_itself, line.by_itself, line.person.id) == (True, True, "UMAX"), "both wait for his morning"
    await decide(company, loop)
    (stage,) = (await company.read(records.whole, loop)).stages
    assert next((line.person.id, line.left) for line in stage.rounds[0].votes) == ("UINES", True)


async def test_who_had_left_before_the_debrief_began_is_not_waited_for_either(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await leave(company, "UINES")
    await journey.score(company, loop, "UBO")
    assert set((await company.todos(loop)).values()) == {"UINES", "UBO", "UMAX"}
    await leave(company, "UREX", MemberKind.FULL)
    assert set((await company.todos(loop)).values()) == {"UBO", "UMAX"}


@pytest.mark.parametrize("put_off", [False, True])
async def test_a_scorecard_that_somebody_who_left_owed_is_the_recruiters_to_settle_at_once(
    company: Company, put_off: bool
) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UBO")
    if put_off:
        until = company.clock.now() + timedelta(days=50)
        (mine,) = await company.read(reading.todo_items, "UINES")
        await company.perform(todos.snooze, TodoForm(todo=mine.id, until=until), by="UINES")
    await leave(company, "UINES")
    assert await company.todos(loop) == {"scorecard": "UINES", "reassign": "URITA"}


async def test_a_reminder_that_waits_for_somebody_who_has_left_is_not_sent(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    company.clock.move(timedelta(days=2))
    await plan(company)
    (waiting,) = await posts(company, PostKind.NUDGE, member="UINES")
    assert isinstance(await said(company, waiting), NudgePost)
    facts = MemberFacts("UINES", "Ines", "ines@acme.test", LISBON, MemberKind.DEACTIVATED)
    await company.perform(members.store, [facts], by="")
    assert await company.read(outgoing.load, waiting.id or 0, by="") is None


async def test_what_a_gone_lead_was_to_settle_is_the_other_ones(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await company.perform(todos.not_mine, TodoForm(todo=(await card(company)).id or 0), by="UINES")
    assert (await company.todos(loop))["reassign"] == "URITA"
    await leave(company, "URITA")
    assert (await company.todos(loop))["reassign"] == "UMAX"
    await leave(company, "UMAX")
    assert "reassign" not in await company.todos(loop), "nobody is left to settle it"
    assert await company.read(nudges.ended, by="") == [], "and nobody looks for somebody for ever"


async def test_nothing_is_given_to_a_lead_who_left_before(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await leave(company, "URITA")
    await leave(company, "UINES")
    assert (await company.todos(loop))["reassign"] == "UMAX"


async def test_what_is_late_goes_up_to_a_lead_who_is_there(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await leave(company, "UMAX")
    company.clock.set_to(datetime(2027, 3, 3, 16, tzinfo=UTC))
    await company.work(raise_all)
    up = await posts(company, PostKind.ESCALATION)
    assert [post.member_id for post in up] == ["URITA"]


@pytest.mark.parametrize("gone", ["UMAX", "URITA"])
async def test_what_is_said_to_come_leaves_out_who_has_left(company: Company, gone: str) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await send_all(company)
    await leave(company, gone)
    await leave(company, "UINES")
    assert gone not in {who for _, _, who, _ in await comes_true(company, loop)}


async def test_who_has_left_is_not_asked_to_decide_and_whoever_comes_instead_is(company: Company) -> None:
    loop = await debated(company)
    await vote(company, loop, "yes", "UINES", "UBO", "UMAX")
    await vote(company, loop, "yes", "UINES", "UBO", again=True)
    await leave(company, "UMAX")
    assert (await company.loop(loop)).step == "decision"
    (asked,) = await posts(company, PostKind.DECIDE, "UMAX")
    assert await company.read(outgoing.load, asked.id or 0) is None
    await company.perform(roles.edit, role_form(role=(await company.loop(loop)).role_id, hiring_manager="UREX"))
    (instead,) = await posts(company, PostKind.DECIDE, "UREX")
    assert isinstance(await said(company, instead), DecidePost)
