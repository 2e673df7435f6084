"""Socket Mode: hello, envelopes to one of several connections, acks, and the ways a connection ends."""

import asyncio
import contextlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.core import Core
from sandbox.delivery import Ack, Kind, Retry
from sandbox.faults import Fault

Json = dict[str, Any]
CONNECTIONS = 10
HOST = "sandbox"


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    request: web.Request

    async def say(self, message: Json) -> None:
        """To one that is gone already, nothing is said."""
        with contextlib.suppress(ConnectionError):
            await self.socket.send_json(message)

    def cut(self) -> None:
        """As when a cable is pulled: no goodbye, no closing frame."""
        if self.request.transport is not None:
            self.request.transport.abort()


class SocketMode:
    """`ack_seconds` is how long an answer may take: three at Slack, less where a test has no patience."""

    def __init__(self, core: Core, ack_seconds: float) -> None:
        self._core = core
        self._ack_seconds = ack_seconds
        self._connections: list[Connection] = []
        self._waiting: dict[str, tuple[Connection, asyncio.Future[Ack]]] = {}
        self._turn = 0

    @property
    def connections(self) -> int:
        return len(self._connections)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its end. A ticket opens one."""
        ticket = request.match_info["ticket"]
        if ticket not in self._core.tickets:
            return web.Response(status=404, text="The link is used or unknown.")
        self._core.tickets.discard(ticket)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if len(self._connections) >= CONNECTIONS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        connection = Connection(socket, request)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello())
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._received(message.data)
        finally:
            self._gone(connection)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._core.app.app_id},
            "debug_info": {"host": HOST, "build_number": 1, "approximate_connection_time": 18060},
        }

    def _received(self, data: str) -> None:
        """An ack. What is no ack, or acks nothing that waits, Slack ignores."""
        try:
            message = json.loads(data)
        except ValueError:
            return
        if not isinstance(message, dict):
            return
        _, future = self._waiting.get(str(message.get("envelope_id")), (None, None))
        if future is not None and not future.done():
            future.set_result(Ack(body=message.get("payload")))

    def _gone(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        for waits_on, future in self._waiting.values():
            if waits_on is connection and not future.done():
                future.set_result(Ack("no_connection"))

    async def send(self, kind: Kind, payload: Json, retry: Retry | None, fault: Fault | None) -> Ack:
        """One envelope to one connection, each in its turn."""
        if not self._connections:
            return Ack("no_connection")
        self._turn += 1
        connection = self._connections[self._turn % len(self._connections)]
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope["retry_attempt"] = retry.number if retry else 0
            envelope["retry_reason"] = retry.reason if retry else ""
        future: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = connection, future
        try:
            async with asyncio.timeout(self._ack_seconds):
                await connection.socket.send_json(envelope)
                if fault and fault.kind == "drop":
                    connection.cut()
                return await future
        except TimeoutError:
            return Ack("timeout")
        except ConnectionError:
            return Ack("no_connection")
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def disconnect(self) -> None:
        """Slack says goodbye for good and closes every connection."""
        for connection in list(self._connections):
            await connection.say(_goodbye("link_disabled"))
            await connection.socket.close()

    async def refresh(self) -> None:
        """Slack asks for a new connection, as it does a few times a day, and takes the old ones out of the turn."""
        for connection in list(self._connections):
            self._connections.remove(connection)
            await connection.say(_goodbye("refresh_requested"))

    async def drop(self) -> None:
        """The network fails."""
        for connection in list(self._connections):
            connection.cut()

    async def close(self) -> None:
        for connection in list(self._connections):
            await connection.socket.close()


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}
