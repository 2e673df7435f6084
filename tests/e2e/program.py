"""The program as a process of its own, against a sandbox in this one."""

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.manifest import manifest
from sandbox import AppConfig, Channel, Person, Sandbox
from sandbox.clock import Clock
from sandbox.rate import Pacing
from tests.fakes.company import HIRING, IN_HIRING, PEOPLE, TEAM

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 30
"""Seconds, on a machine that does other things too."""

Json = dict[str, Any]


def people() -> list[Person]:
    return [
        Person(one.id, one.name.lower(), one.name, tz=one.zone, email=one.email, is_admin=one.is_admin)
        for one in PEOPLE
        if one.kind == "full"
    ]


def app_config(mode: str = "socket", port: int = 0) -> AppConfig:
    """The app as its own manifest describes it."""
    url = f"http://127.0.0.1:{port}" if mode == "http" else ""
    return AppConfig.from_manifest(manifest(url), team_id=TEAM)


@asynccontextmanager
async def slack(app: AppConfig, clock: Clock | None = None, pacing: Pacing | None = None) -> AsyncIterator[Sandbox]:
    channels = [Channel(HIRING, "hiring", is_private=True, members=(*IN_HIRING, app.bot_user_id))]
    made = Sandbox(app=app, people=people(), channels=channels, clock=clock, pacing=pacing)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


def settings(sandbox: Sandbox, database: Path, **given: str) -> dict[str, str]:
    app = sandbox.app
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "COV_"))}
    token = {"SLACK_APP_TOKEN": app.app_token} if app.mode == "socket" else {"SLACK_SIGNING_SECRET": app.signing_secret}
    return {
        **kept, "SLACK_API_URL": sandbox.api_url, "SLACK_BOT_TOKEN": app.bot_token, **token,
        "DATABASE_URL": f"sqlite:///{database}", **given,
    }  # fmt: skip


@dataclass
class Running:
    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    """What it has logged so far."""
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode().rstrip())
            if "at work" in self.lines[-1]:
                self.ready.set()

    async def stop(self) -> int:
        """Ask it to stop; answers its exit code."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), 15)


@asynccontextmanager
async def bot(
    environment: Mapping[str, str], *arguments: str, folder: Path = ROOT, flags: Sequence[str] = ()
) -> AsyncIterator[Running]:
    """`python -m bot run`, ready for work; killed at the end if it has not stopped by itself. `flags` are Python's."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *flags, "-m", "bot", *(arguments or ("run",)), cwd=folder, env=dict(environment),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    running = Running(process)
    reading = asyncio.create_task(running.read())
    started = asyncio.create_task(running.ready.wait())
    try:  # whatever fails, what the program has logged stands beside it
        await asyncio.wait({started, reading}, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        assert running.ready.is_set(), "\n".join(running.lines)
        yield running
    finally:
        started.cancel()
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading
        sys.stdout.write("\n".join(running.lines))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Page:
    """The sandbox as a person sees it."""

    sandbox: Sandbox
    session: ClientSession

    async def act(self, who: str, kind: str, **given: Any) -> Json:
        url = f"{self.sandbox.url}/_sandbox/page/act"
        async with self.session.post(url, json={"as": who, "type": kind, **given}) as response:
            found: Json = await response.json()
            return found

    async def command(self, who: str, text: str, channel: str = HIRING) -> Json:
        return await self.act(who, "command", channel=channel, command="/loop", text=text)

    async def history(self, who: str, channel: str = HIRING) -> list[Json]:
        url = f"{self.sandbox.url}/_sandbox/page/history"
        async with self.session.get(url, params={"as": who, "channel": channel}) as response:
            found: list[Json] = (await response.json())["messages"]
            return found

    async def views(self, who: str) -> list[Json]:
        """The stack of modals, the root first."""
        async with self.session.get(f"{self.sandbox.url}/_sandbox/page/boot", params={"as": who}) as response:
            found: list[Json] = (await response.json())["views"]
            return found
