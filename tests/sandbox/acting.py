"""What people do, in short, for tests of what comes of it."""

from typing import Any

from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp

from sandbox import Sandbox
from sandbox.blocks.check import check_view
from tests.sandbox.blockkit import Json, modal, typed
from tests.sandbox.world import ADA, GENERAL, Api


def texts(sandbox: Sandbox, user: str = ADA.id) -> list[str]:
    room = sandbox.core.workspace.rooms[GENERAL.id]
    return [row["text"] for row in room.messages.values()] + [
        row["text"] for who, row in room.ephemeral.values() if who == user
    ]


async def command(sandbox: Sandbox, text: str = "", name: str = "/help-me") -> Json:
    return await sandbox.act(ADA.id, "command", channel=GENERAL.id, command=name, text=text)


async def just_ack(ack: Any) -> None:
    await ack()


async def card(sandbox: Sandbox, *blocks: Json, user: str = "", thread_ts: str = "") -> Json:
    """A message of the app's, or with `user` a whisper."""
    async with ClientSession() as session:
        api = Api(sandbox, session)
        content: Json = {"channel": GENERAL.id, "text": "card", "blocks": list(blocks)}
        if thread_ts:
            content["thread_ts"] = thread_ts
        if user:
            said = await api("chat.postEphemeral", user=user, **content)
            return {"ts": said["message_ts"]}
        message: Json = (await api("chat.postMessage", **content))["message"]
        return message


async def click(sandbox: Sandbox, message: Json, action_id: str = "go", **more: Any) -> Json:
    container = {"type": "message", "channel": GENERAL.id, "ts": message["ts"]}
    where = {"container": container, "block_id": "acts", "action_id": action_id}
    return await sandbox.act(ADA.id, "block_action", **where, **more)


def opened(sandbox: Sandbox, *blocks: Json, **more: Any) -> Json:
    """A modal as the app would have opened it."""
    return sandbox.core.views.open(ADA.id, check_view(modal(*blocks, **more), ("modal",)))


async def submit(sandbox: Sandbox, view: Json, value: str = "Ada") -> Json:
    return await sandbox.act(ADA.id, "view_submission", view_id=view["id"], state=typed(value))


def answering(app: AsyncApp, *args: Any, **answer: Any) -> None:
    @app.view("form")
    async def form(ack: Any) -> None:
        await ack(*args, **answer)
