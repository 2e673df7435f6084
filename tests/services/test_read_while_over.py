"""A round that was over, was read, and goes on again: whoever read it then has read it before its time."""

import pytest

from domain.forms import DecisionForm, LoopForm, PanelForm
from domain.read.messages import NoticePost, PostKind
from domain.refusals import Invalid
from services import amendments, decisions, feedback, loops, outgoing, panels, reading
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.sealed import reads, submit


@pytest.fixture
async def loop(company: Company) -> int:
    """Ines and Bo met Noor, Ines has submitted."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    await submit(company, found, "UINES")
    return found


async def told(company: Company) -> set[tuple[str, str]]:
    """Whose reading was told to whom."""
    found = set()
    for post in await company.posts(PostKind.NOTICE):
        notice = await company.read(outgoing.load, post.id or 0, by="")
        if isinstance(notice, NoticePost) and notice.line.event == "Unsealed" and notice.line.by:
            found.add((notice.line.by.id, notice.person.id))
    return found


async def early(company: Company) -> list[str]:
    return [entry.by for entry in await company.audit() if entry.action == "read_early"]


async def withdraw(company: Company, loop: int) -> None:
    await company.perform(loops.withdraw, LoopForm(loop=loop, version=0, reason="other", note="So they say."))


async def reopen(company: Company, loop: int) -> None:
    await company.perform(loops.reopen, LoopForm(loop=loop, version=0, note="There is news."))


async def test_who_read_a_closed_loop_that_is_reopened_is_told_of_and_reads_no_further(
    company: Company, loop: int
) -> None:
    await withdraw(company, loop)
    await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by="URITA")
    page = await company.read(reading.page, loop, by="UINES")
    await company.perform(amendments.seen, page, by="UINES")
    await reopen(company, loop)
    assert await early(company) == ["URITA"]
    assert await told(company) == {("URITA", "UINES"), ("URITA", "UBO")}
    assert await reads(company, loop, "URITA") == set()
    version = (await company.loop(loop)).version
    form = PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO", "URITA"))
    with pytest.raises(Invalid, match="would not be unswayed"):
        await company.perform(panels.change, form)


async def test_who_read_nothing_meanwhile_or_could_in_any_case_is_not_told_of(company: Company, loop: int) -> None:
    await withdraw(company, loop)
    await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by="UINES")
    await reopen(company, loop)
    await submit(company, loop, "UBO")
    await withdraw(company, loop)
    await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by="URITA")
    await reopen(company, loop)
    assert (await early(company), await told(company)) == ([], set())


async def test_the_same_holds_where_a_decision_is_taken_back(company: Company, loop: int) -> None:
    form = DecisionForm(loop=loop, version=0, outcome="advance", rationale="Well known.", override="In a hurry.")
    await company.perform(decisions.decide, form, by="UMAX")
    asked = LoopForm(loop=loop, version=0, key="culture")
    await company.perform(feedback.open_evidence, asked, by="URITA")
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, note="Too fast."), by="UMAX")
    assert await early(company) == ["URITA"]
    assert await told(company) == {("URITA", "UINES"), ("URITA", "UBO")}
    assert await reads(company, loop, "URITA") == set()
