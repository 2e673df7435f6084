"""The people, channels and app of these tests, and a way to call the sandbox by hand."""

import json
from datetime import time
from typing import Any

from aiohttp import ClientSession

from sandbox import OFF, AppConfig, Channel, Command, DndWindow, Person, Sandbox, Shortcut

Json = dict[str, Any]
APP = AppConfig(
    name="Helper",
    commands=(Command("/help-me", "Get help", "[topic]"), Command("/escape", should_escape=True)),
    shortcuts=(Shortcut("global", "note", "Take a note"), Shortcut("message", "keep", "Keep this")),
)
ADA = Person(
    "U0ADA00001",
    "ada",
    "Ada Park",
    tz="Europe/London",
    email="ada@example.com",
    dnd=(DndWindow(time(22), time(8)),),
    is_admin=True,
)
BEN = Person("U0BEN00001", "ben", "Ben Osei", tz="America/New_York", email="ben@example.com")
CAT = Person("U0CAT00001", "cat", "Cat Lee")
GUEST = Person("U0GUEST001", "guest", is_restricted=True)
GONE = Person("U0GONE0001", "gone", deleted=True, email="gone@example.com")
STRANGER = Person("U0OTHER001", "other", team_id="T0ELSEWHERE")
PEOPLE = (ADA, BEN, CAT, GUEST, GONE, STRANGER)
GENERAL = Channel("C0GENERAL1", "general", members=(APP.bot_user_id, ADA.id, BEN.id))
SECRET = Channel("C0SECRET01", "secret", is_private=True, members=(ADA.id,))
INSIDE = Channel("C0INSIDE01", "inside", is_private=True, members=(APP.bot_user_id, ADA.id))
AWAY = Channel("C0AWAY0001", "away", members=(BEN.id,))
OLD = Channel("C0OLD00001", "old", members=(APP.bot_user_id,), is_archived=True)
CHANNELS = (GENERAL, SECRET, INSIDE, AWAY, OLD)


def make_sandbox(**given: Any) -> Sandbox:
    """Without pacing and second attempts, unless a test is about them."""
    settings: Json = {"app": APP, "people": PEOPLE, "channels": CHANNELS, "pacing": OFF, "retry_delays": ()}
    return Sandbox(**(settings | given))


class Api:
    """Calls a method by hand, where a test is about what the SDK hides."""

    def __init__(self, sandbox: Sandbox, session: ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session

    async def __call__(self, method: str, token: str = APP.bot_token, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.session.post(self.sandbox.api_url + method, json=arguments, headers=headers) as response:
            answer: Json = json.loads(await response.text())
            return answer

    async def post(self, path: str, body: Any) -> Json:
        async with self.session.post(self.sandbox.url + path, json=body) as response:
            answer: Json = await response.json()
            return answer

    async def get(self, path: str) -> Json:
        async with self.session.get(self.sandbox.url + path) as response:
            answer: Json = await response.json()
            return answer
