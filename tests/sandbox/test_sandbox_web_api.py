"""Arguments, tokens, scopes, and the families of methods besides chat, history and views."""

import json
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession, FormData
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.world import ADA, APP, AWAY, BEN, CAT, GENERAL, GONE, INSIDE, OLD, SECRET, Api


async def test_auth_test_says_who_the_bot_is_and_which_scopes_it_has(slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()
    assert answer["user_id"] == APP.bot_user_id
    assert answer["bot_id"] == APP.bot_id
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_an_unknown_method_a_missing_and_a_wrong_token_are_refused(api: Api) -> None:
    assert (await api("chat.shout"))["error"] == "unknown_method"
    assert (await api("auth.test", token=""))["error"] == "not_authed"
    assert (await api("auth.test", token="xoxb-other"))["error"] == "invalid_auth"
    assert (await api("auth.test", token=APP.app_token))["error"] == "not_allowed_token_type"
    assert (await api("apps.connections.open"))["error"] == "not_allowed_token_type"


async def test_a_missing_scope_is_refused_with_what_is_needed_and_provided(api: Api) -> None:
    api.sandbox.change_app(scopes=frozenset({"commands", "im:read"}))
    refused = await api("chat.postMessage", channel=GENERAL.id, text="hi")
    assert refused == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "commands,im:read",
    }
    assert (await api("conversations.info", channel=GENERAL.id))["needed"] == "channels:read"
    assert (await api("conversations.history", channel=INSIDE.id))["needed"] == "groups:history"


async def test_arguments_come_by_query_form_or_json_with_structures_as_text(api: Api, session: ClientSession) -> None:
    url, blocks = api.sandbox.api_url + "chat.postMessage", json.dumps([{"type": "divider"}])
    query = {"token": APP.bot_token, "channel": GENERAL.id, "blocks": blocks}
    async with session.get(url, params=query) as response:
        assert (await response.json())["message"]["blocks"][0]["type"] == "divider"
    async with session.post(url, data=FormData(query)) as response:
        assert (await response.json())["ok"]
    assert (await api("chat.postMessage", channel=GENERAL.id, blocks=blocks))["ok"]
    assert (await api("chat.postMessage", channel=GENERAL.id, blocks="[oops"))["error"] == "invalid_blocks_format"
    bad = {"data": "{", "headers": {"Content-Type": "application/json"}}
    async with session.post(url, **bad) as response:  # type: ignore[arg-type]
        assert (await response.json())["error"] == "invalid_json"


async def test_a_missing_argument_is_named(api: Api) -> None:
    refused = await api("users.info")
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


async def test_api_test_echoes_and_fails_when_asked(api: Api) -> None:
    assert (await api("api.test", token="", foo="bar"))["args"] == {"foo": "bar"}
    assert (await api("api.test", error="my_error"))["error"] == "my_error"


async def test_everyone_is_listed_page_by_page(slack: AsyncWebClient) -> None:
    seen: list[str] = []
    async for page in await slack.users_list(limit=3):
        assert len(page["members"]) <= 3
        seen += [member["id"] for member in page["members"]]
    assert seen[0] == APP.bot_user_id
    assert len(seen) == len(set(seen)) == 7


async def test_a_bad_cursor_or_limit_is_refused(api: Api) -> None:
    assert (await api("users.list", cursor="nonsense"))["error"] == "invalid_cursor"
    assert (await api("users.list", limit=5000))["error"] == "invalid_limit"


async def test_a_user_is_shown_with_zone_and_kind(slack: AsyncWebClient) -> None:
    ada = (await slack.users_info(user=ADA.id))["user"]
    assert (ada["tz"], ada["is_admin"], ada["profile"]["email"]) == ("Europe/London", True, "ada@example.com")
    gone = (await slack.users_info(user=GONE.id))["user"]
    assert gone["deleted"]
    assert "tz" not in gone
    profile = (await slack.users_profile_get(user=ADA.id))["profile"]
    assert profile["real_name"] == "Ada Park"


async def test_addresses_are_shown_and_found_only_with_the_scope_for_them(api: Api) -> None:
    assert (await api("users.lookupByEmail", email="BEN@example.com"))["user"]["id"] == BEN.id
    assert (await api("users.lookupByEmail", email=GONE.email))["error"] == "users_not_found"
    api.sandbox.change_app(scopes=frozenset({"users:read"}))
    assert "email" not in (await api("users.info", user=ADA.id))["user"]["profile"]
    assert (await api("users.lookupByEmail", email=BEN.email))["error"] == "missing_scope"


