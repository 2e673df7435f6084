"""What goes into the container is enough for the bot, and what compose and image set are settings that it has."""

import ast
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
import yaml
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from packaging.requirements import Requirement

from bot.settings import Settings
from tests.e2e.program import ROOT, Page, app_config, bot, free_port, settings, slack

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
IGNORED = (ROOT / ".dockerignore").read_text().split()
LOCKS = ("requirements.lock", "requirements-run.lock")
KNOWN = {name.upper() for name in Settings.model_fields}


def copied() -> list[str]:
    lines = [line.split() for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    return [target for _, source, target in lines if source == target]


async def test_the_bot_works_with_what_is_copied_and_installed_into_the_image(empty_url: str, tmp_path: Path) -> None:
    """And with nothing else: -S leaves out what is installed for the tests."""
    app, port = image(tmp_path / "app"), free_port()
    async with slack(app_config()) as sandbox, ClientSession() as session:
        given = settings(sandbox, tmp_path / "bot.db", DATABASE_URL=empty_url, WATCH_PORT=str(port))
        given["PYTHONPATH"] = str(installed(tmp_path / "installed"))
        async with bot(given, folder=app, flags=("-S",)) as running:
            assert (await Page(sandbox, session).command("URITA", "help"))["ok"]
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert (answer.status, await answer.text()) == (200, "ready\n")
            assert await running.stop() == 0


def test_whatever_a_module_imports_and_be_it_late_is_in_the_image(tmp_path: Path) -> None:
    """Some is loaded only by a command or a page that needs it. Drivers and the loop are loaded by name."""
    app = image(tmp_path / "app")
    wanted = {"greenlet", "asyncpg", "uvloop", "tzdata", "mako.template"}
    for file in app.rglob("*.py"):
        own = ".".join(file.relative_to(app).with_suffix("").parts).removesuffix(".__init__")
        wanted |= {own} if not own.startswith(NOT_BY_NAME) else set()
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                wanted.add(node.module)
    program = f"import importlib\nfor one in {sorted(wanted - LEFT_OUT)}: importlib.import_module(one)"
    kept = {**os.environ, "PYTHONPATH": str(installed(tmp_path / "installed"))}
    ran = subprocess.run([sys.executable, "-S", "-c", program], cwd=app, env=kept, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


NOT_BY_NAME = ("models.migrations", "bot.__main__")
"""Alembic loads the former by path, the latter is a program."""

LEFT_OUT = {"bot.demo"}
"""`python -m bot demo` says that it is not there."""


def image(app: Path) -> Path:
    for folder in copied():
        assert f"!{folder}" in IGNORED
        left_out = [Path(path).name for path in IGNORED if Path(path).parent == Path(folder)]
        shutil.copytree(ROOT / folder, app / folder, ignore=shutil.ignore_patterns(*left_out, "__pycache__"))
    return app


def installed(folder: Path) -> Path:
    """The packages that the image installs, as links to those of this environment."""
    folder.mkdir()
    for package in pinned(ROOT / "requirements-run.lock"):
        if package.marker is None or package.marker.evaluate():
            found = distribution(package.name)
            here = Path(str(found.locate_file("")))
            for file in found.files or ():
                link = folder / file.parts[0]
                if link.name != ".." and not link.exists():
                    link.symlink_to(here / link.name)
    return folder


def test_what_image_and_compose_set_are_settings() -> None:
    (line,) = (line for line in DOCKERFILE.splitlines() if line.startswith("ENV DATABASE_URL"))
    assert {pair.partition("=")[0] for pair in line.split()[1:]} <= KNOWN
    assert set(COMPOSE["services"]["bot"]["environment"]) <= KNOWN


def test_two_copies_wait_for_one_database() -> None:
    services = COMPOSE["services"]
    assert services["bot"]["deploy"]["replicas"] == 2
    assert services["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    account = services["database"]["environment"]
    url = services["bot"]["environment"]["DATABASE_URL"]
    assert url.startswith(f"postgresql://{account['POSTGRES_USER']}:${{POSTGRES_PASSWORD:?")
    assert url.endswith(f"@database/{account['POSTGRES_DB']}")


def test_each_copys_port_can_be_reached_from_its_host_alone_and_ill_is_who_does_not_answer() -> None:
    """For HTTP mode; a container is not started anew because Slack is away."""
    (published,) = COMPOSE["services"]["bot"]["ports"]
    assert published == "127.0.0.1:3000-3009:3000"
    (exposed,) = (line.split()[1:] for line in DOCKERFILE.splitlines() if line.startswith("EXPOSE "))
    assert "3000" in exposed
    (asked,) = (line for line in DOCKERFILE.splitlines() if line.startswith("  CMD"))
    assert "/healthz" in asked


async def test_its_health_is_asked_of_itself_though_a_proxy_stands_in_its_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Docker hands the proxy of its own configuration to every container."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    (line,) = (line for line in DOCKERFILE.splitlines() if "/healthz" in line and line.startswith("  CMD"))
    *_, code = json.loads(line.partition("CMD")[2])
    server = web.Application()
    server.router.add_get("/healthz", alive)
    async with TestServer(server) as here:
        await asyncio.to_thread(exec, code.replace(":8080", f":{here.port}"), {})
        with pytest.raises(HTTPError):
            await asyncio.to_thread(exec, code.replace(":8080/healthz", f":{here.port}/nothing"), {})


async def alive(_: web.Request) -> web.Response:
    return web.Response()


def test_what_env_says_of_another_place_does_not_make_a_copy_deaf() -> None:
    """`.env` may say where the bot listens outside of a container; there, the ports are those of the image."""
    (line,) = (line for line in DOCKERFILE.splitlines() if line.startswith("ENV DATABASE_URL"))
    image = dict(pair.split("=", 1) for pair in line.split()[1:])
    given = COMPOSE["services"]["bot"]["environment"]
    assert {name: str(given[name]) for name in ("HOST", "PORT", "WATCH_PORT")} == {
        name: image[name] for name in ("HOST", "PORT", "WATCH_PORT")
    }


def test_the_image_has_what_the_bot_needs_and_nothing_of_the_tests() -> None:
    every, run = ({one.name.lower(): one.specifier for one in pinned(ROOT / name)} for name in LOCKS)
    assert run.items() <= every.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {Requirement(line).name.lower() for line in project["project"]["dependencies"]}
    tools = {Requirement(line).name.lower() for line in project["dependency-groups"]["dev"]}
    assert needed <= run.keys()
    assert not tools & run.keys()


def pinned(path: Path) -> list[Requirement]:
    lines = [line for line in path.read_text().splitlines() if line and line[0].isalnum()]
    return [Requirement(line.removesuffix("\\").strip()) for line in lines]
