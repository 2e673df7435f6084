"""Forms hold text as people type it, without what no database keeps.

Neither Slack's clients nor keyboards make such characters; programs that send for somebody do, and broken ones.
"""

import re
from dataclasses import dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_NOWHERE_KEPT = re.compile("[\0\ud800-\udfff]")
"""NUL, which PostgreSQL takes for the end of a text, and halves of pairs, which are no character in UTF-8."""


def storable(value: Any) -> Any:
    """`value` with such characters left out, however deep in it they lie."""
    match value:
        case str():
            return _NOWHERE_KEPT.sub("", value) if _NOWHERE_KEPT.search(value) else value
        case dict():
            return {storable(key): storable(one) for key, one in value.items()}
        case list() | tuple():
            return type(value)(storable(one) for one in value)
        case _:
            return value


@dataclass_transform(kw_only_default=True, frozen_default=True)
def form(cls: type[T]) -> type[T]:
    """A frozen dataclass of named fields, all of whose text can be stored."""
    cls.__post_init__ = _made_storable  # type: ignore[attr-defined]  # what a dataclass calls when it is made
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def _made_storable(self: Any) -> None:
    for field in fields(self):
        object.__setattr__(self, field.name, storable(getattr(self, field.name)))
