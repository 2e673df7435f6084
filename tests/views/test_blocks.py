"""Builders and ids: what they cut, what they count, what they tell apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views import ids, inputs, zones
from views.blocks import context, divider, home_tab, message, modal, packed, section
from views.elements import Choice, button, link_button, plain


def test_past_a_hundred_blocks_the_last_line_says_how_many_are_missing() -> None:
    view = modal("Many", [section(str(n)) for n in range(130)], "show.note", left_out="more.")
    assert len(view["blocks"]) == 100
    assert view["blocks"][-1] == context("…and 31 more.")


def test_a_divider_is_not_left_dangling_before_that_line() -> None:
    blocks = [section("x")] * 48 + [divider()] + [section("y")] * 10
    assert [block["type"] for block in message("x", blocks).blocks[-2:]] == ["section", "context"]


def test_a_view_that_is_too_heavy_for_slack_is_cut_and_says_so() -> None:
    view = home_tab([section("\U0001f600" * 3000)] * 40)
    assert len(view["blocks"]) < 40
    assert view["blocks"][-1]["type"] == "context"


def test_an_action_that_stands_twice_is_told_apart_and_still_recognised() -> None:
    view = modal(
        "Two", [section("x", button("Open", "loop.open", "1")), section("y", button("Open", "loop.open", "2"))], ""
    )
    found = [block["accessory"]["action_id"] for block in view["blocks"]]
    assert found == ["loop.open", "loop.open#2"]
    assert {ids.bare(each) for each in found} == {"loop.open"}


def test_lines_are_packed_into_as_few_sections_as_hold_them() -> None:
    assert [block["text"]["text"] for block in packed(["a", "b"])] == ["a\nb"]
    blocks = packed(["x" * 1400] * 5)
    assert len(blocks) == 3
    assert all(len(block["text"]["text"]) <= 3000 for block in blocks)


def test_an_empty_text_is_never_sent() -> None:
    assert plain("  ")["text"] == "-"


def test_a_link_that_slack_would_refuse_makes_no_button() -> None:
    assert link_button("Résumé", "invite.resume", "ftp://x") is None


def test_an_initial_choice_is_one_of_the_options_or_none() -> None:
    given = [Choice("a", "A"), Choice("b", "B")]
    assert inputs.select("f", "F", given, "b")["element"]["initial_option"]["value"] == "b"
    assert "initial_option" not in inputs.select("f", "F", given, "gone")["element"]


@given(st.integers(1, 10**12), st.integers(0, 10**6), st.lists(st.text("abc_#1", min_size=1), max_size=3))
def test_a_buttons_value_comes_back_as_it_went(number: int, version: int, extra: list[str]) -> None:
    assert ids.parse_value(ids.value(number, version, *extra)) == (number, version, tuple(extra))


@pytest.mark.parametrize("forged", ["", "x", "1:y", ":", "1;DROP"])
def test_a_forged_value_is_refused(forged: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal"):
        ids.parse_value(forged)


def test_a_value_without_a_version_has_none() -> None:
    assert ids.parse_value(ids.value(17)) == (17, 0, ())


def test_a_snooze_says_which_to_do_and_how_long() -> None:
    assert ids.parse_snooze(ids.snooze_value(5, ids.SNOOZE_HOUR)) == (5, "hour")
    with pytest.raises(ValueError, match="not a way to snooze"):
        ids.parse_snooze("5:forever")


def test_metadata_holds_what_is_known() -> None:
    assert ids.parse_metadata(ids.metadata(loop=7, version=3, stage=None)) == {"loop": 7, "version": 3}
    assert ids.parse_metadata("") == {}


@pytest.mark.parametrize(
    ("typed", "first"),
    [("lisb", "Europe/Lisbon"), ("new y", "America/New_York"), ("utc", "UTC"), ("bengal", "Asia/Kolkata")],
)
def test_a_zone_is_found_by_part_of_its_city(typed: str, first: str) -> None:
    assert zones.zone_options(typed)[0]["value"] == first


def test_a_city_that_nobody_knows_offers_nothing_rather_than_a_wrong_zone() -> None:
    assert zones.zone_options("Atlantis") == []


def test_no_more_zones_are_offered_than_slack_takes() -> None:
    assert len(zones.zone_options("a")) == 100
