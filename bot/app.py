"""The running program, put together: settings in, a bot at work out."""

import asyncio
from typing import Protocol

import structlog
from slack_bolt.authorization import AuthorizeResult

from bot.channels import Channels
from bot.context import Desk
from bot.directory import Directory
from bot.listeners import Listeners
from bot.meter import Meter
from bot.settings import Settings
from bot.slack import Clients, connect, who_are_we
from bot.sockets import Sockets
from bot.stopping import Undoing
from bot.sync import Sync
from bot.watch import Watch, on_its_own
from bot.web import Web
from domain.read.messages import PostKind
from handlers.journeys import ROUTER
from models.database import Database
from models.points import Crash, pass_by
from playbooks.loader import LoadedPlaybook, load_folder
from scheduling.clock import Clock, FileClock, MovableClock, SystemClock
from scheduling.courier import Courier
from scheduling.jobs import Jobs
from scheduling.planner import Planner
from services import playbooks
from services.work import Work
from views.messages import render

log = structlog.get_logger()

DRAIN_SECONDS = 3
"""For requests under way, and then for planner and courier together."""


class WayIn(Protocol):
    """Socket Mode or HTTP."""

    async def start(self) -> None: ...

    async def pause(self) -> None: ...

    async def stop(self) -> None: ...


def clock_for(settings: Settings) -> Clock:
    return FileClock(settings.clock_file) if settings.clock_file else SystemClock()


class Program:
    """The bot, from `start` to `stop`. Raises CannotStart, DatabaseError and PlaybookError at start, with remedies."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or clock_for(settings)
        self._passing = Crash(*settings.crash_at) if settings.crash_at else pass_by
        self.database = Database(settings.database_url.get_secret_value(), passing=self._passing)
        self.meter = Meter()
        self.desk: Desk
        self.jobs: Jobs
        self._undo = Undoing()

    async def start(self) -> None:
        """Bring everything up, in the order in which one thing needs another."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def _start(self) -> None:
        loaded = load_folder(self.settings.playbooks)
        self._undo.add("database", self.database.close)
        await self.database.migrate()
        clients = connect(self.settings)
        self._undo.add("clients", clients.close)
        installation = await who_are_we(clients.inline)
        workspace = installation.team_id or ""
        admins = self.settings.admins
        directory = Directory(self.database, self.clock, clients.background, workspace, admins)
        channels = Channels(directory)
        self._undo.add("channels", channels.stop)
        self.desk = Desk(self.database, self.clock, clients.inline, workspace, directory, channels, admins)
        await self.desk.perform(lambda work: _store_playbooks(work, loaded))
        sync = Sync(directory, channels)
        await sync.start()
        self._undo.add("members", sync.stop)
        self.jobs = self._jobs(clients, sync)
        self.jobs.start()
        self._undo.add("jobs", lambda: self.jobs.stop(DRAIN_SECONDS))
        watch = Watch(self.database, clients.background, self.clock, self.meter)
        await self._open(clients, installation, watch)
        log.info("at work", workspace=workspace, mode=self.settings.mode)

    def _jobs(self, clients: Clients, sync: Sync) -> Jobs:
        """Reminders and deliveries. Every commit wakes the courier; a moved clock has the planner look at once."""
        courier = Courier(self.database, clients.posting, self.clock, render, passing=self._passing)
        planner = Planner(self.database, self.clock, passing=self._passing)
        jobs = Jobs(self.database, self.clock, planner, courier, [sync.sweep])
        self.meter.failures |= {
            "courier": lambda: {"send": courier.errors},
            "planner": lambda: planner.errors,
            "jobs": lambda: jobs.errors,
        }
        self.meter.reminders = lambda: courier.sent[PostKind.NUDGE]
        self.database.on_commit.append(jobs.wake)
        if isinstance(self.clock, MovableClock):
            self.clock.on_move.append(jobs.clock_moved)
        return jobs

    async def _open(self, clients: Clients, installation: AuthorizeResult, watch: Watch) -> None:
        """Let Slack in, now that everything behind the door is ready."""
        host, port, watch_port = self.settings.host, self.settings.port, self.settings.watch_port
        if watch_port:
            watching = on_its_own(watch, host, watch_port)
            self._undo.add("watch", watching.stop)
            await watching.start()
        listeners = Listeners(self.desk, ROUTER, self.meter.answered)
        app = listeners.bolt(clients.inline, installation)
        way_in: WayIn
        if self.settings.slack_app_token:
            way_in = sockets = Sockets(app, clients.background, self.settings.slack_app_token.get_secret_value())
            watch.also["socket mode"] = sockets.trouble
        else:
            secret = self.settings.slack_signing_secret
            beside = watch.at_the_door() if watch_port else watch.routes()
            way_in = Web(app, secret.get_secret_value() if secret else "", host, port, beside)

        async def pause() -> None:
            watch.stopping = True
            await way_in.pause()

        self._undo.add("way in", way_in.stop)
        self._undo.add("requests", lambda: listeners.drain(DRAIN_SECONDS))
        self._undo.add("door", pause)
        await way_in.start()

    async def stop(self) -> None:
        """Take nothing new, finish what is under way, and close, within a bound; stopping twice is harmless."""
        await self._undo.all()

    async def run(self, stop: asyncio.Event) -> None:
        """Start, work until `stop` is set, and stop in good order."""
        await self.start()
        try:
            await stop.wait()
        finally:
            log.info("stopping")
            await self.stop()


def _store_playbooks(work: Work, loaded: list[LoadedPlaybook]) -> None:
    playbooks.store(work, [(one.playbook.key, one.playbook.name, one.hash, one.playbook.to_json()) for one in loaded])
