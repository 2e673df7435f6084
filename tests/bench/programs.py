"""The two programs that are measured, each a process of its own, and the ground they stand on."""

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from domain.forms import PanelForm, ScheduleForm
from models.database import Database
from sandbox import AppConfig, Channel, Person, Sandbox
from services import interviews
from tests.bench.load import SECRET, once
from tests.fakes.clock import FrozenClock
from tests.fakes.company import HIRING, IN_HIRING, PEOPLE, TEAM, Company


@dataclass(frozen=True, slots=True)
class Running:
    """`ready`: seconds from the start of the process to its first answer. `memory`: MB (10^6 bytes) resident then."""

    port: int
    ready: float
    memory: float
    pid: int


@asynccontextmanager
async def bare() -> AsyncIterator[Running]:
    """The bare Bolt app; it ends when its standard input does."""
    port = _free_port()
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.bare", str(port), stdin=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    try:
        await _answers(port)
        yield Running(port, time.perf_counter() - begun, _memory(process.pid), process.pid)
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def bot(folder: Path) -> AsyncIterator[Running]:
    """`python -m bot run` over HTTP against a sandbox, on SQLite."""
    port = _free_port()
    app = AppConfig(
        team_id=TEAM, signing_secret=SECRET, mode="http", request_url=f"http://127.0.0.1:{port}/slack/events"
    )
    people = [
        Person(id=one.id, name=one.name.lower(), real_name=one.name, tz=one.zone, email=one.email) for one in PEOPLE[:9]
    ]
    channels = [Channel(id=HIRING, name="hiring", members=(*IN_HIRING, app.bot_user_id))]
    sandbox = Sandbox(app=app, people=people, channels=channels)
    await sandbox.start()
    settings = {
        **os.environ, "SLACK_API_URL": sandbox.api_url, "SLACK_BOT_TOKEN": app.bot_token, "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": SECRET, "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}", "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # who runs it has it compiled, from the second start on
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=settings)
    try:
        await _answers(port)
        yield Running(port, time.perf_counter() - begun, _memory(process.pid), process.pid)
    finally:
        process.terminate()
        await process.wait()
        await sandbox.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _memory(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 10**6


async def _answers(port: int) -> None:
    """Wait for the answer to a command, asked as soon as somebody listens, which is within ten seconds."""
    for _ in range(2000):
        try:
            await once(port, command("help", -1))
        except OSError:
            await asyncio.sleep(0.005)
        else:
            return
    raise TimeoutError("The bot did not start.")


async def prepare(folder: Path) -> int:
    """A database with one loop whose interview lies an hour back; Ines owes its scorecard. Returns the loop."""
    now = datetime.now(UTC)  # the program that is measured reads the system's clock
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    await database.migrate()
    company = await Company.make(database, FrozenClock(now - timedelta(hours=2)))
    loop = await company.add_candidate(stage="culture")
    version = (await company.loop(loop)).version
    held = now - timedelta(hours=4)
    form = ScheduleForm(
        loop=loop, version=version, date=held.date(), time=held.time().replace(second=0, microsecond=0), duration=60,
        zone="UTC", people=PanelForm(loop=loop, version=version, panel=("UBO",), lead="UINES"),
    )  # fmt: skip
    await company.perform(interviews.log, form)
    await database.close()
    return loop


def command(text: str, n: int, user: str = "UINES") -> dict[str, str]:
    """A slash command as Slack sends it; each has its own trigger id."""
    return {
        "token": "x", "team_id": TEAM, "team_domain": "bench", "channel_id": HIRING, "channel_name": "hiring",
        "user_id": user, "user_name": "ines", "command": "/loop", "text": text, "api_app_id": "A0SANDBOX1",
        "is_enterprise_install": "false", "response_url": "http://127.0.0.1:9/none", "trigger_id": f"{n}.bench.{text}",
    }  # fmt: skip


def draft(loop: int, n: int) -> dict[str, str]:
    """A keystroke in a scorecard: the block action that saves the draft, as Slack sends it."""
    view: dict[str, Any] = {
        "id": "VBENCH", "team_id": TEAM, "type": "modal", "callback_id": "submit.scorecard", "hash": f"{n}.x",
        "title": {"type": "plain_text", "text": "Scorecard"}, "blocks": [], "previous_view_id": None,
        "root_view_id": "VBENCH", "app_id": "A0SANDBOX1", "bot_id": "B0SANDBOX1",
        "private_metadata": json.dumps(
            {"loop": loop, "version": 1, "stage": "culture", "round": 1, "interview_version": 1}),
        "state": {"values": {"notes": {"draft.notes": {"type": "plain_text_input", "value": f"Typed so far: {n}"}}}},
    }  # fmt: skip
    payload = {
        "type": "block_actions", "user": {"id": "UINES", "username": "ines", "name": "ines", "team_id": TEAM},
        "api_app_id": "A0SANDBOX1", "token": "x", "team": {"id": TEAM, "domain": "bench"}, "trigger_id": f"{n}.draft",
        "container": {"type": "view", "view_id": "VBENCH"}, "view": view, "enterprise": None,
        "is_enterprise_install": False,
        "actions": [{
            "type": "plain_text_input", "block_id": "notes", "action_id": "draft.notes", "value": str(n),
            "action_ts": f"{n}.0",
        }],
    }  # fmt: skip
    return {"payload": json.dumps(payload)}
