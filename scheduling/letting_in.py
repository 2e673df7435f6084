"""Whether Slack lets us in again after it has refused our token, or that it lacks a scope."""

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from scheduling.slack import Slack


async def granted(slack: Slack, refused: str) -> bool:
    """Ask `auth.test`. `refused`: the code for which we were shut out; after a colon, the scopes that are missing."""
    try:
        answer = await slack.api_call("auth.test")
    except (SlackApiError, ClientError, OSError):
        return False
    headers = {str(name).lower(): str(value) for name, value in (getattr(answer, "headers", None) or {}).items()}
    scopes = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    needed = {scope.strip() for scope in refused.partition(": ")[2].split(",")} - {""}
    return not scopes or not needed or bool(needed & scopes)
