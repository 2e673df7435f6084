"""What answers to what: handlers register themselves by decorators, and Bolt's few listeners look them up here.

Importing a journey registers it and does nothing else; `journeys.py` imports them all.
"""

import difflib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from handlers.context import Context
from handlers.payload import Kind

Handler: TypeAlias = Callable[[Context], Awaitable[None]]
Decorator: TypeAlias = Callable[[Handler], Handler]

COMMAND = "/loop"

ANY_FIELD = ".*"
"""Ends an action id that stands for all that begin so: what is typed into a scorecard, field by field."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One word after `/loop`. The help text, the README's table and the manifest are made from these."""

    name: str
    usage: str
    help: str
    aliases: tuple[str, ...]
    handler: Handler


@dataclass(slots=True)
class Router:
    """Routes by the kind of payload, then by its name."""

    subcommands: dict[str, Subcommand] = field(default_factory=dict)
    """By name, in the order in which help lists them."""
    words: dict[str, Subcommand] = field(default_factory=dict)
    """By name and by alias."""
    routes: dict[Kind, dict[str, Handler]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    shortcuts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By callback id: type (global or message), name, description."""

    def find(self, kind: Kind, name: str) -> Handler | None:
        if kind is Kind.COMMAND:
            subcommand = self.words.get(name)
            return subcommand.handler if subcommand else self.routes[kind].get("")
        known = self.routes[kind]
        return known.get(name) or known.get(name.partition(".")[0] + ANY_FIELD)

    def nearest(self, word: str) -> str | None:
        """The subcommand that was probably meant; None when none is near."""
        near = difflib.get_close_matches(word.lower(), self.words, n=1, cutoff=0.6)
        return self.words[near[0]].name if near else None

    def add(self, kind: Kind, name: str, handler: Handler) -> None:
        if name in self.routes[kind]:
            raise ValueError(f"{kind} {name!r} has a handler already")
        self.routes[kind][name] = handler

    def names(self, kind: Kind) -> Mapping[str, Handler]:
        return self.routes[kind]


ROUTER = Router()


def command(name: str, *, usage: str = "", help: str, aliases: tuple[str, ...] = ()) -> Decorator:  # noqa: A002  # what users ask for
    """Answer to `/loop <name>` and to its aliases. `usage` is what may follow the name."""

    def register(handler: Handler) -> Handler:
        entry = Subcommand(name, usage, help, aliases, handler)
        for word in (name, *aliases):
            if word in ROUTER.words:
                raise ValueError(f"/loop {word} has a handler already")
            ROUTER.words[word] = entry
        ROUTER.subcommands[name] = entry
        return handler

    return register


def otherwise(handler: Handler) -> Handler:
    """Answer to bare `/loop` and to words that are no subcommand."""
    ROUTER.add(Kind.COMMAND, "", handler)
    return handler


def action(*ids: str) -> Decorator:
    """Answer to clicks on these action ids (without what follows `#`)."""
    return _each(Kind.ACTION, ids)


def submission(*callback_ids: str) -> Decorator:
    return _each(Kind.SUBMISSION, callback_ids)


def closed(*callback_ids: str) -> Decorator:
    return _each(Kind.CLOSED, callback_ids)


def options(*ids: str) -> Decorator:
    return _each(Kind.OPTIONS, ids)


def event(*types: str) -> Decorator:
    return _each(Kind.EVENT, types)


def shortcut(callback_id: str, *, name: str, description: str, on_message: bool = False) -> Decorator:
    """Answer to a global shortcut, or to one in a message's menu."""

    def register(handler: Handler) -> Handler:
        ROUTER.add(Kind.SHORTCUT, callback_id, handler)
        ROUTER.shortcuts[callback_id] = ("message" if on_message else "global", name, description)
        return handler

    return register


def _each(kind: Kind, names: tuple[str, ...]) -> Decorator:
    def register(handler: Handler) -> Handler:
        for name in names:
            ROUTER.add(kind, name, handler)
        return handler

    return register
