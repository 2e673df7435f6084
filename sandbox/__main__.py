"""`python -m sandbox`: the sandbox by itself, for any Slack app."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from sandbox.clock import OffsetClock
from sandbox.config import AppConfig, Command, Shortcut
from sandbox.people import Channel, Person
from sandbox.server import Sandbox

Json = dict[str, Any]
PEOPLE = (
    Person("U0ADA00001", "ada", "Ada Park", tz="Europe/London", email="ada@example.com", is_admin=True),
    Person("U0BEN00001", "ben", "Ben Osei", tz="America/New_York", email="ben@example.com"),
)


def app_config(seed: Json) -> AppConfig:
    """`manifest` of the seed, or `app` with the fields of AppConfig, or both."""
    given: Json = dict(seed.get("app") or {})
    if "commands" in given:
        given["commands"] = tuple(Command(**row) for row in given["commands"])
    if "shortcuts" in given:
        given["shortcuts"] = tuple(Shortcut(**row) for row in given["shortcuts"])
    for name in ("scopes", "events"):
        if name in given:
            given[name] = frozenset(given[name])
    manifest = seed.get("manifest")
    return AppConfig.from_manifest(manifest, **given) if manifest else AppConfig(**given)


def from_seed(seed: Json, clock: OffsetClock) -> Sandbox:
    """Without people or channels in it: two people and #general with the app."""
    app = app_config(seed)
    people = [Person.from_json(row) for row in seed.get("people", ())] or list(PEOPLE)
    channels = [Channel.from_json(row) for row in seed.get("channels", ())]
    everyone = (app.bot_user_id, *(person.id for person in people if not person.deleted))
    general = Channel("C0GENERAL1", "general", members=everyone, is_general=True)
    return Sandbox(app=app, people=people, channels=channels or [general], clock=clock)


async def serve(sandbox: Sandbox, host: str, port: int) -> None:
    await sandbox.start(host, port)
    app = sandbox.app
    sys.stdout.write(
        f"Page {sandbox.url}/\nWeb API {sandbox.api_url}\nControl {sandbox.url}/_sandbox/\n"
        f"Bot token {app.bot_token}, app token {app.app_token}, signing secret {app.signing_secret}\n",
    )
    sys.stdout.flush()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await sandbox.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Slack for one app.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--clock-file", type=Path, help="where the clock's offset in seconds is written")
    parser.add_argument("--seed", type=Path, help="JSON with app or manifest, people, channels")
    given = parser.parse_args()
    try:
        seed = json.loads(given.seed.read_text(encoding="utf-8")) if given.seed else {}
        sandbox = from_seed(seed, OffsetClock(given.clock_file))
    except (OSError, ValueError, TypeError, LookupError) as error:
        sys.exit(f"{given.seed} is no seed: {error}")
    asyncio.run(serve(sandbox, given.host, given.port))


if __name__ == "__main__":
    main()
