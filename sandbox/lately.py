"""What stood in messages and views until a moment ago: a click on it may still be on its way, as at Slack."""

import time
from collections import OrderedDict
from typing import Any

Json = dict[str, Any]
MOMENT = 5.0
"""Seconds of real time. Later than that everybody's page has been drawn anew."""

KEPT = 200


class Lately:
    def __init__(self) -> None:
        self._blocks: OrderedDict[str, tuple[float, list[Json]]] = OrderedDict()

    def keep(self, place: str, blocks: list[Json]) -> None:
        """`place` (a view's id, or "channel/ts") has just been drawn anew, and held these blocks."""
        self._blocks[place] = time.monotonic(), blocks
        self._blocks.move_to_end(place)
        if len(self._blocks) > KEPT:
            self._blocks.popitem(last=False)

    def stood(self, place: str) -> list[Json]:
        """What was there before, if that is a moment ago."""
        at, blocks = self._blocks.get(place, (float("-inf"), []))
        return blocks if time.monotonic() - at < MOMENT else []
