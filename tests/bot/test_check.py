"""What `python -m bot check` finds wrong with delivery, besides what keeps the bot from starting at all."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import slack
from bot.check import check
from bot.manifest import SCOPES
from bot.outbox import NOTHING
from services.outcomes import Closed, Failed, Outcome, Refused
from tests.bot.test_outbox import happen, url
from tests.fakes.company import HIRING, TEAM, Company

WRONG, SLOW = "xapp-wrong", "xoxb-slow"
"""Tokens that Slack does not take, and that it thinks about for long."""


@asynccontextmanager
async def granting(scopes: Sequence[str], ahead: timedelta = timedelta()) -> AsyncIterator[str]:
    """The address of a Slack that lets us in with these scopes, and whose clock is so far ahead."""

    async def answer(request: web.Request) -> web.Response:
        known = {"ok": True, "team_id": TEAM, "team": "Acme", "user_id": "UBOT", "bot_id": "B1", "url": "wss://x"}
        if request.headers["Authorization"] == f"Bearer {WRONG}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if request.headers["Authorization"] == f"Bearer {SLOW}":
            await asyncio.sleep(1)
        shown = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
        return web.json_response(known, headers={"x-oauth-scopes": ",".join(scopes), "Date": shown})

    application = web.Application()
    application.router.add_route("*", "/api/{method:.*}", answer)
    async with TestServer(application) as server:
        yield str(server.make_url("/api/"))


async def delivery(company: Company, monkeypatch: pytest.MonkeyPatch, *, without: str = "") -> list[tuple[bool, str]]:
    """All that is found about delivery: whether it is right, and what is said."""
    return await found("delivery", company, monkeypatch, without=without)


async def found(
    what: str,
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    *,
    without: str = "",
    ahead: timedelta = timedelta(),
    **given: str,
) -> list[tuple[bool, str]]:
    async with granting([scope for scope in SCOPES if scope != without], ahead) as address:
        known = {"SLACK_API_URL": address, "SLACK_BOT_TOKEN": "xoxb-t", "SLACK_APP_TOKEN": "xapp-t"}
        for name, value in {**known, "DATABASE_URL": url(company), **given}.items():
            monkeypatch.setenv(name, value)
        return [(one.right, one.text) async for one in check() if one.what == what]


async def test_before_the_first_start_it_says_which_file_that_will_make_and_makes_none(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await found("database", company, monkeypatch, DATABASE_URL=f"sqlite:///{tmp_path}/new.db")
    assert said == [(True, f"there is none yet; the first start makes {tmp_path}/new.db")]
    assert list(tmp_path.iterdir()) == []
    nowhere = await found("database", company, monkeypatch, DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/new.db")
    assert [right for right, _ in nowhere] == [False], "its folder is not there"


async def test_where_everything_arrives_it_says_so(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await delivery(company, monkeypatch) == [(True, NOTHING)]


async def test_what_was_given_up_and_a_channel_that_takes_nothing_are_counted(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company.open_role()
    outcomes: dict[str, Outcome] = {HIRING: Closed("is_archived"), "C2": Failed("msg_too_long")}
    await happen(company, **outcomes)
    ((right, said),) = await delivery(company, monkeypatch)
    assert not right
    assert f"1 channel takes no messages ({HIRING}: is_archived)." in said
    assert "1 message could not be delivered. `python -m bot outbox` lists all" in said


async def test_a_refused_token_is_named_first(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    await happen(company, C1=Failed("msg_too_long"))
    await happen(company, C2=Refused("token_revoked"))
    ((right, said),) = await delivery(company, monkeypatch)
    assert not right
    assert said.startswith("Nothing is being sent: Slack refuses the app's token (token_revoked).")


async def test_without_the_scope_for_history_it_says_that_messages_are_sent_at_most_once(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = next(scope for scope in SCOPES if scope.endswith(":history"))
    (_, (right, said)) = await delivery(company, monkeypatch, without=blind)
    assert not right
    assert f"without {blind} I can't look" in said
    assert "sent at most once" in said


@pytest.mark.parametrize(
    ("app_token", "command"),
    [("xapp-t", "`python -m bot manifest`"), ("", "`python -m bot manifest --url <the bot's address>`")],
)
async def test_a_missing_scope_is_mended_with_the_manifest_of_the_way_in_that_is_set(
    company: Company, monkeypatch: pytest.MonkeyPatch, app_token: str, command: str
) -> None:
    """The manifest for Socket Mode would take the addresses from an app that speaks HTTP."""
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    ((right, said),) = await found("scopes", company, monkeypatch, without="dnd:read", SLACK_APP_TOKEN=app_token)
    assert not right
    assert said.startswith(f"dnd:read missing. Paste the output of {command} at")


async def test_an_app_token_that_is_wrong_is_replaced_where_slack_has_it(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((right, said),) = await found("app token", company, monkeypatch, SLACK_APP_TOKEN=WRONG)
    assert not right
    assert said.startswith("SLACK_APP_TOKEN is not valid.")
    assert "page Basic Information" in said


async def test_a_slack_that_does_not_answer_is_said_not_to(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of a time-out says nothing by itself."""
    monkeypatch.setattr(slack, "INLINE_SECONDS", 0.1)
    ((right, said),) = await found("bot token", company, monkeypatch, SLACK_BOT_TOKEN=SLOW)
    assert not right
    assert re.match(r"Slack cannot be reached at http://\S+: no answer in time\. Check the network", said)


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (0, "^this machine's agrees with Slack's$"),
        (5, "clock is (29\\d|300) seconds behind Slack's"),
        (-5, "(29\\d|300) seconds ahead of Slack's"),
    ],
)
async def test_a_machine_whose_clock_is_not_slacks_is_named(
    company: Company, monkeypatch: pytest.MonkeyPatch, minutes: int, says: str
) -> None:
    ((right, said),) = await found("clock", company, monkeypatch, ahead=timedelta(minutes=minutes))
    assert right is (minutes == 0)
    assert re.search(says, said)
