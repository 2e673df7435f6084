"""The two ways from a handler to the services: `perform` in a transaction with its receipt, and `read`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from bot import receipts
from bot.channels import Channels
from bot.directory import Directory
from handlers.context import F, P, T
from handlers.payload import Payload
from models.database import Database
from scheduling.clock import Clock
from services.work import Work


@dataclass(frozen=True, slots=True)
class Desk:
    """What every request is served with: one for the whole run of the program."""

    database: Database
    clock: Clock
    client: AsyncWebClient
    workspace: str
    directory: Directory
    channels: Channels
    admins: frozenset[str] = field(default=frozenset())

    async def perform(self, fn: Callable[[Work], T], *, actor: str = "", correlation: str = "") -> T:
        """Run a unit of work in one transaction; the bot itself is the actor unless one is named."""
        now = self.clock.now()

        def unit(session: Session) -> T:
            return fn(Work(session, now, actor, self.workspace, self.admins, correlation))

        unit.__qualname__ = fn.__qualname__  # the log names what was slow
        return await self.database.perform(unit)

    async def read(self, fn: Callable[[Work], T], *, actor: str = "") -> T:
        now = self.clock.now()
        return await self.database.read(lambda session: fn(Work(session, now, actor, self.workspace, self.admins)))


@dataclass(frozen=True, slots=True)
class Request:
    """One payload under way; the `Context` of handlers."""

    desk: Desk
    payload: Payload
    ack: AsyncAck
    correlation: str = ""

    @property
    def client(self) -> AsyncWebClient:
        return self.desk.client

    @property
    def actor(self) -> str:
        return self.payload.actor

    @property
    def now(self) -> datetime:
        return self.desk.clock.now()

    async def perform(self, service: Callable[[Work, F], T], form: F, *, once: bool = True) -> T:
        name = f"{service.__module__}.{service.__qualname__}"
        key = f"{self.payload.receipt}:{name}"

        def unit(work: Work) -> T:
            if not once or not self.payload.receipt:
                return service(work, form)
            return receipts.once(work, key, lambda: service(work, form))

        unit.__qualname__ = name
        return await self.desk.perform(unit, actor=self.actor, correlation=self.correlation)

    async def first_time(self) -> bool:
        key = f"{self.payload.receipt}:answered"
        return not self.payload.receipt or await self.desk.perform(lambda work: receipts.first(work, key))

    async def read(self, service: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.desk.read(lambda work: service(work, *args, **kwargs), actor=self.actor)

    async def store_member(self, user: dict[str, Any]) -> None:
        await self.desk.directory.store([user])

    def sync_channel(self, channel: str) -> None:
        self.desk.channels.soon(channel)
