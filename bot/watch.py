"""For whoever watches over the program: whether it is alive and ready, and how things stand."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog
from aiohttp import ClientError, web
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.listening import Listening
from bot.meter import Meter
from domain.slack_errors import said
from models import migrate
from models.database import Database
from models.errors import DatabaseError
from scheduling.clock import Clock
from services.figures import Figures, figures
from services.work import Work

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds that one part may take to answer before it counts as not ready."""

ASKED_ANEW = 15.0
"""Seconds for which Slack's answer holds: load balancers ask every few."""

FORMAT = "text/plain; version=0.0.4; charset=utf-8"


class Slack(Protocol):
    """The part of `AsyncWebClient` that is used here."""

    def auth_test(self) -> Awaitable[object]: ...


class Watch:
    """`/healthz` is alive as long as it answers; `/readyz` names what is missing; `/metrics` is for Prometheus."""

    def __init__(self, database: Database, slack: Slack, clock: Clock, meter: Meter) -> None:
        self._database, self._slack, self._clock, self._meter = database, slack, clock, meter
        self._slack_asked, self._slack_says = float("-inf"), ""
        self.also: dict[str, Callable[[], Awaitable[str]]] = {}
        """By part: what else has to be asked whether it is ready; it answers why not, or with nothing."""
        self.stopping = False
        """A program that is about to end takes nothing new: a load balancer should look elsewhere."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.metrics),
        ]

    def at_the_door(self) -> list[web.RouteDef]:
        """For a load balancer, which asks the port that it passes requests on to; why it is not ready is not said."""
        return [web.get("/healthz", self.alive), web.get("/readyz", self.ready_or_not)]

    async def alive(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def ready(self, _: web.Request) -> web.Response:
        """200, or 503 with a line for each part that is not ready."""
        missing = await self._missing()
        return web.Response(status=503 if missing else 200, text="".join(f"{line}\n" for line in missing or ["ready"]))

    async def ready_or_not(self, _: web.Request) -> web.Response:
        missing = await self._missing()
        return web.Response(status=503, text="not ready\n") if missing else web.Response(text="ready\n")

    async def _missing(self) -> list[str]:
        asked = {"database": self._tables, "slack": self._slack_answers, **self.also}
        answers = await asyncio.gather(*(_in_time(ask()) for ask in asked.values()))
        missing = [f"{name}: {why}" for name, why in zip(asked, answers, strict=True) if why]
        if self.stopping:
            missing.append("stopping")
        return missing

    async def metrics(self, _: web.Request) -> web.Response:
        """What the program itself has counted, also while the database is away: that is when it is looked at."""
        page = self._meter.page(await self._figures())
        return web.Response(body=page, headers={"Content-Type": FORMAT})

    async def _figures(self) -> Figures | None:
        now = self._clock.now()
        try:
            asked = self._database.read(lambda session: figures(Work(session, now)))
            return await asyncio.wait_for(asked, 2 * PATIENCE)
        except (DatabaseError, TimeoutError, SQLAlchemyError) as error:  # /readyz may say why
            log.warning("metrics without what the database knows", error=said(error))
            return None

    async def _tables(self) -> str:
        try:
            found = await self._database.revision()
        except DatabaseError as error:
            return type(error).__name__
        return "" if found == migrate.newest() else f"tables are at {found}, this program needs {migrate.newest()}"

    async def _slack_answers(self) -> str:
        now = asyncio.get_running_loop().time()
        if now - self._slack_asked >= ASKED_ANEW:
            self._slack_says = await self._ask_slack()
            self._slack_asked = now
        return self._slack_says

    async def _ask_slack(self) -> str:
        try:
            await asyncio.wait_for(self._slack.auth_test(), PATIENCE)
        except SlackApiError as error:
            return str(error.response["error"])
        except (ClientError, OSError) as error:
            return type(error).__name__
        return ""


async def _in_time(answer: Awaitable[str]) -> str:
    try:
        return await asyncio.wait_for(answer, 2 * PATIENCE)
    except TimeoutError:
        return "no answer"


def on_its_own(watch: Watch, host: str, port: int) -> Listening:
    """The watch at an address that Slack and the public do not reach."""
    server = web.Application()
    server.router.add_routes(watch.routes())
    return Listening(server, host, port)
