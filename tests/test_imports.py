"""Who may import whom: the layers of docs/architecture.md, read from the imports themselves."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

ALLOWED: dict[str, set[str]] = {
    "domain": set(),
    "playbooks": {"domain"},
    "models": {"domain"},
    "views": {"domain"},
    "services": {"domain", "models"},
    "scheduling": {"domain", "models", "services", "views"},
    "handlers": {"domain", "services", "views"},
    "sandbox": set(),
    "bot": {"domain", "playbooks", "models", "views", "services", "scheduling", "handlers", "sandbox"},
}

LIBRARIES: dict[str, set[str]] = {"domain": {"pydantic"}}
"""The packages that may use nothing from outside but this; the others are free in it."""


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the top-level name of each import, also of those inside functions and for types alone."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


def violation(package: str, name: str) -> str | None:
    """Return what is wrong with `package` importing `name`, None when nothing is."""
    if name == package:
        return None
    if name in ALLOWED or name == "tests":
        return None if name in ALLOWED[package] else f"{package} must not import {name}"
    if package in LIBRARIES and name not in LIBRARIES[package] | sys.stdlib_module_names:
        return f"{package} must do without {name}"
    return None


def violations(package: str, file: str, source: str) -> list[str]:
    found = ((line, violation(package, name)) for line, name in imported(source))
    return [f"{file}:{line}: {problem}" for line, problem in found if problem]


def test_every_package_imports_only_what_it_may() -> None:
    problems = [
        problem
        for package in ALLOWED
        for path in sorted((ROOT / package).rglob("*.py"))
        for problem in violations(package, str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    ]
    assert problems == []


def test_a_handler_that_reaches_for_a_row_is_caught() -> None:
    source = "from domain import forms\n\ndef listen():\n    from models.tables import Loop\n"
    assert violations("handlers", "handlers/loops.py", source) == [
        "handlers/loops.py:4: handlers must not import models"
    ]


def test_rules_that_talk_to_the_world_are_caught() -> None:
    source = "import asyncio, slack_sdk\nfrom sqlmodel import select\nimport pydantic\nfrom . import state\n"
    assert violations("domain", "domain/x.py", source) == [
        "domain/x.py:1: domain must do without slack_sdk",
        "domain/x.py:2: domain must do without sqlmodel",
    ]


def test_nobody_imports_the_program_or_its_tests() -> None:
    for package in ALLOWED.keys() - {"bot"}:
        assert violations(package, "x.py", "import bot.settings") == [f"x.py:1: {package} must not import bot"]
        assert violations(package, "x.py", "import tests.fakes") == [f"x.py:1: {package} must not import tests"]


def test_every_folder_with_code_stands_in_the_table() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders - {"tests"} <= ALLOWED.keys()
