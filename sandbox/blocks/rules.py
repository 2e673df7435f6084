"""The few kinds of rule that Block Kit is written in. Each notes what it finds, with a JSON pointer to the place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Found = list[str]


class Rule(Protocol):
    def check(self, value: Any, at: str, found: Found) -> None: ...


def note(found: Found, text: str, at: str) -> None:
    found.append(f"{text} [json-pointer:{at}]")


@dataclass(frozen=True)
class Str:
    """A string of `least` to `most` characters, optionally of a pattern or out of a list."""

    most: int
    least: int = 1
    pattern: str = ""
    choices: frozenset[str] = frozenset()

    def check(self, value: Any, at: str, found: Found) -> None:
        if not isinstance(value, str):
            note(found, "must be a string", at)
        elif len(value) > self.most:
            note(found, f"must be less than {self.most + 1} characters", at)
        elif len(value) < self.least:
            note(found, f"must be more than {self.least - 1} characters", at)
        elif self.choices and value not in self.choices:
            note(found, "must be a valid enum value", at)
        elif self.pattern and not re.fullmatch(self.pattern, value):
            note(found, f"must match pattern {self.pattern}", at)


@dataclass(frozen=True)
class Url:
    most: int

    def check(self, value: Any, at: str, found: Found) -> None:
        Str(self.most).check(value, at, found)
        if isinstance(value, str) and not re.match(r"(https?://|mailto:|tel:|slack:)[^\s]+$", value):
            note(found, "must be a valid URL", at)


@dataclass(frozen=True)
class Bool:
    def check(self, value: Any, at: str, found: Found) -> None:
        if not isinstance(value, bool):
            note(found, "must be a boolean", at)


@dataclass(frozen=True)
class Int:
    least: int
    most: int

    def check(self, value: Any, at: str, found: Found) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            note(found, "must be an integer", at)
        elif not self.least <= value <= self.most:
            note(found, f"must be between {self.least} and {self.most}", at)


@dataclass(frozen=True)
class Items:
    rule: Rule
    most: int
    least: int = 1

    def check(self, value: Any, at: str, found: Found) -> None:
        if not isinstance(value, list):
            note(found, "must be an array", at)
            return
        if len(value) > self.most:
            note(found, f"no more than {self.most} items allowed", at)
        if len(value) < self.least:
            note(found, f"no fewer than {self.least} items allowed", at)
        for number, item in enumerate(value):
            self.rule.check(item, f"{at}/{number}", found)


@dataclass(frozen=True)
class Fields:
    """An object with these fields and no other. A null is as good as a field left out, as at Slack."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    typed: bool = True

    def check(self, value: Any, at: str, found: Found) -> None:
        if not isinstance(value, dict):
            note(found, "must provide an object", at)
            return
        for name in self.required:
            if value.get(name) is None:
                note(found, f"missing required field: {name}", at)
        for name, inner in value.items():
            rule = self.required.get(name) or self.optional.get(name)
            if rule is None and not (name == "type" and self.typed):
                note(found, f"invalid additional property: {name}", at)
            elif rule is not None and inner is not None:
                rule.check(inner, f"{at}/{name}", found)


@dataclass(frozen=True)
class ByType:
    """One of several objects, told apart by `type`; `allowed` narrows the table for this place."""

    table: Mapping[str, Rule]
    allowed: frozenset[str] | None = None

    def check(self, value: Any, at: str, found: Found) -> None:
        if not isinstance(value, dict):
            note(found, "must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            note(found, "missing required field: type", at)
        elif kind not in (self.table if self.allowed is None else self.allowed):
            note(found, f"unsupported type: {kind}", f"{at}/type")
        else:
            self.table[kind].check(value, at, found)


@dataclass(frozen=True)
class Text:
    """A text object; `plain` where Slack takes no mrkdwn."""

    most: int
    plain: bool = False

    def check(self, value: Any, at: str, found: Found) -> None:
        if not isinstance(value, dict):
            note(found, "must provide an object", at)
            return
        kind = value.get("type")
        kinds = ("plain_text",) if self.plain else ("plain_text", "mrkdwn")
        if kind not in kinds:
            note(found, "must be a valid enum value", f"{at}/type")
            return
        extra = {"emoji": Bool()} if kind == "plain_text" else {"verbatim": Bool()}
        Fields({"text": Str(self.most)}, extra).check(value, at, found)


ID = Str(255, least=0)
URL = Url(3000)
SLACK_ID = Str(255)
