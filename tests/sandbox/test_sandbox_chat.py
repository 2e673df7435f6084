"""Posting, changing, deleting, whispering; history, threads and metadata."""

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.blockkit import section
from tests.sandbox.world import ADA, APP, AWAY, BEN, CAT, GENERAL, GONE, INSIDE, OLD, SECRET, Api


async def test_a_message_comes_back_as_slack_keeps_it(slack: AsyncWebClient) -> None:
    answer = await slack.chat_postMessage(channel=GENERAL.id, text="Hello", blocks=[section()])
    message = answer["message"]
    assert (answer["channel"], answer["ts"]) == (GENERAL.id, message["ts"])
    assert (message["user"], message["bot_id"]) == (APP.bot_user_id, APP.bot_id)
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["text"]["verbatim"] is False


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        (SECRET.id, "channel_not_found"),
        (OLD.id, "is_archived"),
        (GONE.id, "channel_not_found"),
        (APP.bot_user_id, "cannot_dm_bot"),
    ],
)
async def test_where_one_cannot_post(api: Api, channel: str, error: str) -> None:
    assert (await api("chat.postMessage", channel=channel, text="hi"))["error"] == error


async def test_a_public_channel_takes_messages_of_outsiders_only_with_the_scope(api: Api) -> None:
    assert (await api("chat.postMessage", channel=AWAY.id, text="hi"))["ok"]
    api.sandbox.change_app(scopes=APP.scopes - {"chat:write.public"})
    assert (await api("chat.postMessage", channel=AWAY.id, text="hi"))["error"] == "not_in_channel"


async def test_a_message_without_anything_to_show_is_refused(api: Api) -> None:
    assert (await api("chat.postMessage", channel=GENERAL.id))["error"] == "no_text"
    assert (await api("chat.postMessage", channel=GENERAL.id, text="", blocks=[]))["error"] == "no_text"


async def test_a_very_long_text_is_cut_when_posted_and_refused_when_updated(api: Api) -> None:
    posted = await api("chat.postMessage", channel=GENERAL.id, text="x" * 50_000)
    assert len(posted["message"]["text"]) == 40_000
    refused = await api("chat.update", channel=GENERAL.id, ts=posted["ts"], text="x" * 4_001)
    assert refused["error"] == "msg_too_long"


async def test_posting_to_a_person_is_a_direct_message_updated_by_its_own_id(api: Api) -> None:
    posted = await api("chat.postMessage", channel=ADA.id, text="hi")
    assert posted["channel"].startswith("D")
    assert (await api("chat.update", channel=ADA.id, ts=posted["ts"], text="x"))["error"] == "channel_not_found"
    assert (await api("chat.update", channel=posted["channel"], ts=posted["ts"], text="x"))["ok"]


async def test_blocks_stay_when_only_text_is_updated_and_go_when_emptied(api: Api) -> None:
    posted = await api("chat.postMessage", channel=GENERAL.id, text="a", blocks=[section()])
    where = {"channel": GENERAL.id, "ts": posted["ts"]}
    kept = await api("chat.update", **where, text="b")
    assert kept["message"]["blocks"] == posted["message"]["blocks"]
    assert kept["message"]["edited"]["user"] == APP.bot_user_id
    assert "blocks" not in (await api("chat.update", **where, text="c", blocks=[]))["message"]


async def test_only_ones_own_messages_can_be_changed(sandbox: Sandbox, api: Api) -> None:
    said = await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="mine")
    where = {"channel": GENERAL.id, "ts": said["ts"]}
    assert (await api("chat.update", **where, text="x"))["error"] == "cant_update_message"
    assert (await api("chat.delete", **where))["error"] == "cant_delete_message"
    assert (await api("chat.update", channel=GENERAL.id, ts="1.0", text="x"))["error"] == "message_not_found"
    assert (await api("chat.delete", channel=GENERAL.id, ts="1.0"))["error"] == "message_not_found"


