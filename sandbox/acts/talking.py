"""Talking, reading, joining, and looking at the app's Home."""

from typing import Any

from sandbox import messages
from sandbox.acts.router import ActError, Scene, act, own_room, visible_room
from sandbox.acts.typed import escaped
from sandbox.config import AppConfig
from sandbox.people import Person

Json = dict[str, Any]


@act("message")
async def message(scene: Scene, person: Person, body: Json) -> Json:
    """Said at once; the app hears of it in its own time."""
    workspace = scene.core.workspace
    room = own_room(scene, person, body["channel"])
    app = workspace.app
    if room.channel.is_im and app.bot_user_id in room.members and not _may_write(app):
        raise ActError("messages_tab_disabled", "Sending messages to this app has been turned off.")
    text = escaped(workspace, str(body["text"]).strip())
    if not text:
        raise ActError("no_text", "Write something first.")
    said = messages.by_person(workspace, person.id, text)
    posted = messages.post(workspace, room, said, body.get("thread_ts"), bool(body.get("broadcast")))
    return {"ts": posted["ts"], "channel": room.id}


def _may_write(app: AppConfig) -> bool:
    return app.messages_tab and not app.messages_tab_read_only


@act("read")
async def read(scene: Scene, person: Person, body: Json) -> Json:
    room = visible_room(scene, person, body["channel"])
    scene.core.workspace.read(person.id, room, body["ts"])
    return {}


@act("open_dm")
async def open_dm(scene: Scene, person: Person, body: Json) -> Json:
    other = scene.core.workspace.person(body["user"])
    return {"channel": scene.core.workspace.open_dm(person.id, other.id).id}


@act("join")
async def join(scene: Scene, person: Person, body: Json) -> Json:
    room = visible_room(scene, person, body["channel"])
    scene.core.workspace.add_member(room, person.id)
    return {"channel": room.id}


@act("leave")
async def leave(scene: Scene, person: Person, body: Json) -> Json:
    room = own_room(scene, person, body["channel"])
    scene.core.workspace.remove_member(room, person.id)
    return {}


@act("home_opened")
async def home_opened(scene: Scene, person: Person, body: Json) -> Json:
    """Every visit is told to the app, as at Slack."""
    core = scene.core
    if body.get("tab", "home") == "home" and not core.app.home_tab:
        raise ActError("not_enabled", "This app has no Home.")
    room = core.workspace.open_dm(core.app.bot_user_id, person.id)
    home = core.views.homes.get(person.id)
    scene.events.home_opened(person.id, room, body.get("tab", "home"), home)
    return {"channel": room.id}
