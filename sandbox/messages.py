"""Saying, changing and unsaying things, with threads kept as Slack keeps them."""

from typing import Any

from sandbox.errors import SlackError
from sandbox.rooms import Room, count, is_in_channel, recount
from sandbox.workspace import Change, Workspace

Json = dict[str, Any]
DISPLAY = ("text", "blocks", "attachments", "metadata")


def by_person(workspace: Workspace, user: str, text: str) -> Json:
    return {
        "type": "message",
        "user": user,
        "text": text,
        "team": workspace.app.team_id,
        "client_msg_id": workspace.ids.new("M"),
    }


def by_app(workspace: Workspace, text: str, blocks: list[Json] | None = None) -> Json:
    app = workspace.app
    message: Json = {
        "type": "message",
        "user": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "team": app.team_id,
        "text": text,
        "bot_profile": {
            "id": app.bot_id,
            "app_id": app.app_id,
            "user_id": app.bot_user_id,
            "name": app.name,
            "team_id": app.team_id,
            "deleted": False,
        },
    }
    if blocks:
        message["blocks"] = blocks
    return message


def post(
    workspace: Workspace,
    room: Room,
    message: Json,
    thread_ts: str | None = None,
    broadcast: bool = False,
) -> Json:
    """Say it. A reply to a reply goes to the thread's parent. Raises SlackError `thread_not_found`."""
    ts = workspace.ids.ts(workspace.clock.now())
    message = {**message, "ts": ts}
    if thread_ts:
        parent = room.messages.get(thread_ts)
        if parent is None:
            raise SlackError("thread_not_found")
        thread_ts = parent.get("thread_ts", thread_ts)
        message["thread_ts"] = thread_ts
        message["parent_user_id"] = room.messages[thread_ts].get("user")
        if broadcast:
            message["subtype"] = "thread_broadcast"
    room.messages[ts] = message
    count(room, message)
    workspace.tell(Change("message", {"channel": room.id, "message": message}, room=room))
    if thread_ts:
        _tally(workspace, room, thread_ts)
    workspace.tell_unread(room, room.members)
    return message


def _tally(workspace: Workspace, room: Room, thread_ts: str) -> None:
    """Bring the parent's reply counts up to date."""
    parent = room.messages.get(thread_ts)
    if parent is None:
        return
    replies = [row for row in room.thread(thread_ts) if row["ts"] != thread_ts]
    users = list(dict.fromkeys(row["user"] for row in replies if row.get("user")))
    if replies:
        parent |= {
            "thread_ts": thread_ts,
            "reply_count": len(replies),
            "reply_users": users,
            "reply_users_count": len(users),
            "latest_reply": replies[-1]["ts"],
        }
    else:
        for name in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
            parent.pop(name, None)
    data = {"channel": room.id, "message": parent, "of": "thread"}
    workspace.tell(Change("message_changed", data, room=room))


def change(workspace: Workspace, room: Room, message: Json, changes: Json, editor: str) -> Json:
    """Change what a message shows. An empty list or dictionary takes the thing away."""
    previous = dict(message)
    for name in DISPLAY:
        if name in changes:
            if changes[name] or name == "text":
                message[name] = changes[name]
            else:
                message.pop(name, None)
    if previous.get("text") != message.get("text"):
        message["edited"] = {"user": editor, "ts": workspace.ids.ts(workspace.clock.now())}
    workspace.lately.keep(f"{room.id}/{message['ts']}", previous.get("blocks", []))
    data = {"channel": room.id, "message": message, "previous": previous, "of": "edit"}
    workspace.tell(Change("message_changed", data, room=room))
    return message


def delete(workspace: Workspace, room: Room, ts: str) -> None:
    """Unsay it. A parent with replies stays as a tombstone, as at Slack."""
    message = room.messages.get(ts)
    if message is None:
        raise SlackError("message_not_found")
    if message.get("reply_count"):
        for name in (*DISPLAY, "files"):
            message.pop(name, None)
        message |= {"subtype": "tombstone", "hidden": True, "text": "This message was deleted."}
        data = {"channel": room.id, "message": message, "of": "tombstone"}
        workspace.tell(Change("message_changed", data, room=room))
        return
    del room.messages[ts]
    data = {"channel": room.id, "ts": ts, "previous": message}
    workspace.tell(Change("message_deleted", data, room=room))
    if not is_in_channel(message) or message.get("subtype") == "thread_broadcast":
        _tally(workspace, room, message["thread_ts"])
    recount(room, room.members)
    workspace.tell_unread(room, room.members)


def whisper(
    workspace: Workspace,
    room: Room,
    user: str,
    message: Json,
    *,
    thread_ts: str | None = None,
    replaces: str | None = None,
) -> Json:
    """An ephemeral message: `user` alone sees it. With `replaces`, in place of that earlier one."""
    ts = replaces or workspace.ids.ts(workspace.clock.now())
    message = {**message, "ts": ts, "ephemeral": True, "is_ephemeral": True}
    if thread_ts:
        message["thread_ts"] = thread_ts
    room.ephemeral[ts] = (user, message)
    kind = "message_changed" if replaces else "message"
    workspace.tell(Change(kind, {"channel": room.id, "message": message}, frozenset([user]), room))
    return message


def hush(workspace: Workspace, room: Room, ts: str) -> None:
    """Take an ephemeral message away."""
    user, message = room.ephemeral.pop(ts)
    data = {"channel": room.id, "ts": ts, "previous": message}
    workspace.tell(Change("message_deleted", data, frozenset([user]), room))
