"""What Slack sent, read once: who, where, which button or form, and the id under which a second arrival is known."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from domain.refusals import Refusal
from views import ids


class Kind(StrEnum):
    """The interaction types, one Bolt listener each."""

    COMMAND = "command"
    ACTION = "action"
    SUBMISSION = "submission"
    CLOSED = "closed"
    OPTIONS = "options"
    SHORTCUT = "shortcut"
    EVENT = "event"


REPEATABLE = frozenset({"loop.remind", "loop.open"})
"""Clicks that may be meant anew though the loop has not changed since."""

ONCE = frozenset({ids.DIGEST_POST})
"""Clicks that a form takes once: it says so in its place."""


class Unknown(Refusal):
    """I don't know this button any more; it may be from an older version. Try `/loop` instead."""


@dataclass(frozen=True)
class Payload:
    kind: Kind
    body: Mapping[str, Any]

    @cached_property
    def actor(self) -> str:
        """Who did it; empty for an event without a person."""
        if self.kind is Kind.COMMAND:
            return str(self.body.get("user_id", ""))
        if self.kind is Kind.EVENT:
            user = self.event.get("user") or ""
            return str(user.get("id", "") if isinstance(user, dict) else user)
        return str((self.body.get("user") or {}).get("id", ""))

    @cached_property
    def team(self) -> str:
        """The workspace of whoever did it."""
        if self.kind in (Kind.COMMAND, Kind.EVENT):
            return str(self.body.get("team_id", ""))
        of_user = (self.body.get("user") or {}).get("team_id")
        return str(of_user or (self.body.get("team") or {}).get("id", ""))

    @cached_property
    def name(self) -> str:
        """What the router looks up: subcommand, action id, callback id or event type."""
        match self.kind:
            case Kind.COMMAND:
                return self._words[0].lower()
            case Kind.ACTION:
                return str(self.action.get("action_id", "")).partition("#")[0]
            case Kind.OPTIONS:
                return str(self.body.get("action_id", "")).partition("#")[0]
            case Kind.SUBMISSION | Kind.CLOSED:
                return str(self.view.get("callback_id", ""))
            case Kind.SHORTCUT:
                return str(self.body.get("callback_id", ""))
            case Kind.EVENT:
                return str(self.event.get("type", ""))

    @property
    def rest(self) -> str:
        """What follows the subcommand."""
        return self._words[1]

    @property
    def text(self) -> str:
        """All that was typed after the command."""
        return " ".join(str(self.body.get("text") or "").split())

    @cached_property
    def _words(self) -> tuple[str, str]:
        first, _, rest = self.text.partition(" ")
        return first, rest

    @cached_property
    def event(self) -> Mapping[str, Any]:
        return self.body.get("event") or {}

    @cached_property
    def action(self) -> Mapping[str, Any]:
        actions: Sequence[Mapping[str, Any]] = self.body.get("actions") or ()
        return actions[0] if actions else {}

    @cached_property
    def value(self) -> str:
        """What the button carries, or what was chosen in a menu."""
        chosen = self.action.get("selected_option") or {}
        return str(self.action.get("value") or chosen.get("value") or "")

    @cached_property
    def view(self) -> Mapping[str, Any]:
        return self.body.get("view") or {}

    @property
    def in_modal(self) -> bool:
        return self.view.get("type") == "modal"

    @property
    def in_home(self) -> bool:
        return self.view.get("type") == "home"

    @cached_property
    def metadata(self) -> Mapping[str, Any]:
        """The ids that the view carries; empty when it carries none."""
        found = json.loads(self.view.get("private_metadata") or "{}")
        return found if isinstance(found, dict) else {}

    @property
    def trigger(self) -> str:
        return str(self.body.get("trigger_id") or "")

    @property
    def response_url(self) -> str:
        return str(self.body.get("response_url") or "")

    @property
    def channel(self) -> str:
        if self.kind is Kind.COMMAND:
            return str(self.body.get("channel_id") or "")
        return str((self.body.get("channel") or {}).get("id") or self.container.get("channel_id") or "")

    @property
    def room(self) -> str:
        """The channel where a command was typed; empty in direct messages, which nobody else can be invited to."""
        typed_in = str(self.body.get("channel_name") or "")
        direct = self.channel[:1] not in ("C", "G") or typed_in.startswith("mpdm-")
        return "" if self.kind is not Kind.COMMAND or direct else self.channel

    @property
    def container(self) -> Mapping[str, Any]:
        return self.body.get("container") or {}

    @property
    def message(self) -> Mapping[str, Any]:
        return self.body.get("message") or {}

    @property
    def message_ts(self) -> str:
        return str(self.message.get("ts") or self.container.get("message_ts") or "")

    @cached_property
    def receipt(self) -> str:
        """Under which a second arrival of the same thing is known; empty when Slack gives nothing to tell by.

        A second click on a button that carries the loop's version is the same wish; other clicks are told apart by
        their trigger.
        """
        if self.kind is Kind.EVENT:
            return str(self.body.get("event_id") or "")
        if self.kind in (Kind.SUBMISSION, Kind.CLOSED):
            return f"{self.view.get('id')}:{self.name}"
        versioned = self.name.startswith("loop.") and self.name not in REPEATABLE
        if self.kind is Kind.ACTION and (versioned or self.name in ONCE):
            return f"{self.actor}:{self.message_ts or self.view.get('id')}:{self.name}:{self.value}"
        return self.trigger
