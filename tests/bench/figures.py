"""A figure, its bar, and the list of them: printed for people, written to `build/bench.json`."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

OUTPUT = Path("build/bench.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """`bar` None: told, not judged. `better`: on which side of the bar it holds."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    better: Literal["lower", "higher"] = "lower"

    @property
    def holds(self) -> bool | None:
        if self.bar is None:
            return None
        return self.value <= self.bar if self.better == "lower" else self.value >= self.bar

    def __str__(self) -> str:
        judged = {True: "holds", False: "MISSED", None: ""}[self.holds]
        bar = f"{'at most' if self.better == 'lower' else 'at least'} {self.bar:g}" if self.bar is not None else ""
        return f"{self.name:<52} {self.value:>10.2f} {self.unit:<10} {bar:<16} {judged}"


def report(figures: Sequence[Figure]) -> int:
    """Print them, write them down, and return how many missed their bar."""
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps([asdict(figure) | {"holds": figure.holds} for figure in figures], indent=2) + "\n")
    for figure in figures:
        print(figure)  # noqa: T201  # the report is what the command is for
    return sum(figure.holds is False for figure in figures)
