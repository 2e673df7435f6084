"""The command line: `python -m bot run | demo | check | migrate | manifest`."""

import asyncio
import gc
import json
import signal
import sys
from collections.abc import Coroutine
from typing import Annotated, Any, NoReturn

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
    """Run to the end, on uvloop where it exists. What is loaded by now stays for good: no search for garbage there."""
    gc.freeze()
    gc.enable()
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


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="The port of the page.")] = 8765,
) -> None:
    """Try it in a local Slack, with a sample company and a tour; no account needed."""
    from bot.demo import run as run_demo  # noqa: PLC0415

    run_async(run_demo(port=port))


@cli.command()
def check() -> None:
    """Look whether settings, tokens, scopes, database and playbooks are right."""
    from bot.check import check as findings  # noqa: PLC0415

    wrong = 0

    async def main() -> None:
        nonlocal wrong
        async for finding in findings():
            wrong += not finding.right
            typer.echo(str(finding))

    run_async(main())
    if wrong:
        raise typer.Exit(1)


@cli.command()
def migrate() -> None:
    """Bring the database up to date, as `run` does at its start."""
    from models.database import Database  # noqa: PLC0415
    from models.errors import DatabaseError  # noqa: PLC0415

    async def main() -> None:
        database = Database(local_settings().database_url.get_secret_value())
        try:
            await database.migrate()
            typer.echo(f"The database is at {await database.revision()}.")
        finally:
            await database.close()

    try:
        run_async(main())
    except DatabaseError as error:
        fail(error)


@cli.command()
def manifest(
    url: Annotated[str, typer.Option(help="The bot's public address, for HTTP instead of Socket Mode.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of YAML.")] = False,
) -> None:
    """Print the Slack app manifest: paste it at api.slack.com/apps, "From a manifest"."""
    from bot import manifest as made  # noqa: PLC0415

    typer.echo(json.dumps(made.manifest(url), indent=2, ensure_ascii=False) if as_json else made.as_yaml(url).strip())


def local_settings() -> configuration.LocalSettings:
    """What commands need that never talk to Slack."""
    try:
        return configuration.load(configuration.LocalSettings)
    except configuration.SettingsInvalid as error:
        fail(error)
