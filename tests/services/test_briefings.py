"""Briefings: on the working morning before, one for each version and member, and at any time on demand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from domain.forms import DecisionForm, LoopForm, PanelForm, ScheduleForm
from domain.read.briefings import Briefing
from domain.read.invitations import BriefingPost
from domain.read.messages import PostKind
from domain.refusals import Invalid, NotAllowed, NotFound
from models.database import Database
from models.tables import Loop, Outbox, Post
from scheduling.planner import Planner
from services import briefings, decisions, interviews, loops, outgoing, panels
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import LISBON, Company

PROBE = "How they would split the monolith."


async def told(company: Company) -> list[Post]:
    statement = select(Post).where(Post.kind == PostKind.BRIEFING).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def tick(company: Company, moment: datetime) -> list[str]:
    """Whom the planner has briefed by then, in all."""
    company.clock.set_to(moment)
    await Planner(company.database, company.clock).tick()
    return [post.member_id or "" for post in await told(company)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2027, whose first is a Monday; Lisbon keeps UTC then."""
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


async def test_each_is_briefed_once_on_their_own_working_morning_before(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO", "USAM", days=4)
    await journey.answer(company, loop, "USAM", "decline")
    assert await tick(company, at(3, 15)) == []
    assert await tick(company, at(4, 3, 29)) == []
    assert await tick(company, at(4, 3, 30)) == ["UBO"], "it is nine in Bengaluru"
    assert await tick(company, at(4, 9)) == ["UBO", "UINES"]
    assert await tick(company, at(4, 9, 30)) == ["UBO", "UINES"]


async def test_on_a_monday_the_morning_before_was_fridays(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=7)
    assert await tick(company, at(4, 9)) == []
    assert await tick(company, at(5, 9)) == ["UINES"]


async def test_who_was_invited_after_that_morning_is_briefed_on_the_day(company: Company) -> None:
    company.clock.set_to(at(1, 15))
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    assert await tick(company, at(1, 16)) == []
    assert await tick(company, at(2, 9)) == ["UINES"]


async def test_what_joins_a_waiting_briefing_after_the_clock_was_set_back_is_told_in_it(company: Company) -> None:
    loops_ = [await company.add_candidate(), await company.add_candidate(name="Maya Lind", email="m@example.com")]
    await journey.schedule(company, loops_[0], "UINES", days=2)
    assert await tick(company, at(2, 10)) == ["UINES"]
    company.clock.set_to(at(2, 9))
    await journey.schedule(company, loops_[1], "UINES", days=1)
    assert await tick(company, at(2, 9)) == ["UINES", "UINES"]
    said = await company.read(outgoing.load, (await told(company))[0].id or 0)
    assert isinstance(said, BriefingPost)
    assert len(said.also) == 1


async def test_all_of_ones_interviews_of_a_day_are_briefed_in_one_message_that_follows_each(company: Company) -> None:
    later, earlier = await company.add_candidate(), await company.add_candidate(name="Maya Lind", email="m@example.com")
    for loop in (later, earlier):
        await journey.schedule(company, loop, "UINES", days=2)
    await company.perform(interviews.reschedule, form_at(15, await company.loop(later)))
    assert await tick(company, at(2, 9)) == ["UINES", "UINES"]
    to_ines, within = await told(company)
    assert within.parent_id == to_ines.id
    assert await waiting(company, "UINES") == [to_ines.id]
    said = await company.read(outgoing.load, to_ines.id or 0)
    assert isinstance(said, BriefingPost)
    assert [each.about.candidate for each in (said, *said.also)] == ["Maya Lind", "Noor Haddad"]
    await company.delivered()
    row = await company.loop(later)
    await company.perform(loops.reject, LoopForm(loop=later, version=row.version, reason="level"))
    assert to_ines.id in await waiting(company, "UINES"), "the message follows each of them"


def form_at(hour: int, row: Loop) -> ScheduleForm:
    """Wednesday at this hour."""
    return ScheduleForm(
        loop=row.id or 0, version=row.version, date=at(3, 0).date(), time=at(3, hour).time(), duration=60, zone=LISBON,
        link="",
    )  # fmt: skip


async def waiting(company: Company, member: str) -> list[int]:
    """The posts that are still to be sent to them, or changed: briefings alone."""
    statement = (
        select(Outbox.post_id)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(Outbox.state == "pending", Post.kind == PostKind.BRIEFING, Outbox.destination == member)
    )
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def test_an_interview_that_moves_is_briefed_anew_and_the_old_word_says_so(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=2)
    assert await tick(company, at(2, 9)) == ["UINES"]
    (first,) = await told(company)
    assert isinstance(await company.read(outgoing.load, first.id or 0), BriefingPost)
    await company.perform(interviews.reschedule, replace(form_at(15, await company.loop(loop)), date=at(4, 0).date()))
    assert await company.read(outgoing.load, first.id or 0) is None, "not sent yet, so it is not sent"
    assert await tick(company, at(3, 9)) == ["UINES", "UINES"]


async def test_a_loop_that_is_closed_briefs_nobody(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES", days=2)
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"))
    assert await tick(company, at(2, 9)) == []


async def probed(company: Company) -> int:
    """A loop at the culture talk, to which the design talk left a note."""
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "UINES", "UREX")
    await journey.score(company, loop, "UINES", "UREX")
    await journey.debate(company, loop)
    form = DecisionForm(
        loop=loop, version=0, outcome="advance", rationale="Strong on data.", override="Clear.", probe=f" {PROBE} "
    )
    await company.perform(decisions.decide, form, by="UMAX")
    return loop


async def read(company: Company, loop: int, by: str, stage: str | None = None) -> Briefing:
    return await company.read(briefings.of_loop, loop, stage, by=by)


async def test_a_note_to_the_next_stage_is_read_by_its_panel_and_by_who_leads_the_search(company: Company) -> None:
    loop = await probed(company)
    await journey.schedule(company, loop, "USAM", "UBO")
    for who in ("USAM", "UBO", "URITA", "UMAX"):
        (probe,) = (await read(company, loop, who)).probes
        assert (probe.text, probe.stage, probe.by.id) == (PROBE, "System design", "UMAX")
    assert (await read(company, loop, "UINES")).probes == (), "of the earlier panel alone"
    assert (await read(company, loop, "UADA")).probes == (), "an admin leads no search"
    assert (await read(company, loop, "UMAX", "system_design")).probes == (), "it is for the stages after"
    with pytest.raises((NotAllowed, NotFound)):
        await read(company, loop, "USTRANGER")


async def test_a_note_that_tells_a_verdict_in_words_is_refused_on_its_field_and_nothing_is_decided(
    company: Company,
) -> None:
    loop = await company.add_candidate()
    told = f"{PROBE} I'd give a 2 there."
    form = DecisionForm(loop=loop, version=0, outcome="advance", rationale="Yes.", override="Clear.", probe=told)
    with pytest.raises(Invalid, match="“I'd give a 2” tells them") as refused:
        await company.perform(decisions.decide, form, by="UMAX")
    assert refused.value.field == "probe"
    assert (await company.loop(loop)).stage == "screen"


async def test_a_note_goes_when_its_decision_is_taken_back(company: Company) -> None:
    loop = await probed(company)
    assert (await read(company, loop, "URITA")).probes
    version = (await company.loop(loop)).version
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=version, note="Too soon."), by="UMAX")
    assert (await read(company, loop, "URITA", "culture")).probes == ()


