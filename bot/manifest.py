"""The Slack app manifest, made from what the router knows: paste it at api.slack.com/apps, "From a manifest"."""

from collections.abc import Mapping
from typing import Any

import yaml

from bot.web import PATH
from handlers.journeys import ROUTER
from handlers.payload import Kind
from handlers.router import COMMAND

NAME = "Loopkeeper"
DESCRIPTION = "Keeps interview loops moving: who owes what, since when, and the next step."
LONG_DESCRIPTION = (
    "Loopkeeper carries every candidate through screen, challenge, interviews and offer, right here in Slack. It "
    "gathers the panel, reminds people of what they owe within their own working hours, keeps scorecards hidden until "
    "they may be read, records decisions, and tells each hiring channel every morning where things stand."
)

SCOPES: Mapping[str, str] = {
    "commands": "the command `/loop` and the shortcuts",
    "chat:write": "cards, threads and digests in hiring channels; invitations and reminders by direct message",
    "im:write": "to begin a direct message",
    "mpim:write": "to begin a conversation with the people of a debrief; without it each is told alone",
    "mpim:history": "to look whether a message arrived in such a conversation after a lost connection",
    "im:history": "to look whether a direct message arrived after a lost connection; to answer who writes to the bot",
    "channels:history": "to look whether a message arrived in a public hiring channel after a lost connection",
    "groups:history": "the same in a private hiring channel",
    "channels:read": "whether a hiring channel is public, whether the bot is in it, and who its members are",
    "groups:read": "the same of a private hiring channel",
    "users:read": "names, time zones, and who is a guest or has left",
    "users:read.email": "to know a candidate who works here already, so that they see nothing of their own loop",
    "dnd:read": "to remind nobody who does not want to be disturbed",
    "files:write": "the calendar file (.ics) of an interview, and decision records, for whoever asks for them",
}
"""Every scope of the bot's token, and what it is for."""

EVENTS: Mapping[str, str] = {"message": "message.im"}
"""Event types that are subscribed to by another name."""


def manifest(url: str = "") -> dict[str, Any]:
    """For Socket Mode, or with the public address of the bot for HTTP; its path may be left out."""
    where = url.rstrip("/").removesuffix(PATH) + PATH
    address = {"url": where} if url else {}
    request = {"request_url": where} if url else {}
    menus = {"message_menu_options_url": where} if url else {}
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1f4b3f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": callback_id, "description": description}
                for callback_id, (kind, name, description) in sorted(ROUTER.shortcuts.items())
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Interview loops: open, find, decide",
                    "usage_hint": "help, or part of a name",
                    "should_escape": False,
                    **address,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {
                "bot_events": sorted(EVENTS.get(name, name) for name in ROUTER.names(Kind.EVENT)),
                **request,
            },
            "interactivity": {"is_enabled": True, **request, **menus},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def as_yaml(url: str = "") -> str:
    return yaml.safe_dump(manifest(url), sort_keys=False, allow_unicode=True, width=100)


def scopes_table() -> str:
    """For the docs."""
    return "\n".join(
        ["| scope | what for |", "| --- | --- |", *(f"| `{name}` | {why} |" for name, why in SCOPES.items())]
    )
