"""Every limit and shape of a view is refused with the place where it is broken."""

import pytest

from sandbox.blocks.check import check_view
from sandbox.errors import SlackError
from tests.sandbox.blockkit import (
    Json,
    button,
    home,
    modal,
    plain,
    section,
    text_input,
)

BAD_VIEWS: list[tuple[Json, str]] = [
    ({"blocks": []}, "missing required field: type [json-pointer:/view]"),
    (home(), "must be a valid enum value [json-pointer:/view/type]"),
    ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (modal(external_id="x" * 256), "must be less than 256 characters [json-pointer:/view/external_id]"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
    (modal(*[section()] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (
        modal(text_input(), submit=None),
        "missing required field: submit (the view has an input block) [json-pointer:/view]",
    ),
    (modal(text_input(), text_input()), '"block_id" `name` already exists [json-pointer:/view/blocks/1/block_id]'),
    (
        modal({**text_input(), "label": plain("x" * 2001)}),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    ),
    (
        modal({**text_input(), "hint": plain("x" * 2001)}),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/hint/text]",
    ),
    (
        modal({**text_input(), "element": button()}),
        "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
    ),
    (
        modal(text_input("a", focus_on_load=True), text_input("b", focus_on_load=True)),
        "only one element may have focus_on_load [json-pointer:/view/blocks]",
    ),
    (
        modal(text_input(min_length=5, max_length=3)),
        "min_length must not be more than max_length [json-pointer:/view/blocks/0/element]",
    ),
    (modal({"type": "table", "rows": []}), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
    (modal(notify_on_close="yes"), "must be a boolean [json-pointer:/view/notify_on_close]"),
    (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
]


@pytest.mark.parametrize(("view", "complaint"), BAD_VIEWS, ids=range(len(BAD_VIEWS)))
def test_a_broken_view_is_refused_with_the_place(view: Json, complaint: str) -> None:
    with pytest.raises(SlackError) as refusal:
        check_view(view, ("modal",))
    assert refusal.value.code == "invalid_arguments"
    assert f"[ERROR] {complaint}" in refusal.value.messages


def test_a_view_past_250_kilobytes_is_too_large() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*[section("x" * 2999)] * 100), ("modal",))
