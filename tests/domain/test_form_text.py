from dataclasses import FrozenInstanceError, replace

import pytest

from domain.form_text import storable
from domain.forms import CandidateForm, ScorecardForm
from domain.scorecards import Recommendation


def test_what_no_database_keeps_is_left_out_of_a_form_however_deep_it_lies() -> None:
    ratings = {"depth": {"score": 3, "evidence": "a\x00b\ud800c", "shareable": True}}
    form = ScorecardForm(loop=1, stage="cul\x00ture", round=1, content={"ratings": ratings, "seen": ["\udfff", "ok"]})
    assert form.stage == "culture"
    assert form.content == {
        "ratings": {"depth": {"score": 3, "evidence": "abc", "shareable": True}},
        "seen": ["", "ok"],
    }
    assert replace(form, seen="\x00x").seen == "x"


@pytest.mark.parametrize(
    "text", ["", "line\nline\ttab", "Zoë 👩🏽‍💻 東京", "<!channel> & *bold* =1+1", "\u202eabc\u200b"]
)
def test_everything_else_stays_as_it_was_typed(text: str) -> None:
    assert storable(text) is text


def test_what_is_no_text_stays_what_it_is() -> None:
    word = Recommendation.YES
    assert storable((word, 1, None, 2.5)) == (word, 1, None, 2.5)
    assert storable((word,))[0] is word


def test_a_form_is_still_frozen_and_made_by_name() -> None:
    form = CandidateForm(name="Noor", email="n@example.com", zone="UTC", source="referral")
    with pytest.raises(FrozenInstanceError):
        form.name = "Nora"  # type: ignore[misc]
    with pytest.raises(TypeError):
        CandidateForm("Noor", "n@example.com", "UTC", "referral")  # type: ignore[call-arg]
