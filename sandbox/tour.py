"""The guided tour of a demo: steps that the page shows, and which of them are done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Json = dict[str, Any]


class Tour:
    def __init__(self, tell: Callable[[str, Json], None]) -> None:
        self.tour: Json | None = None
        self._tell = tell
        self._rests = False

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """While all begins again: pages are told nothing, and what they still show of before ticks nothing."""
        self._rests = True
        try:
            yield
        finally:
            self._rests = False

    def put(self, tour: Json | None) -> None:
        """`{title, steps: [{id, ...}]}`. Raises ValueError when steps are missing or share an id."""
        if tour is not None:
            steps = tour.get("steps")
            if not isinstance(steps, list) or not all(isinstance(step, dict) and "id" in step for step in steps):
                raise ValueError("A tour has steps, and each step an id.")
            if len({step["id"] for step in steps}) != len(steps):
                raise ValueError("Two steps of the tour share an id.")
            tour = {**tour, "steps": [{"done": False, **step} for step in steps]}
        self.tour = tour
        if not self._rests:
            self._tell("tour", {"tour": tour})

    def tick(self, step_id: str) -> bool:
        """Mark it done. False when there is no such step."""
        for step in (self.tour or {}).get("steps", []):
            if step["id"] == step_id:
                if self._rests:
                    return True
                step["done"] = True
                self._tell("tour", {"tour": self.tour})
                return True
        return False

    def restart(self) -> None:
        if self.tour is not None:
            self.put({**self.tour, "steps": [{**step, "done": False} for step in self.tour["steps"]]})
