"""Handlers read nothing that the tests of what stays sealed do not walk, or that is left out here for a reason."""

import ast
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from services import candidates, feedback, home, interviews, reading, reminders, roles, todos
from tests.services.read_paths import About, ways

HANDLERS = Path(__file__).parent.parent.parent / "handlers"

BESIDES: dict[Callable[..., Any], str] = {
    todos.next_morning: "a moment, made of one's own working hours",
    reminders.settings: "one's own settings",
    reminders.countries: "the names of countries",
    roles.openers: "who may open roles; it names no loop",
    feedback.oldest: "the number of a loop on whose panel one sits; what it says is read by feedback.page",
    todos.heirs: "who else leads the search of one's own to-do, as its role says",
    candidates.known: "asks for the right to add to a role; of other roles it says what the reader may open",
    interviews.warnings: "asks for the right to arrange an interview, and says when people are busy, never with whom",
}


def _imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Names of a file that come from services: as they are called there, the module, and the name in it."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "services" and node.module
        for alias in node.names
    }


def _meant(given: ast.expr, known: dict[str, tuple[str, str]]) -> Iterator[Any]:
    """The services in what is passed to `.read(`: itself, what a partial is of, what the body of a lambda calls."""
    match given:
        case ast.Lambda(body=body):
            for call in (node for node in ast.walk(body) if isinstance(node, ast.Call)):
                yield from _meant(call.func, known)
        case ast.Call(func=ast.Name(id="partial"), args=[of, *_]):
            yield from _meant(of, known)
        case ast.Name(id=name) if name in known:
            module, there = known[name]
            yield getattr(importlib.import_module(module), there)
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in known:
            yield getattr(importlib.import_module(".".join(known[name])), attr)
        case _:
            yield ast.unparse(given)


def read_in(source: str) -> list[Any]:
    """All that a file reads; as text where it is not told from the file what it is."""
    tree = ast.parse(source)
    known = _imported(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    asked = (call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "read")
    return [each for given in asked for each in _meant(given, known)]


def test_handlers_read_nothing_that_is_not_walked() -> None:
    walked = {ask for _, ask, _ in ways(About(1, 1, 1, "", "", ""))}
    read = {file.name: read_in(file.read_text(encoding="utf-8")) for file in sorted(HANDLERS.rglob("*.py"))}
    known = walked | BESIDES.keys()
    assert [(file, ask) for file, asked in read.items() for ask in asked if ask not in known] == []
    assert BESIDES.keys() <= {ask for asked in read.values() for ask in asked}, "no exception that nobody needs"


def test_what_is_read_is_found_under_any_name_and_in_lambdas_and_partials() -> None:
    source = """
from functools import partial
from services import home as mine, reading
from services.home import home

async def shown(ctx, ask):
    await ctx.read(mine.home)
    await ctx.desk.read(lambda work: [reading.hub(work)], by="U1")
    await ctx.read(partial(reading.listing))
    await ctx.read(ask)
"""
    assert read_in(source) == [home.home, reading.hub, reading.listing, "ask"]
