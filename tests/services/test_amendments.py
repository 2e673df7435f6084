"""Scorecards that are changed before the decision: both versions stay, whoever read the earlier one hears it once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.forms import DecisionForm, LoopForm, ScorecardForm
from domain.read.details import ScorecardLine
from domain.read.messages import AmendedPost, PostKind
from domain.refusals import NotNow
from models.tables import Scorecard, ScorecardVersion
from services import amendments, decisions, feedback, loops, outgoing, reading, records
from tests.fakes import journey
from tests.fakes.company import Company
from tests.fakes.remembered import remembered
from views.messages import render


@pytest.fixture
async def loop(company: Company) -> int:
    """At culture, with the scorecards of Ines and Bo in."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    await journey.score(company, found, "UINES", "UBO")
    return found


@remembered
async def amend(company: Company, /, loop: int, member: str, **said: Any) -> None:
    """Change the recommendation, the notes, or one rating."""
    ratings = {"ratings": {"communication": said.pop("rating")}} if "rating" in said else {"ratings": {}}
    form = ScorecardForm(loop=loop, stage="culture", round=1, content=ratings | said)
    await company.perform(feedback.submit, form, by=member)


@remembered
async def opens(company: Company, loop: int, reader: str) -> dict[str, ScorecardLine]:
    """Read the scorecards of the stage; they are before the reader's eyes now."""
    side = await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by=reader)
    return {line.person.id: line for line in side.scorecards}


async def opens_page(company: Company, loop: int, reader: str) -> None:
    """Where each recommendation stands beside its writer's name."""
    page = await company.read(reading.page, loop, by=reader)
    assert page.others_open
    await company.perform(amendments.seen, page, by=reader)


async def takes_record(company: Company, loop: int, reader: str) -> None:
    await company.perform(records.made, await company.read(records.whole, loop, by=reader), by=reader)


async def told(company: Company) -> list[tuple[str, str]]:
    """To whom and of whose scorecards."""
    found = []
    for post in await company.posts(PostKind.AMENDED):
        model = await company.read(outgoing.load, post.id or 0, by="")
        assert model is None or isinstance(model, AmendedPost)
        if model is not None:
            found.append((model.person.id, " ".join(person.id for person in model.writers)))
    return found


LOW = {"score": 2, "not_assessed": False, "evidence": "On second thought."}


async def test_both_versions_are_kept_and_the_change_is_shown_to_everybody_who_may_read_it(
    company: Company, loop: int
) -> None:
    company.clock.move(timedelta(hours=1))
    await amend(company, loop, "UINES", recommendation="no", rating=LOW)
    for reader in ("UMAX", "URITA", "UBO", "UINES"):
        line = (await opens(company, loop, reader))["UINES"]
        assert (line.version, line.changed_at) == (2, company.clock.now())
        assert (line.recommendation, line.ratings[0].score) == ("no", 2)
        (before,) = line.earlier
        assert (before.recommendation, before.ratings[0].score, before.at) == ("yes", 3, line.submitted_at)
    card = await company.read(lambda work: work.session.exec(select(ScorecardVersion)).one())
    assert (card.version, card.recommendation) == (1, "yes")


