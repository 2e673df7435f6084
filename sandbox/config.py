"""What the sandbox is told of the app it hosts: the same facts that Slack keeps on an app's settings page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Mode = Literal["socket", "http"]

ALL_SCOPES = frozenset(
    {
        "app_mentions:read",
        "bookmarks:read",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "chat:write.customize",
        "chat:write.public",
        "commands",
        "dnd:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users.profile:read",
        "users:read",
        "users:read.email",
    },
)
ALL_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "reaction_added",
        "team_join",
        "user_change",
    },
)


@dataclass(frozen=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    type: Literal["global", "message"]
    callback_id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class AppConfig:
    """One Slack app, installed in one workspace. The tokens are made up; any string will do."""

    app_id: str = "A0SANDBOX1"
    name: str = "App"
    bot_user_id: str = "U0SANDBOXB"
    bot_id: str = "B0SANDBOX1"
    team_id: str = "T0SANDBOX1"
    team_name: str = "Sandbox"
    bot_token: str = "xoxb-sandbox"  # noqa: S105  a made-up token, valid nowhere
    app_token: str = "xapp-sandbox"  # noqa: S105
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105
    scopes: frozenset[str] = ALL_SCOPES
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = ALL_EVENTS
    mode: Mode = "socket"
    request_url: str = ""
    home_tab: bool = True
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    interactivity: bool = True
    emoji: str = ""
    verification_token: str = field(default="sandbox-verification", repr=False)

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any], **given: Any) -> "AppConfig":
        """Read a Slack app manifest; `given` overrides or adds any field (tokens, ids, mode)."""
        features: Json = manifest.get("features") or {}
        settings: Json = manifest.get("settings") or {}
        events: Json = settings.get("event_subscriptions") or {}
        home: Json = features.get("app_home") or {}
        interactivity: Json = settings.get("interactivity") or {}
        read: Json = {
            "name": (features.get("bot_user") or {}).get("display_name") or manifest["display_information"]["name"],
            "scopes": frozenset(((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()),
            "commands": tuple(
                Command(
                    row["command"],
                    row.get("description", ""),
                    row.get("usage_hint", ""),
                    bool(row.get("should_escape")),
                )
                for row in features.get("slash_commands") or ()
            ),
            "shortcuts": tuple(
                Shortcut(row["type"], row["callback_id"], row["name"], row.get("description", ""))
                for row in features.get("shortcuts") or ()
            ),
            "events": frozenset(events.get("bot_events") or ()),
            "mode": "socket" if settings.get("socket_mode_enabled") else "http",
            "request_url": interactivity.get("request_url") or events.get("request_url") or "",
            "home_tab": bool(home.get("home_tab_enabled", False)),
            "messages_tab": bool(home.get("messages_tab_enabled", True)),
            "messages_tab_read_only": bool(home.get("messages_tab_read_only_enabled", False)),
            "interactivity": bool(interactivity.get("is_enabled", False)),
        }
        return cls(**(read | given))
