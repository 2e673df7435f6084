"""`python -m bot check`: everything that has to be right before the bot can work, each with its remedy."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from bot import clocks, outbox
from bot import settings as configuration
from bot.manifest import SCOPES
from bot.settings import Settings
from bot.slack import REMEDIES_OF_APP_TOKEN, CannotStart, Clients, connect, remedy, who_are_we
from domain.slack_errors import said
from models.database import Database
from models.errors import DatabaseError
from models.migrate import newest
from playbooks.loader import load_folder
from playbooks.problems import PlaybookError
from services.troubles import Standing
from views import troubles as words
from views.text import count


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
    async for finding in _database(settings):
        yield finding
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


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    try:
        database = Database(settings.database_url.get_secret_value())
        try:
            unmade, revision = database.unmade, await database.revision()
            standing = await outbox.standing(database) if revision == newest() else None
            clock = await clocks.databases(database) if standing is not None else ""
        finally:
            await database.close()
    except DatabaseError as error:
        yield Finding("database", False, str(error))
        return
    if unmade:
        yield Finding("database", True, f"there is none yet; the first start makes {unmade}")
    elif revision is None:
        yield Finding("database", True, "empty; the tables are made at the first start")
    elif revision != newest():
        yield Finding("database", True, f"at {revision}; it is brought to {newest()} at the next start")
    else:
        yield Finding("database", True, f"up to date, at {revision}")
    if standing is not None:
        yield _delivery(standing)
        yield _led(standing)
        yield _read(standing)
    if clock:
        yield Finding("clock", False, clock)


def _delivery(found: Standing) -> Finding:
    """Whether what the bot has to say arrives."""
    problems = [words.refused(found.refused.error)] if found.refused else []
    if found.stuck:
        take = "takes" if len(found.stuck) == 1 else "take"
        problems.append(f"{count(len(found.stuck), 'channel')} {take} no messages ({', '.join(_place(found))}).")
    if found.troubles:
        problems.append(f"{count(len(found.troubles), 'message')} could not be delivered.")
    if problems and not found.refused:
        problems.append("`python -m bot outbox` lists all, with what to do.")
    return Finding("delivery", not problems, " ".join(problems) or outbox.NOTHING)


def _led(found: Standing) -> Finding:
    """Whether two people lead every search, or the one who was named twice."""
    alone = [role for role in found.leaderless if role.recruiter.active or role.hiring_manager.active]
    nobody = [role for role in found.leaderless if role not in alone]
    problems = [
        f"{who} left: {', '.join(f'{role.title} ({role.channel})' for role in roles)}."
        for who, roles in (("recruiter and hiring manager have", nobody), ("recruiter or hiring manager has", alone))
        if roles
    ]
    if problems:
        problems.append("An admin names others in Slack, on Home.")
    return Finding("roles", not problems, " ".join(problems) or "each open one has its recruiter and hiring manager")


def _read(found: Standing) -> Finding:
    """Whether the rules know what the database holds of every loop."""
    problems = [words.unreadable(one) for one in found.unreadable]
    text = f"can't be read: {'; '.join(problems)}. {words.UNREADABLE}" if problems else "all can be read"
    return Finding("loops", not problems, text)


def _place(found: Standing) -> list[str]:
    return [f"{one.destination}: {one.error}" for one in found.stuck]


async def _slack(settings: Settings, clients: Clients) -> AsyncIterator[Finding]:
    try:
        us = await who_are_we(clients.inline)
    except CannotStart as error:
        yield Finding("bot token", False, str(error))
        return
    yield Finding("bot token", True, f"{us.bot_id} in {us.team}")
    clock = await clocks.slacks(clients.inline)
    yield Finding("clock", not clock, clock or "this machine's agrees with Slack's")
    missing = [scope for scope in SCOPES if scope not in (us.bot_scopes or ())]
    if missing:
        yield Finding(
            "scopes",
            False,
            f"{', '.join(missing)} missing. Paste the output of `{_manifest(settings)}` at api.slack.com/apps (your "
            "app, App Manifest), then install the app anew.",
        )
    else:
        yield Finding("scopes", True, f"all {len(SCOPES)} are granted")
    if blind := [scope for scope in missing if scope.endswith(":history")]:
        yield Finding(
            "delivery",
            False,
            f"without {', '.join(blind)} I can't look whether a message arrived whose answer was lost. It is then sent "
            "at most once, and `python -m bot outbox` lists it as in doubt.",
        )
    if settings.slack_app_token:
        yield await _app_token(settings.slack_app_token.get_secret_value(), clients)
    else:
        yield Finding("signing secret", True, "set; Slack shows whether it is right when it verifies the address")


def _manifest(settings: Settings) -> str:
    """What prints the app's manifest. That for Socket Mode would cut an app off that speaks HTTP."""
    return "python -m bot manifest" + (" --url <the bot's address>" if settings.mode == "http" else "")


async def _app_token(token: str, clients: Clients) -> Finding:
    try:
        await clients.inline.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return Finding("app token", False, remedy(error, REMEDIES_OF_APP_TOKEN))
    except (aiohttp.ClientError, TimeoutError) as error:
        return Finding("app token", False, f"Slack cannot be reached: {said(error)}. Check the network.")
    return Finding("app token", True, "opens a socket")
