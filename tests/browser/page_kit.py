"""What the page's tests stand on: a sandbox in a thread of its own, and a small app that answers as a test says."""

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import aiohttp

from sandbox import AppConfig, Channel, Command, Person, Sandbox, Shortcut

Json = dict[str, Any]
Answer = Callable[["SmallApp", Json], Awaitable[Json | None]]
T = TypeVar("T")
PATIENCE = 4.0  # seconds

MONDAY = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)
ADA, BEN, LEILA, SAM, GUEST = "U0ADA00001", "U0BEN00001", "U0LEILA001", "U0SAM00001", "U0GUEST001"
HIRING, GENERAL, SECRET, OPEN = "C0HIRING01", "C0GENERAL1", "C0SECRET01", "C0OPEN0001"

APP = AppConfig(
    name="Loopkeeper",
    team_name="Acme",
    commands=(Command("/loop", "Interview loops", "[new | list | help]"), Command("/loopy", "Something else")),
    shortcuts=(
        Shortcut("global", "new_candidate", "Add a candidate", "Start a loop for somebody"),
        Shortcut("message", "note_from_message", "Save as a note", "Keep this with a loop"),
    ),
)
PEOPLE = (
    Person(ADA, "ada", "Ada Park", title="Recruiter", tz="Europe/London", email="ada@example.com", is_admin=True),
    Person(BEN, "ben", "Ben Osei", title="Hiring manager", tz="America/New_York", email="ben@example.com"),
    Person(LEILA, "leila", "ليلى حداد", title="Staff engineer", tz="Asia/Dubai", email="leila@example.com"),
    Person(SAM, "sam", "Sam Oyelaran", title="Engineer", tz="Asia/Tokyo", emoji=":fox_face:", email="sam@example.com"),
    Person(GUEST, "gus", "Gus Visitor", tz="Europe/London", email="gus@example.com", is_restricted=True),
)
TEAM = (APP.bot_user_id, ADA, BEN, LEILA, SAM)
CHANNELS = (
    Channel(GENERAL, "general", members=TEAM, is_general=True),
    Channel(HIRING, "hiring-backend", members=TEAM, topic="Backend roles, one thread a candidate"),
    Channel(SECRET, "offers", members=(APP.bot_user_id, ADA, BEN), is_private=True),
    Channel(OPEN, "lunch", members=(BEN,)),
)


@dataclass
class StillClock:
    """A clock that moves only when told, so that what the page shows can be foretold."""

    moment: datetime = MONDAY

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by

    def set_to(self, moment: datetime) -> None:
        self.moment = moment


@dataclass
class SmallApp:
    """An app on Socket Mode. `answers` maps a command, callback_id or action_id to what is done and acked."""

    sandbox: Sandbox
    answers: dict[str, Answer] = field(default_factory=dict)
    heard: list[Json] = field(default_factory=list)
    _session: aiohttp.ClientSession | None = None
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession()
        opened = await self.api("apps.connections.open", token=self.sandbox.app.app_token)
        self._socket = await self._session.ws_connect(opened["url"])
        hello = await self._socket.receive_json()
        assert hello["type"] == "hello"
        self._task = asyncio.create_task(self._listen(self._socket))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()

    async def api(self, method: str, *, token: str = "", **arguments: Any) -> Json:
        """Call the Web API; anything but `ok` fails the test."""
        assert self._session is not None
        headers = {"Authorization": f"Bearer {token or self.sandbox.app.bot_token}"}
        async with self._session.post(self.sandbox.api_url + method, json=arguments, headers=headers) as answer:
            body: Json = await answer.json()
        assert body["ok"], (method, body)
        return body

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            envelope = json.loads(message.data)
            if "envelope_id" not in envelope:
                continue
            self.heard.append(envelope["payload"])
            ack: Json = {"envelope_id": envelope["envelope_id"]}
            answer = self.answers.get(name_of(envelope["payload"]))
            payload = await answer(self, envelope["payload"]) if answer else None
            if payload is not None:
                ack["payload"] = payload
            await socket.send_json(ack)


def name_of(payload: Json) -> str:
    """The name that a payload is answered by."""
    if "command" in payload:
        return str(payload["command"])
    if payload.get("actions"):
        return str(payload["actions"][0]["action_id"])
    if payload.get("type") in ("view_submission", "view_closed"):
        return f"{payload['type']}:{payload['view']['callback_id']}"
    return str(payload.get("callback_id") or payload.get("action_id") or payload.get("event", {}).get("type"))


class Stage:
    """The sandbox and the app, used from a test's own thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.sandbox = Sandbox(app=APP, people=PEOPLE, channels=CHANNELS, clock=StillClock(), ack_seconds=1.0)
        self.app = SmallApp(self.sandbox)

    def start(self) -> None:
        self._thread.start()
        self.run(self.sandbox.start())
        self.run(self.app.start())

    def stop(self) -> None:
        self.run(self.app.stop())
        self.run(self.sandbox.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def api(self, method: str, **arguments: Any) -> Json:
        return self.run(self.app.api(method, **arguments))

    def act(self, as_: str, type_: str, **details: Any) -> Json:
        return self.run(self.sandbox.act(as_, type_, **details))

    def say(self, text: str, channel: str = HIRING, **more: Any) -> str:
        """The app posts; its `ts`."""
        return str(self.api("chat.postMessage", channel=channel, text=text, **more)["ts"])

    def on(self, name: str, answer: Answer) -> None:
        self.app.answers[name] = answer

    def hears(self, kind: str, count: int = 1) -> list[Json]:
        """Waits until the app has been told `count` payloads of a type; fails when it is not, or is told more."""
        deadline = time.monotonic() + PATIENCE
        while len(self.heard(kind)) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        rows = self.heard(kind)
        assert len(rows) == count, [name_of(row) for row in rows]
        return rows

    def heard(self, kind: str) -> list[Json]:
        """Payloads of a type (or slash commands, for "command")."""
        return [row for row in self.app.heard if row.get("type") == kind or (kind == "command" and "command" in row)]

    def opens(self, name: str, view: Json) -> None:
        """What is called `name` opens this modal."""

        async def answer(app: SmallApp, payload: Json) -> None:
            await app.api("views.open", trigger_id=payload["trigger_id"], view=view)

        self.on(name, answer)

    def acks(self, name: str, payload: Json | None) -> None:
        """What is called `name` is acked with this payload."""

        async def answer(_app: SmallApp, _payload: Json) -> Json | None:
            return payload

        self.on(name, answer)