async def test_a_whisper_reaches_one_member_and_stays_out_of_the_history(sandbox: Sandbox, api: Api) -> None:
    said = await api("chat.postEphemeral", channel=GENERAL.id, user=ADA.id, text="psst")
    assert said["message_ts"]
    assert (await api("conversations.history", channel=GENERAL.id))["messages"] == []
    for viewer, seen in ((ADA, ["psst"]), (BEN, [])):
        page = await api.get(f"/_sandbox/page/history?as={viewer.id}&channel={GENERAL.id}")
        assert [row["text"] for row in page["messages"]] == seen
    assert (await api("chat.update", channel=GENERAL.id, ts=said["message_ts"], text="x"))["error"] == (
        "message_not_found"
    )
    outside = await api("chat.postEphemeral", channel=GENERAL.id, user=CAT.id, text="psst")
    assert outside["error"] == "user_not_in_channel"
    away = await api("chat.postEphemeral", channel=AWAY.id, user=BEN.id, text="psst")
    assert away["error"] == "not_in_channel"


async def test_a_permalink_leads_to_the_page_at_that_message(api: Api, session: ClientSession) -> None:
    posted = await api("chat.postMessage", channel=GENERAL.id, text="hi")
    link = (await api("chat.getPermalink", channel=GENERAL.id, message_ts=posted["ts"]))["permalink"]
    async with session.get(link, allow_redirects=False) as response:
        assert response.headers["Location"] == f"/?channel={GENERAL.id}&ts={posted['ts']}"


async def _thread(api: Api, replies: int) -> tuple[str, list[str]]:
    parent = (await api("chat.postMessage", channel=GENERAL.id, text="parent"))["ts"]
    sent = [
        (await api("chat.postMessage", channel=GENERAL.id, text=f"{n}", thread_ts=parent))["ts"] for n in range(replies)
    ]
    return parent, sent


async def test_history_lists_parents_with_their_counts_and_replies_lists_the_thread(api: Api) -> None:
    parent, sent = await _thread(api, 2)
    (shown,) = (await api("conversations.history", channel=GENERAL.id))["messages"]
    assert (shown["ts"], shown["reply_count"], shown["latest_reply"]) == (parent, 2, sent[-1])
    thread = (await api("conversations.replies", channel=GENERAL.id, ts=parent))["messages"]
    assert [row["ts"] for row in thread] == [parent, *sent]
    by_reply = await api("conversations.replies", channel=GENERAL.id, ts=sent[0])
    assert len(by_reply["messages"]) == 3
    missing = await api("conversations.replies", channel=GENERAL.id, ts="1.000000")
    assert missing["error"] == "thread_not_found"


async def test_a_reply_to_a_reply_lands_in_the_same_thread(api: Api) -> None:
    parent, sent = await _thread(api, 1)
    deeper = await api("chat.postMessage", channel=GENERAL.id, text="deeper", thread_ts=sent[0])
    assert deeper["message"]["thread_ts"] == parent
    lost = await api("chat.postMessage", channel=GENERAL.id, text="x", thread_ts="1.000000")
    assert lost["error"] == "thread_not_found"


async def test_a_broadcast_reply_shows_in_the_channel_too(api: Api) -> None:
    parent, _ = await _thread(api, 0)
    await api("chat.postMessage", channel=GENERAL.id, text="all", thread_ts=parent, reply_broadcast=True)
    rows = (await api("conversations.history", channel=GENERAL.id))["messages"]
    assert [row.get("subtype") for row in rows] == ["thread_broadcast", None]


async def test_a_deleted_parent_leaves_a_tombstone_and_a_deleted_reply_lowers_the_count(api: Api) -> None:
    parent, sent = await _thread(api, 2)
    await api("chat.delete", channel=GENERAL.id, ts=sent[0])
    (shown,) = (await api("conversations.history", channel=GENERAL.id))["messages"]
    assert shown["reply_count"] == 1
    await api("chat.delete", channel=GENERAL.id, ts=parent)
    (shown,) = (await api("conversations.history", channel=GENERAL.id))["messages"]
    assert shown["subtype"] == "tombstone"


