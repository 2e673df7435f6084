"""The command line: `python -m bot run | demo | check | outbox | migrate | move | manifest`."""

import argparse
import asyncio
import gc
import json
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, NoReturn

from bot import settings as configuration
from bot.logs import set_up

INTERRUPTED = 130
"""The exit code that shells expect of what Ctrl-C has ended."""


def cli(words: Sequence[str] | None = None) -> None:
    """Run the command that `words` name, those of the command line by default."""
    given = vars(_parser().parse_args(words))
    command: Callable[..., None] = given.pop("command")
    try:
        command(**given)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Loopkeeper keeps interview loops moving.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(command: Callable[..., None]) -> argparse.ArgumentParser:
        added = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        added.set_defaults(command=command)
        return added

    add(run)
    add(demo).add_argument("--port", type=int, default=8765, help="the port of the page (8765)")
    add(check)
    of_outbox = add(outbox)
    of_outbox.add_argument(
        "asked", nargs="?", choices=("list", "retry", "drop"), default="list", help="list by default"
    )
    of_outbox.add_argument("ids", nargs="*", metavar="ID", help="numbers from the list; `retry` also takes `all`")
    of_outbox.add_argument("--anyway", action="store_true", help="send what is in doubt though it may have arrived")
    add(migrate)
    add(move).add_argument("to", nargs="?", default="", help="postgresql://… (else what NEW_DATABASE_URL says)")
    of_manifest = add(manifest)
    of_manifest.add_argument("--url", default="", help="the bot's public address, for HTTP instead of Socket Mode")
    of_manifest.add_argument("--json", action="store_true", dest="as_json", help="JSON instead of YAML")
    return parser


GARBAGE = (20_000, 20, 20)
"""How seldom it is looked for. A unit of work makes thousands of rows and lets them go; Python would look after every
seven hundred of them, which is a tenth of the time of a busy morning."""


def say(sentence: object) -> None:
    sys.stdout.write(f"{sentence}\n")


def fail(sentence: object) -> NoReturn:
    """Say what is wrong and how to mend it, and end with exit code 1."""
    sys.exit(str(sentence))


def run_async(main: Coroutine[Any, Any, None]) -> None:
    """Run to the end, on uvloop where it exists. What is loaded by now stays for good: no search for garbage there."""
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    gc.enable()
    try:
        import uvloop  # noqa: PLC0415  # not on every platform
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


def run() -> None:
    """Run the bot on your Slack workspace."""
    try:
        settings = configuration.load(configuration.Settings)
    except configuration.SettingsInvalid as error:
        fail(error)
    set_up(settings.log_level, settings.log_format)
    from bot.app import Program  # noqa: PLC0415  # half a second that other commands need not wait
    from bot.slack import CannotStart  # noqa: PLC0415
    from bot.stopping import on_signal  # noqa: PLC0415
    from models.errors import DatabaseError  # noqa: PLC0415
    from playbooks.problems import PlaybookError  # noqa: PLC0415

    async def main() -> None:
        await Program(settings).run(on_signal())

    try:
        run_async(main())
    except (CannotStart, DatabaseError, PlaybookError) as error:
        fail(error)


def demo(port: int) -> None:
    """Try it in a local Slack, with a sample company and a tour; no account needed."""
    try:
        from bot.demo import run as run_demo  # noqa: PLC0415
    except ModuleNotFoundError:
        fail("The local Slack is not part of this installation. Clone the repository, and run `make demo` there.")

    run_async(run_demo(port=port))


def check() -> None:
    """Look whether settings, playbooks, database, tokens, clock, scopes and deliveries are right; say what to do."""
    from bot.check import check as findings  # noqa: PLC0415

    wrong = 0

    async def main() -> None:
        nonlocal wrong
        async for finding in findings():
            wrong += not finding.right
            say(finding)

    run_async(main())
    if wrong:
        sys.exit(1)


def outbox(asked: str, ids: Sequence[str], anyway: bool) -> None:
    """List the messages that could not be delivered; send them again, or write them off."""
    from bot.outbox import WrongWords  # noqa: PLC0415
    from bot.outbox import outbox as do  # noqa: PLC0415
    from models.errors import DatabaseError  # noqa: PLC0415

    url = local_settings().database_url.get_secret_value()

    async def main() -> None:
        for sentence in await do(url, asked, ids, anyway=anyway):
            say(sentence)

    try:
        run_async(main())
    except (WrongWords, DatabaseError) as error:
        fail(error)


def migrate() -> None:
    """Bring the database up to date, as `run` does at its start."""
    from models.database import Database  # noqa: PLC0415
    from models.errors import DatabaseError  # noqa: PLC0415

    async def main() -> None:
        database = Database(local_settings().database_url.get_secret_value())
        try:
            await database.migrate()
            say(f"The database is at {await database.revision()}.")
        finally:
            await database.close()

    try:
        run_async(main())
    except DatabaseError as error:
        fail(error)


def move(to: str) -> None:
    """Copy the SQLite database of DATABASE_URL to an empty PostgreSQL one, and compare the two. Stop the bot first."""
    from models import moving  # noqa: PLC0415
    from models.errors import DatabaseError  # noqa: PLC0415

    async def main() -> None:
        target = to or os.environ.get("NEW_DATABASE_URL", "")
        moved = await moving.move(local_settings().database_url.get_secret_value(), target)
        say(
            f"Moved: {moved.rows} rows in {moved.tables} tables, and nothing differs. Set DATABASE_URL to the new "
            "address and start the bot; keep the file as a backup."
        )

    try:
        run_async(main())
    except (moving.CannotMove, DatabaseError) as error:
        fail(error)


def manifest(url: str, as_json: bool) -> None:
    """Print the Slack app manifest: paste it at api.slack.com/apps, "From a manifest"."""
    from bot import manifest as made  # noqa: PLC0415

    say(json.dumps(made.manifest(url), indent=2, ensure_ascii=False) if as_json else made.as_yaml(url).strip())


def local_settings() -> configuration.LocalSettings:
    """What commands need that never talk to Slack."""
    try:
        return configuration.load(configuration.LocalSettings)
    except configuration.SettingsInvalid as error:
        fail(error)
