"""How I rate: each figure with its cases and what it means, kindly; turnaround and load without a verdict."""

from dataclasses import replace

import pytest

from domain.read.calibration import Agreement, Hired, Spread, Turnaround
from tests.views import calibrated, overviews, samples
from tests.views.reading import buttons_of, words_of
from views import ids
from views.home import home
from views.modals.calibration import calibration_modal, how_long
from views.modals.load import load_modal

WIDE = 30
"""Characters that a telephone shows side by side in what is set as typed."""


def own(**given: object) -> str:
    return words_of(calibration_modal(replace(calibrated.calibration(samples.HOSTILE), **given)))  # type: ignore[arg-type]  # of many kinds


def test_each_figure_stands_with_its_cases_and_what_it_means() -> None:
    shown = own()
    for words in (
        "53 ratings in 12 scorecards, and 7 competencies not assessed",
        "Half within *3 hours* of the interview's end (11 scorecards)",
        "In 9 shared panels you and somebody else rated the same competency 42 times:",
        "On average you rate 0.2 below the others.",
        "weighted kappa is *0.48*",
        "9 of 12 scorecards",
        "4 of 6 candidates; 1 more stepped back",
        "Agreement is no grade",
        "does not say who was right",
        "Only you see this",
    ):
        assert words in shown, words


def test_bars_are_as_long_as_their_numbers_and_fit_a_telephone() -> None:
    blocks = calibration_modal(calibrated.calibration(samples.HOSTILE))["blocks"]
    drawn = [block["elements"][0]["elements"][0]["text"] for block in blocks if block["type"] == "rich_text"]
    rows = [row for text in drawn for row in text.splitlines()]
    assert max(map(len, rows)) <= WIDE
    assert [(row.count("█"), row.split()[-1]) for row in drawn[0].splitlines()] == [
        (5, "12"), (12, "31"), (4, "9"), (1, "1"),
    ]  # fmt: skip
    assert drawn[1].splitlines()[-1].split() == ["Strong", "no", "0"]


def test_each_figure_with_too_few_cases_says_how_many_it_has() -> None:
    shown = own(
        ratings=Spread(3), turnaround=Turnaround(2), agreement=Agreement(4), hired=Hired(0),
    )  # fmt: skip
    for words in ("(3 of 5 scorecards)", "(2 of 5 scorecards)", "(4 of 5 shared panels)", "(0 of 5 candidates)"):
        assert f"ot enough yet {words}" in shown
    assert "9 of 12 scorecards" in shown, "what has enough is shown all the same"
    assert "Agreement is no grade" not in shown, "what is not shown needs no explaining"


def test_without_any_there_is_one_friendly_word() -> None:
    modal = calibration_modal(calibrated.calibration(samples.EMPTY))
    assert len(modal["blocks"]) == 2
    assert "Once 5 of your scorecards have led to a decision" in words_of(modal)


def test_where_nothing_varies_it_says_that_there_is_no_measure() -> None:
    shown = own(agreement=Agreement(6, 30, 30, 0, 0, 0.0, None))
    assert "a measure of agreement would say nothing" in shown
    assert "On average you rate as the others do." in shown
    assert "kappa is *0.00*" in own(agreement=Agreement(6, 30, 15, 15, 0, 0.0, -3e-16))


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "0 minutes"), (0.33, "20 minutes"), (1, "1 hour"), (30.2, "30 hours"), (70, "3 days")]
)
def test_how_long_is_said_as_people_say_it(hours: float, words: str) -> None:
    assert how_long(hours) == words


def test_the_load_names_each_with_what_is_asked_of_them() -> None:
    shown = words_of(load_modal(calibrated.load(samples.HOSTILE)))
    assert "Scorecards: 1 open (:red_circle: 1 late), 7 submitted · 3 interviews in the next 7 days" in shown
    assert "half within 38 hours (7 scorecards)" in shown
    assert "not enough yet (4 of 5 scorecards)" in shown


def test_only_who_recruits_is_led_to_the_load() -> None:
    mine = calibrated.calibration(samples.HOSTILE)
    assert ids.OPEN_LOAD in buttons_of(calibration_modal(mine))
    assert ids.OPEN_LOAD not in buttons_of(calibration_modal(replace(mine, recruits=False)))
    at_home = overviews.home()
    recruiter = at_home.pipelines[0].role.recruiter
    assert ids.OPEN_LOAD in buttons_of(home(replace(at_home, viewer=recruiter)))
    assert ids.OPEN_LOAD not in buttons_of(home(replace(at_home, viewer=samples.TYPICAL.person(9))))
    assert ids.OPEN_CALIBRATION in buttons_of(home(at_home))
