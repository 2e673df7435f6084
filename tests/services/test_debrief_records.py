"""What the record of a debrief holds, and for whom."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.forms import LoopForm
from domain.refusals import DebriefOpen, NotAllowed, NotFound, NotNow
from models.tables import Decision
from services import debriefs, records, roles
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.debating import (
    begun,
    decide,
    record,
    vote,
)
from tests.views.test_record import Seen
from views.record import record_page


@pytest.fixture
async def loop(company: Company) -> int:
    return await begun(company)


async def test_advancing_early_takes_a_reason_that_stands_in_the_record(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES")
    with pytest.raises(DebriefOpen, match="Waiting for <@UBO>, <@UMAX>"):
        await decide(company, loop)
    await decide(company, loop, override="She has another offer today.")
    (kept,) = (await record(company, loop)).rounds[0].decisions
    assert kept.override == "She has another offer today."
    asked = [(each.person.id, each.first, each.second, each.part) for each in kept.votes]
    assert asked == [("UINES", "", "", ""), ("UBO", "", "", ""), ("UMAX", "", "", "hiring manager")], "sealed stays so"
    lines = (await record(company, loop)).rounds[0].votes
    assert [(line.person.id, line.in_first, line.first) for line in lines][:2] == [
        ("UINES", True, ""),
        ("UBO", False, ""),
    ]
    page = Seen(record_page(await company.read(records.whole, loop))).words
    assert "not opened" in page
    assert "no vote" in page


async def test_a_year_later_one_still_reads_who_was_not_waited_for_and_who_raised_the_bar(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await vote(company, loop, "yes", "UINES", "UREX")
    for _ in range(2):
        await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="He is ill."), by="UMAX")
    await decide(company, loop)
    kept = await record(company, loop)
    assert [[person.id for person in each.without] for each in kept.overrides] == [
        ["UBO", "UMAX"], ["UINES", "UBO", "UMAX", "UREX"],
    ]  # fmt: skip
    assert [(line.person.id, line.first, line.bar_raiser, line.hiring_manager) for line in kept.rounds[0].votes] == [
        ("UINES", "yes", False, False), ("UBO", "", False, False), ("UMAX", "", False, True),
        ("UREX", "yes", True, False),
    ]  # fmt: skip
    assert "without all votes (Bo, Max)" in Seen(record_page(await company.read(records.whole, loop))).words


BEFORE = {"UINES": "", "UBO": "", "UMAX": "hiring manager", "UREX": "bar raiser"}
NOT_RECORDED = "Who raised the bar then was not recorded."


@pytest.mark.parametrize(
    ("raiser", "since", "kept", "recorded"),
    [
        (None, {}, ("UBO", "UMAX"), True),
        ("UREX", {}, tuple(BEFORE), True),
        ("UREX", {"bar_raiser": "USAM", "hiring_manager": "UADA"}, tuple(BEFORE), True),
        ("UREX", {"bar_raiser": "USAM"}, ("UINES", "UMAX"), False),
        (None, {"bar_raiser": "USAM"}, ("UBO", "UMAX"), False),
    ],
    ids=["nobody raised it", "who raises it still", "who votes without a seat", "who gave no vote", "nobody can tell"],
)
async def test_a_decision_from_before_parts_were_kept_says_them_as_far_as_they_can_be_told(
    company: Company, raiser: str | None, since: dict[str, str], kept: tuple[str, ...], recorded: bool
) -> None:
    role = await company.open_role(bar_raiser=raiser)
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.debate(company, loop)
    await journey.advance(company, loop)

    def as_before(work: Work) -> None:
        (row,) = work.session.exec(select(Decision)).all()
        row.votes = [[member, "yes", "yes"] for member in kept]

    await company.work(as_before)
    company.clock.move(timedelta(days=1))
    if since:
        await company.perform(roles.edit, role_form(role=role, **({"bar_raiser": raiser} | since)))
    found = await record(company, loop)
    (decision,) = found.rounds[0].decisions
    assert {each.person.id: each.part for each in decision.votes} == {member: BEFORE[member] for member in kept}
    assert [(line.person.id, line.bar_raiser) for line in found.rounds[0].votes] == [
        (member, member == "UREX") for member in kept
    ]
    page = Seen(record_page(await company.read(records.whole, loop))).words
    assert (NOT_RECORDED not in page) is recorded


async def test_the_record_holds_what_was_said_and_by_whom_it_was_decided(company: Company, loop: int) -> None:
    await vote(company, loop, "no", "UINES", note="Thin on conflict.")
    await vote(company, loop, "yes", "UBO", "UMAX")
    await vote(company, loop, "no", "UINES", again=True)
    await vote(company, loop, "strong_yes", "UBO", "UMAX", again=True)
    await decide(company, loop, dissent="Ines would see one more.")
    for who in ("URITA", "UMAX", "UINES", "UBO"):
        kept = await record(company, loop, who)
        (round_,) = kept.rounds
        (decision,) = round_.decisions
        assert (decision.outcome, decision.by.id, decision.dissent) == ("advance", "UMAX", "Ines would see one more.")
        assert [(each.person.id, each.first, each.second) for each in decision.votes] == [
            ("UINES", "no", "no"), ("UBO", "yes", "strong_yes"), ("UMAX", "yes", "strong_yes"),
        ]  # fmt: skip
        assert [person.id for person in decision.dissenters] == ["UINES"]
        assert decision.playbook_hash == (await company.loop(loop)).playbook_hash
        assert round_.votes[0].first_note == "Thin on conflict."
        assert [line.recommendation for line in round_.scorecards] == ["yes", "yes"]
        assert kept.kit_hashes


async def test_the_record_is_not_for_who_owes_a_scorecard_nor_for_another_stages_panel(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    with pytest.raises(NotNow, match="You owe a scorecard"):
        await record(company, loop, "UBO")
    assert (await record(company, loop, "UINES")).rounds[0].votes == ()
    with pytest.raises((NotFound, NotAllowed)):
        await record(company, loop, "USAM")
