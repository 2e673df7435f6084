"""What weighs more stands first and says why; nothing is multiplied with it."""

from dataclasses import replace

from domain.read.details import RatingLine
from domain.state import Card
from tests.views import sheets
from tests.views.reading import words_of
from tests.views.samples import TYPICAL
from views.modals.all_scorecards import scorecards_modal
from views.modals.evidence import evidence_modal
from views.record.scorecards import scorecards


def test_what_was_rated_by_an_older_kit_stands_beside_the_rest_under_its_own_name() -> None:
    side = sheets.side()
    assert side.kit is not None
    heavy = side.kit.competencies[1].model_copy(update={"weight": 2, "weight_reason": "It is the work."})
    rest = side.kit.model_copy(update={"competencies": (heavy, *side.kit.competencies[2:])})
    said = words_of(scorecards_modal(replace(side, kit=rest)))
    assert f"*{side.kit.competencies[0].name}*  " in said
    assert f"*{heavy.name} (weighs 2)*" in said


def test_what_weighs_more_stands_first_and_says_why_but_nothing_is_counted_up() -> None:
    side = sheets.side()
    assert side.kit is not None
    *light, last = side.kit.competencies
    heavy = last.model_copy(update={"weight": 2, "weight_reason": "It is the work."})
    said = words_of(scorecards_modal(replace(side, kit=side.kit.model_copy(update={"competencies": (*light, heavy)}))))
    assert said.index(f"*{heavy.name} (weighs 2)*") < said.index(f"*{light[0].name}*")
    assert "average" not in said
    assert "mean" not in said
    weighed = [
        replace(line, ratings=tuple(replace(each, weight=2, weight_reason="It is the work.") for each in line.ratings))
        for line in side.scorecards
    ]
    assert "Weighs 2: It is the work." in words_of(evidence_modal("Maya", "Screen", heavy.key, weighed))


def test_what_weighs_more_stands_first_in_the_table_with_its_reason_and_no_mean_is_made() -> None:
    person = TYPICAL.person(1)
    light, heavy = RatingLine("a", "Care", 3, "Saw it."), RatingLine("b", "Data", 2, "Saw it.", weight=2)
    card = replace(sheets.side(TYPICAL).scorecards[0], person=person, card=Card.SUBMITTED, sealed="", earlier=())
    card = replace(card, ratings=(light, replace(heavy, weight_reason="It is the work.")))
    page = str(scorecards([card], lambda _: "then"))
    assert page.index("Data (weighs 2)") < page.index("Care")
    assert "Weighs 2: It is the work." in page
    assert "2.3" not in page
