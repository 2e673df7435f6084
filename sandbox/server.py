"""The sandbox as one object: its parts put together, its web server started and stopped."""

import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.acts import Scene, perform
from sandbox.clock import Clock, OffsetClock
from sandbox.config import AppConfig
from sandbox.control import Control
from sandbox.core import Core
from sandbox.delivery import Delivery
from sandbox.events import Events
from sandbox.faults import Fault
from sandbox.http_delivery import HttpDelivery
from sandbox.hub import Hub
from sandbox.page_api import PageApi, clock_json
from sandbox.people import Channel, Person
from sandbox.public import Public
from sandbox.rate import Limits, Pacing
from sandbox.socket_mode import SocketMode
from sandbox.tour import Tour
from sandbox.travel import Travel
from sandbox.views_state import Views
from sandbox.web_api import Endpoint
from sandbox.workspace import Workspace

Json = dict[str, Any]
ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
UPLOAD_BYTES = 50_000_000
PAGE_FOLDER = Path(__file__).parent / "page"


class Sandbox:
    """A Slack with one workspace and one app.

    `ack_seconds` and `retry_delays` are Slack's own unless a test has less patience; `pacing` says how strict the
    rate limits are. `on_restart` begins a demo again: it should stop the app, call `reset()`, seed, and start the app.
    `on_stop` is called wherever the clock halts on its way: the app should do what is due by then before it answers.
    """

    def __init__(
        self,
        *,
        app: AppConfig | None = None,
        people: Iterable[Person] = (),
        channels: Iterable[Channel] = (),
        clock: Clock | None = None,
        on_restart: Callable[[], Awaitable[None]] | None = None,
        on_stop: Callable[[], Awaitable[None]] | None = None,
        pacing: Pacing | None = None,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        self.app = app or AppConfig()
        self.clock = clock or OffsetClock()
        workspace = Workspace(self.app, people, channels, self.clock)
        self.core = Core(self.app, workspace, Views(workspace), Limits(pacing or Pacing()))
        self._socket = SocketMode(self.core, ack_seconds)
        self._http = HttpDelivery(self.core, ack_seconds)
        self._delivery = Delivery(self.core, self._socket if self.app.mode == "socket" else self._http)
        self._events = Events(self.core, self._delivery, retry_delays)
        self._hub = Hub(workspace)
        self.tour = Tour(self._hub.send)
        self._scene = Scene(self.core, self._delivery, self._events)
        self._on_restart = on_restart
        self.travel = Travel(self.core, self.set_clock, on_stop)
        self._runner: web.AppRunner | None = None
        workspace.listeners += [self._hub.hear, self._events.hear]
        self.core.traffic.listeners.append(lambda entry: self._hub.send("traffic", {"entry": entry}))

    @property
    def url(self) -> str:
        """The page's address, without a slash at its end."""
        return self.core.url

    @property
    def api_url(self) -> str:
        """What to give an SDK as its base URL."""
        return f"{self.core.url}/api/"

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are in use."""
        return self._socket.connections

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        application = web.Application(client_max_size=UPLOAD_BYTES, middlewares=[_json_only])
        application.on_response_prepare.append(_never_stale)
        page = PageApi(self._scene, self._hub, self.tour, can_restart=self._on_restart is not None)
        endpoint = Endpoint(self.core)
        application.add_routes(
            [
                *Public(self.core, PAGE_FOLDER).routes(),
                *page.routes(),
                *Control(self).routes(),
                web.route("*", "/api/{method}", endpoint.handle),
                web.get("/socket/{ticket}", self._socket.handle),
            ],
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.core.url = f"http://{host}:{bound}"

    async def stop(self) -> None:
        await self._events.close()
        self._hub.close()
        await self._socket.close()
        await self._http.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def act(self, as_: str, type_: str, **details: Any) -> Json:
        """Do what a person does in the page; the answer is a copy, as it would come over the wire."""
        answer = await perform(self._scene, {"as": as_, "type": type_, **details})
        copied: Json = json.loads(json.dumps(answer))
        return copied

    async def settled(self) -> None:
        """Wait until every event so far has been answered or given up."""
        await self._events.settled()

    def add_faults(self, *faults: Fault) -> None:
        self.core.faults.add(*faults)

    def move_clock(self, by: timedelta) -> None:
        self.clock.move(by)
        self._tell_clock()

    def set_clock(self, moment: datetime) -> None:
        """Raises ValueError for a time without a zone."""
        self.clock.set_to(moment)
        self._tell_clock()

    def _tell_clock(self) -> None:
        self._hub.send("clock", clock_json(self.core.workspace.seconds()))

    async def socket_action(self, action: str) -> None:
        """End the connections as Slack or the network does. Raises ValueError for an unknown way."""
        actions = {
            "disconnect": self._socket.disconnect,
            "refresh": self._socket.refresh,
            "drop": self._socket.drop,
        }
        if action not in actions:
            raise ValueError(f"A socket can {', '.join(actions)}.")
        await actions[action]()

    async def verify_request_url(self) -> bool:
        return await self._http.verify()

    def put_channel(self, channel: Channel, given: set[str]) -> None:
        """Make it, or change the `given` fields of the one with its id."""
        workspace = self.core.workspace
        room = workspace.rooms.get(channel.id)
        if room is None:
            workspace.add_room(channel)
            return
        if "members" in given:
            for user in set(room.members) - set(channel.members):
                workspace.remove_member(room, user)
            for user in channel.members:
                workspace.add_member(room, user)
        workspace.change_room(room, **{name: getattr(channel, name) for name in given - {"members", "id"}})

    def reset(self) -> None:
        """Back to the beginning: the first people and channels, nothing said, no faults, the tour undone."""
        self._events.forget()
        self.core.responses.reset()
        self.core.workspace.reset()
        self.core.views.reset()
        self.core.faults.clear()
        self.core.limits.reset()
        self.core.traffic.reset()
        self.tour.restart()

    async def restart(self) -> None:
        """Begin again, by `on_restart` if there is one, and let every page load anew."""
        async with self.travel.one_at_a_time:
            with self.tour.at_rest():
                if self._on_restart is not None:
                    await self._on_restart()
                else:
                    self.reset()
        self._hub.send("restarted", {})

    def change_app(self, **changes: Any) -> None:
        """Change the app's settings (scopes, events, request_url) as on its settings page."""
        self.app = replace(self.app, **changes)
        self.core.app = self.core.workspace.app = self.app


async def _never_stale(request: web.Request, response: web.StreamResponse) -> None:
    """The page's files change while one works on them."""
    if request.path.startswith("/page/"):
        response.headers["Cache-Control"] = "no-cache"


@web.middleware
async def _json_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Acts and control want JSON, so that a form on some other web page cannot send them."""
    changes = request.method in ("POST", "PUT") and request.path.startswith("/_sandbox/")
    if changes and request.can_read_body and request.content_type != "application/json":
        return web.json_response({"ok": False, "error": "Send application/json."}, status=415)
    return await handler(request)
