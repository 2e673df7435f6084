"""Ids live once: whatever Slack can hand back to us is written in `views/ids.py`."""

from collections.abc import Iterator
from typing import Any

from domain.actions import Action
from tests.views import said, samples, surfaces
from views import ids
from views.messages import render

CONSTANTS = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
KNOWN = (
    {value for value in CONSTANTS if "." in value}
    | {ids.loop_action(action) for action in Action}
    | {ids.happened(answer) for answer in ids.HAPPENED}
)


def elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from (each for each in block.get("elements", ()) if "action_id" in each)
        if "accessory" in block:
            yield block["accessory"]


def surfaces_blocks() -> Iterator[list[dict[str, Any]]]:
    for words in (samples.TYPICAL, samples.EMPTY):
        yield from (make(words)["blocks"] for make in surfaces.VIEWS.values())
        yield from (render(post).blocks for post in said.posts(words).values())


def test_every_button_has_an_id_that_is_listed() -> None:
    found = {ids.bare(element["action_id"]) for blocks in surfaces_blocks() for element in elements(blocks)}
    assert found <= KNOWN


def test_every_input_answers_to_an_id_that_is_listed() -> None:
    found = {
        block["element"]["action_id"] for blocks in surfaces_blocks() for block in blocks if block["type"] == "input"
    }
    allowed = (ids.INPUT, ids.DRAFT, ids.NOTE_TYPED, ids.REFRESH, ids.OPTIONS_ZONE, ids.OPTIONS_COUNTRY)
    assert [each for each in found if not each.startswith(allowed)] == []


def test_every_modal_has_a_callback_id_that_is_listed_and_says_whether_it_is_submitted() -> None:
    for name, make in surfaces.VIEWS.items():
        view = make(samples.TYPICAL)
        if view["type"] == "modal":
            assert view["callback_id"] in CONSTANTS, name
            assert view["callback_id"].startswith("submit." if "submit" in view else "show."), name


def test_every_form_that_is_listed_can_be_seen() -> None:
    shown = {make(samples.TYPICAL).get("callback_id") for make in surfaces.VIEWS.values()}
    assert {each for each in CONSTANTS if each.startswith("submit.")} <= shown
