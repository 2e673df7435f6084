"""Whether Slack lets us in again after it has refused our token, or that it lacks a scope."""

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from domain.slack_errors import scopes
from scheduling.slack import Slack


async def granted(slack: Slack, refused: str) -> bool:
    """Ask `auth.test`. `refused`: why we were shut out; after the code and a colon, scopes of which one is missing."""
    try:
        answer = await slack.api_call("auth.test")
    except (SlackApiError, ClientError, OSError):
        return False
    headers = {str(name).lower(): str(value) for name, value in (getattr(answer, "headers", None) or {}).items()}
    has, missing = scopes(headers.get("x-oauth-scopes", "")), scopes(refused.partition(": ")[2])
    return not has or not missing or any(scope in has for scope in missing)
