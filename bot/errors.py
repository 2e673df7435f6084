"""The one mapper from what went wrong to what the user sees, where they are looking."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.context import Request
from domain.refusals import Invalids, NotFound, NotNow, Outdated, Refusal
from domain.slack_errors import TOKEN, code_of, said
from handlers.notice import input_fields, with_notice
from handlers.payload import Kind, Payload, Unknown
from models.errors import DatabaseBusy, DatabaseError, DatabaseFull
from services import posts
from views.blocks import View
from views.elements import Block
from views.refusals import refusal_blocks, refusal_modal

log = structlog.get_logger()

MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")
SECONDS = aiohttp.ClientTimeout(total=2)
"""For the one call that may stand before the ack."""

TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"})


class Apology(Refusal):
    """Something went wrong on my side, and nothing was changed."""


def as_refusal(error: Exception, correlation: str) -> Refusal:
    """What to say of an error. What nobody expected is logged with its traceback, under the quoted reference."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, DatabaseBusy):
        log.warning("database busy", remedy=error.remedy)
        return Apology("I'm very busy right now, and nothing was changed. Please try again in a minute.")
    if isinstance(error, DatabaseFull):
        log.error("disk full", remedy=error.remedy)
        return Apology(
            "I have no room left to write that down, so nothing was changed. Please tell your admin "
            f"(reference: {correlation}), and try again later."
        )
    if isinstance(error, DatabaseError):
        log.error("database failed", remedy=error.remedy, kind=type(error).__name__)
        return Apology(
            "I can't reach my records right now, and nothing was changed. Please try again later, and tell your admin "
            f"this reference: {correlation}."
        )
    if isinstance(error, TimeoutError) or (isinstance(error, SlackApiError) and code_of(error) in TOO_LATE):
        log.warning("slack too slow", error=said(error))
        return Apology("That took too long for Slack. Please try again.")
    if isinstance(error, SlackApiError) and code_of(error) in TOKEN:
        log.error("slack does not let us in; see `python -m bot check`", error=code_of(error))
        return Apology(
            f"Slack doesn't let me do that any more ({code_of(error)}). Please tell your admin: `python -m bot check` "
            "says what mends it."
        )
    log.error("unexpected error", exc_info=error)
    return Apology(
        "Something went wrong on my side, and nothing was changed. Please try again; if it happens again, tell your "
        f"admin this reference: {correlation}."
    )


async def answer(request: Request, error: Exception) -> None:
    """Tell the user in the place where they asked, then ack. Nothing that was typed is lost."""
    refusal = as_refusal(error, request.correlation)
    await _ANSWERS[request.payload.kind](request, refusal)


async def _to_command(request: Request, refusal: Refusal) -> None:
    await request.ack(text=refusal.text, blocks=_blocks(request, refusal), response_type="ephemeral")


async def _to_submission(request: Request, refusal: Refusal) -> None:
    view = request.payload.view
    errors = refusal.errors if isinstance(refusal, Invalids) else {refusal.field: refusal.text} if refusal.field else {}
    known = input_fields(view)
    placed = {field: text for field, text in errors.items() if field in known}
    if placed and len(placed) == len(errors) and not refusal.remedies:
        await request.ack(response_action="errors", errors=await _plain(request, placed))
    else:
        await request.ack(response_action="update", view=with_notice(view, _blocks(request, refusal)))


async def _to_action(request: Request, refusal: Refusal) -> None:
    payload = request.payload
    if payload.in_modal:
        await _call(request.client.views_update, view_id=payload.view["id"], view=_noticed(request, refusal))
    elif payload.response_url:
        await _respond(request, refusal)
        if isinstance(refusal, NotNow | Outdated | NotFound | Unknown):
            await _refresh(request)
    else:
        await _open(request, refusal)
    await request.ack()


async def _to_shortcut(request: Request, refusal: Refusal) -> None:
    if request.payload.response_url:
        await _respond(request, refusal)
    else:
        await _open(request, refusal)
    await request.ack()


async def _to_options(request: Request, refusal: Refusal) -> None:
    log.info("no options", why=type(refusal).__name__)
    await request.ack({"options": []})


async def _to_event(request: Request, refusal: Refusal) -> None:
    payload = request.payload
    log.info("event refused", why=type(refusal).__name__, event_type=payload.name)
    if payload.name == "app_home_opened":
        view = {"type": "home", "blocks": refusal_blocks(refusal)}
        await _call(request.client.views_publish, user_id=payload.actor, view=view)
    await request.ack()


async def _to_closed(request: Request, refusal: Refusal) -> None:
    log.info("closing refused", why=type(refusal).__name__)
    await request.ack()


_ANSWERS: Mapping[Kind, Callable[[Request, Refusal], Awaitable[None]]] = {
    Kind.COMMAND: _to_command,
    Kind.SUBMISSION: _to_submission,
    Kind.ACTION: _to_action,
    Kind.SHORTCUT: _to_shortcut,
    Kind.OPTIONS: _to_options,
    Kind.EVENT: _to_event,
    Kind.CLOSED: _to_closed,
}


def _blocks(request: Request, refusal: Refusal) -> list[Block]:
    """With what mends it, for the loop that it names, or that the form or the button was about."""
    loop, version = _about(request.payload)
    if refusal.loop not in (None, loop):
        return refusal_blocks(refusal, refusal.loop)
    return refusal_blocks(refusal, loop, version)


def _about(payload: Payload) -> tuple[int | None, int]:
    """The loop, and its version as it was shown there."""
    if payload.metadata.get("loop"):
        return int(payload.metadata["loop"]), int(payload.metadata.get("version") or 0)
    number, _, rest = payload.value.partition(":")
    if payload.name.startswith(("loop.", "offer.", "remedy.")) and number.isdecimal():
        version = rest.partition(":")[0]
        return int(number), int(version) if version.isdecimal() else 0
    return None, 0


def _noticed(request: Request, refusal: Refusal) -> View:
    return with_notice(request.payload.view, _blocks(request, refusal))


async def _plain(request: Request, errors: Mapping[str, str]) -> dict[str, str]:
    """Slack shows errors under fields as plain text: names there, not mentions."""
    found = {user for text in errors.values() for user in MENTION.findall(text)}
    names = await request.desk.directory.names(found) if found else {}
    return {
        field: MENTION.sub(lambda match: names.get(match[1], "somebody"), text).replace("`", "")
        for field, text in errors.items()
    }


async def _open(request: Request, refusal: Refusal) -> None:
    await _call(request.client.views_open, trigger_id=request.payload.trigger, view=refusal_modal(refusal))


async def _call(method: Callable[..., Awaitable[Any]], **given: Any) -> None:
    """One call to say it. When that fails too there is nobody left to tell but the log."""
    try:
        await method(**given)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        log.warning("could not tell the user", error=said(error))


async def _respond(request: Request, refusal: Refusal) -> None:
    """Answer where the button stands, for the one who clicked alone."""
    body: dict[str, str | bool | list[Block]] = {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": refusal.text,
        "blocks": _blocks(request, refusal),
    }
    try:
        async with (
            aiohttp.ClientSession(timeout=SECONDS) as session,
            session.post(request.payload.response_url, json=body) as response,
        ):
            response.raise_for_status()
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("could not tell the user", error=said(error))


async def _refresh(request: Request) -> None:
    """Bring the message up to date on which somebody clicked too late."""
    channel, ts = request.payload.channel, request.payload.message_ts
    try:
        await request.desk.perform(
            lambda work: posts.refresh_message(work, channel, ts), correlation=request.correlation
        )
    except DatabaseError as error:
        log.warning("could not refresh the message", kind=type(error).__name__)
