"""What Slack's error codes mean for us. Source: the error tables of docs.slack.dev/reference/methods."""

from typing import Any

SAID_OF_THE_TOKEN = frozenset({
    "account_inactive", "invalid_auth", "missing_scope", "not_authed", "token_expired", "token_revoked",
})  # fmt: skip
"""Nothing else can be meant."""

TOKEN = SAID_OF_THE_TOKEN | {
    "enterprise_is_restricted", "not_allowed_token_type", "org_login_required", "team_access_not_granted",
    "two_factor_setup_required",
}  # fmt: skip
"""The app itself is not let in, or lacks a scope: every message would fail, until an admin mends it."""

PLACE = frozenset({
    "access_denied", "channel_is_limited_access", "channel_not_found", "ekm_access_denied", "is_archived",
    "no_permission", "not_in_channel", "restricted_action", "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
})  # fmt: skip
"""Nothing can be posted in this channel until somebody mends it."""

PERSON = frozenset({
    "cannot_dm_bot", "invalid_user_combination", "messages_tab_disabled", "user_disabled", "user_not_found",
    "user_not_visible", "users_not_found",
})  # fmt: skip
"""This person takes no direct messages from us."""


def code_of(error: Exception) -> str:
    """The code of an error that the SDK raised; empty when Slack gave none, or what answered was not Slack.

    The SDK hangs its own answer on the error, or the HTTP client's, whose body was no JSON at all.
    """
    response: Any = getattr(error, "response", None)
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def said(error: Exception) -> str:
    """What an error says, for people and logs. A time-out says nothing by itself."""
    return str(error) or ("no answer in time" if isinstance(error, TimeoutError) else type(error).__name__)


def needed_scope(error: Exception) -> str:
    """What Slack names with `missing_scope`, without what the app has: any of these may be what is missing.

    Where a method is for several kinds of conversation, Slack names the scopes of them all. Source:
    docs.slack.dev/reference/methods/conversations.history.
    """
    response: Any = getattr(error, "response", None)
    data = getattr(response, "data", response)
    if not isinstance(data, dict):
        return ""
    needed, provided = (scopes(str(data.get(name) or "")) for name in ("needed", "provided"))
    return ",".join(scope for scope in needed if scope not in provided) or ",".join(needed)


def scopes(named: str) -> tuple[str, ...]:
    """As Slack lists them, with commas between."""
    return tuple(scope.strip() for scope in named.split(",") if scope.strip())
