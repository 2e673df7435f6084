"""`response_url`s: five uses within thirty real minutes, wherever the app is a member or not."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import messages
from sandbox.blocks.check import check_message
from sandbox.errors import SlackError
from sandbox.rooms import Room
from sandbox.workspace import Workspace

Json = dict[str, Any]
USES = 5
SECONDS = 30 * 60


@dataclass
class Grant:
    """To whom and where an answer may go; `ts` is the message that was clicked, if one was."""

    user: str
    room: Room
    at: float
    ts: str | None = None
    uses: int = 0


class ResponseUrls:
    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._grants: dict[str, Grant] = {}

    def issue(self, user: str, room: Room, ts: str | None = None) -> str:
        """The last part of the URL."""
        key = secrets.token_hex(12)
        now = self._timer()
        while self._grants and now - next(iter(self._grants.values())).at > SECONDS:
            del self._grants[next(iter(self._grants))]
        self._grants[key] = Grant(user, room, now, ts)
        return key

    def reset(self) -> None:
        self._grants.clear()

    def use(self, workspace: Workspace, key: str, body: Any) -> None:
        """Carry out what the app answered. Raises SlackError `expired_url`, `used_url`, `no_text` and the like."""
        grant = self._grants.get(key)
        if grant is None or self._timer() - grant.at > SECONDS:
            raise SlackError("expired_url")
        if grant.uses >= USES:
            raise SlackError("used_url")
        if not isinstance(body, dict):
            raise SlackError("invalid_payload")
        respond(workspace, grant, body)
        grant.uses += 1


def respond(workspace: Workspace, grant: Grant, body: Json) -> None:
    """Show an answer: a new message, one in place of the clicked one, or that one's removal."""
    room, ts = grant.room, grant.ts
    if body.get("delete_original"):
        if ts in room.ephemeral:
            messages.hush(workspace, room, ts)
        elif ts:
            messages.delete(workspace, room, ts)
        return
    blocks = check_message(body["blocks"]) if body.get("blocks") else None
    text = str(body.get("text") or "")
    if not text and not blocks:
        raise SlackError("no_text")
    if body.get("replace_original") and ts:
        changes = {"text": text, "blocks": blocks or []}
        if ts in room.ephemeral:
            message = messages.by_app(workspace, text, blocks)
            thread = room.ephemeral[ts][1].get("thread_ts")
            messages.whisper(workspace, room, grant.user, message, thread_ts=thread, replaces=ts)
        elif ts in room.messages:
            messages.change(workspace, room, room.messages[ts], changes, workspace.app.bot_user_id)
        else:
            raise SlackError("message_not_found")
        return
    message = messages.by_app(workspace, text, blocks)
    if body.get("metadata"):
        message["metadata"] = body["metadata"]
    if body.get("response_type") == "in_channel":
        messages.post(workspace, room, message, body.get("thread_ts"))
    else:
        messages.whisper(workspace, room, grant.user, message, thread_ts=body.get("thread_ts"))
