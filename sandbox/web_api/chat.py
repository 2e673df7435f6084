"""chat.*: saying, changing, unsaying, whispering."""

import json
from typing import Any

from sandbox import messages
from sandbox.blocks.check import check_message
from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.rooms import Room
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import app_room, method, need_scope

Json = dict[str, Any]
CUT_AT = 40_000
UPDATE_LIMIT = 4_000
METADATA_BYTES = 10_000


@method("chat.postMessage", scope="chat:write", tier=0)
def post_message(core: Core, args: Args) -> Json:
    room = _where(core, args.need("channel"))
    content = _content(args)
    if metadata := _metadata(args):
        content["metadata"] = metadata
    message = {**messages.by_app(core.workspace, content["text"]), **content}
    message["text"] = message["text"][:CUT_AT]
    if name := args.text("username"):
        need_scope(core, "chat:write.customize")
        message |= {"subtype": "bot_message", "username": name}
    if icon := args.text("icon_emoji"):
        message["icons"] = {"emoji": icon}
    core.limits.message(room.id)
    broadcast = args.flag("reply_broadcast")
    said = messages.post(core.workspace, room, message, args.text("thread_ts") or None, broadcast)
    return {"channel": room.id, "ts": said["ts"], "message": said}


@method("chat.update", scope="chat:write", tier=3)
def update(core: Core, args: Args) -> Json:
    """Only the app's own; what is not given stays (blocks stay when only text is sent), an empty list removes."""
    room = app_room(core, args.need("channel"))
    ts = args.need("ts")
    content = _content(args)
    if len(content["text"]) > UPDATE_LIMIT:
        raise SlackError("msg_too_long")
    if "metadata" in args:
        content["metadata"] = _metadata(args)
    message = _own(core, room, ts)
    changed = messages.change(core.workspace, room, message, content, core.app.bot_user_id)
    return {"channel": room.id, "ts": ts, "text": changed["text"], "message": changed}


@method("chat.delete", scope="chat:write", tier=3)
def delete(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    ts = args.need("ts")
    if ts not in room.messages:
        raise SlackError("message_not_found")
    if room.messages[ts].get("bot_id") != core.app.bot_id:
        raise SlackError("cant_delete_message")
    messages.delete(core.workspace, room, ts)
    return {"channel": room.id, "ts": ts}


@method("chat.postEphemeral", scope="chat:write", tier=4)
def post_ephemeral(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    _must_be_in(core, room)
    user = args.need("user")
    core.workspace.person(user)
    if user not in room.members:
        raise SlackError("user_not_in_channel")
    content = _content(args)
    message = {**messages.by_app(core.workspace, content["text"]), **content}
    said = messages.whisper(core.workspace, room, user, message, thread_ts=args.text("thread_ts") or None)
    return {"message_ts": said["ts"]}


@method("chat.getPermalink", tier=0)
def get_permalink(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    ts = args.need("message_ts")
    message = room.messages.get(ts)
    if message is None:
        raise SlackError("message_not_found")
    link = f"{core.url}/archives/{room.id}/p{ts.replace('.', '')}"
    if thread := message.get("thread_ts"):
        link += f"?thread_ts={thread}&cid={room.id}"
    return {"channel": room.id, "permalink": link}


def _where(core: Core, name: str) -> Room:
    """A channel by id or name, or a person by id: then it is the DM with them."""
    workspace = core.workspace
    if name in workspace.people:
        person = workspace.people[name]
        if person.deleted or person.is_bot:
            raise SlackError("channel_not_found" if person.deleted else "cannot_dm_bot")
        return _writable(core, workspace.open_dm(core.app.bot_user_id, name))
    room = workspace.find_room(name)
    if room is None:
        raise SlackError("channel_not_found")
    room = app_room(core, room.id)
    if room.channel.is_archived:
        raise SlackError("is_archived")
    if room.channel.kind != "channel" or "chat:write.public" not in core.app.scopes:
        _must_be_in(core, room)
    return _writable(core, room)


def _writable(core: Core, room: Room) -> Room:
    """An app whose Messages tab is off has nowhere to put a direct message."""
    if room.channel.is_im and not core.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    return room


def _must_be_in(core: Core, room: Room) -> None:
    if room.channel.is_archived:
        raise SlackError("is_archived")
    if core.app.bot_user_id not in room.members:
        raise SlackError("not_in_channel")


def _own(core: Core, room: Room, ts: str) -> Json:
    message = room.messages.get(ts)
    if message is None or message.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if message.get("bot_id") != core.app.bot_id:
        raise SlackError("cant_update_message")
    return message


def _content(args: Args) -> Json:
    """Text and blocks; raises SlackError `no_text` when there is nothing to show."""
    content: Json = {"text": args.text("text")}
    blocks = args.structure("blocks", "invalid_blocks_format")
    attachments = args.structure("attachments", "invalid_attachments")
    if blocks is not None:
        content["blocks"] = check_message(blocks)
    if attachments is not None:
        if not isinstance(attachments, list):
            raise SlackError("invalid_attachments")
        for number, attachment in enumerate(attachments):
            if "blocks" in attachment:
                check_message(attachment["blocks"], f"/attachments/{number}/blocks")
        content["attachments"] = attachments
    if not content["text"] and not blocks and not attachments:
        raise SlackError("no_text")
    return content


def _metadata(args: Args) -> Json:
    metadata = args.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return {}
    fits = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not fits:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    checked: Json = metadata
    return checked
