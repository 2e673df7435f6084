"""Each limit of Block Kit is taken in full, and refused one past it. Source: docs.slack.dev/reference/block-kit."""

import json
from collections.abc import Callable

import pytest

from sandbox.blocks.check import VIEW_BYTES, check_message, check_view
from sandbox.errors import SlackError
from tests.sandbox.blockkit import Json, actions, button, home, modal, mrkdwn, option, plain, section, text_input


def options(many: int) -> list[Json]:
    return [option(f"v{number}") for number in range(many)]


def group(many: int, label: str = "Group") -> Json:
    return {"label": plain(label), "options": options(many)}


def select(**more: object) -> Json:
    return {"type": "static_select", "action_id": "pick", **more}


def chosen(element: Json) -> Json:
    return {"type": "input", "block_id": "choice", "label": plain("Which?"), "element": element}


def table(rows: int, cells: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": ""}] * cells] * rows}


MESSAGES: dict[str, tuple[int, Callable[[int], Json]]] = {
    "text of a section": (3000, lambda many: section("x" * many)),
    "fields of a section": (10, lambda many: {"type": "section", "fields": [mrkdwn("x")] * many}),
    "text of a field": (2000, lambda many: {"type": "section", "fields": [mrkdwn("x" * many)]}),
    "text of a header": (150, lambda many: {"type": "header", "text": plain("x" * many)}),
    "parts of a context": (10, lambda many: {"type": "context", "elements": [mrkdwn("x")] * many}),
    "text of a context": (3000, lambda many: {"type": "context", "elements": [mrkdwn("x" * many)]}),
    "elements of a row": (25, lambda many: actions(*[button(f"b{number}") for number in range(many)])),
    "text of a button": (75, lambda many: actions(button(text=plain("x" * many)))),
    "value of a button": (2000, lambda many: actions(button(value="x" * many))),
    "options of a select": (100, lambda many: section(accessory=select(options=options(many)))),
    "groups of a select": (
        100,
        lambda many: section(
            accessory=select(option_groups=[group(1, f"Group {number}") for number in range(many)]),
        ),
    ),
    "options of a group": (100, lambda many: section(accessory=select(option_groups=[group(many)]))),
    "label of a group": (75, lambda many: section(accessory=select(option_groups=[group(1, "x" * many)]))),
    "checkboxes": (
        10,
        lambda many: section(accessory={"type": "checkboxes", "action_id": "pick", "options": options(many)}),
    ),
    "radio buttons": (
        10,
        lambda many: section(accessory={"type": "radio_buttons", "action_id": "pick", "options": options(many)}),
    ),
    "overflow": (
        5,
        lambda many: section(accessory={"type": "overflow", "action_id": "more", "options": options(many)}),
    ),
    "cells of a row": (20, lambda many: table(1, many)),
    "rows of a table": (100, lambda many: table(many, 1)),
}
VIEWS: dict[str, tuple[int, Callable[[int], Json]]] = {
    "blocks of a modal": (100, lambda many: modal(*[section()] * many)),
    "blocks of a home": (100, lambda many: home(*[section()] * many)),
    "title of a modal": (24, lambda many: modal(section(), title=plain("x" * many))),
    "metadata": (3000, lambda many: modal(section(), private_metadata="x" * many)),
    "callback id": (255, lambda many: modal(section(), callback_id="x" * many)),
    "what stands in an input": (3000, lambda many: modal(text_input(initial_value="x" * many))),
    "most of an input": (3000, lambda many: modal(text_input(max_length=many))),
    "least of an input": (3000, lambda many: modal(text_input(min_length=many))),
    "options of a choice": (100, lambda many: modal(chosen(select(options=options(many))))),
}


@pytest.mark.parametrize("what", MESSAGES)
def test_a_message_is_taken_at_each_limit_and_refused_past_it(what: str) -> None:
    most, made = MESSAGES[what]
    check_message([made(most)])
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message([made(most + 1)])


@pytest.mark.parametrize("what", VIEWS)
def test_a_view_is_taken_at_each_limit_and_refused_past_it(what: str) -> None:
    most, made = VIEWS[what]
    kinds = ("modal", "home")
    check_view(made(most), kinds)
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(made(most + 1), kinds)


def test_fifty_blocks_are_a_message() -> None:
    check_message([section()] * 50)
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message([section()] * 51)


def test_a_view_has_a_size() -> None:
    """What it weighs as JSON, to the byte."""
    taken = home(*[section("x" * 3000)] * 81, private_metadata="")
    missing = VIEW_BYTES - len(json.dumps(taken))
    assert 0 < missing < 3000
    check_view({**taken, "private_metadata": "x" * missing}, ("home",))
    with pytest.raises(SlackError, match="view_too_large"):
        check_view({**taken, "private_metadata": "x" * (missing + 1)}, ("home",))
