"""SIGTERM: the program takes nothing new, finishes what it has, lets go of its leases and ends."""

import asyncio
import shutil
import signal
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlmodel import col, select

from models.database import Database
from models.tables import Destination, Outbox
from sandbox import Fault, Sandbox
from scheduling.clock import SystemClock
from services.outcomes import UNKNOWN
from tests.e2e.program import Page, app_config, settings, slack
from tests.fakes.company import HIRING, Company
from tests.fakes.nursery import Brood

POST = "chat.postMessage"
WITHIN = 10
"""Seconds: what Docker gives before it kills."""


@pytest.fixture
async def path(tmp_path: Path, migrated_file: Path) -> Path:
    """A database in which a card and what belongs to it wait to be sent."""
    copied = Path(shutil.copy(migrated_file, tmp_path / "bot.db"))
    database = Database(f"sqlite:///{copied}")
    company = await Company.make(database, SystemClock())  # type: ignore[arg-type]  # nobody stops it here
    await company.add_candidate()
    await database.close()
    return copied


async def outbox(path: Path) -> list[Outbox]:
    database = Database(f"sqlite:///{path}")
    rows = await database.read(lambda s: list(s.exec(select(Outbox).order_by(col(Outbox.id))).all()))
    held = await database.read(lambda s: s.exec(select(Destination).where(Destination.lease != "")).all())
    await database.close()
    assert not held, "no destination is left under a lease"
    assert not [row for row in rows if row.lease]
    return rows


async def posting(sandbox: Sandbox) -> None:
    """Until the program has asked for a message."""
    async with asyncio.timeout(20):
        while any(not armed["struck"] for armed in sandbox.core.faults.as_json()):
            await asyncio.sleep(0.05)


async def test_what_is_under_way_is_finished(path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        sandbox.add_faults(Fault("delay", name=POST, seconds=1.5, times=0))
        async with brood.bot(settings(sandbox, path)) as running:
            await posting(sandbox)
            started = time.monotonic()
            assert await running.stop() == 0
            assert time.monotonic() - started < WITHIN
        rows = await outbox(path)
        assert rows[0].state == "sent"
        assert len(sandbox.core.workspace.rooms[HIRING].messages) == 1


async def test_what_takes_too_long_is_let_go_and_the_next_one_looks_for_it(path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        sandbox.add_faults(Fault("delay", name=POST, seconds=60))
        async with brood.bot(settings(sandbox, path)) as running:
            await posting(sandbox)
            started = time.monotonic()
            assert await running.stop() == 0
            assert time.monotonic() - started < WITHIN
        rows = await outbox(path)
        assert (rows[0].state, rows[0].error) == ("pending", UNKNOWN)
        async with brood.bot(settings(sandbox, path)) as running:
            async with asyncio.timeout(30):
                while (await outbox_states(path))[0] != "sent":
                    await asyncio.sleep(0.2)
            assert await running.stop() == 0


async def outbox_states(path: Path) -> list[str]:
    database = Database(f"sqlite:///{path}")
    found = await database.read(lambda s: list(s.exec(select(Outbox.state).order_by(col(Outbox.id))).all()))
    await database.close()
    return found


async def test_a_second_signal_ends_it_at_once(path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        sandbox.add_faults(Fault("delay", name=POST, seconds=60))
        async with brood.bot(settings(sandbox, path)) as running:
            await posting(sandbox)
            running.receives(signal.SIGTERM)
            async with asyncio.timeout(5):
                while not any("stopping" in line for line in running.lines):
                    await asyncio.sleep(0.02)
            started = time.monotonic()
            assert await running.stop(signal.SIGTERM) == -signal.SIGTERM
            assert time.monotonic() - started < 1


async def test_while_it_stops_nothing_new_is_taken(path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox, ClientSession() as session:
        sandbox.add_faults(Fault("delay", name=POST, seconds=60))
        async with brood.bot(settings(sandbox, path)) as running:
            await posting(sandbox)
            running.receives(signal.SIGTERM)
            async with asyncio.timeout(5):
                while not any("stopping" in line for line in running.lines):
                    await asyncio.sleep(0.02)
            answer = await Page(sandbox, session).command("URITA", "help")
            assert not answer["ok"]
            assert await running.ends(WITHIN) == 0
