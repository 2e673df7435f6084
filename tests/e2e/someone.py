"""A person in the sandbox: types commands, fills in what is on top, clicks what they see; fails as Slack shows it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.e2e.program import Json, Page
from tests.fakes.company import HIRING
from tests.handlers.payloads import state

PATIENCE = 90
"""Seconds that a message may take. A channel hears one a second, and none for a minute once its sender was killed."""


@dataclass(frozen=True)
class Someone:
    page: Page
    id: str

    async def does(self, kind: str, **given: Any) -> Json:
        answer = await self.page.act(self.id, kind, **given)
        assert answer.get("ok"), answer
        return answer

    async def command(self, text: str) -> Json:
        """Type it in the hiring channel; answers the modal that is on top then."""
        await self.does("command", channel=HIRING, command="/loop", text=text)
        return await self.top()

    async def top(self) -> Json:
        """The modal on top; empty when none is open."""
        stack = await self.page.views(self.id)
        return stack[-1] if stack else {}

    async def submit(self, **given: Any) -> Json:
        """Fill in what is on top and submit it; answers what Slack did with it."""
        view = await self.top()
        known = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        assert given.keys() <= known, f"no such fields in {view['callback_id']}: {given.keys() - known}; it has {known}"
        return await self.does("view_submission", view_id=view["id"], state={"values": state(view, given)})

    async def close(self) -> None:
        """Close every modal."""
        while view := await self.top():
            await self.does("view_closed", view_id=view["id"], is_cleared=True)

    async def click(self, action_id: str, value: str = "") -> Json:
        """A button of the modal on top; answers the modal on top then."""
        view = await self.top()
        block, element = self._find(view["blocks"], action_id, value)
        container = {"type": "view", "view_id": view["id"]}
        await self._press(container, block, element, {"values": state(view)})
        return await self.top()

    async def choose(self, field: str, value: str, **given: Any) -> Json:
        """Choose in a dispatching input of the form on top."""
        view = await self.top()
        block = next(block for block in view["blocks"] if block.get("block_id") == field)
        element = block["element"]
        values = state(view, {**given, field: value})
        chosen = next(iter(values[field].values()))
        await self.does(
            "block_action", container={"type": "view", "view_id": view["id"]}, block_id=field,
            action_id=element["action_id"], value={key: chosen[key] for key in chosen if key != "type"},
            state={"values": values},
        )  # fmt: skip
        return await self.top()

    async def press(self, message: Json, action_id: str) -> Json:
        """A button of a message; answers the modal on top then."""
        block, element = self._find(message["blocks"], action_id)
        await self._press({"type": "message", "channel": message["channel"], "ts": message["ts"]}, block, element, None)
        return await self.top()

    async def _press(self, container: Json, block: Json, element: Json, values: Json | None) -> None:
        given = {"state": values} if values else {}
        await self.does(
            "block_action", container=container, block_id=block["block_id"], action_id=element["action_id"],
            value={"value": element.get("value")}, **given,
        )  # fmt: skip

    def _find(self, blocks: list[Json], action_id: str, value: str = "") -> tuple[Json, Json]:
        seen = []
        for block in blocks:
            for element in (*block.get("elements", ()), block.get("accessory") or {}):
                seen.append(element.get("action_id"))
                bare = str(element.get("action_id", "")).partition("#")[0]
                if bare == action_id and (not value or element.get("value") == value):
                    return block, element
        raise AssertionError(f"{self.id} sees no {action_id} among {seen}")

    async def dm(self) -> str:
        """One's conversation with the bot."""
        app = self.page.sandbox.app
        return str((await self.does("open_dm", user=app.bot_user_id))["channel"])

    async def sees(self, text: str, channel: str = HIRING) -> Json:
        """Wait for a message with these words; answers the newest such."""
        return await self._until(channel, lambda message: text in str(message.get("text")) + str(message.get("blocks")))

    async def hears(self, text: str) -> Json:
        """The same, in one's conversation with the bot."""
        return await self.sees(text, await self.dm())

    async def _until(self, channel: str, wanted: Callable[[Json], bool]) -> Json:
        found: list[Json] = []
        for _ in range(PATIENCE * 20):
            found = await self.page.history(self.id, channel)
            for message in reversed(found):
                if wanted(message):
                    return message | {"channel": channel}
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self.id} waits in vain; there is {[message.get('text') for message in found]}")


async def move_clock(page: Page, to: datetime) -> None:
    url = f"{page.sandbox.url}/_sandbox/clock"
    async with page.session.post(url, json={"to": to.isoformat()}) as response:
        assert response.status == 200, await response.text()
