"""The command line: `python -m bot run | demo | check | migrate | manifest`."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn

import typer

from bot import settings as configuration
from bot.logs import set_up

cli = typer.Typer(
    help="Loopkeeper keeps interview loops moving.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)


def fail(sentence: object) -> NoReturn:
    """Say what is wrong and how to mend it, and end with exit code 1."""
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(1)


def stopping() -> asyncio.Event:
    """An event that SIGTERM and Ctrl-C set. A second Ctrl-C ends at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal() -> None:
        stop.set()
        loop.remove_signal_handler(signal.SIGINT)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    return stop


def run_async(main: Coroutine[Any, Any, None]) -> None:
    """Run to the end, on uvloop where it exists."""
    try:
        import uvloop  # noqa: PLC0415  # not on every platform
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


@cli.command()
def run() -> None:
    """Run the bot on your Slack workspace."""
    try:
        settings = configuration.load(configuration.Settings)
    except configuration.SettingsInvalid as error:
        fail(error)
    set_up(settings.log_level, settings.log_format)
    from bot.app import Program  # noqa: PLC0415  # half a second that other commands need not wait
    from bot.slack import CannotStart  # noqa: PLC0415
    from models.errors import DatabaseError  # noqa: PLC0415
    from playbooks.problems import PlaybookError  # noqa: PLC0415

    async def main() -> None:
        await Program(settings).run(stopping())

    try:
        run_async(main())
    except (CannotStart, DatabaseError, PlaybookError) as error:
        fail(error)
