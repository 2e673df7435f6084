"""A conversation: its members, what was said, and who has read how far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.ids import as_micros
from sandbox.people import Channel

Json = dict[str, Any]
FOR_ALL = ("<!channel>", "<!here>", "<!everyone>")


@dataclass
class Room:
    """Members, messages, ephemeral messages (`ts` to who sees it and what), and what is unread."""

    channel: Channel
    members: list[str]
    messages: dict[str, Json] = field(default_factory=dict)
    ephemeral: dict[str, tuple[str, Json]] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.channel.id

    def parents(self) -> list[Json]:
        return [message for message in self.messages.values() if is_in_channel(message)]

    def thread(self, ts: str) -> list[Json]:
        """The parent and its replies, oldest first."""
        return [row for row in self.messages.values() if row["ts"] == ts or row.get("thread_ts") == ts]


def is_in_channel(message: Json) -> bool:
    """Shown in the channel itself, not only in a thread."""
    thread = message.get("thread_ts")
    return thread is None or thread == message["ts"] or message.get("subtype") == "thread_broadcast"


def count(room: Room, message: Json) -> None:
    """One more to read for everyone but its author, who has read the room by writing in it."""
    for user in room.members:
        if user == message.get("user"):
            room.last_read[user] = message["ts"]
            room.counts[user] = (0, 0)
        else:
            room.counts[user] = _plus(room, user, message)


def recount(room: Room, users: Iterable[str]) -> None:
    """From the messages themselves, after reading or deleting."""
    for user in users:
        room.counts[user] = (0, 0)
        since = as_micros(room.last_read.get(user, "0"))
        for message in reversed(room.messages.values()):
            if as_micros(message["ts"]) <= since:
                break
            if message.get("user") != user and message.get("subtype") != "tombstone":
                room.counts[user] = _plus(room, user, message)


def _plus(room: Room, user: str, message: Json) -> tuple[int, int]:
    """The user's counts with this message: unread in the channel, and for them by name (in a DM, all are)."""
    unread, mentions = room.counts.get(user, (0, 0))
    text = message.get("text", "")
    shown = is_in_channel(message)
    called = f"<@{user}" in text or any(word in text for word in FOR_ALL) or (room.channel.is_im and shown)
    return unread + shown, mentions + called
