"""Clients of Slack's Web API, and the first thing that they ask: who we are."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.client import SteadyClient
from bot.settings import Settings
from domain.slack_errors import code_of, said, scopes

INLINE_SECONDS = 2
"""What may be spent on a call that stands before an ack, which Slack awaits for three seconds."""

COURIER_SECONDS = 10
"""Under half of the courier's lease."""


class CannotStart(Exception):
    """Something outside keeps the program from starting; the sentence says what to do."""


REMEDIES = {
    "invalid_auth": "SLACK_BOT_TOKEN is not valid. Copy it again from your Slack app's page OAuth & Permissions.",
    "not_authed": "SLACK_BOT_TOKEN is missing. Copy it from your Slack app's page OAuth & Permissions.",
    "account_inactive": "The app was removed from the workspace, or its bot is deactivated. Install it anew.",
    "token_revoked": "SLACK_BOT_TOKEN was revoked. Install the app anew and copy the new token.",
    "token_expired": "SLACK_BOT_TOKEN has expired. Install the app anew and copy the new token.",
    "missing_scope": "A scope is missing. Update the app with `python -m bot manifest`, then install it anew.",
}

_GENERATE = "Generate one on your Slack app's page Basic Information (App-Level Tokens), with connections:write."

REMEDIES_OF_APP_TOKEN = {
    **REMEDIES,
    "invalid_auth": f"SLACK_APP_TOKEN is not valid. {_GENERATE}",
    "not_authed": f"SLACK_APP_TOKEN is missing. {_GENERATE}",
    "token_revoked": f"SLACK_APP_TOKEN was revoked. {_GENERATE}",
    "token_expired": f"SLACK_APP_TOKEN has expired. {_GENERATE}",
    "missing_scope": f"SLACK_APP_TOKEN lacks a scope. {_GENERATE}",
}
"""It comes from another page than the bot's, and installing the app anew makes none."""


def remedy(error: SlackApiError, remedies: Mapping[str, str] = REMEDIES) -> str:
    """The sentence for an error of Slack's about a token."""
    code = code_of(error)
    if not code:
        return "What answers is not Slack. Check the network, a proxy in between, and SLACK_API_URL if it is set."
    return remedies.get(code) or f"Slack answers {code}. See https://docs.slack.dev."


@dataclass(frozen=True, slots=True)
class Clients:
    """One for each kind of call.

    `inline` answers people within the ack; `background` may take its time, and repeats what was refused for its pace;
    `posting` never repeats by itself: what became of a message whose answer was lost is for the courier to find out.
    """

    inline: AsyncWebClient
    background: AsyncWebClient
    posting: AsyncWebClient
    _sessions: tuple[aiohttp.ClientSession, ...]
    _connector: aiohttp.TCPConnector

    async def close(self) -> None:
        for session in self._sessions:
            await session.close()
        await self._connector.close()


def connect(settings: Settings) -> Clients:
    """Make the clients on shared connections; nothing is sent yet. Needs a running event loop.

    The SDK applies its own time-out only to sessions that it makes itself, so there is one session for each time-out.
    """
    connector = aiohttp.TCPConnector(limit=100)
    quick, slow = (
        aiohttp.ClientSession(
            connector=connector, connector_owner=False, timeout=aiohttp.ClientTimeout(total=seconds), trust_env=True
        )
        for seconds in (INLINE_SECONDS, COURIER_SECONDS)
    )
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""

    def client(session: aiohttp.ClientSession, *handlers: AsyncRetryHandler) -> AsyncWebClient:
        return SteadyClient(
            token=token, base_url=settings.slack_api_url, session=session, retry_handlers=list(handlers)
        )

    lost = AsyncConnectionErrorRetryHandler()
    return Clients(
        inline=client(quick, lost),
        background=client(slow, lost, AsyncRateLimitErrorRetryHandler(max_retry_count=5)),
        posting=client(slow),
        _sessions=(quick, slow),
        _connector=connector,
    )


async def who_are_we(client: AsyncWebClient) -> AuthorizeResult:
    """Ask Slack once; raise CannotStart with the remedy."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise CannotStart(remedy(error)) from error
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise CannotStart(
            f"Slack cannot be reached at {client.base_url}: {said(error)}. "
            "Check the network, and SLACK_API_URL if it is set."
        ) from error
    return AuthorizeResult.from_auth_test_response(
        bot_token=client.token, auth_test_response=answer, bot_scopes=_scopes(answer.headers)
    )


def _scopes(headers: dict[str, str]) -> list[str]:
    found = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return list(scopes(found))
