"""conversations.info, list, members, open, create, join, invite."""

import re
from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.objects import channel_object
from sandbox.people import Channel
from sandbox.web_api import paging
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import SCOPE_PREFIX, app_room, method, need_room_scope, need_scope

Json = dict[str, Any]
KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
NAME_LIMIT = 80
OPEN_LIMIT = 8


@method("conversations.info", tier=3)
def info(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    need_room_scope(core, room, "read")
    channel = channel_object(core.workspace, room, core.app.bot_user_id)
    if args.flag("include_num_members"):
        channel["num_members"] = len(room.members)
    return {"channel": channel}


@method("conversations.list", tier=2)
def list_(core: Core, args: Args) -> Json:
    kinds: list[str] = []
    for name in args.names("types") or ["public_channel"]:
        if name not in KINDS:
            raise SlackError("invalid_types")
        kinds.append(KINDS[name])
        need_scope(core, f"{SCOPE_PREFIX[KINDS[name]]}:read")
    skip_archived = args.flag("exclude_archived")
    bot = core.app.bot_user_id
    rooms = [
        room
        for room in core.workspace.rooms.values()
        if room.channel.kind in kinds
        and (room.channel.kind == "channel" or bot in room.members)
        and not (skip_archived and room.channel.is_archived)
    ]
    rows, cursor = paging.page(rooms, args)
    shown = [{**channel_object(core.workspace, room, bot), "num_members": len(room.members)} for room in rows]
    return {"channels": shown, **paging.metadata(cursor)}


@method("conversations.members", tier=4)
def members(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    need_room_scope(core, room, "read")
    rows, cursor = paging.page(room.members, args)
    return {"members": rows, **paging.metadata(cursor)}


@method("conversations.open", tier=3)
def open_(core: Core, args: Args) -> Json:
    bot = core.app.bot_user_id
    if channel := args.text("channel"):
        room = app_room(core, channel)
    else:
        users = args.names("users")
        if not users:
            raise SlackError("users_list_not_supplied")
        if len(users) > OPEN_LIMIT:
            raise SlackError("too_many_users")
        need_scope(core, "im:write" if len(users) == 1 else "mpim:write")
        for user in users:
            person = core.workspace.person(user)
            if person.deleted:
                raise SlackError("user_disabled")
            if person.is_bot:
                raise SlackError("cannot_dm_bot")
        before = len(core.workspace.rooms)
        room = core.workspace.open_dm(bot, *users)
        if len(core.workspace.rooms) > before:
            return {"channel": _opened(core, args, room.id)}
    return {"no_op": True, "already_open": True, "channel": _opened(core, args, room.id)}


def _opened(core: Core, args: Args, channel: str) -> Json:
    if not args.flag("return_im"):
        return {"id": channel}
    return channel_object(core.workspace, core.workspace.room(channel), core.app.bot_user_id)


@method("conversations.create", tier=2)
def create(core: Core, args: Args) -> Json:
    private = args.flag("is_private")
    need_scope(core, "groups:write" if private else "channels:manage")
    name = args.text("name")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > NAME_LIMIT:
        raise SlackError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if any(room.channel.name == name for room in core.workspace.rooms.values()):
        raise SlackError("name_taken")
    bot = core.app.bot_user_id
    channel = Channel(core.workspace.ids.new("C"), name, is_private=private, members=(bot,), creator=bot)
    room = core.workspace.add_room(channel)
    return {"channel": channel_object(core.workspace, room, bot)}


@method("conversations.join", scope="channels:join", tier=3)
def join(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    if room.channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if room.channel.is_archived:
        raise SlackError("is_archived")
    bot = core.app.bot_user_id
    warning = {"warning": "already_in_channel"} if bot in room.members else {}
    core.workspace.add_member(room, bot)
    return {"channel": channel_object(core.workspace, room, bot), **warning}


@method("conversations.invite", tier=3)
def invite(core: Core, args: Args) -> Json:
    room = app_room(core, args.need("channel"))
    need_scope(core, "groups:write" if room.channel.is_private else "channels:manage")
    bot = core.app.bot_user_id
    if room.channel.is_im or room.channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if bot not in room.members:
        raise SlackError("not_in_channel")
    if room.channel.is_archived:
        raise SlackError("is_archived")
    users = args.names("users")
    if not users:
        raise SlackError("no_user")
    for user in users:
        person = core.workspace.person(user)
        if user == bot:
            raise SlackError("cant_invite_self")
        if user in room.members:
            raise SlackError("already_in_channel")
        if person.deleted:
            raise SlackError("cant_invite")
    for user in users:
        core.workspace.add_member(room, user, bot)
    return {"channel": channel_object(core.workspace, room, bot)}
