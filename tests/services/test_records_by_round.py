"""The record of a stage with several rounds, and of one whose votes are under way: who reads which of its words."""

from datetime import timedelta
from typing import Any

import pytest

from domain.forms import LoopForm, PanelForm
from domain.read.records import RecordedDecision
from services import debriefs, decisions, loops, panels
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.debating import begun, decide, record, vote


@pytest.fixture
async def loop(company: Company) -> int:
    return await begun(company)


def words(decision: RecordedDecision) -> tuple[object, ...]:
    return (decision.rationale, decision.override, decision.dissent, decision.votes, decision.dissenters)


async def once_more(company: Company, loop: int, *panel: str) -> None:
    """Max asks for one more interview, and others hold it and submit."""
    await decide(company, loop, "one_more", focus="communication", dissent="Bo would go on.")
    await journey.hold(company, loop, *panel)
    await journey.score(company, loop, *panel)


async def test_the_votes_of_a_round_and_what_was_made_of_them_are_for_who_reads_that_round(
    company: Company, loop: int
) -> None:
    await vote(company, loop, "no", "UINES", "UMAX", note="Note-1")
    await vote(company, loop, "yes", "UBO", note="Note-1")
    await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="Why-1"), by="UMAX")
    await once_more(company, loop, "USAM", "UREX")
    for who, reads in (("USAM", False), ("UREX", False), ("UINES", True), ("URITA", True)):
        found = await record(company, loop, who)
        (first, *_) = found.rounds
        (decision,) = first.decisions
        assert (decision.outcome, decision.by.id) == ("one_more", "UMAX")
        assert bool(decision.withheld) is not reads
        assert [line.first for line in first.votes] == (["no", "yes", "no"] if reads else []), who
        assert [each.first for each in decision.votes] == (["no", "yes", "no"] if reads else []), who
        assert [each.event for each in found.overrides] == ["DebriefMovedOn"]
        for told in ("Note-1", "Why-1", "The evidence says so.", "Bo would go on."):
            assert (told in repr(found)) is reads, (who, told)


async def test_that_a_no_was_answered_is_for_who_reads_that_round(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    for again in (False, True):
        await vote(company, loop, "yes", "UINES", "UBO", "UMAX", again=again)
        await vote(company, loop, "no", "UREX", again=again)
    await company.perform(debriefs.answer, LoopForm(loop=loop, version=0, note="We saw it."), by="UMAX")
    await once_more(company, loop, "USAM", "UADA")
    for who, reads in (("USAM", False), ("UBO", True)):
        found = await record(company, loop, who)
        assert [each.event for each in found.overrides] == (["ConcernAnswered"] if reads else []), who
        assert ("We saw it." in repr(found)) is reads


async def test_a_vote_that_was_never_opened_says_nothing_of_itself_later(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES", note="Note-1")
    await once_more(company, loop, "USAM", "UREX")
    for who in ("UBO", "UMAX", "URITA"):
        (first, *_) = (await record(company, loop, who)).rounds
        assert [(line.person.id, line.in_first, line.first) for line in first.votes] == [
            ("UINES", True, ""), ("UBO", False, ""), ("UMAX", False, ""),
        ]  # fmt: skip
        assert "Note-1" not in repr(first), who


@pytest.mark.parametrize(
    ("outcome", "given"),
    [("advance", {"override": "They are in a hurry."}), ("reject", {"reason": "other"})],
)
async def test_a_decision_that_was_taken_back_sways_nobody_whose_vote_is_still_to_come(
    company: Company, loop: int, outcome: str, given: dict[str, Any]
) -> None:
    await vote(company, loop, "yes", "UINES")
    await decide(company, loop, outcome, dissent="Bo differs.", **given)
    if outcome == "reject":
        for who, reads in (("UBO", False), ("URITA", True), ("UMAX", True)):
            (one,) = (await record(company, loop, who)).rounds[0].decisions
            assert ("Bo differs." in repr(one)) is reads, "closed before their vote, it may go on again"
    reopen = decisions.reopen if outcome == "advance" else loops.reopen
    await company.perform(reopen, LoopForm(loop=loop, version=0, note="A mistake."), by="UMAX")
    for who, reads in (("UBO", False), ("UINES", False), ("URITA", True), ("UMAX", True)):
        (one,) = (await record(company, loop, who)).rounds[0].decisions
        assert bool(one.withheld) is not reads
        assert ("Bo differs." in repr(one)) is reads, who
        assert any(words(one)) is reads, who
    await journey.debate(company, loop)
    (one,) = (await record(company, loop, "UBO")).rounds[0].decisions
    assert (one.dissent, one.withheld) == ("Bo differs.", "")


async def test_whoever_comes_to_a_debrief_that_was_decided_on_reads_no_second_vote_before_their_own(
    company: Company, loop: int
) -> None:
    await journey.debate(company, loop)
    until = (company.clock.now() + timedelta(days=9)).date()
    await decide(company, loop, "hold", reason="budget", until=until)
    await company.perform(loops.resume, LoopForm(loop=loop, version=0))
    version = (await company.loop(loop)).version
    await company.perform(panels.change, PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO", "USAM")))
    await journey.score(company, loop, "USAM")
    for who in ("USAM", "UMAX"):
        (first,) = (await record(company, loop, who)).rounds
        assert {line.second for line in first.votes if line.person.id != who} == {""}, who
        assert [one.votes for one in first.decisions] == [()], who
