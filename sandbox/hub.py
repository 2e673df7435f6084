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
        try:
            await socket.prepare(request)
        except ConnectionError:  # the page has gone on to somebody else meanwhile
            return web.Response()
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
        told = [user for user in self._present() if audience is None or user in audience]
        if not told:
            return
        text = json.dumps({"type": kind, **data})
        for user in told:
            for queue in self._pages[user]:
                queue.put_nowait(text)

    def _present(self) -> list[str]:
        return [user for user, queues in self._pages.items() if queues]

    def hear(self, change: Change) -> None:
        room = change.room
        if change.kind == "user":
            self.send("user", {"user": page_user(self._workspace, change.data["user"])})
        elif change.kind in ("channel", "unread") and room is not None:
            self._each(change, room)
        else:
            audience = change.audience
            if audience is None and room is not None:
                audience = frozenset(user for user in self._present() if self._workspace.may_see(user, room))
            hidden = ("previous", "of")
            data = {name: value for name, value in change.data.items() if name not in hidden}
            self.send(change.kind, data, audience)

    def _each(self, change: Change, room: Room) -> None:
        """What everybody sees in their own way: a channel's state and its unread counts."""
        for user in self._present():
            if not self._workspace.may_see(user, room) or (change.audience and user not in change.audience):
                continue
            if change.kind == "channel":
                data: Json = {"channel": page_channel(self._workspace, room, user)}
            else:
                unread, mentions = self._workspace.unread(user, room)
                data = {"channel": room.id, "unread": unread, "mentions": mentions}
            self.send(change.kind, data, frozenset([user]))

    def close(self) -> None:
        for queues in self._pages.values():
            for queue in queues:
                queue.put_nowait(None)
