"""Whether the clocks agree: this machine's with Slack's, and with the database's, which all copies go by."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from models.database import Database
from scheduling.clock import SystemClock
from services import gates
from services.work import Work

TOLERATED = timedelta(seconds=10)
SECOND = timedelta(seconds=1)

REMEDY = "Let its machine set its clock by the network (`timedatectl set-ntp true`)."


async def slacks(client: AsyncWebClient) -> str:
    """What is wrong with this machine's clock beside Slack's; empty where nothing is, or Slack shows none."""
    clock = SystemClock()
    began = clock.machine()
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        answer = error.response
    except (ClientError, OSError):
        return ""  # it has just answered; what is wrong is not the clock
    there = _shown(answer.headers)
    if there is not None:
        clock.agree(began - SECOND, there, clock.machine())  # the header leaves out what is less than a second
    return _wrong("This machine's clock", "Slack's", -clock.apart)


async def databases(database: Database) -> str:
    """What is wrong with the database's clock beside this machine's."""
    clock = SystemClock()
    began = clock.machine()
    there = await database.read(lambda session: gates.look(Work(session, began), began).there)
    if there is not None:
        clock.agree(began, there, clock.machine())
    return _wrong("The database's clock, which all copies go by,", "this machine's", clock.apart)


def _shown(headers: Mapping[str, str]) -> datetime | None:
    shown = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        return parsedate_to_datetime(shown).astimezone(UTC)
    except ValueError:
        return None


def _wrong(whose: str, others: str, ahead: timedelta) -> str:
    if abs(ahead) <= TOLERATED:
        return ""
    way = "ahead of" if ahead > timedelta() else "behind"
    return f"{whose} is {abs(ahead) // SECOND} seconds {way} {others}. {REMEDY}"
