"""A process that is killed in the middle of a loop: another takes over, and nobody reads anything twice.

Over HTTP; processes that are killed on the socket are those of tests/crash.
"""

import asyncio
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession

from sandbox import Sandbox
from sandbox.rate import OFF
from services.delivery import LEASE
from tests.crash.fast import FastClock
from tests.e2e.program import Page, app_config, free_port, settings, slack
from tests.e2e.someone import Someone
from tests.e2e.test_whole_loop import debate, decide, interview, option
from tests.fakes.company import HIRING
from tests.fakes.nursery import Brood
from views import ids

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def written_twice(sandbox: Sandbox) -> list[str]:
    """Marks of messages that stand in Slack more than once: each logical message has one of its own."""
    rooms = sandbox.core.workspace.rooms.values()
    payloads = [(m.get("metadata") or {}).get("event_payload") or {} for room in rooms for m in room.messages.values()]
    marks = Counter(payload["mark"] for payload in payloads if payload.get("mark"))
    assert marks
    return [mark for mark, count in marks.items() if count > 1]


async def test_a_loop_goes_on_after_its_process_was_killed(tmp_path: Path, brood: Brood) -> None:
    """It is killed right after a decision, while messages about it are going out, and once more at the offer."""
    port = free_port()
    clock = FastClock(tmp_path / "clock", MONDAY)
    async with slack(app_config("http", port), clock, OFF) as sandbox, ClientSession() as session:
        page = Page(sandbox, session)
        rita, max_, ines, bo, ada = (Someone(page, who) for who in ("URITA", "UMAX", "UINES", "UBO", "UADA"))
        environment = settings(sandbox, tmp_path / "bot.db", PORT=str(port), CLOCK_FILE=str(tmp_path / "clock"))
        async with brood.bot(environment) as running:
            await ada.command("role")
            await ada.submit(
                title="Backend developer", hiring_manager=max_.id, recruiter=rita.id, channel=HIRING,
                zone="Europe/Lisbon",
            )  # fmt: skip
            await ada.close()
            form = await rita.command("add")
            await rita.submit(
                name="Noor Haddad", email="noor@example.com", zone="Europe/Lisbon",
                source=option(form, "source"), stage="culture",
            )  # fmt: skip
            card = await rita.sees("Noor")
            now = await interview(page, MONDAY, rita, [ines, bo], "noor")
            await debate("noor", ines, bo, max_)
            await decide(max_, "noor")
            assert await running.stop(signal.SIGKILL) == -signal.SIGKILL
        clock.pass_real_time(LEASE)

        async with brood.bot(environment) as running:
            await rita.command("offer noor")
            first_day, until = now + timedelta(days=40), now + timedelta(days=6)
            answer = await rita.submit(
                pay="72,000 a year", starts_on=f"{first_day:%Y-%m-%d}", expires_on=f"{until:%Y-%m-%d}",
                approvers=[ada.id],
            )  # fmt: skip
            assert answer == {"ok": True}, await rita.top()
            assert await running.stop(signal.SIGKILL) == -signal.SIGKILL
        clock.pass_real_time(LEASE)

        async with brood.bot(environment) as running:
            await ada.command("offer noor")
            await ada.click(ids.OFFER_APPROVE)
            await rita.command("show noor")
            await rita.click(ids.TODO_DO)
            await rita.close()
            await rita.command("offer noor")
            await rita.click(ids.OFFER_ACCEPTED)
            await rita.sees("joins us")
            await until_hired(rita, card["ts"])
            assert await running.stop() == 0
        assert written_twice(sandbox) == []


async def until_hired(reader: Someone, ts: str) -> None:
    """The card follows even where it was being written when the process was killed: its lease runs out first."""
    async with asyncio.timeout(90):
        while True:
            history = await reader.page.history(reader.id)
            if any(message["ts"] == ts and "Hired" in str(message["blocks"]) for message in history):
                return
            await asyncio.sleep(0.2)
