"""What the browser page asks for and does, as JSON under `/_sandbox/page/`."""

import time
from typing import Any

from aiohttp import web

from sandbox.acts import Scene, perform
from sandbox.hub import Hub
from sandbox.ids import as_micros
from sandbox.objects import page_channel, page_user
from sandbox.rooms import Room
from sandbox.tour import Tour

Json = dict[str, Any]
PAGE = 100


class PageApi:
    """`can_restart` says that somebody knows how to begin the demo again."""

    def __init__(self, scene: Scene, hub: Hub, tour: Tour, *, can_restart: bool) -> None:
        self._scene = scene
        self._core = scene.core
        self._hub = hub
        self._tour = tour
        self._can_restart = can_restart

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_sandbox/page/boot", self.boot),
            web.get("/_sandbox/page/history", self.history),
            web.get("/_sandbox/page/traffic", self.traffic),
            web.post("/_sandbox/page/act", self.act),
            web.get("/_sandbox/page/ws", self._hub.handle),
        ]

    async def boot(self, request: web.Request) -> web.Response:
        """Everything that a page needs to begin. Without `as`, the first person who can sign in."""
        core, workspace = self._core, self._core.workspace
        user = request.query.get("as") or next(
            (person.id for person in workspace.people.values() if not person.is_bot and not person.deleted), ""
        )
        me = workspace.people.get(user)
        if me is None or me.is_bot or me.deleted:
            return web.json_response({"ok": False, "error": "user_not_found"}, status=404)
        rooms = [room for room in workspace.rooms.values() if workspace.may_see(user, room)]
        boot: Json = {
            "workspace": {"id": core.app.team_id, "name": core.app.team_name},
            "me": page_user(workspace, me),
            "users": [page_user(workspace, person) for person in workspace.people.values()],
            "channels": [page_channel(workspace, room, user) for room in rooms],
            "app": self._app(),
            "clock": clock_json(self._core.workspace.seconds()),
            "tour": self._tour.tour,
            "views": list(core.views.stack(user)),
            "home": core.views.homes.get(user),
            "can_restart": self._can_restart,
            "traffic_seq": core.traffic.seq,
        }
        return web.json_response(boot)

    def _app(self) -> Json:
        app = self._core.app
        return {
            "id": app.app_id,
            "name": app.name,
            "bot_user_id": app.bot_user_id,
            "bot_id": app.bot_id,
            "home_tab": app.home_tab,
            "messages_tab": app.messages_tab,
            "messages_tab_read_only": app.messages_tab_read_only,
            "commands": [
                {"command": row.command, "description": row.description, "usage_hint": row.usage_hint}
                for row in app.commands
            ],
            "shortcuts": [
                {
                    "type": row.type,
                    "callback_id": row.callback_id,
                    "name": row.name,
                    "description": row.description,
                }
                for row in app.shortcuts
            ],
        }

    async def history(self, request: web.Request) -> web.Response:
        """A page of a conversation, or a whole thread, oldest first, with what only this person sees."""
        query, workspace = request.query, self._core.workspace
        user, room = query.get("as", ""), workspace.rooms.get(query.get("channel", ""))
        if user not in workspace.people or room is None or not workspace.may_see(user, room):
            return web.json_response({"ok": False, "error": "channel_not_found"}, status=404)
        rows = _shown(room, user, query.get("thread_ts"))
        if before := query.get("before"):
            rows = [row for row in rows if as_micros(row["ts"]) < as_micros(before)]
        return web.json_response({"messages": rows[-PAGE:], "has_more": len(rows) > PAGE})

    async def traffic(self, request: web.Request) -> web.Response:
        entries = self._core.traffic.after(int(request.query.get("after") or 0))
        return web.json_response({"entries": entries})

    async def act(self, request: web.Request) -> web.Response:
        return web.json_response(await perform(self._scene, await request.json()))


def _shown(room: Room, user: str, thread_ts: str | None) -> list[Json]:
    own = [message for who, message in room.ephemeral.values() if who == user]
    if thread_ts:
        rows = room.thread(thread_ts) + [row for row in own if row.get("thread_ts") == thread_ts]
    else:
        rows = room.parents() + [row for row in own if not row.get("thread_ts")]
    return sorted(rows, key=lambda row: as_micros(row["ts"]))


def clock_json(now: float) -> Json:
    """The sandbox's time, and how far it is from the real one, both in seconds."""
    return {"now": now, "offset": now - time.time()}
