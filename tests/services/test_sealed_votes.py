"""Who reads no vote: shadows, who owes a scorecard, and whoever comes to it later; and what is never said of one."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.forms import LoopForm, PanelForm, ScorecardForm
from domain.read.debriefs import DebriefLine
from domain.read.members import MemberFacts
from domain.read.messages import PostKind
from domain.refusals import NotAllowed, NotNow
from models import queries
from models.tables import Candidate
from services import debriefs, feedback, loops, members, outgoing, panels, reading, roles
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import LISBON, Company, role_form
from tests.fakes.remembered import remembered
from tests.services.debating import VOTERS, begun, decide, page, record, vote


@remembered
async def sit(company: Company, loop: int, *panel: str, shadows: tuple[str, ...] = ()) -> None:
    version = (await company.loop(loop)).version
    form = PanelForm(loop=loop, version=version, lead="UINES", panel=panel, shadows=shadows)
    await company.perform(panels.change, form)


@remembered
async def answered(company: Company) -> int:
    """Rex's no stands, and Max has answered it."""
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    for again in (False, True):
        await vote(company, loop, "yes", *VOTERS, again=again)
        await vote(company, loop, "no", "UREX", again=again)
    await company.perform(debriefs.answer, LoopForm(loop=loop, version=0, note="We saw the opposite."), by="UMAX")
    return loop


async def test_a_shadow_who_has_written_reads_no_vote(company: Company) -> None:
    loop = await begun(company)
    await sit(company, loop, "UBO", shadows=("USAM",))
    await journey.score(company, loop, "USAM")
    await vote(company, loop, "no", *VOTERS)
    assert (await company.loop(loop)).revealed
    assert {line.first for line in (await company.read(reading.page, loop, by="USAM")).votes} == {""}
    for read in (page, record):
        with pytest.raises((NotAllowed, NotNow)):
            await read(company, loop, "USAM")


async def test_a_new_hiring_manager_who_owes_a_scorecard_reads_no_vote(company: Company) -> None:
    role = await company.open_role()
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await vote(company, loop, "no", *VOTERS)
    await sit(company, loop, "UBO", "USAM")
    await company.perform(roles.edit, role_form(role=role, hiring_manager="USAM"))
    assert {line.first for line in (await company.read(reading.page, loop, by="USAM")).votes} <= {""}
    await journey.score(company, loop, "USAM")
    assert "no" in {line.first for line in (await company.read(reading.page, loop, by="USAM")).votes}


async def test_the_answer_to_a_no_is_hidden_with_the_votes_while_people_vote_anew(company: Company) -> None:
    """That there is one tells a second vote: so nothing tells it, a record from before included."""

    async def told(who: str) -> tuple[bool, bool, bool]:
        votes, events = (await page(company, loop, who)).votes, (await company.read(reading.page, loop, by=who)).history
        kept = (await record(company, loop, who)).overrides
        found = [[line.event for line in events], [line.event for line in kept]]
        return ("We saw the opposite." in repr(votes), *("ConcernAnswered" in each for each in found))  # type: ignore[return-value]

    loop = await answered(company)
    until = (company.clock.now() + timedelta(days=9)).date()
    await decide(company, loop, "hold", reason="budget", until=until)
    await company.perform(loops.resume, LoopForm(loop=loop, version=0))
    assert await told("UINES") == (True, True, True)
    await sit(company, loop, "UBO", "USAM")
    await journey.score(company, loop, "USAM")
    assert [await told(who) for who in ("UINES", "USAM")] == [(False, False, False)] * 2
    await vote(company, loop, "strong_no", "UREX", again=True)
    await vote(company, loop, "yes", "USAM", again=True)
    assert await company.todos(loop) == {"answer_concern": "UMAX", "decide": "UMAX"}, "that was another no"
    assert {line.answer for line in (await page(company, loop, "UINES")).votes} == {""}


async def test_the_answer_to_a_no_is_not_said_in_the_conversation(company: Company) -> None:
    await answered(company)
    posts = await company.posts(PostKind.DEBRIEF_LINE)
    said = [await company.read(outgoing.load, post.id or 0, by="") for post in posts]
    lines = [line for line in said if isinstance(line, DebriefLine)]
    assert [line.reason for line in lines if line.event == "ConcernAnswered"] == [""]
    assert "We saw the opposite." not in repr(lines)


async def test_a_candidate_who_leads_the_role_alone_is_not_in_the_conversation(company: Company) -> None:
    role = await company.open_role(recruiter="UREX", hiring_manager="UREX", bar_raiser="USAM")
    loop = await company.add_candidate(role=role, stage="culture", email="new@acme.test", by="UREX")
    await journey.schedule(company, loop, "UINES", "UBO", by="UREX")
    await company.perform(members.store, [MemberFacts("UREX", "Rex", "new@acme.test", LISBON)])
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    await journey.score(company, loop, "UINES", "UBO")
    (post,) = await company.posts(PostKind.DEBRIEF)
    assert post.people == "UBO,UINES,USAM"


async def test_a_panelist_who_is_the_candidate_keeps_no_notes_though_a_row_seats_them(company: Company) -> None:
    """As in a database from before a candidate's seat fell away with their being known."""
    loop = await company.add_candidate(stage="culture", email="new@acme.test")
    await journey.hold(company, loop, "UINES", "UBO", "USAM")
    form = ScorecardForm(loop=loop, stage="culture", round=1, content={"notes": "I am great."})

    def known(work: Work) -> None:
        work.session.exec(select(Candidate)).one().member_id = "UBO"

    await company.work(known)
    with pytest.raises(NotNow, match="not on the panel"):
        await company.perform(feedback.save, form, by="UBO")
    assert await company.database.read(lambda s: queries.scorecard_of(s, loop, "culture", 1, "UBO")) is None
