"""What people type or click by mistake: a clear sentence, nothing changed, nothing lost. On both databases."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from domain.forms import CandidateForm, ChallengeForm, LoopForm, OfferForm, PanelForm, ScheduleForm, ScorecardForm
from domain.refusals import Invalid, Invalids, NotNow
from services import candidates, challenges, feedback, interviews, loops, offers, panels, reading
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import LISBON, Company

LONG = ("Sólido 🧑🏽‍💻 نور حداد <b>&amp;</b> " * 200)[:2999] + "."


def scheduled(loop: int, day: date, *panel: str, at: time = time(14), **given: Any) -> ScheduleForm:
    people = PanelForm(loop=loop, version=0, lead=panel[0] if panel else None, panel=panel[1:])
    usual: dict[str, Any] = {"duration": 60, "zone": LISBON, "people": people}
    return ScheduleForm(loop=loop, version=0, date=day, time=at, **(usual | given))


async def unchanged(company: Company, loop: int, service: Callable[[Work, Any], Any], form: object) -> Invalid:
    """The refusal, after making sure that it changed nothing."""
    before = await company.loop(loop), await company.todos(loop), len(await company.audit())
    with pytest.raises(Invalid) as refused:
        await company.perform(service, form)
    assert (await company.loop(loop), await company.todos(loop), len(await company.audit())) == before
    assert refused.value.text.endswith(".")
    return refused.value


SKIPPED, LONG_PAST = date(2027, 3, 28), date(2026, 1, 5)
WRONG: list[tuple[date, tuple[str, ...], dict[str, Any], set[str]]] = [
    (SKIPPED, ("UINES",), {"duration": 5, "link": "nowhere", "at": time(1, 30)}, {"duration", "link", "time", "panel"}),
    (LONG_PAST, ("UINES",), {"link": "nowhere"}, {"date", "link", "panel"}),
    (LONG_PAST, ("UGUEST", "UGONE"), {"zone": "Nowhere"}, {"date", "zone", "lead", "panel"}),
    (SKIPPED, (), {"zone": "Nowhere"}, {"zone", "panel"}),
]
"""Two of the stage's scorecards count: one person is too few."""


async def test_all_that_is_wrong_with_an_interview_is_said_at_once(company: Company) -> None:
    """Also of a time at night, of which one is warned otherwise."""
    loop = await company.add_candidate(stage="system_design")
    for day, panel, given, fields in WRONG:
        for service in (interviews.schedule, interviews.warnings):
            with pytest.raises(Invalids) as refused:
                await company.perform(service, scheduled(loop, day, *panel, **given))
            assert refused.value.errors.keys() == fields


@pytest.mark.parametrize("days", [-1, 0])
async def test_an_interview_is_not_scheduled_in_the_past(company: Company, days: int) -> None:
    loop = await company.add_candidate()
    day = company.clock.now().date() + timedelta(days=days)
    refused = await unchanged(company, loop, interviews.schedule, scheduled(loop, day, "UINES", at=time(8)))
    assert (refused.field, "in the past" in refused.text) == ("date", True)


async def test_an_interview_that_is_still_to_come_is_not_logged(company: Company) -> None:
    loop = await company.add_candidate()
    tomorrow = company.clock.now().date() + timedelta(days=1)
    refused = await unchanged(company, loop, interviews.log, scheduled(loop, tomorrow, "UINES"))
    assert (refused.field, "still to come" in refused.text) == ("date", True)


async def test_a_challenge_is_not_due_in_the_past(company: Company) -> None:
    loop = await company.add_candidate(stage="challenge")
    form = ChallengeForm(
        loop=loop, version=0, due_date=company.clock.now().date() - timedelta(days=1), due_time=time(18), zone=LISBON,
        panel=("UINES", "UBO"),
    )  # fmt: skip
    assert "past" in (await unchanged(company, loop, challenges.send, form)).text


async def test_a_hold_does_not_end_in_the_past(company: Company) -> None:
    loop = await company.add_candidate()
    form = LoopForm(loop=loop, version=0, reason="budget", until=company.clock.now().date() - timedelta(days=1))
    assert "past" in (await unchanged(company, loop, loops.hold, form)).text


@pytest.mark.parametrize("year", [1, 2025, 2030, 9999])
async def test_a_day_in_a_wrong_year_is_refused_on_its_field(company: Company, year: int) -> None:
    day, loop = date(year, 3, 1), await company.add_candidate()
    held = LoopForm(loop=loop, version=0, reason="budget", until=day)
    for service, form, field in (
        (interviews.schedule, scheduled(loop, day, "UINES"), "date"),
        (interviews.log, scheduled(loop, day, "UINES"), "date"),
        (interviews.warnings, scheduled(loop, day, "UINES"), "date"),
        (loops.hold, held, "until"),
    ):
        refused = await unchanged(company, loop, service, form)
        assert (refused.field, "Please look at the year" in refused.text) == (field, True)


