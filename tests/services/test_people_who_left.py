"""Who leaves the company while something waits for them. On both databases."""

import pytest

from domain.read.debriefs import DebriefLine
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import PostKind
from services import debrief_rooms, members, nudges, reading, records, todos
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.services.debating import decide, head, vote
from tests.services.outbox import said
from tests.services.reminding import plan


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
async def test_who_has_left_before_the_debrief_opens_is_none_of_its_people(
    company: Company, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And who leaves later moves nobody into another conversation."""
    monkeypatch.setattr(debrief_rooms, "LARGEST_GROUP", largest)
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await leave(company, "UINES")
    await journey.score(company, loop, "UBO")

    async def room() -> set[str]:
        heads = await company.posts(PostKind.DEBRIEF)
        return {member for post in heads for member in (post.people or post.member_id or "").split(",")}

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
    await leave(company, "UINES")
    votes = (await company.read(reading.page, loop, by="UMAX")).votes
    assert next((line.person.id, line.first, line.left) for line in votes) == ("UINES", "yes", True)
    assert (await company.loop(loop)).step == "second_vote"
    await vote(company, loop, "yes", "UBO", "UMAX", again=True)
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


async def test_a_scorecard_that_somebody_who_left_owed_is_the_recruiters_to_settle_at_once(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UBO")
    await leave(company, "UINES")
    assert await company.todos(loop) == {"scorecard": "UINES", "reassign": "URITA"}
