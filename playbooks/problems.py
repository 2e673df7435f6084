"""What is wrong with a playbook: its file, its line, its place, and a sentence that ends with the remedy."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType, NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from domain.playbook import Contradictions, Playbook

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` is None when the whole file is meant; `at` is empty when no key is."""

    file: str
    line: int | None
    at: str
    what: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.at} {self.what}" if self.at else f"{where}: {self.what}"


class PlaybookError(Exception):
    """Everything that is wrong, in the order of files and lines, a line of text each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def place(at: Location) -> str:
    """`stages[2].kit.competencies[0].anchors`, as an author would say it."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).removeprefix(".")


def explain(error: ErrorDetails) -> Iterable[tuple[Location, str]]:
    """What an error of pydantic means to an author, once for each contradiction that it carries."""
    at = tuple(part for part in error["loc"] if part != "[key]")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Contradictions):
        for below, what in cause.found:
            yield (*at, *below), what
    elif error["type"] == "extra_forbidden":
        yield at, _unknown_key(at)
    elif isinstance(cause, ValueError):
        yield at, str(cause)
    else:
        say = _SENTENCES.get(error["type"])
        yield at, say(error["input"], error.get("ctx", {})) if say else f"is not right: {error['msg']}"


def _unknown_key(at: Location) -> str:
    known = _keys_at(at[:-1])
    near = difflib.get_close_matches(str(at[-1]), known, n=1, cutoff=0.5)
    return f"is not a known key; did you mean '{near[0]}'?" if near else f"is not a known key; use {_or(known)}"


def _keys_at(at: Location) -> list[str]:
    """The keys that the part of a playbook at this place knows."""
    shape: Any = Playbook
    for part in at:
        shape = _model_in(shape)
        if isinstance(part, str) and isinstance(shape, type) and issubclass(shape, BaseModel):
            shape = shape.model_fields[part].annotation
        else:
            shape = get_args(shape)[-1 if get_origin(shape) is not tuple else 0]
    shape = _model_in(shape)
    return list(shape.model_fields)


def _model_in(shape: Any) -> Any:
    """What stands in `X | None`, for `X`."""
    rest = [part for part in get_args(shape) if part is not NoneType]
    return rest[0] if NoneType in get_args(shape) and len(rest) == 1 else shape


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _shown(value: object) -> str:
    if value is None:
        return "is empty"
    if isinstance(value, dict):
        return "has keys below it"
    if isinstance(value, list):
        return "is a list"
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return f"is '{text if len(text) <= 40 else text[:39] + '…'}'"


def _text_wanted(value: object, _: Mapping[str, Any]) -> str:
    if isinstance(value, dict):
        return "reads as a key with a value; put text that has ': ' in it in quotes"
    quoted = isinstance(value, bool | int | float)
    return f"{_shown(value)}; {'put it in quotes' if quoted else 'write text'}"


_SENTENCES: Mapping[str, Callable[[Any, Mapping[str, Any]], str]] = MappingProxyType(
    {
        "missing": lambda _, __: "is missing; add it",
        "string_type": _text_wanted,
        "string_too_short": lambda _, __: "is empty; write something",
        "string_too_long": lambda value, ctx: (
            f"has {len(value.strip())} characters; shorten it to {ctx['max_length']} or fewer"
        ),
        "string_pattern_mismatch": lambda value, _: (
            f"{_shown(value)}; use small letters, digits and underscores, beginning with a letter"
        ),
        "int_type": lambda value, _: f"{_shown(value)}; write a whole number",
        "bool_type": lambda value, _: f"{_shown(value)}; write true or false",
        "greater_than_equal": lambda value, ctx: f"{_shown(value)}; use {ctx['ge']} or more",
        "less_than_equal": lambda value, ctx: f"{_shown(value)}; use {ctx['le']} or less",
        "enum": lambda value, ctx: f"{_shown(value)}; use {ctx['expected']}",
        "literal_error": lambda value, ctx: f"{_shown(value)}; use {ctx['expected']}",
        "too_long": lambda value, ctx: f"has {len(value)} entries; keep at most {ctx['max_length']}",
        "tuple_type": lambda value, _: f"{_shown(value)}; write a list, each entry after a dash",
        "mapping_type": lambda value, _: f"{_shown(value)}; write keys with their values below it",
        "dict_type": lambda value, _: f"{_shown(value)}; write keys with their values below it",
        "model_type": lambda value, _: f"{_shown(value)}; write keys with their values below it",
    }
)