async def test_a_briefing_says_what_one_needs_and_nothing_of_earlier_verdicts(company: Company) -> None:
    loop = await probed(company)
    interview = await journey.schedule(company, loop, "USAM", "UBO")
    found = await company.read(briefings.of_interview, interview, by="USAM")
    assert found.kit is not None
    assert found.meeting is not None
    assert (found.seat and found.seat.person.id, [seat.person.id for seat in found.others]) == ("USAM", ["UBO"])
    assert len(found.avoid) >= 8
    assert "Strong on data" not in repr(found)
    for who in ("UINES", "URITA"):
        with pytest.raises((NotAllowed, NotFound)):
            await company.read(briefings.of_interview, interview, by=who)


async def test_a_panelist_who_is_taken_off_is_briefed_no_more(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO", days=2)
    assert await tick(company, at(2, 4)) == ["UBO"]
    (post,) = await told(company)
    row = await company.loop(loop)
    await company.perform(
        panels.change, PanelForm(loop=loop, version=row.version, panel=("USAM",), lead="UINES"), by="URITA"
    )
    assert await company.read(outgoing.load, post.id or 0) is None


async def test_three_briefings_in_one_message_cost_as_many_queries_as_one(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    costs = []
    for day, count in ((2, 1), (3, 3)):
        for n in range(count):
            loop = await company.add_candidate(name=f"Kim {day} {n}", email=f"{day}.{n}@example.com")
            await journey.schedule(company, loop, "UINES", days=2)
        assert await tick(company, at(day, 9)) == ["UINES"] * (3 * day - 5)
        head = max(post.id or 0 for post in await told(company) if post.parent_id is None)
        with count_queries(database) as queries:
            said = await company.read(outgoing.load, head)
        assert isinstance(said, BriefingPost)
        assert len(said.also) == count - 1
        costs.append(len(queries))
        await company.delivered()
    assert costs[0] == costs[1]
