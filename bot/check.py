"""`python -m bot check`: everything that has to be right before the bot can work, each with its remedy."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from bot import settings as configuration
from bot.manifest import SCOPES
from bot.settings import Settings
from bot.slack import CannotStart, Clients, connect, remedy, who_are_we
from models.database import Database
from models.errors import DatabaseError
from models.migrate import newest
from playbooks.loader import load_folder
from playbooks.problems import PlaybookError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `text` says what is right, or what to do."""

    what: str
    right: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.right else 'FAIL'} {self.what}: {self.text}"


async def check() -> AsyncIterator[Finding]:
    """Look at everything; without settings there is nothing else to look at."""
    try:
        settings = configuration.load(Settings)
    except configuration.SettingsInvalid as error:
        for problem in error.problems:
            yield Finding("settings", False, problem)
        return
    yield Finding("settings", True, f"read, {'Socket Mode' if settings.mode == 'socket' else 'HTTP'}")
    for finding in _playbooks(settings):
        yield finding
    yield await _database(settings)
    clients = connect(settings)
    try:
        async for finding in _slack(settings, clients):
            yield finding
    finally:
        await clients.close()


def _playbooks(settings: Settings) -> Iterator[Finding]:
    try:
        loaded = load_folder(settings.playbooks)
    except PlaybookError as error:
        for problem in error.problems:
            yield Finding("playbooks", False, str(problem))
    else:
        yield Finding("playbooks", True, ", ".join(one.playbook.name for one in loaded))


async def _database(settings: Settings) -> Finding:
    try:
        database = Database(settings.database_url.get_secret_value())
        try:
            revision = await database.revision()
        finally:
            await database.close()
    except DatabaseError as error:
        return Finding("database", False, str(error))
    if revision is None:
        return Finding("database", True, "empty; the tables are made at the first start")
    if revision != newest():
        return Finding("database", True, f"at {revision}; it is brought to {newest()} at the next start")
    return Finding("database", True, f"up to date, at {revision}")


async def _slack(settings: Settings, clients: Clients) -> AsyncIterator[Finding]:
    try:
        us = await who_are_we(clients.inline)
    except CannotStart as error:
        yield Finding("bot token", False, str(error))
        return
    yield Finding("bot token", True, f"{us.bot_id} in {us.team}")
    missing = [scope for scope in SCOPES if scope not in (us.bot_scopes or ())]
    if missing:
        yield Finding(
            "scopes",
            False,
            f"{', '.join(missing)} missing. Update the app with the output of `python -m bot manifest`, then install "
            "it anew.",
        )
    else:
        yield Finding("scopes", True, f"all {len(SCOPES)} are granted")
    if settings.slack_app_token:
        yield await _app_token(settings.slack_app_token.get_secret_value(), clients)
    else:
        yield Finding("signing secret", True, "set; Slack shows whether it is right when it verifies the address")


async def _app_token(token: str, clients: Clients) -> Finding:
    try:
        await clients.inline.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return Finding("app token", False, remedy(error, "SLACK_APP_TOKEN"))
    except (aiohttp.ClientError, TimeoutError) as error:
        return Finding("app token", False, f"Slack cannot be reached: {error}. Check the network.")
    return Finding("app token", True, "opens a socket")
