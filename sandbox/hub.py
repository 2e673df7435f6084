"""The open pages: each person's sockets, and what each is told of every change."""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.objects import page_channel, page_user
from sandbox.rooms import Room
from sandbox.workspace import Change, Workspace

Json = dict[str, Any]


class Hub:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pages: dict[str, set[asyncio.Queue[str | None]]] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One page's socket. What a page sends is ignored: it acts over HTTP."""
        user = request.query.get("as", "")
        if user not in self._workspace.people:
            return web.json_response({"ok": False, "error": "user_not_found"}, status=404)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._pages.setdefault(user, set()).add(queue)
        writer = asyncio.create_task(self._write(socket, queue))
        try:
            async for message in socket:
                if message.type == WSMsgType.ERROR:
                    break
        finally:
            self._pages[user].discard(queue)
            queue.put_nowait(None)
            await writer
        return socket

    async def _write(self, socket: web.WebSocketResponse, queue: asyncio.Queue[str | None]) -> None:
        """In order, until the page is gone or None says stop."""
        while (text := await queue.get()) is not None:
            if socket.closed:
                return
            try:
                await socket.send_str(text)
            except ConnectionError:
                return
        await socket.close()

    def send(self, kind: str, data: Json, audience: frozenset[str] | None = None) -> None:
        """Written down now: what it describes goes on changing."""
        if not any(self._pages.values()):
            return
        text = json.dumps({"type": kind, **data})
        for user, queues in self._pages.items():
            if audience is None or user in audience:
                for queue in queues:
                    queue.put_nowait(text)

    def hear(self, change: Change) -> None:
        if change.kind == "user":
            self.send("user", {"user": page_user(self._workspace, change.data["user"])})
        elif change.kind == "channel" and change.room is not None:
            self._channel(change.room)
        else:
            hidden = ("previous", "of")
            data = {name: value for name, value in change.data.items() if name not in hidden}
            self.send(change.kind, data, change.audience)

    def _channel(self, room: Room) -> None:
        """Each sees it with their own counts."""
        for user in self._pages:
            if self._workspace.may_see(user, room):
                shown = page_channel(self._workspace, room, user)
                self.send("channel", {"channel": shown}, frozenset([user]))

    def close(self) -> None:
        for queues in self._pages.values():
            for queue in queues:
                queue.put_nowait(None)