async def test_quiet_hours_are_told_in_the_sandbox_time(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.set_clock(datetime(2026, 1, 5, 23, 30, tzinfo=UTC))
    night = await slack.dnd_info(user=ADA.id)
    assert night["dnd_enabled"]
    assert night["next_dnd_start_ts"] == int(datetime(2026, 1, 5, 22, tzinfo=UTC).timestamp())
    assert night["next_dnd_end_ts"] == int(datetime(2026, 1, 6, 8, tzinfo=UTC).timestamp())
    team = await slack.dnd_teamInfo(users=[ADA.id, BEN.id])
    assert team["users"][ADA.id]["dnd_enabled"]
    assert not team["users"][BEN.id]["dnd_enabled"]


async def test_the_team_and_the_bot_are_described(slack: AsyncWebClient) -> None:
    assert (await slack.team_info())["team"]["id"] == APP.team_id
    assert (await slack.bots_info(bot=APP.bot_id))["bot"]["user_id"] == APP.bot_user_id
    with pytest.raises(SlackApiError, match="bot_not_found"):
        await slack.bots_info(bot="B0NOBODY")


async def test_conversations_are_listed_by_type_and_others_private_ones_are_not(slack: AsyncWebClient) -> None:
    public = (await slack.conversations_list())["channels"]
    assert {row["id"] for row in public} == {GENERAL.id, AWAY.id, OLD.id}
    private = (await slack.conversations_list(types="private_channel"))["channels"]
    assert [row["id"] for row in private] == [INSIDE.id]
    open_ones = await slack.conversations_list(exclude_archived=True)
    assert OLD.id not in {row["id"] for row in open_ones["channels"]}
    with pytest.raises(SlackApiError, match="invalid_types"):
        await slack.conversations_list(types="secret")


async def test_a_private_channel_without_the_bot_does_not_exist_for_it(slack: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await slack.conversations_info(channel=SECRET.id)
    info = await slack.conversations_info(channel=INSIDE.id, include_num_members=True)
    assert (info["channel"]["is_private"], info["channel"]["num_members"]) == (True, 2)
    assert (await slack.conversations_members(channel=GENERAL.id))["members"][0] == APP.bot_user_id


async def test_a_direct_message_is_opened_once(slack: AsyncWebClient) -> None:
    first = await slack.conversations_open(users=[ADA.id])
    again = await slack.conversations_open(users=ADA.id, return_im=True)
    assert first["channel"]["id"].startswith("D")
    assert again["already_open"]
    assert again["channel"]["user"] == ADA.id
    many = await slack.conversations_open(users=[ADA.id, BEN.id], return_im=True)
    assert many["channel"]["is_mpim"]
    for users, error in (("", "users_list_not_supplied"), ("U0X", "user_not_found"), (GONE.id, "user_disabled")):
        with pytest.raises(SlackApiError, match=error):
            await slack.conversations_open(users=users)


async def test_a_channel_is_created_and_people_are_invited(slack: AsyncWebClient) -> None:
    made = (await slack.conversations_create(name="hiring", is_private=True))["channel"]
    await slack.conversations_invite(channel=made["id"], users=[ADA.id, CAT.id])
    assert CAT.id in (await slack.conversations_members(channel=made["id"]))["members"]
    for name, error in (("hiring", "name_taken"), ("No Good", "specials"), ("x" * 81, "maxlength")):
        with pytest.raises(SlackApiError, match=error):
            await slack.conversations_create(name=name)
    for user, error in ((ADA.id, "already_in_channel"), (APP.bot_user_id, "cant_invite_self")):
        with pytest.raises(SlackApiError, match=error):
            await slack.conversations_invite(channel=made["id"], users=[user])


async def test_the_bot_joins_public_channels_only(slack: AsyncWebClient) -> None:
    assert (await slack.conversations_join(channel=AWAY.id))["channel"]["is_member"]
    with pytest.raises(SlackApiError, match="method_not_supported"):
        await slack.conversations_join(channel=INSIDE.id)
    with pytest.raises(SlackApiError, match="is_archived"):
        await slack.conversations_join(channel=OLD.id)


async def test_a_file_is_uploaded_in_the_second_way_and_can_be_read(
    sandbox: Sandbox, slack: AsyncWebClient, session: ClientSession
) -> None:
    answer = await slack.files_upload_v2(
        channel=GENERAL.id, content="a,b\n1,2\n", filename="loops.csv", initial_comment="Here"
    )
    message = list(sandbox.core.workspace.rooms[GENERAL.id].messages.values())[-1]
    assert message["text"] == "Here"
    assert message["files"][0]["name"] == "loops.csv"
    where, token = answer["files"][0]["url_private"], {"Authorization": f"Bearer {APP.bot_token}"}
    async with session.get(where, headers=token) as response:
        assert await response.text() == "a,b\n1,2\n"


async def test_a_file_is_served_to_those_in_its_conversation_alone(
    sandbox: Sandbox, slack: AsyncWebClient, session: ClientSession
) -> None:
    direct = (await slack.conversations_open(users=[ADA.id]))["channel"]["id"]
    answer = await slack.files_upload_v2(channel=direct, content="for Ada", filename="record.html")
    for reader, status in ((ADA.id, 200), (BEN.id, 404), ("", 404), ("U0NOBODY00", 404)):
        async with session.get(f"{answer['files'][0]['url_private']}?as={reader}") as response:
            assert response.status == status
    sandbox.change_app(scopes=APP.scopes - {"files:write"})
    with pytest.raises(SlackApiError, match="missing_scope"):
        await slack.files_upload_v2(channel=direct, content="x", filename="x.html")
