"""YAML text to plain data, with the line of every key: no tags, no aliases, no key twice."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from playbooks.problems import Location

MAX_CHARACTERS = 200_000
MAX_DEPTH = 20  # a playbook is seven levels deep

_PLAIN = MappingProxyType({f"tag:yaml.org,2002:{kind}": kind for kind in ("str", "int", "float", "bool", "null")})
_SYNTAX_REMEDY = "indent with spaces, and put text that has ': ' or ' #' in it in quotes"


@dataclass(slots=True)
class Source:
    """A file's plain data, the line (from 1) of each place in it, and what is wrong with it as YAML."""

    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[tuple[Location, int | None, str]] = field(default_factory=list)

    def line(self, at: Location) -> int:
        """The line of a place in the data, or of the nearest thing around it that is written in the file."""
        while at not in self.lines:
            at = at[:-1]
        return self.lines[at]


class Strict(yaml.composer.Composer):
    """Makes nodes only. Aliases and deep nesting are refused: both can make a small file enormous."""

    depth = 0
    peek_event: Callable[[], yaml.Event]
    check_event: Callable[..., bool]

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        mark: Any = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias (*) stands here; write it out instead", mark)
        if self.depth == MAX_DEPTH:
            raise yaml.composer.ComposerError(None, None, "this is nested too deeply; check the indentation", mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Composer(Strict, yaml.SafeLoader):
    """Says best what is wrong."""


def read(text: str) -> Source:
    """Read one YAML document; whatever is wrong with it is in the result's `problems`."""
    source = Source()
    if len(text) > MAX_CHARACTERS:
        source.problems.append(((), None, f"has {len(text)} characters; keep it to {MAX_CHARACTERS}"))
        return source
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        remedy = "" if isinstance(error, yaml.composer.ComposerError) else f"; {_SYNTAX_REMEDY}"
        what = ", ".join(filter(None, (error.context, error.problem)))
        source.problems.append(((), mark.line + 1 if mark else None, f"{what}{remedy}"))
        return source
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        source.problems.append(
            ((), line, f"has a character that YAML does not allow ({chr(error.character)!r}); remove it")
        )
        return source
    if node is None or node.tag == "tag:yaml.org,2002:null":
        source.problems.append(((), None, "is empty; copy backend.yaml and change it"))
        return source
    source.lines[()] = node.start_mark.line + 1
    source.data = _plain(source, node, ())
    return source


def _compose(text: str) -> yaml.Node | None:
    """A sound file is read fast; one that is not is read again by the composer with the better sentences."""
    if yaml.__with_libyaml__:
        from playbooks.fast import FastComposer  # noqa: PLC0415  # not everywhere was PyYAML built with it

        with contextlib.suppress(yaml.YAMLError):
            return FastComposer(text).get_single_node()
    loader = _Composer(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _plain(source: Source, node: yaml.Node, at: Location) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(source, value, (*at, key)) for key, value in _entries(source, node, at)}
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            source.lines[*at, index] = item.start_mark.line + 1
        return [_plain(source, item, (*at, index)) for index, item in enumerate(node.value)]
    return _scalar(source, node, at)


def _entries(source: Source, node: yaml.MappingNode, at: Location) -> Iterator[tuple[str, yaml.Node]]:
    """Keys are taken as written, so that `no:` and `30:` are text as well."""
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            source.problems.append((at, line, "has a key that is a list or has keys itself; write a word"))
            continue
        key = (*at, key_node.value)
        if key in source.lines:
            what = f"is written twice (first on line {source.lines[key]}); keep one"
            source.problems.append((key, line, what))
            continue
        source.lines[key] = line
        yield key_node.value, value


def _scalar(source: Source, node: yaml.Node, at: Location) -> Any:
    kind = _PLAIN.get(node.tag)
    if kind == "str":
        return node.value
    if kind is None:
        what = "reads as a date; put it in quotes"
        if not node.tag.endswith(":timestamp"):
            what = f"carries '{node.tag.replace('tag:yaml.org,2002:', '!!')}'; remove that, and write it plainly"
        source.problems.append((at, node.start_mark.line + 1, what))
        return None
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, KeyError):
        source.problems.append((at, node.start_mark.line + 1, f"is not a number or truth value; remove '!!{kind}'"))
        return None
