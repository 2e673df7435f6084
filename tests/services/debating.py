"""A debrief that people hold, for the tests of what comes of it."""

from typing import Any

from domain.forms import DecisionForm
from domain.forms_debriefs import VoteForm
from domain.read.debriefs import DebriefPage, DebriefPost
from domain.read.messages import PostKind
from domain.read.records import DecisionRecord
from services import debriefs, decisions, outgoing, records
from tests.fakes import journey
from tests.fakes.company import Company
from tests.fakes.remembered import remembered

VOTERS = ("UINES", "UBO", "UMAX")


@remembered
async def vote(company: Company, loop: int, word: str, *who: str, again: bool = False, note: str = "") -> None:
    for member in who:
        form = VoteForm(loop=loop, stage="culture", round=1, vote=word, again=again, note=note)
        await company.perform(debriefs.vote, form, by=member)


async def page(company: Company, loop: int, by: str) -> DebriefPage:
    return await company.read(debriefs.page, loop, by=by)


@remembered
async def decide(company: Company, /, loop: int, outcome: str = "advance", by: str = "UMAX", **given: Any) -> None:
    form = DecisionForm(loop=loop, version=0, outcome=outcome, rationale="The evidence says so.", **given)
    await company.perform(decisions.decide, form, by=by)


async def record(company: Company, loop: int, by: str = "URITA") -> DecisionRecord:
    return await company.read(records.record, loop, "culture", by=by)


async def head(company: Company) -> DebriefPost | None:
    post = (await company.posts(PostKind.DEBRIEF))[-1]
    found = await company.read(outgoing.load, post.id or 0)
    assert found is None or isinstance(found, DebriefPost)
    return found


async def begun(company: Company) -> int:
    """Ines and Bo met Noor, and have submitted: the debrief is open."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    await journey.score(company, found, "UINES", "UBO")
    return found