async def test_history_is_bounded_by_time_with_or_without_the_edges(api: Api) -> None:
    sent = [(await api("chat.postMessage", channel=GENERAL.id, text=f"{n}"))["ts"] for n in range(4)]

    async def between(**bounds: Any) -> list[str]:
        rows = (await api("conversations.history", channel=GENERAL.id, **bounds))["messages"]
        return [row["text"] for row in rows]

    assert await between(oldest=sent[1]) == ["3", "2"]
    assert await between(oldest=sent[1], latest=sent[3]) == ["2"]
    assert await between(oldest=sent[1], latest=sent[3], inclusive=True) == ["3", "2", "1"]
    bad = await api("conversations.history", channel=GENERAL.id, oldest="yesterday")
    assert bad["error"] == "invalid_ts_oldest"


async def test_history_comes_in_pages(slack: AsyncWebClient) -> None:
    for number in range(5):
        await slack.chat_postMessage(channel=GENERAL.id, text=f"{number}")
    pages = [page["messages"] async for page in await slack.conversations_history(channel=GENERAL.id, limit=2)]
    assert [len(page) for page in pages] == [2, 2, 1]


async def test_history_is_for_members(api: Api) -> None:
    assert (await api("conversations.history", channel=AWAY.id))["error"] == "not_in_channel"
    assert (await api("conversations.history", channel=SECRET.id))["error"] == "channel_not_found"
    assert (await api("conversations.history", channel=INSIDE.id))["ok"]


async def test_metadata_is_kept_and_shown_only_on_request(slack: AsyncWebClient) -> None:
    metadata = Metadata("outbox", {"key": "k1"})
    await slack.chat_postMessage(channel=GENERAL.id, text="hi", metadata=metadata)
    plain = (await slack.conversations_history(channel=GENERAL.id))["messages"][0]
    assert "metadata" not in plain
    full = (await slack.conversations_history(channel=GENERAL.id, include_all_metadata=True))["messages"][0]
    assert full["metadata"] == {"event_type": "outbox", "event_payload": {"key": "k1"}}


async def test_unfit_metadata_is_refused(api: Api) -> None:
    for metadata, error in (
        ({"event_type": "x"}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"long": "x" * 20_000}}, "metadata_too_large"),
    ):
        said = await api("chat.postMessage", channel=GENERAL.id, text="hi", metadata=metadata)
        assert said["error"] == error


async def test_a_reaction_is_added_once(slack: AsyncWebClient) -> None:
    ts = (await slack.chat_postMessage(channel=GENERAL.id, text="hi"))["ts"]
    await slack.reactions_add(channel=GENERAL.id, timestamp=ts, name="eyes")
    message = (await slack.conversations_history(channel=GENERAL.id))["messages"][0]
    assert message["reactions"] == [{"name": "eyes", "users": [APP.bot_user_id], "count": 1}]
    with pytest.raises(SlackApiError, match="already_reacted"):
        await slack.reactions_add(channel=GENERAL.id, timestamp=ts, name="eyes")
    with pytest.raises(SlackApiError, match="message_not_found"):
        await slack.reactions_add(channel=GENERAL.id, timestamp="1.0", name="eyes")


async def test_without_a_messages_tab_there_are_no_direct_messages(sandbox: Sandbox, api: Api) -> None:
    dm = (await sandbox.act(ADA.id, "open_dm", user=APP.bot_user_id))["channel"]
    sandbox.change_app(messages_tab_read_only=True)
    refused = await sandbox.act(ADA.id, "message", channel=dm, text="hi")
    assert refused["message"] == "Sending messages to this app has been turned off."
    assert (await api("chat.postMessage", channel=ADA.id, text="hi"))["ok"]
    sandbox.change_app(messages_tab=False)
    for channel in (ADA.id, dm):
        assert (await api("chat.postMessage", channel=channel, text="hi"))["error"] == "messages_tab_disabled"
