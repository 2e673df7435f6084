"""The Slack edge over a real database: payloads go through Bolt's own dispatch, and Slack's Web API is recorded."""

import itertools
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from bot.channels import Channels
from bot.context import Desk
from bot.directory import Directory
from bot.listeners import Listeners
from handlers.journeys import ROUTER
from tests.fakes.company import HIRING, IN_HIRING, TEAM, Company
from tests.handlers import payloads
from tests.handlers.payloads import Json


class RecordingSlack(AsyncWebClient):
    """The SDK's client, up to the network: `calls` are (method, arguments)."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-test")
        self.calls: list[tuple[str, Json]] = []
        self.wrong: dict[str, Exception] = {}
        """Methods that raise."""
        self.answers: dict[str, Json] = {
            "conversations.info": {"channel": {"id": HIRING, "is_private": True, "is_member": True}},
            "conversations.members": {"members": list(IN_HIRING)},
        }

    async def api_call(self, api_method: str, **given: Any) -> Any:
        body = given.get("json") or given.get("params") or {}
        self.calls.append((api_method, body))
        if api_method in self.wrong:
            raise self.wrong[api_method]
        return {"ok": True, **self.answers.get(api_method, {})}

    def called(self, method: str) -> list[Json]:
        return [body for name, body in self.calls if name == method]

    @property
    def views(self) -> list[Json]:
        """What was opened, pushed or updated, oldest first."""
        return [body["view"] for name, body in self.calls if name in ("views.open", "views.push", "views.update")]

    def refuses(self, method: str, code: str) -> None:
        self.wrong[method] = SlackApiError(code, {"ok": False, "error": code})  # type: ignore[no-untyped-call]


class Edge:
    def __init__(self, company: Company) -> None:
        self.company = company
        self.slack = RecordingSlack()
        directory = Directory(company.database, company.clock, self.slack, TEAM)
        self.desk = Desk(company.database, company.clock, self.slack, TEAM, directory, Channels(directory))
        self.listeners = Listeners(self.desk, ROUTER)
        installation = AuthorizeResult(
            enterprise_id=None, team_id=TEAM, bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-test"
        )
        self.app: AsyncApp = self.listeners.bolt(self.slack, installation)
        self._views = itertools.count(1)

    async def send(self, body: Json) -> Any:
        """Dispatch as a socket would; answers what was acked."""
        answer = await self.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        assert answer.status == 200, answer.body
        return payloads.answer(answer.body)

    async def count(self, table: type[Any]) -> int:
        """How many rows there are."""
        return len(await self.company.database.read(lambda session: session.exec(select(table)).all()))

    async def command(self, text: str, by: str = "URITA") -> Any:
        return await self.send(payloads.command(text, by))

    async def opens(self, body: Json) -> Json:
        """The modal that this opens, pushes or updates, as Slack would hand it back."""
        before = len(self.slack.views)
        answer = await self.send(body)
        assert len(self.slack.views) == before + 1, (answer, self.slack.calls[-1:])
        return payloads.opened(self.slack.views[-1])

    async def submit(self, view: Json, by: str = "URITA", **given: Any) -> Any:
        return await self.send(payloads.submission(view, by, **given))

    async def click(self, action_id: str, value: str, by: str = "URITA", **where: Any) -> Any:
        return await self.send(payloads.click(action_id, value, by, **where))
