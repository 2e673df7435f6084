"""What the parts of a playbook are made of: a frozen base, bounded text, frozen mappings, contradictions."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WrapSerializer,
)

K = TypeVar("K")
V = TypeVar("V")

Location = tuple[str | int, ...]

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=140)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_LIST_ENTRY = re.compile(r"\s*(?:-|\d{1,2}\.)(?:\s|$)")


def _unwrap(value: object) -> object:
    """A file wraps at its margin, a phone elsewhere: breaks stay between paragraphs and list entries only."""
    if not isinstance(value, str):
        return value
    lines: list[str] = []
    for line in value.strip().splitlines():
        if lines and lines[-1] and line.strip() and not _LIST_ENTRY.match(line):
            lines[-1] += " " + line.strip()
        elif line.strip() or lines[-1]:
            lines.append(line.strip())
    return "\n".join(lines)


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1500),
    BeforeValidator(_unwrap),
]
"""Paragraphs and lists, with a blank line between paragraphs; how the file wraps them does not matter."""


class Value(BaseModel):
    """A part of a playbook: frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Contradictions(ValueError):
    """Several things that do not fit together, each with its place below the value that was checked.

    Pydantic lets a validator raise one error; this one carries many, so that an author sees them all.
    """

    def __init__(self, found: Iterable[tuple[Location, str]]) -> None:
        self.found = tuple(found)
        super().__init__("; ".join(" ".join([*map(str, at), what]) for at, what in self.found))

    @classmethod
    def raise_if(cls, found: Iterable[tuple[Location, str]]) -> None:
        """Raise when anything was found, and do nothing otherwise."""
        collected = tuple(found)
        if collected:
            raise cls(collected)


def _freeze(value: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(dict(value))


def _thaw(value: Mapping[Any, Any], write: SerializerFunctionWrapHandler) -> Any:
    return write(dict(value))


FrozenMap = Annotated[Mapping[K, V], AfterValidator(_freeze), WrapSerializer(_thaw)]
"""A mapping nobody can change; it keeps its order and is written to JSON as an object."""


def _something(value: V) -> V:
    if not value:
        raise ValueError("is empty; give at least one entry")
    return value


# Not pydantic's min_length, which also calls a list too short when one of its entries is wrong.
Some = Annotated[tuple[V, ...], AfterValidator(_something)]
"""A list with an entry at least."""

Choices = Annotated[FrozenMap[Key, Name], AfterValidator(_something)]
"""A list to choose from: the key that is stored, and the name that people read."""


def repeated_keys(keys: Iterable[str]) -> Iterable[tuple[Location, str]]:
    """Every key that was used before, placed at `[index].key`."""
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield (index, "key"), f"is '{key}', which is used above; give each its own key"
        seen.add(key)
