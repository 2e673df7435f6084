"""The control API under `/_sandbox/`, for tests and demos. docs/sandbox.md describes it."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.clock import next_working_morning
from sandbox.faults import Fault
from sandbox.objects import user_object
from sandbox.page_api import clock_json
from sandbox.people import Channel, Person

if TYPE_CHECKING:
    from sandbox.server import Sandbox

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._core = sandbox.core

    def routes(self) -> list[web.RouteDef]:
        table: list[tuple[str, str, Handler, str]] = [
            ("GET", "", self.index, "This list"),
            ("GET", "state", self.state, "People, channels, messages, views and Home tabs"),
            ("GET", "calls", self.calls, "Web API calls with arguments and answers; ?method= and ?after="),
            ("GET", "traffic", self.traffic, "Everything between app and Slack; ?after="),
            ("POST", "clock", self.clock, '{"advance": seconds} or {"to": ISO time or "next_working_morning"}'),
            ("GET", "faults", self.faults, "Faults that are still to strike"),
            ("POST", "faults", self.add_faults, "A list of faults"),
            ("DELETE", "faults", self.clear_faults, "Forget all faults"),
            ("POST", "socket", self.socket, '{"action": "disconnect", "refresh" or "drop"}'),
            ("POST", "people", self.people, "A list of people, new or changed"),
            ("POST", "channels", self.channels, "A list of channels, new or changed"),
            ("PUT", "tour", self.put_tour, "The tour, or null"),
            ("POST", "tour", self.put_tour, "The same"),
            ("POST", "tour/tick", self.tick, '{"step": id}: the step is done'),
            ("POST", "restart", self.restart, "Begin again"),
            ("POST", "verify_url", self.verify_url, "Send the challenge to the request URL"),
            ("POST", "settle", self.settle, "Wait until all events have been delivered"),
        ]
        self._index = [f"{verb} /_sandbox/{path}: {about}" for verb, path, _, about in table]
        return [web.route(verb, f"/_sandbox/{path}", _polite(handler)) for verb, path, handler, _ in table]

    async def index(self, _request: web.Request) -> web.Response:
        return web.json_response({"app": self._core.app.name, "control": self._index})

    async def state(self, _request: web.Request) -> web.Response:
        core, workspace = self._core, self._core.workspace
        rooms = [
            {
                **asdict(room.channel),
                "members": room.members,
                "messages": list(room.messages.values()),
                "ephemeral": [{"user": user, "message": row} for user, row in room.ephemeral.values()],
            }
            for room in workspace.rooms.values()
        ]
        return web.json_response(
            {
                "clock": clock_json(workspace.seconds()),
                "people": [user_object(workspace, person) for person in workspace.people.values()],
                "channels": rooms,
                "views": core.views.stacks,
                "homes": core.views.homes,
                "tour": self._sandbox.tour.tour,
                "connections": self._sandbox.connections,
            },
        )

    async def calls(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after") or 0)
        rows = [row for row in self._core.traffic.calls(request.query.get("method", "")) if row["seq"] > after]
        return web.json_response({"calls": rows})

    async def traffic(self, request: web.Request) -> web.Response:
        return web.json_response({"entries": self._core.traffic.after(int(request.query.get("after") or 0))})

    async def clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if "advance" in body:
            by = timedelta(seconds=float(body["advance"]))
            await self._sandbox.travel.to(lambda now: now + by)
        elif body.get("to") == "next_working_morning":
            who = self._core.workspace.people.get(str(body.get("as")))
            zone = body.get("zone") or (who.tz if who else "UTC")
            await self._sandbox.travel.to(lambda now: next_working_morning(now, zone))
        elif "to" in body:
            moment = datetime.fromisoformat(body["to"])
            await self._sandbox.travel.to(lambda _: moment)
        else:
            raise ValueError("Say advance or to.")
        return web.json_response({"ok": True, "clock": clock_json(self._core.workspace.seconds())})

    async def faults(self, _request: web.Request) -> web.Response:
        return web.json_response({"faults": self._core.faults.as_json()})

    async def add_faults(self, request: web.Request) -> web.Response:
        body = await _body(request)
        faults = [Fault.from_json(row) for row in (body if isinstance(body, list) else [body])]
        self._core.faults.add(*faults)
        return web.json_response({"ok": True, "faults": self._core.faults.as_json()})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._core.faults.clear()
        return web.json_response({"ok": True})

    async def socket(self, request: web.Request) -> web.Response:
        body = await _body(request)
        await self._sandbox.socket_action(str(body.get("action")))
        return web.json_response({"ok": True, "connections": self._sandbox.connections})

    async def people(self, request: web.Request) -> web.Response:
        """Known ids keep what is not mentioned."""
        body = await _body(request)
        workspace = self._core.workspace
        for row in body if isinstance(body, list) else [body]:
            known = workspace.people.get(row.get("id", ""))
            person = Person.from_json(row if known is None else {"name": known.name, **row})
            if known is not None:
                person = replace(known, **{name: getattr(person, name) for name in row})
            workspace.add_person(person)
        return web.json_response({"ok": True})

    async def channels(self, request: web.Request) -> web.Response:
        """A known id: `members` are added or removed to fit, other fields changed."""
        body = await _body(request)
        for row in body if isinstance(body, list) else [body]:
            self._sandbox.put_channel(Channel.from_json(row), set(row))
        return web.json_response({"ok": True})

    async def put_tour(self, request: web.Request) -> web.Response:
        self._sandbox.tour.put(await _body(request))
        return web.json_response({"ok": True})

    async def tick(self, request: web.Request) -> web.Response:
        body = await _body(request)
        return web.json_response({"ok": self._sandbox.tour.tick(str(body.get("step")))})

    async def restart(self, _request: web.Request) -> web.Response:
        await self._sandbox.restart()
        return web.json_response({"ok": True})

    async def verify_url(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": await self._sandbox.verify_request_url()})

    async def settle(self, _request: web.Request) -> web.Response:
        await self._sandbox.settled()
        return web.json_response({"ok": True})


async def _body(request: web.Request) -> Any:
    return await request.json()


def _polite(handler: Handler) -> Handler:
    """What cannot be done is answered with 400 and a sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            return web.json_response({"ok": False, "error": str(fault)}, status=400)

    return answer