async def test_a_changed_scorecard_stays_as_open_and_as_sealed_as_it_was(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await amend(company, loop, "UINES", recommendation="strong_no", notes="Quito")
    assert (await company.todos(loop)).keys() == {"scorecard"}
    for reader in ("UMAX", "URITA", "UADA"):
        page = await company.read(reading.page, loop, by=reader)
        assert "Quito" not in repr(page)
        assert "strong_no" not in repr(page.scorecards)
        assert [line.earlier for line in page.scorecards] == [(), ()]
    assert await told(company) == []


async def test_who_had_read_it_is_told_once_in_private_and_nobody_else(company: Company, loop: int) -> None:
    await opens(company, loop, "UMAX")
    await opens(company, loop, "UINES")
    company.clock.move(timedelta(minutes=5))
    await amend(company, loop, "UINES", recommendation="no")
    await amend(company, loop, "UBO", recommendation="strong_no")
    await amend(company, loop, "UINES", notes="And more.")
    assert sorted(await told(company)) == [("UINES", "UBO"), ("UMAX", "UINES UBO")]
    assert {post.channel for post in await company.posts(PostKind.AMENDED)} == {""}
    (post, *_) = await company.posts(PostKind.AMENDED)
    model = await company.read(outgoing.load, post.id or 0, by="")
    assert model is not None
    said = repr(render(model))
    assert "Bo and Ines changed their scorecards" in said
    assert "<@" not in said
    assert "strong" not in said.lower()


async def test_the_message_waits_a_little_and_is_not_sent_once_the_change_was_read(company: Company, loop: int) -> None:
    await opens(company, loop, "UMAX")
    await company.delivered()
    await amend(company, loop, "UINES", recommendation="no")
    assert [key for key in await company.waiting() if key.startswith("amended")] != []
    await opens(company, loop, "UMAX")
    assert await told(company) == []


async def test_after_reading_again_a_later_change_is_told_anew(company: Company, loop: int) -> None:
    for wording in ("no", "strong_no"):
        company.clock.move(timedelta(minutes=30))
        await opens(company, loop, "UMAX")
        await amend(company, loop, "UINES", recommendation=wording)
    assert len(await company.posts(PostKind.AMENDED)) == 2
    assert set(await told(company)) == {("UMAX", "UINES")}


async def test_submitting_the_same_once_more_changes_nothing(company: Company, loop: int) -> None:
    await opens(company, loop, "UMAX")
    before = len(await company.audit())
    await amend(company, loop, "UINES")
    await amend(company, loop, "UINES", notes="")
    card = await company.read(lambda work: work.session.exec(select(Scorecard)).first())
    assert card is not None
    assert (card.version, card.changed_at) == (1, None)
    assert (len(await company.audit()), await told(company)) == (before, [])


async def test_after_the_decision_nothing_is_changed_any_more(company: Company, loop: int) -> None:
    await journey.advance(company, loop)
    with pytest.raises(NotNow, match="has been decided"):
        await amend(company, loop, "UINES", recommendation="no")
    assert (await opens(company, loop, "UMAX"))["UINES"].recommendation == "yes"


async def test_history_says_that_it_was_changed_and_not_to_what(company: Company, loop: int) -> None:
    await amend(company, loop, "UINES", recommendation="no")
    page = await company.read(reading.page, loop, by="UMAX")
    assert page.history[0].facts == {"member": "UINES", "again": True} | page.history[0].facts
    assert "no" not in page.history[0].facts.values()


async def test_who_read_it_on_the_loops_page_or_in_the_record_hears_of_the_change(company: Company, loop: int) -> None:
    await hold(company, loop)
    await takes_record(company, loop, "UBO")
    await company.perform(loops.resume, LoopForm(loop=loop, version=0))
    await opens_page(company, loop, "UMAX")
    await opens_page(company, loop, "UINES")
    await amend(company, loop, "UINES", recommendation="no")
    assert sorted(await told(company)) == [("UBO", "UINES"), ("UMAX", "UINES")]
    await opens_page(company, loop, "UMAX")
    assert await told(company) == [("UBO", "UINES")]


async def test_what_changes_between_reading_and_noting_it_is_told_as_well(company: Company, loop: int) -> None:
    page = await company.read(reading.page, loop, by="UMAX")
    await amend(company, loop, "UINES", recommendation="no")
    await company.perform(amendments.seen, page, by="UMAX")
    assert await told(company) == [("UMAX", "UINES")]


async def test_a_page_that_shows_nobody_elses_is_no_reading(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    for reader in ("UINES", "UBO", "UMAX", "USAM"):
        assert not (await company.read(reading.page, loop, by=reader)).others_open


async def hold(company: Company, loop: int) -> None:
    """With a decision, so that there is a record."""
    until = (company.clock.now() + timedelta(days=9)).date()
    form = DecisionForm(loop=loop, version=0, outcome="hold", rationale="Wait.", reason="budget", until=until)
    await company.perform(decisions.decide, form, by="UMAX")
