"""How somebody wants to be reminded: a form of their own, on Home and after a command."""

from datetime import date, time
from typing import Any

import pytest

from domain.forms import AnswerForm
from services import panels, reading, reminders
from tests.fakes import journey
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.views.reading import buttons_of, words_of
from views import ids


async def test_what_somebody_chooses_holds_from_then_on(edge: Edge) -> None:
    form = await edge.opens(payloads.command("reminders", "URITA"))
    chosen: dict[str, Any] = {
        "works_from": "07:30", "works_until": "16:00", "works_on": ["0", "1", "2"], "country": "DE",
        "reminders_a_day": "1", "away_from": "2027-03-08", "days_off": "2027-08-02 to 2027-08-13\n2027-12-24",
    }  # fmt: skip
    assert "errors" not in (await edge.submit(form, **chosen) or {})
    mine = await edge.company.read(reminders.settings)
    assert (mine.works_from, mine.works_until, mine.works_on) == (time(7, 30), time(16), (0, 1, 2))
    assert (mine.country_name, mine.reminders_a_day) == ("Germany", 1)
    assert mine.days_off == (
        (date(2027, 3, 8), date(2027, 3, 8)),
        (date(2027, 8, 2), date(2027, 8, 13)),
        (date(2027, 12, 24), date(2027, 12, 24)),
    )
    assert date(2027, 10, 3) in mine.viewer.hours.days_off, "German unity"


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("works_until", {"works_until": "08:00"}, "not after the hour"),
        ("works_on", {"works_on": []}, "at least one day"),
        ("reminders_a_day", {"reminders_a_day": "0"}, "from 1 to 10"),
        ("country", {"country": "ZZ"}, "from the list"),
        ("days_off", {"days_off": "next week"}, "I can't read"),
        ("days_off", {"days_off": "2027-02-30"}, "I can't read"),
        ("days_off", {"days_off": "2027-08-13 to 2027-08-02"}, "before the first"),
        ("away_until", {"away_until": "2027-08-13"}, "first day off as well"),
        ("away_until", {"away_from": "2027-08-13", "away_until": "2029-08-13"}, "longer than a year"),
    ],
)
async def test_what_cannot_be_is_refused_on_its_field(
    edge: Edge, field: str, given: dict[str, Any], sentence: str
) -> None:
    form = await edge.opens(payloads.command("reminders", "URITA"))
    assert sentence in (await edge.submit(form, **given))["errors"][field]


async def test_countries_are_found_by_part_of_their_name(edge: Edge) -> None:
    answer = await edge.send(payloads.suggestion(ids.OPTIONS_COUNTRY, "portu", "URITA"))
    assert [option["value"] for option in answer["options"]] == ["auto", "PT"]
    answer = await edge.send(payloads.suggestion(ids.OPTIONS_COUNTRY, "", "URITA"))
    assert [option["value"] for option in answer["options"]][:2] == ["auto", "none"]


async def test_interviews_on_the_days_off_that_were_saved_are_shown_and_can_be_declined(edge: Edge) -> None:
    loop = await edge.company.add_candidate()
    interview = await journey.schedule(edge.company, loop, "UINES", "UBO", days=1)
    await journey.answer(edge.company, loop, "UINES")
    form = await edge.opens(payloads.command("reminders", "UINES"))
    assert not await edge.submit(form, "UINES", days_off="2027-03-03"), "not on that day"
    form = await edge.opens(payloads.command("reminders", "UINES"))
    answer = await edge.submit(form, "UINES", days_off="2027-03-02 to 2027-03-05")
    assert answer["response_action"] == "update"
    assert "You have 1 interview in them" in words_of(answer["view"])
    assert buttons_of(answer["view"]) == [ids.INVITE_DECLINE]
    assert f'"{interview}:1"' in words_of(answer["view"])
    decline = AnswerForm(interview=interview, version=1, answer="decline", note="Away")
    await edge.company.perform(panels.answer, decline, by="UINES")
    assert (await edge.company.read(reading.while_away, by="UINES")).interviews == ()
