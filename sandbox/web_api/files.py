"""Uploading in Slack's second way: ask for a URL, post the bytes there, then complete."""

from typing import Any

from sandbox import messages
from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import app_room, method

Json = dict[str, Any]


@method("files.getUploadURLExternal", scope="files:write", tier=4)
def get_upload_url(core: Core, args: Args) -> Json:
    name, length = args.need("filename"), args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", ["missing required field: length"])
    file_id = core.workspace.ids.new("F")
    core.workspace.files[file_id] = {"id": file_id, "name": name, "size": length, "content": None}
    return {"upload_url": f"{core.url}/upload/{file_id}", "file_id": file_id}


@method("files.completeUploadExternal", scope="files:write", tier=4)
def complete_upload(core: Core, args: Args) -> Json:
    wanted = args.structure("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", ["missing required field: files"])
    shown: list[Json] = []
    for row in wanted:
        stored = core.workspace.files.get(row.get("id", ""))
        if stored is None or stored["content"] is None:
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
    channels = args.names("channels") or ([args.text("channel_id")] if args.text("channel_id") else [])
    for channel in channels:
        room = app_room(core, channel)
        if core.app.bot_user_id not in room.members:
            raise SlackError("not_in_channel")
        message = messages.by_app(core.workspace, args.text("initial_comment"))
        message |= {"files": shown, "upload": True}
        messages.post(core.workspace, room, message, args.text("thread_ts") or None)
    return {"files": shown}
