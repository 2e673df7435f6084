"""Uploading in Slack's second way: ask for a URL, post the bytes there, then complete."""

import re
from typing import Any

from sandbox import messages
from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.rooms import Room
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import app_room, method

Json = dict[str, Any]
CONVERSATION = r"^[CGDZ][A-Z0-9]{8,}$"
"""What Slack takes for `channel_id`: a person's id is refused."""


@method("files.getUploadURLExternal", scope="files:write", tier=4)
def get_upload_url(core: Core, args: Args) -> Json:
    name, length = args.need("filename"), args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", ["missing required field: length"])
    file_id = core.workspace.ids.new("F")
    core.workspace.files[file_id] = {
        "id": file_id,
        "name": name,
        "size": length,
        "content": None,
        "done": False,
        "rooms": [],
    }
    return {"upload_url": f"{core.url}/upload/{file_id}", "file_id": file_id}


@method("files.completeUploadExternal", scope="files:write", tier=4)
def complete_upload(core: Core, args: Args) -> Json:
    wanted = args.structure("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", ["missing required field: files"])
    if not all(isinstance(row, dict) for row in wanted):
        raise SlackError("invalid_arguments", ["must provide an object [json-pointer:/files/0]"])
    shown: list[Json] = []
    for row in wanted:
        stored = core.workspace.files.get(row.get("id", ""))
        if stored is None or stored["content"] is None or stored["done"]:
            raise SlackError("file_not_found")
        shown.append(
            {
                "id": stored["id"],
                "name": stored["name"],
                "title": row.get("title") or stored["name"],
                "size": stored["size"],
                "url_private": f"{core.url}/files/{stored['id']}",
                "permalink": f"{core.url}/files/{stored['id']}",
            },
        )
    rooms = [_room(core, channel) for channel in _channels(args)]
    for stored in (core.workspace.files[each["id"]] for each in shown):
        stored |= {"done": True, "rooms": [room.id for room in rooms]}
    for room in rooms:
        message = messages.by_app(core.workspace, args.text("initial_comment"))
        message |= {"files": shown, "upload": True}
        messages.post(core.workspace, room, message, args.text("thread_ts") or None)
    return {"files": shown}


def _channels(args: Args) -> list[str]:
    one = args.text("channel_id")
    if one and not re.match(CONVERSATION, one):
        raise SlackError(
            "invalid_arguments", [f"input must match regex pattern: {CONVERSATION} [json-pointer:/channel_id]"]
        )
    return [one] if one else args.names("channels")


def _room(core: Core, channel: str) -> Room:
    room = app_room(core, channel)
    if core.app.bot_user_id not in room.members:
        raise SlackError("not_in_channel")
    if room.channel.is_archived:
        raise SlackError("is_archived")
    return room


def may_read(core: Core, stored: Json, *, user: str, token: str) -> bool:
    """Whose app it is, and who is in a conversation where it was shared."""
    rooms = (core.workspace.rooms.get(room) for room in stored["rooms"])
    return token == core.app.bot_token or any(room and core.workspace.may_see(user, room) for room in rooms)
