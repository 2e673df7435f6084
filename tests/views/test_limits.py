"""Every view and message, with typical, empty, longest and hostile words, against Slack's own limits."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox.blocks.check import check_message, check_view
from sandbox.blocks.parts import elements
from sandbox.errors import SlackError
from tests.views import said, samples, surfaces
from tests.views.samples import Words
from views.messages import RENDERERS, render

ACTS = ("actions", "section")


def action_ids(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["type"] in ACTS:
            yield from (element["action_id"] for _, element in elements(block) if element["type"] != "image")


def faults(check: Callable[[], object]) -> list[str]:
    """What Slack would refuse, with its place."""
    try:
        check()
    except SlackError as refused:
        return [refused.code, *refused.messages]
    return []


@pytest.mark.parametrize("name", list(surfaces.VIEWS))
def test_slack_takes_every_view_and_none_has_an_action_id_twice(name: str) -> None:
    for of, words in samples.WORDS.items():
        view = surfaces.VIEWS[name](words)
        assert (of, faults(lambda view=view: check_view(view, ("home", "modal")))) == (of, [])  # type: ignore[misc]  # bound now
        assert view["blocks"], of
        found = list(action_ids(view["blocks"]))
        assert len(found) == len(set(found)), of


@pytest.mark.parametrize("words", list(samples.WORDS.values()), ids=list(samples.WORDS))
def test_slack_takes_every_message(words: Words) -> None:
    for name, post in said.posts(words).items():
        made = render(post)
        assert (name, faults(lambda made=made: check_message(made.blocks))) == (name, [])  # type: ignore[misc]  # bound now
        assert 0 < len(made.text) <= 4000
        found = list(action_ids(made.blocks))
        assert len(found) == len(set(found))


def test_every_kind_of_post_has_a_renderer_and_a_sample() -> None:
    assert {type(post) for post in said.posts(samples.TYPICAL).values()} == set(RENDERERS)
