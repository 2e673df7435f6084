"""What happens in the workspace, told to the app: only what it subscribed to, retried as Slack retries."""

import asyncio
import copy
from collections.abc import Sequence
from typing import Any

from sandbox.core import Core
from sandbox.delivery import Ack, Delivery, Retry
from sandbox.objects import user_object
from sandbox.payloads import event_callback
from sandbox.people import Person
from sandbox.rooms import Room
from sandbox.workspace import Change

Json = dict[str, Any]
SUBSCRIPTION = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}
REASONS = {"timeout": "http_timeout", "no_connection": "connection_failed", "status": "http_error"}


class Events:
    """`retry_delays`: real seconds before each further attempt."""

    def __init__(self, core: Core, delivery: Delivery, retry_delays: Sequence[float]) -> None:
        self._core = core
        self._delivery = delivery
        self._delays = tuple(retry_delays)
        self._tasks: set[asyncio.Task[Ack]] = set()

    def emit(self, subscription: str, event: Json) -> None:
        """Send it from the background, if the app subscribed."""
        if subscription not in self._core.app.events:
            return
        payload = event_callback(self._core, copy.deepcopy(event))
        task = asyncio.get_running_loop().create_task(self._deliver(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, payload: Json) -> Ack:
        ack = await self._delivery.send("events_api", payload)
        for number, delay in enumerate(self._delays, 1):
            if ack.ok or not ack.may_retry:
                break
            await asyncio.sleep(delay)
            ack = await self._delivery.send("events_api", payload, Retry(number, REASONS[ack.failure]))
        return ack

    async def settled(self) -> None:
        """Wait until every event so far has been answered or given up."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def forget(self) -> None:
        """Send nothing more of what has happened so far: no late attempt reaches a world that began again."""
        for task in list(self._tasks):
            task.cancel()

    async def close(self) -> None:
        self.forget()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hear(self, change: Change) -> None:
        """Turn a change of the workspace into events."""
        room, data = change.room, change.data
        if change.kind == "user":
            self._person(data["user"], is_new=data["is_new"])
        elif room is None or self._core.app.bot_user_id not in room.members:
            return
        elif change.kind == "message" and not data["message"].get("ephemeral"):
            self._said(room, data["message"])
        elif change.kind == "message_changed" and data.get("of") in ("edit", "tombstone"):
            self._message(room, self._changed(data))
        elif change.kind == "message_deleted" and not data["previous"].get("ephemeral"):
            gone = {"subtype": "message_deleted", "hidden": True, "deleted_ts": data["ts"]}
            self._message(room, {**gone, "previous_message": data["previous"], "ts": self._ts()})
        elif change.kind == "channel" and "member" in data:
            joined: Json = {"type": "member_joined_channel", "user": data["member"], "channel": room.id}
            if data["inviter"]:
                joined["inviter"] = data["inviter"]
            kind = "G" if room.channel.is_private else "C"
            more = {"channel_type": kind, "team": self._core.app.team_id, "event_ts": self._ts()}
            self.emit("member_joined_channel", joined | more)

    def home_opened(self, user: str, room: Room, tab: str, view: Json | None) -> None:
        event: Json = {"type": "app_home_opened", "user": user, "channel": room.id, "tab": tab}
        event["event_ts"] = self._ts()
        if view is not None and tab == "home":
            event["view"] = view
        self.emit("app_home_opened", event)

    def _ts(self) -> str:
        return self._core.workspace.ids.ts(self._core.workspace.clock.now())

    def _message(self, room: Room, event: Json) -> None:
        kind = room.channel.kind
        where = {"channel": room.id, "channel_type": kind}
        full = {"type": "message", **event, **where, "event_ts": event["ts"]}
        self.emit(SUBSCRIPTION[kind], full)

    def _said(self, room: Room, message: Json) -> None:
        self._message(room, message)
        mention = f"<@{self._core.app.bot_user_id}"
        if not room.channel.is_im and mention in message["text"] and not message.get("bot_id"):
            event = {**message, "type": "app_mention", "channel": room.id, "event_ts": message["ts"]}
            self.emit("app_mention", event)

    def _changed(self, data: Json) -> Json:
        return {
            "subtype": "message_changed",
            "hidden": True,
            "message": data["message"],
            "previous_message": data.get("previous", {}),
            "ts": self._ts(),
        }

    def _person(self, person: Person, *, is_new: bool) -> None:
        kind = "team_join" if is_new else "user_change"
        shown = user_object(self._core.workspace, person, with_email=True)
        self.emit(kind, {"type": kind, "user": shown, "cache_ts": person.updated, "event_ts": self._ts()})