@pytest.mark.parametrize(
    ("starts", "expires", "field"),
    [(-1, 7, "starts_on"), (60, -1, "expires_on"), (800, 7, "starts_on"), (60, 800, "expires_on")],
)
async def test_an_offer_neither_starts_nor_expires_in_the_past_or_in_a_wrong_year(
    company: Company, starts: int, expires: int, field: str
) -> None:
    loop = await company.add_candidate(stage="offer")
    today = company.clock.now().date()
    form = OfferForm(
        loop=loop, version=0, pay="68,000", currency="EUR", starts_on=today + timedelta(days=starts),
        expires_on=today + timedelta(days=expires), approvers=("UADA",),
    )  # fmt: skip
    assert (await unchanged(company, loop, offers.draft, form)).field == field


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [(date(2027, 3, 28), time(1, 30), "does not exist"), (date(2027, 10, 31), time(1, 30), "comes twice")],
)
async def test_a_time_that_is_not_exactly_one_moment_schedules_nothing(
    company: Company, day: date, at: time, words: str
) -> None:
    loop = await company.add_candidate()
    refused = await unchanged(company, loop, interviews.schedule, scheduled(loop, day, "UINES", at=at))
    assert (refused.field, words in refused.text) == ("time", True)
    sent = await company.add_candidate(stage="challenge", email="other@example.com")
    form = ChallengeForm(loop=sent, version=0, due_date=day, due_time=at, zone=LISBON, panel=("UINES", "UBO"))
    refused = await unchanged(company, sent, challenges.send, form)
    assert (refused.field, words in refused.text) == ("due_time", True)


PANELS = [
    ((), "panel"), (("UINES", "UINES"), "panel"), (("UINES", "UBO", "UBO"), "panel"), (("UBOT",), "lead"),
    (("UGUEST",), "lead"), (("UINES", "UGONE"), "panel"), (("UOTHER",), "lead"), (("UIVY", "UINES"), "lead"),
    (("UINES", "UIVY"), "panel"),
]  # fmt: skip


@pytest.mark.parametrize(("panel", "field"), PANELS)
async def test_a_panel_of_whom_it_cannot_be_is_refused_by_every_way_in(
    company: Company, panel: tuple[str, ...], field: str
) -> None:
    """Ivy, at UIVY, is the candidate."""
    loop = await company.add_candidate(email="ivy@acme.test", name="Ivy")
    day = company.clock.now().date()
    for service, form in (
        (interviews.schedule, scheduled(loop, day + timedelta(days=1), *panel)),
        (interviews.log, scheduled(loop, day - timedelta(days=1), *panel)),
    ):
        assert (await unchanged(company, loop, service, form)).field == field
    await journey.schedule(company, loop, "UINES")
    changed = PanelForm(loop=loop, version=0, lead=panel[0] if panel else None, panel=panel[1:])
    assert (await unchanged(company, loop, panels.change, changed)).field == field


@pytest.mark.parametrize("panel", [(), ("UINES", "UINES"), ("UINES", "UBOT"), ("UINES", "UIVY")])
async def test_reviewers_are_asked_the_same(company: Company, panel: tuple[str, ...]) -> None:
    loop = await company.add_candidate(email="ivy@acme.test", name="Ivy", stage="challenge")
    day = company.clock.now().date() + timedelta(days=7)
    form = ChallengeForm(loop=loop, version=0, due_date=day, due_time=time(18), zone=LISBON, panel=panel)
    assert (await unchanged(company, loop, challenges.send, form)).field == "panel"


async def typed(company: Company, loop: int, notes: str) -> ScorecardForm:
    page = await company.read(feedback.page, loop, by="UINES")
    content = journey.filled(page.kit) | {"notes": notes}
    version = (await journey.interview(company, loop)).version
    return ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content, interview_version=version)


@pytest.mark.parametrize(("what", "words"), [("moved", "moved"), ("cancelled", "cancelled")])
async def test_a_scorecard_for_an_interview_that_was_moved_or_cancelled_meanwhile_is_kept_and_not_submitted(
    company: Company, what: str, words: str
) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    form = await typed(company, loop, "Typed in time")
    await company.perform(feedback.save, form, by="UINES")
    if what == "moved":
        day = company.clock.now().date() + timedelta(days=3)
        await company.perform(interviews.reschedule, scheduled(loop, day, people=None))
    else:
        await company.perform(interviews.cancel, LoopForm(loop=loop, version=0))
    company.clock.move(timedelta(days=1, hours=8))
    with pytest.raises(NotNow, match=words) as refused:
        await company.perform(feedback.submit, form, by="UINES")
    assert "notes are kept" in refused.value.text
    if what == "cancelled":
        await journey.schedule(company, loop, "UINES", days=2)
    page = await company.read(feedback.page, loop, by="UINES")
    assert page.draft["notes"] == "Typed in time"
    assert page.submitted_at is None


async def test_long_text_emoji_and_text_from_right_to_left_come_back_as_they_were_typed(company: Company) -> None:
    assert len(LONG) == 3000
    loop = await company.add_candidate(name="نور حداد 🌿", note=LONG)
    await journey.hold(company, loop, "UINES")
    form = await typed(company, loop, LONG)
    for rating in form.content["ratings"].values():
        rating["evidence"] = LONG
    await company.perform(feedback.save, form, by="UINES")
    assert (await company.read(feedback.page, loop, by="UINES")).draft == form.content
    await company.perform(feedback.submit, form, by="UINES")
    page = await company.read(reading.page, loop)
    assert page.card.line.candidate == "نور حداد 🌿"
    assert page.candidate is not None
    assert page.candidate.note == LONG
    (card,) = page.scorecards
    assert {card.notes, *(rating.evidence for rating in card.ratings)} == {LONG}


async def test_what_is_longer_than_slack_lets_anyone_type_is_refused_and_not_cut(company: Company) -> None:
    loop = await company.add_candidate()
    row = await company.read(reading.page, loop)
    assert row.candidate is not None
    form = CandidateForm(
        name="Noor Haddad", email="noor@example.com", zone=LISBON, source="referral", note="x" * 3001, loop=loop
    )
    assert (await unchanged(company, loop, candidates.correct, form)).field == "note"
