"""The tour leads to people and places that exist."""

from typing import Any

import pytest

from bot.demo.company import CHANNELS, PEOPLE
from bot.demo.seed import STORIES
from bot.demo.tour import CANDIDATE, STEPS, tour

LONGEST = 330
"""Characters of a step: it is read beside what it is about."""

each_step = pytest.mark.parametrize("step", STEPS, ids=[step["id"] for step in STEPS])


@each_step
def test_a_step_names_somebody_who_can_go_there(step: dict[str, Any]) -> None:
    people = {person.id for person in PEOPLE if not (person.deleted or person.is_bot)}
    assert step["as"] in people
    assert step["done_when"]["as"] == step["as"]
    channel = step.get("go", {}).get("channel")
    if channel:
        (place,) = (one for one in CHANNELS if one.id == channel)
        assert step["as"] in place.members


@each_step
def test_a_step_is_short_and_ticks_itself_off(step: dict[str, Any]) -> None:
    assert step["title"]
    assert len(step["body"]) <= LONGEST
    assert step["done_when"]["sees"]
    assert step["done_when"]["where"] in ("messages", "modal")


def test_the_steps_have_names_of_their_own() -> None:
    assert len({step["id"] for step in STEPS}) == len(STEPS)


def test_the_tour_links_the_card_of_a_candidate_who_is_there() -> None:
    assert CANDIDATE in {story.key for story in STORIES}
    bodies = "".join(step["body"] for step in tour("http://127.0.0.1/archives/C1/p1")["steps"])
    assert "<http://127.0.0.1/archives/C1/p1|Mariana's card>" in bodies
    assert "{card}" not in bodies
