"""What the page is given: boot, history, unread counts, live changes."""

import asyncio
import json

from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_writer import StreamWriter
from aiohttp.test_utils import make_mocked_request

from sandbox import Sandbox
from sandbox.hub import Hub
from tests.sandbox.blockkit import home, modal
from tests.sandbox.watching import boot, watch
from tests.sandbox.world import ADA, APP, AWAY, BEN, CAT, GENERAL, INSIDE, OLD, SECRET, Api


async def test_a_page_begins_with_everything_its_person_may_see(api: Api) -> None:
    page = await boot(api, BEN.id)
    assert page["me"]["id"] == BEN.id
    assert page["workspace"]["id"] == APP.team_id
    assert {row["id"] for row in page["channels"]} == {GENERAL.id, AWAY.id, OLD.id}
    assert [row["command"] for row in page["app"]["commands"]] == ["/help-me", "/escape"]
    assert [row["type"] for row in page["app"]["shortcuts"]] == ["global", "message"]
    assert page["can_restart"] is False
    assert abs(page["clock"]["offset"]) < 1
    assert {row["id"] for row in (await boot(api))["channels"]} >= {SECRET.id, INSIDE.id}
    guest = next(row for row in page["users"] if row["name"] == "guest")
    assert guest["is_guest"]


async def test_without_a_name_the_first_person_is_taken_and_bots_are_nobody(api: Api) -> None:
    assert (await api.get("/_sandbox/page/boot"))["me"]["id"] == ADA.id
    assert (await boot(api, APP.bot_user_id))["error"] == "user_not_found"


async def test_private_conversations_are_closed_to_others(sandbox: Sandbox, api: Api) -> None:
    await sandbox.act(ADA.id, "message", channel=SECRET.id, text="psst")
    assert (await api.get(f"/_sandbox/page/history?as={BEN.id}&channel={SECRET.id}"))["error"] == "channel_not_found"
    page = await api.get(f"/_sandbox/page/history?as={ADA.id}&channel={SECRET.id}")
    assert [row["text"] for row in page["messages"]] == ["psst"]


async def test_history_comes_oldest_first_and_further_back_on_request(sandbox: Sandbox, api: Api) -> None:
    said = [(await sandbox.act(ADA.id, "message", channel=GENERAL.id, text=f"{n}"))["ts"] for n in range(120)]
    await sandbox.act(BEN.id, "message", channel=GENERAL.id, text="reply", thread_ts=said[5])
    where = f"/_sandbox/page/history?as={ADA.id}&channel={GENERAL.id}"
    page = await api.get(where)
    assert (page["messages"][0]["text"], page["messages"][-1]["text"], page["has_more"]) == ("20", "119", True)
    earlier = await api.get(f"{where}&before={page['messages'][0]['ts']}")
    assert (len(earlier["messages"]), earlier["has_more"]) == (20, False)
    assert earlier["messages"][5]["reply_count"] == 1
    thread = await api.get(f"{where}&thread_ts={said[5]}")
    assert [row["text"] for row in thread["messages"]] == ["5", "reply"]


async def test_unread_counts_what_others_said_and_mentions_what_calls_one(sandbox: Sandbox, api: Api) -> None:
    async def counts(user: str, channel: str) -> tuple[int, int]:
        rows = {row["id"]: row for row in (await boot(api, user))["channels"]}
        return rows[channel]["unread"], rows[channel]["mentions"]

    await sandbox.act(BEN.id, "message", channel=GENERAL.id, text="hello")
    last = await sandbox.act(BEN.id, "message", channel=GENERAL.id, text="hello @ada")
    assert await counts(ADA.id, GENERAL.id) == (2, 1)
    assert await counts(BEN.id, GENERAL.id) == (0, 0)
    await sandbox.act(ADA.id, "read", channel=GENERAL.id, ts=last["ts"])
    assert await counts(ADA.id, GENERAL.id) == (0, 0)
    dm = (await sandbox.act(BEN.id, "open_dm", user=ADA.id))["channel"]
    await sandbox.act(BEN.id, "message", channel=dm, text="just us")
    assert await counts(ADA.id, dm) == (1, 1)
    assert dm not in {row["id"] for row in (await boot(api, CAT.id))["channels"]}


async def test_an_open_page_is_told_of_every_change(sandbox: Sandbox, api: Api) -> None:
    page = await watch(api)
    posted = await api("chat.postMessage", channel=GENERAL.id, text="a")
    assert (await page.until("message"))["message"]["text"] == "a"
    assert (await page.until("unread"))["unread"] == 1
    entry = (await page.until("traffic"))["entry"]
    assert (entry["name"], entry["direction"], entry["ok"]) == ("chat.postMessage", "from_app", True)
    await api("chat.update", channel=GENERAL.id, ts=posted["ts"], text="b")
    assert (await page.until("message_changed"))["message"]["text"] == "b"
    await api("chat.delete", channel=GENERAL.id, ts=posted["ts"])
    assert (await page.until("message_deleted"))["ts"] == posted["ts"]
    await api("chat.postEphemeral", channel=GENERAL.id, user=ADA.id, text="psst")
    assert (await page.until("message"))["message"]["ephemeral"]
    await api("views.publish", user_id=ADA.id, view=home())
    assert (await page.until("home"))["view"]["type"] == "home"
    trigger = sandbox.core.triggers.issue(ADA.id)
    await api("views.open", trigger_id=trigger, view=modal())
    assert len((await page.until("views"))["stack"]) == 1
    await api.post("/_sandbox/people", [{"id": BEN.id, "title": "Lead"}])
    assert (await page.until("user"))["user"]["title"] == "Lead"
    await api.post("/_sandbox/channels", [{"id": "C0NEW00001", "name": "new", "members": [ADA.id]}])
    assert (await page.until("channel"))["channel"]["name"] == "new"
    await page.socket.close()


async def test_a_page_that_is_gone_before_its_line_is_open_is_no_trouble(sandbox: Sandbox) -> None:
    loop = asyncio.get_running_loop()
    handshake = {
        "Connection": "upgrade", "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "c2FuZGJveCBzb2NrZXQhIQ==",
    }  # fmt: skip
    gone = StreamWriter(BaseProtocol(loop), loop)
    request = make_mocked_request("GET", f"/?as={ADA.id}", headers=handshake, writer=gone, loop=loop)
    hub = Hub(sandbox.core.workspace)
    await hub.handle(request)
    hub.send("clock", {})


async def test_a_page_hears_nothing_of_what_its_person_may_not_see(sandbox: Sandbox, api: Api) -> None:
    page = await watch(api, BEN.id)
    await sandbox.act(ADA.id, "message", channel=SECRET.id, text="psst")
    await api("chat.postEphemeral", channel=GENERAL.id, user=ADA.id, text="psst")
    await api("chat.postMessage", channel=GENERAL.id, text="for all")
    assert (await page.until("message"))["message"]["text"] == "for all"
    async with api.session.get(f"{sandbox.url}/_sandbox/page/ws?as=U0NOBODY") as response:
        assert response.status == 404


async def test_acts_come_over_http_as_json_alone(sandbox: Sandbox, api: Api) -> None:
    body = {"as": ADA.id, "type": "message", "channel": GENERAL.id, "text": "hi"}
    assert (await api.post("/_sandbox/page/act", body))["ok"]
    async with api.session.post(f"{sandbox.url}/_sandbox/page/act", data=json.dumps(body)) as response:
        assert response.status == 415
