"""There is one bar raiser a role: that their no waits for an answer is known to those alone who read the votes."""

from datetime import timedelta

import pytest

from domain.actions import Action
from domain.forms import DecisionForm, LoopForm
from domain.forms_debriefs import VoteForm
from domain.read.messages import EscalationPost, NoticePost, PostKind
from domain.refusals import DebriefOpen, NotNow
from models import queries
from services import debriefs, decisions, digests, outgoing, reading, records, roles, standing
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, Company, role_form
from tests.fakes.remembered import remembered
from tests.services.debating import decide
from tests.services.read_paths import all_read, messages
from tests.services.reminding import raise_all
from views.messages import render

TELLS = ("TodoKind.ANSWER_CONCERN", "what='answer_concern'", "ConcernAnswered", "said no", "answer to the bar raiser")


@remembered
async def vote(company: Company, loop: int) -> None:
    """Twice the same, the first votes, then the second ones: Rex says no, everybody else yes."""
    stage = (await company.loop(loop)).stage
    for again in (False, True):
        for member, word in (("UREX", "strong_no"), ("UINES", "yes"), ("UBO", "yes"), ("UMAX", "yes")):
            form = VoteForm(loop=loop, stage=stage, round=1, vote=word, again=again)
            await company.perform(debriefs.vote, form, by=member)


async def objected(company: Company, stage: str = "culture") -> int:
    """Rex, the bar raiser, said no to Noor; Ines and Bo scored her, and Max, the hiring manager, decides."""
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage=stage)
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await vote(company, loop)
    return loop


@pytest.mark.parametrize("reader", ["USAM", "UADA", "UIVY"])
async def test_who_does_not_read_the_votes_reads_that_a_decision_is_waited_for(company: Company, reader: str) -> None:
    """Sam is in the hiring channel, Ada is an admin, Ivy neither; days later it is late."""
    loop = await objected(company)
    company.clock.set_to(company.clock.now() + timedelta(days=5))
    for name, text in await all_read(company, loop, reader):
        assert not [word for word in TELLS if word in text], name
    if reader != "UIVY":
        waiting = (await company.read(reading.page, loop, by=reader)).card.line.waiting
        assert [(each.kind, each.person.id) for each in waiting] == [("decide", "UMAX")]


async def test_who_reads_the_votes_reads_that_an_answer_is_waited_for(company: Company) -> None:
    loop = await objected(company)
    for reader in ("URITA", "UMAX", "UREX", "UINES"):
        page = await company.read(reading.page, loop, by=reader)
        assert [each.kind for each in page.card.line.waiting] == ["answer_concern", "decide"], reader


async def test_no_message_to_a_channel_says_so(company: Company) -> None:
    """Whoever asks for it: what is posted is read by all."""
    await objected(company)
    company.clock.set_to(company.clock.now() + timedelta(days=5))
    await company.perform(digests.post, HIRING)
    for by in ("URITA", "USAM", ""):
        for post, text in await company.read(lambda work: list(messages(work)), by=by):
            if post.channel == HIRING:
                assert not [word for word in TELLS if word in text], (post.kind, text)


async def test_an_earlier_panel_reads_nothing_of_it(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="system_design")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await vote(company, loop)
    await company.perform(debriefs.answer, LoopForm(loop=loop, version=0, note="We pair her with Ines."), by="UMAX")
    form = DecisionForm(loop=loop, version=0, outcome="advance", rationale="The evidence says so.")
    await company.perform(decisions.decide, form, by="UMAX")
    await journey.schedule(company, loop, "USAM", "UIVY")

    async def events(reader: str) -> set[str]:
        return {line.event for line in (await company.read(reading.page, loop, by=reader)).history}

    for reader in ("USAM", "UIVY", "UADA"):
        assert "ConcernAnswered" not in await events(reader), reader
    for reader in ("URITA", "UMAX", "UREX", "UINES", "UBO"):
        assert "ConcernAnswered" in await events(reader), reader


async def test_what_goes_up_says_so_only_to_who_reads_the_votes_when_it_is_read(company: Company) -> None:
    """Rita recruited when it was late; by the time that she gets the message Sam does."""
    loop = await objected(company)
    company.clock.set_to(company.clock.now() + timedelta(days=7))
    await company.work(raise_all)
    (post,) = [one for one in await company.posts(PostKind.ESCALATION) if one.member_id == "URITA"]

    async def said() -> list[str]:
        found = await company.read(outgoing.load, post.id or 0, by="")
        assert isinstance(found, EscalationPost)
        return sorted(item.kind for item in found.todos)

    assert await said() == ["answer_concern", "decide"]
    role = (await company.loop(loop)).role_id
    await company.perform(roles.edit, role_form(role=role, recruiter="USAM", bar_raiser="UREX"))
    assert await said() == ["decide"]


async def test_a_no_outlives_one_more_interview_and_is_known_to_those_of_its_own_round(company: Company) -> None:
    """Sam and Max hold the one more: what Rex said before is not Sam's to read. Max answers, and only that helps.

    He writes first: who owes a scorecard reads no vote of that stage, and no button tells him one.
    """
    loop = await objected(company)
    await decide(company, loop, "one_more", focus="communication")
    with pytest.raises(DebriefOpen, match="said no"):
        await decide(company, loop, override="A reference says so.")
    await journey.hold(company, loop, "USAM", "UMAX")

    async def read_by(member: str) -> tuple[bool, bool]:
        found = await company.read(reading.page, loop, by=member)
        told = "answer_concern" in [one.kind for one in found.card.line.waiting]
        return told, Action.ANSWER_CONCERN in found.actions

    answer = LoopForm(loop=loop, version=0, note="We pair her.")
    assert await read_by("UMAX") == (False, False)
    with pytest.raises(NotNow, match="You owe a scorecard"):
        await company.perform(debriefs.answer, answer, by="UMAX")
    await journey.score(company, loop, "USAM", "UMAX")
    for _ in range(2):
        await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="They are away."), by="UMAX")
    with pytest.raises(DebriefOpen, match="said no"):
        await decide(company, loop)
    assert [await read_by(who) for who in ("UMAX", "UINES", "USAM")] == [(True, True), (True, False), (False, False)]

    def stands(work: Work) -> set[str]:
        return {one.todo.kind for one in standing.standing(work, queries.open_todos(work.session, loop))}

    assert {"answer_concern", "decide"} <= await company.work(stands)
    await company.perform(debriefs.answer, answer, by="UMAX")
    for name, text in await all_read(company, loop, "USAM"):
        assert not [word for word in TELLS if word in text], name
    lines = (await company.read(records.record, loop, "culture", by="UREX")).rounds[0].votes
    assert [line.answer for line in lines if line.bar_raiser] == ["We pair her."]
    assert "answer_concern" not in await company.todos(loop)
    (heard,) = [one for one in await company.posts(PostKind.NOTICE) if one.member_id == "UREX"]
    found = await company.read(outgoing.load, heard.id or 0, by="")
    assert isinstance(found, NoticePost)
    assert "answered your no on" in render(found).text
    await decide(company, loop)
