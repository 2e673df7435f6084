"""Files that somebody asked for, put into a conversation before the ack: what goes wrong is told where they asked."""

import asyncio

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError

from domain.refusals import Refusal
from domain.slack_errors import code_of
from handlers.context import Context

log = structlog.get_logger()

UPLOAD_SECONDS = 2.5
"""Slack takes a file in three calls, one more opens a conversation, and the ack is awaited for three seconds."""


class NoFiles(Refusal):
    """I may not send files here yet. Please ask your admin to run `python -m bot check`: it says what mends that."""


class NotTaken(Refusal):
    """Slack did not take the file. Please try again in a minute."""


async def upload(ctx: Context, content: str | bytes, name: str, *, channel: str = "", comment: str = "") -> None:
    """Into the channel, or else into the direct messages of whoever asks. `comment` is markup of ours.

    Raises NoFiles, NotTaken, TimeoutError and what the SDK raises.
    """
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            await ctx.client.files_upload_v2(
                channel=channel or await _direct(ctx), content=content, filename=name, title=name,
                initial_comment=comment or None,
            )  # fmt: skip
    except SlackApiError as error:
        if code_of(error) == "missing_scope":
            log.warning("no files without the scope files:write; see `python -m bot check`")
            raise NoFiles from error
        raise
    except SlackRequestError as error:
        log.warning("file not taken", why=type(error).__name__)
        raise NotTaken from error


async def _direct(ctx: Context) -> str:
    """Slack shares files by the id of a conversation alone, never by that of a person."""
    answer = await ctx.client.conversations_open(users=[ctx.actor])
    return str(answer["channel"]["id"])
