"""Bolt: one listener per interaction type, each a look-up in the router's dictionaries."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot import errors
from bot.context import Desk, Request
from bot.logs import new_correlation
from bot.middleware import admit
from domain.refusals import Refusal
from handlers.context import Context
from handlers.payload import Kind, Payload, Unknown
from handlers.router import Handler, Router

log = structlog.get_logger()

ANYTHING = re.compile(r"(?s).*")


Answered: TypeAlias = Callable[[str, str, float], None]
"""Hears of every answer: its kind, its outcome (done, refused, failed), and the seconds that it took."""


def _uncounted(_kind: str, _outcome: str, _seconds: float) -> None:
    """Nobody counts."""


class KnownInstallation(AsyncAuthorize):
    """We are one app in one workspace and know at start who we are: Bolt need not ask Slack again."""

    def __init__(self, result: AuthorizeResult) -> None:
        self._result = result

    async def __call__(self, **_asked: object) -> AuthorizeResult:
        return self._result


class Listeners:
    """Serves every payload, and keeps count of those under way so that a shutdown can wait for them."""

    def __init__(self, desk: Desk, router: Router, answered: Answered = _uncounted) -> None:
        self._desk = desk
        self._router = router
        self._answered = answered
        self._running: set[asyncio.Task[Any]] = set()

    def bolt(self, client: AsyncWebClient, installation: AuthorizeResult) -> AsyncApp:
        """The Bolt app. What comes over HTTP has had its signature verified before (`bot/web.py`)."""
        # Bolt warns at every start that it won't use SLACK_BOT_TOKEN by itself; what else it says, we say better.
        logger = logging.getLogger("bot.bolt")
        logger.setLevel(logging.ERROR)
        app = AsyncApp(
            logger=logger,
            name="loopkeeper",
            client=client,
            authorize=KnownInstallation(installation),
            request_verification_enabled=False,
            signing_secret="",
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        app.command(ANYTHING)(self._listener(Kind.COMMAND))
        app.block_action(ANYTHING)(self._listener(Kind.ACTION))
        app.view_submission(ANYTHING)(self._listener(Kind.SUBMISSION))
        app.options(ANYTHING)(self._listener(Kind.OPTIONS))
        app.shortcut(ANYTHING)(self._listener(Kind.SHORTCUT))
        app.view_closed(ANYTHING)(self._listener(Kind.CLOSED))
        app.event(ANYTHING)(self._listener(Kind.EVENT))
        app.error(_unhandled)
        return app

    async def drain(self, seconds: float) -> None:
        """Wait for what is under way, acks included; what takes longer is left behind and logged."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        if late:
            log.warning("left behind at shutdown", requests=len(late))

    def _listener(self, kind: Kind) -> Callable[[AsyncAck, Mapping[str, Any]], Awaitable[None]]:
        async def listen(ack: AsyncAck, body: Mapping[str, Any]) -> None:
            task = asyncio.current_task()
            if task is not None and task not in self._running:
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            await self.serve(Payload(kind, body), ack)

        return listen

    def _handler(self, payload: Payload) -> Handler:
        found = self._router.find(payload.kind, payload.name)
        if found is not None:
            return found
        if payload.kind in (Kind.EVENT, Kind.CLOSED):
            return _ignore
        if payload.action.get("url") or (payload.action.get("selected_option") or {}).get("url"):
            return _ignore  # a link opens by itself, and Slack reports it all the same
        log.warning("no handler for a click or command", kind=str(payload.kind), name=payload.name)
        return _refuse

    async def serve(self, payload: Payload, ack: AsyncAck) -> None:
        """Admit, look up, handle; and tell the user when something is refused or goes wrong."""
        correlation = new_correlation()
        structlog.contextvars.bind_contextvars(correlation=correlation)  # the next payload brings its own
        request = Request(self._desk, payload, ack, correlation)
        started, outcome = time.perf_counter(), "done"
        try:
            await admit(payload, self._desk.directory)
            await self._handler(payload)(request)
        except Exception as error:  # noqa: BLE001  # the edge: the mapper logs the traceback and tells the user
            outcome = "refused" if isinstance(error, Refusal) else "failed"
            await errors.answer(request, error)
        finally:
            self._answered(str(payload.kind), outcome, time.perf_counter() - started)


async def _ignore(request: Context) -> None:
    await request.ack()


async def _refuse(_request: Context) -> None:
    raise Unknown


async def _unhandled(error: Exception, body: Mapping[str, Any]) -> None:
    """What reaches Bolt itself: a payload of a kind that we never asked for, or a mistake while telling the user."""
    log.error("not handled", exc_info=error, payload_type=str(body.get("type", "")))
