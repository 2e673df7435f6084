"""The demo put together: a local Slack, the bot and the sample company in one process, on one clock."""

import errno
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

import playbooks
from bot.app import Program
from bot.demo.catching_up import catch_up
from bot.demo.company import BOT, CHANNELS, PEOPLE, PLATFORM, TEAM, TEAM_NAME
from bot.demo.delivery import BEFORE_ALL, Delivery
from bot.demo.seed import Cast, seed
from bot.demo.tour import CANDIDATE, tour
from bot.logs import set_up
from bot.manifest import manifest
from bot.settings import Settings
from bot.stopping import on_signal
from models import queries
from models.database import Database
from playbooks.loader import load_folder
from sandbox import OFF, AppConfig, Sandbox
from scheduling.clock import MovableClock

PLAYBOOKS = Path(str(playbooks.__file__)).parent


class Demo:
    """From `start` to `stop`; `restart` is what the page's "Start over" does. Files live in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock()
        app = AppConfig.from_manifest(manifest(), team_id=TEAM, team_name=TEAM_NAME, bot_user_id=BOT, emoji=":anchor:")
        self.sandbox = Sandbox(
            app=app, people=PEOPLE, channels=CHANNELS, clock=self.clock, on_restart=self.restart, on_stop=self._catch_up
        )
        self.program: Program | None = None
        self._cast = Cast()
        self._seeded, self._file = folder / "seeded.db", folder / "demo.db"

    async def start(self, port: int = 0) -> None:
        """Raises OSError when the port is taken; may be started again on another then.

        The weeks before are told before the page can be opened: whoever came early would find an empty company.
        """
        self.clock.set_to(BEFORE_ALL)
        if not self._seeded.exists():
            await self._seed()
        await self.sandbox.start(port=port)
        await self._begin()

    async def restart(self) -> None:
        """Everything as it was at the start."""
        await self._end()
        self.clock.set_to(BEFORE_ALL)
        self.sandbox.reset()
        await self._begin()

    async def stop(self) -> None:
        await self.sandbox.travel.end()
        await self._end()
        await self.sandbox.stop()

    async def _seed(self) -> None:
        """The weeks before are told once; starting over copies them."""
        database = Database(f"sqlite:///{self._seeded}")
        try:
            await database.migrate()
            loaded = load_folder(PLAYBOOKS)
            self._cast = await database.perform(lambda session: seed(session, loaded))
        finally:
            await database.close()

    async def _begin(self) -> None:
        for leftover in self._file.parent.glob(f"{self._file.name}*"):
            leftover.unlink()
        shutil.copy(self._seeded, self._file)
        card = await self._deliver()
        self.sandbox.tour.put(tour(card))
        self.program = Program(self._settings(), clock=self.clock)
        await self.program.start()

    async def _deliver(self) -> str:
        """What was said before: as fast as it goes, and not into the record of the traffic.

        Returns the address of the card that the tour is about.
        """
        core, app = self.sandbox.core, self.sandbox.app
        pacing = core.limits.pacing
        core.limits.pacing = OFF
        self.sandbox.change_app(events=frozenset())
        database = Database(f"sqlite:///{self._file}")
        try:
            async with aiohttp.ClientSession() as session:
                client = AsyncWebClient(token=app.bot_token, base_url=self.sandbox.api_url, session=session)
                await Delivery(database, self.sandbox, self.clock, client).deliver()
            key = f"card:{self._cast.loops[CANDIDATE]}"
            card = (await database.read(lambda session: queries.posts_by_key(session, [key]))).get(key)
        finally:
            await database.close()
            core.limits.pacing = replace(pacing)
            self.sandbox.change_app(events=app.events)
            core.traffic.reset()
        return f"{self.sandbox.url}/archives/{PLATFORM}/p{card.ts.replace('.', '')}" if card else self.sandbox.url

    async def _catch_up(self) -> None:
        if self.program is not None:
            with self.clock.standing_still():
                await catch_up(self.program)

    async def _end(self) -> None:
        if self.program is not None:
            await self.program.stop()
            self.program = None
        self.clock.on_move.clear()

    def _settings(self) -> Settings:
        """Of the sandbox alone: nothing from the environment or `.env` may lead to a real workspace."""
        app = self.sandbox.app
        return Settings.model_validate(
            {
                "slack_api_url": self.sandbox.api_url,
                "slack_bot_token": app.bot_token,
                "slack_app_token": app.app_token,
                "slack_signing_secret": app.signing_secret,
                "database_url": f"sqlite:///{self._file}",
                "playbooks": PLAYBOOKS,
                "admins": frozenset[str](),
                "clock_file": None,
                "crash_at": None,
                "log_level": "WARNING",
            }
        )


async def run(*, port: int) -> None:
    """Play the demo until Ctrl-C."""
    set_up("WARNING")
    stop = on_signal()
    with tempfile.TemporaryDirectory(prefix="loopkeeper-demo-") as folder:
        demo = Demo(Path(folder))
        try:
            _say("A sample company moves in; this takes a few seconds.")
            await _start(demo, port)
            _say(f"Loopkeeper is waiting for you at {demo.sandbox.url}\nCtrl-C ends it. Nothing is kept.")
            await stop.wait()
        finally:
            await demo.stop()


async def _start(demo: Demo, port: int) -> None:
    try:
        await demo.start(port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        _say(f"Port {port} is taken by another program; I'll take a free one.")
        await demo.sandbox.stop()
        await demo.start(0)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
