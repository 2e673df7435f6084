"""Slack's user, channel and message objects, as the Web API and the page show them."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.people import Person
from sandbox.rooms import Room
from sandbox.workspace import Workspace

Json = dict[str, Any]


def user_object(workspace: Workspace, person: Person, *, with_email: bool = True) -> Json:
    offset = workspace.clock.now().astimezone(ZoneInfo(person.tz)).utcoffset() or timedelta(0)
    profile: Json = {
        "real_name": person.real_name or person.name,
        "real_name_normalized": person.real_name or person.name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "title": person.title,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
        "team": person.team_id,
        "image_72": "",
    }
    if with_email and person.email:
        profile["email"] = person.email
    if person.bot_id:
        profile |= {"bot_id": person.bot_id, "api_app_id": workspace.app.app_id}
    user: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.deleted:
        return user
    return user | {
        "color": person.shown_color(),
        "real_name": person.real_name or person.name,
        "tz": person.tz,
        "tz_label": tz_label(workspace, person),
        "tz_offset": int(offset.total_seconds()),
        "is_admin": person.is_admin or person.is_owner,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted or person.is_ultra_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_email_confirmed": True,
    }


def tz_label(workspace: Workspace, person: Person) -> str:
    return workspace.clock.now().astimezone(ZoneInfo(person.tz)).tzname() or person.tz


def channel_object(workspace: Workspace, room: Room, viewer: str) -> Json:
    channel = room.channel
    base: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_org_shared": False,
    }
    if channel.is_im:
        peer = next((user for user in room.members if user != viewer), viewer)
        deleted = workspace.people[peer].deleted if peer in workspace.people else True
        return base | {"user": peer, "is_user_deleted": deleted}
    return base | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "is_general": channel.is_general,
        "is_member": viewer in room.members,
        "is_shared": False,
        "is_ext_shared": False,
        "creator": channel.creator or workspace.app.bot_user_id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def page_user(workspace: Workspace, person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name or person.name,
        "display_name": person.display_name,
        "title": person.title,
        "tz": person.tz,
        "tz_label": tz_label(workspace, person),
        "color": person.shown_color(),
        "emoji": person.emoji,
        "is_bot": person.is_bot,
        "deleted": person.deleted,
        "is_guest": person.is_guest,
        "dnd": person.is_quiet(workspace.clock.now()),
    }


def page_channel(workspace: Workspace, room: Room, viewer: str) -> Json:
    channel = room.channel
    unread, mentions = workspace.unread(viewer, room)
    parents = room.parents()
    row: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "is_mpim": channel.is_mpim,
        "is_archived": channel.is_archived,
        "topic": channel.topic,
        "is_member": viewer in room.members,
        "members": list(room.members),
        "unread": unread,
        "mentions": mentions,
        "last_ts": parents[-1]["ts"] if parents else None,
    }
    if channel.is_im:
        row["user"] = next((user for user in room.members if user != viewer), viewer)
    if channel.is_mpim:
        others = [workspace.person(user) for user in room.members if user != viewer]
        row["name"] = ", ".join(person.shown_name.split()[0] for person in others if not person.is_bot)
    return row


def shown_message(message: Json, *, with_metadata: bool) -> Json:
    """A message as the history methods give it: metadata only on request."""
    return dict(message) if with_metadata else {k: v for k, v in message.items() if k != "metadata"}
