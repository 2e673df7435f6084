"""What a handler is given: who asks, what came, and the two ways to the services."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from handlers.payload import Payload
from services.work import Work

F = TypeVar("F")
T = TypeVar("T")
P = ParamSpec("P")


class Context(Protocol):
    """One payload under way. `bot/context.py` makes it."""

    @property
    def payload(self) -> Payload: ...

    @property
    def client(self) -> AsyncWebClient:
        """For what stands before the ack: two seconds at most a call."""

    @property
    def ack(self) -> AsyncAck: ...

    @property
    def actor(self) -> str:
        """Who asks; a full member of this workspace, or empty for an event without a person."""

    @property
    def now(self) -> datetime:
        """The business time at which it arrived."""

    async def perform(self, service: Callable[[Work, F], T], form: F, *, once: bool = True) -> T:
        """Run a service that writes, in one transaction, and commit.

        `once`: a receipt commits with it, and a second arrival of the payload gets the first answer, which must be
        an int, a str or None. Raises Refusal and DatabaseError.
        """

    async def first_time(self) -> bool:
        """Whether this arrives for the first time: for what is answered without a service that writes."""

    async def read(self, service: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a service that only reads."""

    async def store_member(self, user: dict[str, Any]) -> None:
        """Remember what Slack says of a user."""

    def sync_channel(self, channel: str) -> None:
        """Have it asked of Slack soon who is in a hiring channel; nobody waits for that."""
