"""Whom it is told that a search is held up or closed, or goes on again: each once, and who did it not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.forms import LoopForm
from services import loops, offers
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.hearing import NOTICED, each, heard


@pytest.fixture
async def loop(company: Company) -> int:
    """At culture, with Ines and Bo invited for tomorrow, by Rita."""
    found = await company.add_candidate(stage="culture")
    await journey.schedule(company, found, "UINES", "UBO")
    return found


STOPS = [
    (loops.reject, {"reason": "level"}),
    (loops.withdraw, {"reason": "personal"}),
    (loops.hold, {"reason": "budget"}),
]


def stop(company: Company, given: dict[str, str]) -> dict[str, Any]:
    return {**given, "until": (company.clock.now() + timedelta(days=9)).date()}


@pytest.mark.parametrize(("service", "given"), STOPS)
async def test_hold_and_close_tell_the_panel_and_who_leads_the_search_but_not_their_author(
    company: Company, loop: int, service: Callable[[Work, LoopForm], int], given: dict[str, str]
) -> None:
    told = await heard(company, service, loop, by="URITA", **stop(company, given))
    assert told == each(NOTICED, "UINES", "UBO", "UMAX")


@pytest.mark.parametrize(("service", "given"), STOPS)
async def test_who_has_two_parts_in_it_is_told_once(
    company: Company, service: Callable[[Work, LoopForm], int], given: dict[str, str]
) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UMAX", "UINES")
    assert await heard(company, service, loop, **stop(company, given)) == each(NOTICED, "UMAX", "UINES")


@pytest.mark.parametrize(("service", "given"), STOPS)
async def test_after_the_interview_only_those_who_owe_a_scorecard_are_told_that_none_is_wanted(
    company: Company, service: Callable[[Work, LoopForm], int], given: dict[str, str]
) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    assert await heard(company, service, loop, by="UMAX", **stop(company, given)) == each(NOTICED, "UBO", "URITA")


@pytest.mark.parametrize(("service", "given"), STOPS)
async def test_who_was_asked_to_approve_is_told_that_nothing_is_to_be_approved(
    company: Company, service: Callable[[Work, LoopForm], int], given: dict[str, str]
) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UADA", "USAM")
    await company.perform(offers.approve, LoopForm(loop=loop, version=0), by="USAM")
    assert await heard(company, service, loop, **stop(company, given)) == each(NOTICED, "UADA", "UMAX")


async def test_going_on_again_is_told_to_who_leads_the_search(company: Company, loop: int) -> None:
    await heard(company, loops.hold, loop, **stop(company, {"reason": "budget"}))
    assert await heard(company, loops.resume, loop, by="URITA") == each(NOTICED, "UMAX")
