"""The record of all decided stages: who reads which of them, and what stands in it."""

from datetime import timedelta

import pytest

from domain.actions import Action
from domain.forms import DecisionForm, LoopForm
from domain.read.members import MemberFacts
from domain.refusals import NotAllowed, NotFound, NotNow
from models.database import Database
from services import decisions, feedback, loops, members, reading, records
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import LISBON, Company


async def stages(company: Company, loop: int, by: str) -> list[str]:
    return [stage.stage_key for stage in (await company.read(records.whole, loop, by=by)).stages]


async def offers_it(company: Company, loop: int, by: str) -> bool:
    return Action.READ_RECORD in (await company.read(reading.page, loop, by=by)).actions


async def decided(company: Company) -> int:
    """Sam met Noor in system design, Ines and Bo at culture; both stages are decided."""
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "USAM", "UINES")
    await journey.score(company, loop, "USAM", "UINES")
    await journey.advance(company, loop)
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    return loop


async def test_each_reads_the_decided_stages_that_are_theirs(company: Company) -> None:
    loop = await decided(company)
    for who in ("URITA", "UMAX", "UINES"):
        assert await stages(company, loop, who) == ["system_design", "culture"]
    assert await stages(company, loop, "USAM") == ["system_design"]
    assert await stages(company, loop, "UBO") == ["culture"]
    for who in ("UADA", "UREX"):
        with pytest.raises(NotAllowed):
            await company.read(records.whole, loop, by=who)
        assert not await offers_it(company, loop, who)
    with pytest.raises(NotFound):
        await company.read(records.whole, loop, by="USTRANGER")
    for who in ("URITA", "USAM"):
        assert await offers_it(company, loop, who)
    whole = await company.read(records.whole, loop)
    assert all(len(line.ratings) > 1 for line in whole.stages[1].rounds[0].scorecards)
    await company.perform(members.store, [MemberFacts("UMAX", "Max", "noor@example.com", LISBON)], by="")
    with pytest.raises(NotFound):
        await company.read(records.whole, loop, by="UMAX")


async def test_what_the_next_stage_was_asked_to_look_into_stands_in_it(company: Company) -> None:
    loop = await company.add_candidate(stage="screen")
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    form = DecisionForm(loop=loop, version=0, outcome="advance", rationale="Yes.", probe=" Ask about on-call. ")
    await company.perform(decisions.decide, form, by="UMAX")
    (stage,) = (await company.read(records.whole, loop)).stages
    assert [one.probe for one in stage.rounds[0].decisions] == ["Ask about on-call."]


async def test_it_costs_the_same_however_many_stages(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    loop = await decided(company)
    with count_queries(database) as two:
        await company.read(records.whole, loop)
    with count_queries(database) as one:
        await company.read(records.record, loop, "culture")
    assert len(two) == len(one)


async def test_there_is_none_before_the_first_decision(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    with pytest.raises(NotNow, match="Nothing has been decided yet"):
        await company.read(records.whole, loop)
    assert not await offers_it(company, loop, "URITA")


async def test_who_owes_a_scorecard_of_another_round_reads_none_of_that_stage(company: Company) -> None:
    loop = await decided_once_more(company)
    with pytest.raises(NotNow, match="You owe a scorecard"):
        await company.read(records.whole, loop, by="UINES")
    assert not await offers_it(company, loop, "UINES")
    (stage,) = (await company.read(records.whole, loop)).stages
    assert [(each.number, [one.outcome for one in each.decisions]) for each in stage.rounds] == [
        (1, ["one_more"]),
        (2, []),
    ]


async def decided_once_more(company: Company) -> int:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.debate(company, loop)
    form = DecisionForm(loop=loop, version=0, outcome="one_more", rationale="Thin.", focus="communication")
    await company.perform(decisions.decide, form, by="UMAX")
    await journey.hold(company, loop, "UINES", "UBO")
    return loop


async def test_what_was_taken_back_stays_with_its_reason_in_its_own_stage(company: Company) -> None:
    loop = await decided(company)
    await company.perform(decisions.reopen, LoopForm(loop=loop, version=0, note="Too fast."), by="UMAX")
    culture = (await company.read(records.whole, loop)).stages[1]
    assert [(one.event, one.reason) for one in culture.overrides] == [("DecisionReopened", "Too fast.")]
    assert culture.rounds[0].decisions[0].reopened_at is not None


async def test_why_an_offer_came_to_nothing_is_for_those_who_may_read_the_offer(company: Company) -> None:
    role = await company.open_role(bar_raiser="USTRANGER")
    loop = await company.add_candidate(role=role, stage="offer")
    await company.perform(
        loops.reject, LoopForm(loop=loop, version=0, reason="other", note="68,000 is too much."), by="UMAX"
    )
    assert await stages(company, loop, "URITA") == ["offer"]
    with pytest.raises(NotNow, match="Nothing has been decided"):
        await company.read(records.whole, loop, by="USTRANGER")


async def test_that_a_record_was_made_is_written_down_without_its_words(company: Company) -> None:
    loop = await decided(company)
    await company.perform(records.made, await company.read(records.whole, loop, by="USAM"), by="USAM")
    entry = (await company.audit())[-1]
    assert (entry.action, entry.by, entry.record, entry.record_id) == ("make_record", "USAM", "loop", str(loop))
    assert entry.facts == {"stages": ["system_design"]}


async def test_why_a_scorecard_was_waived_is_for_those_who_lead_the_search(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO", "USAM")
    await journey.score(company, loop, "UINES", "UBO")
    waived = LoopForm(loop=loop, version=0, member="USAM", reason="On medical leave.")
    await company.perform(feedback.waive, waived)
    await journey.advance(company, loop)
    for who, reason in (("URITA", waived.reason), ("UMAX", waived.reason), ("UINES", ""), ("UBO", "")):
        read = await company.read(records.record, loop, "culture", by=who)
        assert [(one.event, one.reason) for one in read.overrides] == [("CardWaived", reason)]
        assert ("medical" in repr(read)) is bool(reason)


async def test_a_rejection_over_pay_is_explained_to_those_who_may_read_the_offer(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    form = LoopForm(loop=loop, version=0, reason="expectations", note="She asks for 90,000.")
    await company.perform(loops.reject, form, by="UMAX")
    for who, reads in (("URITA", True), ("UMAX", True), ("UINES", False)):
        read = await company.read(records.record, loop, "culture", by=who)
        assert ("90,000" in repr(read), "Pay, place" in repr(read)) == (reads, reads)
        assert bool(read.rounds[0].decisions[0].withheld) is not reads


async def test_why_it_is_on_hold_sways_nobody_whose_vote_is_still_to_come(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    form = DecisionForm(
        loop=loop, version=0, outcome="hold", rationale="I doubt her design.", dissent="Bo does not.",
        reason=next(iter((await company.read(reading.page, loop)).playbook.hold_reasons)),
        until=(company.clock.now() + timedelta(days=9)).date(),
    )  # fmt: skip
    await company.perform(decisions.decide, form, by="UMAX")
    for who, reads in (("URITA", True), ("UMAX", True), ("UINES", False)):
        (one,) = (await company.read(records.record, loop, "culture", by=who)).rounds[0].decisions
        assert (one.rationale, one.dissent) == (("I doubt her design.", "Bo does not.") if reads else ("", ""))
    await company.perform(loops.resume, LoopForm(loop=loop, version=0), by="UMAX")
    await journey.debate(company, loop)
    (one,) = (await company.read(records.record, loop, "culture", by="UINES")).rounds[0].decisions
    assert one.rationale == "I doubt her design."
