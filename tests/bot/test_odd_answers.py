"""Where something that is not Slack answers, or Slack answers nothing that makes sense: nobody trips over it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from bot.channels import Channels
from bot.directory import Directory
from bot.errors import as_refusal
from bot.settings import Settings
from bot.slack import CannotStart, Clients, connect, who_are_we
from domain.slack_errors import code_of
from scheduling.slack import judge
from services.outcomes import Claim, NoAnswer, Outcome
from tests.fakes.company import HIRING, TEAM, Company

ODD = {
    "a page of a proxy": (200, "text/html", "<html>Please log in</html>"),
    "a page with an error": (502, "text/html", "<html>Bad gateway</html>"),
    "a page that says it is JSON": (200, "application/json", "<html>"),
    "nothing": (200, "application/json", ""),
    "nothing at all": (200, "text/html", ""),
    "words": (200, "text/plain", "ok"),
    "half an answer": (200, "application/json", '{"ok": tr'),
    "null": (200, "application/json", "null"),
    "a list": (200, "application/json", "[]"),
    "a full list": (200, "application/json", '["ok"]'),
    "a word in JSON": (200, "application/json", '"ok"'),
    "no error named": (200, "application/json", '{"ok": false}'),
    "an error without a name": (200, "application/json", '{"ok": false, "error": null}'),
}

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
CLAIM = Claim(
    outbox=1, post=1, kind="card", destination="C1", member=None, people="", channel="C1", ts="", thread_ts="",
    orphaned=False, mark="m", correlation="", attempts=1, lease="l", until=NOW, created_at=NOW, doubtful=False,
)  # fmt: skip


@dataclass
class Odd:
    clients: Clients
    answer: tuple[int, str, str]


@pytest.fixture(params=ODD)
async def odd(request: pytest.FixtureRequest) -> AsyncIterator[Odd]:
    status, kind, body = ODD[request.param]

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, content_type=kind, text=body)

    application = web.Application()
    application.router.add_route("*", "/api/{method:.*}", answer)
    async with TestServer(application) as server:
        settings = Settings.model_validate(
            {
                "slack_api_url": str(server.make_url("/api/")),
                "slack_bot_token": "xoxb-test",
                "slack_app_token": "xapp-test",
            }
        )
        clients = connect(settings)
        yield Odd(clients, ODD[request.param])
        await clients.close()


async def test_the_start_says_that_it_is_not_slack(odd: Odd) -> None:
    with pytest.raises(CannotStart, match=r"What answers is not Slack\. Check the network"):
        await who_are_we(odd.clients.inline)


async def test_whoever_asks_can_read_what_is_raised(odd: Odd) -> None:
    with pytest.raises(SlackApiError) as raised:
        await odd.clients.posting.api_call("chat.postMessage", json={"channel": "C1"})
    assert code_of(raised.value) == ""
    assert not raised.value.response["error"]
    assert raised.value.response.status_code == odd.answer[0]


async def test_a_message_may_have_arrived_so_it_is_looked_for(odd: Odd) -> None:
    with pytest.raises(SlackApiError) as raised:
        await odd.clients.posting.api_call("chat.postMessage", json={"channel": "C1"})
    outcome: Outcome = judge(raised.value, CLAIM, lambda: 1.0, writes=True)
    assert isinstance(outcome, NoAnswer)
    assert (outcome.unknown, outcome.error) == (True, f"http_{odd.answer[0]}")


async def test_whoever_clicked_gets_a_sentence(odd: Odd) -> None:
    with pytest.raises(SlackApiError) as raised:
        await odd.clients.inline.views_open(trigger_id="1.2", view={"type": "modal"})
    assert "Something went wrong on my side" in as_refusal(raised.value, "ref").text


async def test_members_and_channels_are_left_as_they_are(odd: Odd, company: Company) -> None:
    directory = Directory(company.database, company.clock, odd.clients.background, TEAM)
    assert await directory.find("UNEW") is None
    assert await Channels(directory).sync(HIRING)
    assert (await directory.find("URITA")) is not None
