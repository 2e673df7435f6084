"""The corners: odd arguments, deletions and their counts, files, links, pages that go away, the program itself."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Fault, Sandbox
from sandbox.errors import SlackError
from sandbox.response_urls import ResponseUrls
from sandbox.triggers import Triggers
from tests.sandbox.blockkit import actions, home, modal, option, plain, section
from tests.sandbox.watching import boot, watch
from tests.sandbox.world import ADA, APP, AWAY, BEN, CAT, GENERAL, GONE, INSIDE, OLD, SECRET, Api, make_sandbox

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": GENERAL.id, "text": ["x"]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": GENERAL.id, "attachments": {}}, "invalid_attachments"),
        (
            "chat.postMessage",
            {"channel": GENERAL.id, "attachments": [{"blocks": [{"type": "x"}]}]},
            "invalid_blocks",
        ),
        ("chat.getPermalink", {"channel": GENERAL.id, "message_ts": "1.0"}, "message_not_found"),
        ("users.list", {"limit": "many"}, "invalid_arguments"),
        ("users.list", {"cursor": "b2Zmc2V0OjE="}, "invalid_cursor"),
        ("dnd.teamInfo", {}, "invalid_arguments"),
        ("dnd.teamInfo", {"users": ",".join(f"U{n}" for n in range(51))}, "too_many_users"),
        ("team.info", {"team": "T0OTHER"}, "team_not_found"),
        ("conversations.open", {"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
        ("conversations.open", {"users": APP.bot_user_id}, "cannot_dm_bot"),
        ("conversations.create", {}, "invalid_name_required"),
        ("conversations.invite", {"channel": AWAY.id, "users": CAT.id}, "not_in_channel"),
        ("conversations.invite", {"channel": OLD.id, "users": CAT.id}, "is_archived"),
        ("conversations.invite", {"channel": INSIDE.id}, "no_user"),
        ("conversations.invite", {"channel": INSIDE.id, "users": GONE.id}, "cant_invite"),
        ("reactions.add", {"name": "eyes"}, "no_item_specified"),
        ("reactions.add", {"channel": GENERAL.id, "timestamp": "1.0"}, "invalid_name"),
        ("files.getUploadURLExternal", {"filename": "x"}, "invalid_arguments"),
        ("files.completeUploadExternal", {}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
        ("files.completeUploadExternal", {"files": ["F0"]}, "invalid_arguments"),
        ("views.update", {"view_id": "V0", "view": {}}, "not_found"),
        ("views.open", {"view": {}}, "invalid_arguments"),
        ("views.publish", {"user_id": ADA.id, "view": "not json"}, "invalid_arguments"),
        ("views.publish", {"user_id": ADA.id, "view": {"type": "home", "blocks": []}, "hash": "1"}, "hash_conflict"),
    ],
)
async def test_a_refusal_has_slacks_own_code(api: Api, method: str, arguments: dict[str, object], error: str) -> None:
    assert (await api(method, **arguments))["error"] == error  # type: ignore[arg-type]


async def test_a_custom_name_needs_its_scope(api: Api) -> None:
    styled = {"channel": GENERAL.id, "text": "hi", "username": "Rota", "icon_emoji": ":wave:"}
    said = (await api("chat.postMessage", **styled))["message"]
    assert (said["username"], said["icons"]["emoji"]) == ("Rota", ":wave:")
    api.sandbox.change_app(scopes=APP.scopes - {"chat:write.customize"})
    assert (await api("chat.postMessage", **styled))["error"] == "missing_scope"


async def test_a_thread_whose_last_reply_is_deleted_is_a_plain_message_again(sandbox: Sandbox, api: Api) -> None:
    parent = (await api("chat.postMessage", channel=GENERAL.id, text="a"))["ts"]
    reply = await api("chat.postMessage", channel=GENERAL.id, text=f"<@{ADA.id}>", thread_ts=parent)
    room = sandbox.core.workspace.rooms[GENERAL.id]
    assert sandbox.core.workspace.unread(ADA.id, room) == (1, 1)
    await api("chat.delete", channel=GENERAL.id, ts=reply["ts"])
    (message,) = (await api("conversations.history", channel=GENERAL.id))["messages"]
    assert "reply_count" not in message
    assert sandbox.core.workspace.unread(ADA.id, room) == (1, 0)


async def test_a_newcomer_to_a_channel_has_nothing_unread(sandbox: Sandbox, api: Api) -> None:
    await api("chat.postMessage", channel=GENERAL.id, text="before")
    await sandbox.act(CAT.id, "join", channel=GENERAL.id)
    assert sandbox.core.workspace.unread(CAT.id, sandbox.core.workspace.rooms[GENERAL.id]) == (0, 0)
    await api("chat.postMessage", channel=GENERAL.id, text="<!here> after")
    assert sandbox.core.workspace.unread(CAT.id, sandbox.core.workspace.rooms[GENERAL.id]) == (1, 1)


async def test_a_whisper_can_be_deleted_by_its_response_url(sandbox: Sandbox, session: ClientSession) -> None:
    workspace = sandbox.core.workspace
    room = workspace.rooms[GENERAL.id]
    room.ephemeral["1.000001"] = (ADA.id, {"ts": "1.000001", "text": "psst"})
    key = sandbox.core.responses.issue(ADA.id, room, "1.000001")
    async with session.post(f"{sandbox.url}/response/{key}", json={"delete_original": True}) as response:
        assert response.status == 200
    assert room.ephemeral == {}
    gone = {"replace_original": True, "text": "x"}
    async with session.post(f"{sandbox.url}/response/{key}", json=gone) as response:
        assert (await response.json())["error"] == "message_not_found"
    async with session.post(f"{sandbox.url}/response/{key}", json=[]) as response:
        assert (await response.json())["error"] == "invalid_payload"
    async with session.post(f"{sandbox.url}/response/unknown", data="x") as response:
        assert (await response.json())["error"] == "expired_url"


async def test_an_upload_by_form_is_taken_and_unknown_ones_are_not(api: Api, session: ClientSession) -> None:
    ticket = await api("files.getUploadURLExternal", filename="a.txt", length=3)
    form = FormData()
    form.add_field("file", b"abc", filename="a.txt")
    async with session.post(ticket["upload_url"], data=form) as response:
        assert await response.text() == "OK - 3"
    file = {"id": ticket["file_id"]}
    away = await api("files.completeUploadExternal", files=[file], channel_id=AWAY.id)
    assert away["error"] == "not_in_channel"
    person = await api("files.completeUploadExternal", files=[file], channel_id=ADA.id)
    assert person["error"] == "invalid_arguments"
    assert (await api("files.completeUploadExternal", files=[file], channel_id=SECRET.id))[
        "error"
    ] == "channel_not_found"
    assert (await api("files.completeUploadExternal", files=[file], channel_id=INSIDE.id))["ok"]
    assert (await api("files.completeUploadExternal", files=[file], channel_id=INSIDE.id))["error"] == "file_not_found"
    async with session.post(f"{api.sandbox.url}/upload/F0", data=b"x") as response:
        assert response.status == 404
    async with session.get(f"{api.sandbox.url}/files/F0") as response:
        assert response.status == 404


async def test_the_page_is_served_fresh(sandbox: Sandbox, session: ClientSession) -> None:
    async with session.get(sandbox.url) as response:
        assert response.status == 200
    async with session.get(f"{sandbox.url}/page/index.html") as response:
        assert response.headers["Cache-Control"] == "no-cache"


async def test_a_permalink_of_a_reply_opens_its_thread(api: Api, session: ClientSession) -> None:
    parent = (await api("chat.postMessage", channel=GENERAL.id, text="a"))["ts"]
    reply = (await api("chat.postMessage", channel=GENERAL.id, text="b", thread_ts=parent))["ts"]
    link = (await api("chat.getPermalink", channel=GENERAL.id, message_ts=reply))["permalink"]
    async with session.get(link, allow_redirects=False) as response:
        assert response.headers["Location"] == f"/?channel={GENERAL.id}&ts={reply}&thread_ts={parent}"


async def test_a_page_that_goes_away_is_forgotten(sandbox: Sandbox, api: Api) -> None:
    page = await watch(api)
    await page.socket.close()
    await api("chat.postMessage", channel=GENERAL.id, text="a")
    again = await watch(api)
    await api("chat.postMessage", channel=GENERAL.id, text="b")
    assert (await again.until("message"))["message"]["text"] == "b"
    await again.socket.close()


async def test_controls_that_are_gone_cannot_be_used(sandbox: Sandbox, api: Api) -> None:
    ts = (await api("chat.postMessage", channel=GENERAL.id, text="a", blocks=[section()]))["ts"]
    where = {"container": {"type": "message", "channel": GENERAL.id, "ts": ts}, "block_id": "b", "action_id": "a"}
    assert (await sandbox.act(ADA.id, "block_action", **where))["error"] == "not_found"
    where["container"] = {"type": "message", "channel": GENERAL.id, "ts": "1.0"}
    assert (await sandbox.act(ADA.id, "block_action", **where))["error"] == "message_not_found"
    where["container"] = {"type": "view", "view_id": "V0"}
    assert (await sandbox.act(ADA.id, "block_action", **where))["error"] == "not_found"
    where["container"] = {}
    assert (await sandbox.act(ADA.id, "block_action", **where))["message"] == "channel is missing."


async def test_grouped_options_are_chosen_in_full_too(sandbox: Sandbox, api: Api) -> None:
    groups = [{"label": plain("G"), "options": [option("a"), option("b")]}]
    menu = {"type": "multi_static_select", "action_id": "pick", "option_groups": groups}
    view = (await api("views.publish", user_id=ADA.id, view=home(section(accessory=menu))))["view"]
    chosen = {"selected_options": [{"value": "b"}]}
    where = {"container": {"type": "view", "view_id": view["id"]}, "block_id": view["blocks"][0]["block_id"]}
    await sandbox.act(ADA.id, "block_action", **where, action_id="pick", value=chosen)
    told = sandbox.core.traffic.entries[-1]["request"]
    assert told["actions"][0]["selected_options"][0]["text"]["text"] == "B"
    kept = told["view"]["state"]["values"][where["block_id"]]["pick"]
    assert kept["selected_options"][0]["value"] == "b"


async def test_home_cannot_be_opened_where_there_is_none(sandbox: Sandbox) -> None:
    sandbox.change_app(home_tab=False)
    assert (await sandbox.act(ADA.id, "home_opened", tab="home"))["error"] == "not_enabled"
    assert (await sandbox.act(ADA.id, "home_opened", tab="messages"))["ok"]


async def test_a_delivery_of_an_event_that_is_lost_counts_as_not_answered(sandbox: Sandbox) -> None:
    sandbox.add_faults(Fault("lost", on="delivery"))
    await sandbox.act(BEN.id, "message", channel=GENERAL.id, text="hi")
    await sandbox.settled()
    assert [entry["error"] for entry in sandbox.core.traffic.entries] == ["timeout"]


async def test_the_program_runs_alone_and_stops_when_told(session: ClientSession, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--clock-file", str(tmp_path / "clock")]
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    program = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE)
    assert program.stdout is not None
    url = (await program.stdout.readline()).decode().split()[1].rstrip("/")
    slack = AsyncWebClient("xoxb-sandbox", base_url=f"{url}/api/", session=session)
    assert (await slack.auth_test())["ok"]
    program.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(program.wait(), 10) == 0


async def test_boot_after_a_restart_is_the_first_state(sandbox: Sandbox, api: Api) -> None:
    trigger = sandbox.core.triggers.issue(ADA.id)
    await api("views.open", trigger_id=trigger, view=modal(actions({"type": "users_select", "action_id": "u"})))
    await api("conversations.create", name="new")
    await api.post("/_sandbox/restart", {})
    page = await boot(api)
    assert page["views"] == []
    assert "new" not in {row["name"] for row in page["channels"]}


async def test_after_a_restart_no_late_attempt_of_an_old_event_comes() -> None:
    sandbox = make_sandbox(retry_delays=(60,))
    await sandbox.start()
    await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    sandbox.reset()
    async with asyncio.timeout(5):
        await sandbox.settled()
    await sandbox.stop()


def test_old_triggers_and_response_urls_are_forgotten() -> None:
    now = 0.0
    triggers = Triggers(timer=lambda: now)
    old = triggers.issue(ADA.id)
    now = 61.0
    triggers.issue(ADA.id)
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        triggers.exchange(old)


async def test_a_response_url_is_good_for_half_an_hour(sandbox: Sandbox) -> None:
    now = 0.0
    urls = ResponseUrls(timer=lambda: now)
    workspace = sandbox.core.workspace
    room = workspace.rooms[GENERAL.id]
    key = urls.issue(ADA.id, room)
    now = 1800.0
    urls.use(workspace, key, {"text": "in time", "response_type": "in_channel"})
    now = 1801.0
    with pytest.raises(SlackError, match="expired_url"):
        urls.use(workspace, key, {"text": "late"})
    urls.issue(ADA.id, room)
    with pytest.raises(SlackError, match="expired_url"):
        urls.use(workspace, key, {"text": "late"})
    assert [row["text"] for row in room.messages.values()] == ["in time"]
