"""Handing something to the app and waiting for its ack, over whichever of the two transports is configured."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sandbox.core import Core
from sandbox.faults import Fault

Json = dict[str, Any]
Kind = Literal["events_api", "interactive", "slash_commands"]
Failure = Literal["", "timeout", "no_connection", "status"]


@dataclass(frozen=True)
class Retry:
    """The how-manieth further attempt this is, and why there is one."""

    number: int
    reason: str


@dataclass(frozen=True)
class Ack:
    """What came back. `body` is what the app sent along: an object, text, or None."""

    failure: Failure = ""
    body: Any = None
    status: int = 200
    may_retry: bool = True

    @property
    def ok(self) -> bool:
        return not self.failure


class Transport(Protocol):
    async def send(self, kind: Kind, payload: Json, retry: Retry | None, fault: Fault | None) -> Ack: ...

    async def close(self) -> None: ...


def name_of(kind: Kind, payload: Json) -> str:
    """The name that faults and the record know a delivery by."""
    if kind == "events_api":
        return str(payload["event"]["type"])
    return "slash_commands" if kind == "slash_commands" else str(payload["type"])


class Delivery:
    """Sends through the transport, with faults and a record of each attempt."""

    def __init__(self, core: Core, transport: Transport) -> None:
        self._core = core
        self._transport = transport

    async def send(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Ack:
        name = name_of(kind, payload)
        fault = self._core.faults.for_delivery(name)
        if fault and fault.kind == "twice":
            ack, _ = await asyncio.gather(
                self._once(name, kind, payload, retry, fault),
                self._once(name, kind, payload, retry, fault),
            )
            return ack
        return await self._once(name, kind, payload, retry, fault)

    async def _once(self, name: str, kind: Kind, payload: Json, retry: Retry | None, fault: Fault | None) -> Ack:
        started = time.perf_counter()
        if fault and fault.kind == "lost":
            ack = Ack("timeout")
        else:
            ack = await self._transport.send(kind, payload, retry, fault)
        self._core.traffic.add(
            "to_app",
            name,
            started=started,
            request=payload,
            response=ack.body,
            error=f"{ack.failure} {ack.status}" if ack.failure == "status" else ack.failure,
            summary=_summary(kind, payload, retry),
        )
        return ack

    async def close(self) -> None:
        await self._transport.close()


def _summary(kind: Kind, payload: Json, retry: Retry | None) -> str:
    again = f" (attempt {retry.number + 1})" if retry else ""
    if kind == "slash_commands":
        return f"{payload['command']} {payload['text']}{again}"
    if kind == "events_api":
        event = payload["event"]
        return f"{event.get('subtype') or event.get('text') or event.get('tab') or ''}{again}"
    if actions := payload.get("actions"):
        return ", ".join(action["action_id"] for action in actions) + again
    return str((payload.get("view") or payload).get("callback_id") or payload.get("action_id") or "") + again
