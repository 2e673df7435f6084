"""What the app is told of: messages, mentions, people, Home; only what it subscribed to."""

from sandbox import Person, Sandbox
from tests.sandbox.blockkit import Json, home
from tests.sandbox.world import ADA, APP, AWAY, BEN, CAT, GENERAL, INSIDE, SECRET, Api


async def told(sandbox: Sandbox) -> list[Json]:
    """The envelopes of all events so far. Nobody listens here; what is sent is on record all the same."""
    await sandbox.settled()
    return [entry["request"] for entry in sandbox.core.traffic.entries if entry["direction"] == "to_app"]


async def kinds(sandbox: Sandbox) -> list[str]:
    return [body["event"]["type"] for body in await told(sandbox)]


async def test_a_message_is_told_with_its_kind_of_channel(sandbox: Sandbox) -> None:
    dm = (await sandbox.act(ADA.id, "open_dm", user=APP.bot_user_id))["channel"]
    for channel in (GENERAL.id, INSIDE.id, dm):
        await sandbox.act(ADA.id, "message", channel=channel, text="hello")
    events = await told(sandbox)
    assert [body["event"]["channel_type"] for body in events] == ["channel", "group", "im"]
    envelope = events[0]
    assert envelope["type"] == "event_callback"
    assert envelope["authorizations"][0]["user_id"] == APP.bot_user_id
    assert len({body["event_id"] for body in events}) == 3


async def test_where_the_bot_is_not_it_hears_nothing(sandbox: Sandbox) -> None:
    await sandbox.act(BEN.id, "message", channel=AWAY.id, text=f"<@{APP.bot_user_id}>")
    await sandbox.act(ADA.id, "message", channel=SECRET.id, text="psst")
    assert await kinds(sandbox) == []


async def test_only_subscribed_events_are_sent(sandbox: Sandbox) -> None:
    sandbox.change_app(events=frozenset({"app_mention"}))
    await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hello @helper")
    events = await told(sandbox)
    assert [body["event"]["type"] for body in events] == ["app_mention"]
    assert events[0]["event"]["text"] == f"hello <@{APP.bot_user_id}>"


async def test_edits_and_deletions_are_told_as_subtypes(sandbox: Sandbox, api: Api) -> None:
    posted = await api("chat.postMessage", channel=GENERAL.id, text="a")
    await api("chat.update", channel=GENERAL.id, ts=posted["ts"], text="b")
    await api("chat.delete", channel=GENERAL.id, ts=posted["ts"])
    events = await told(sandbox)
    assert [body["event"].get("subtype") for body in events] == [None, "message_changed", "message_deleted"]
    assert events[1]["event"]["previous_message"]["text"] == "a"


async def test_newcomers_and_changed_profiles_are_told(sandbox: Sandbox, api: Api) -> None:
    await api.post("/_sandbox/people", [{"id": "U0NEW00001", "name": "new"}, {"id": BEN.id, "tz": "Asia/Tokyo"}])
    events = await told(sandbox)
    assert [body["event"]["type"] for body in events] == ["team_join", "user_change"]
    assert events[1]["event"]["user"]["tz"] == "Asia/Tokyo"
    assert events[1]["event"]["user"]["real_name"] == BEN.real_name


async def test_joining_is_told(sandbox: Sandbox) -> None:
    assert (await sandbox.act(CAT.id, "join", channel=GENERAL.id))["ok"]
    events = await told(sandbox)
    assert [body["event"]["type"] for body in events] == ["member_joined_channel"]
    assert events[0]["event"]["user"] == CAT.id
    await sandbox.act(CAT.id, "leave", channel=GENERAL.id)
    refused = await sandbox.act(CAT.id, "message", channel=GENERAL.id, text="hi")
    assert refused["error"] == "not_in_channel"


async def test_every_visit_to_home_is_told_with_the_view(sandbox: Sandbox, api: Api) -> None:
    await sandbox.act(ADA.id, "home_opened", tab="home")
    await api("views.publish", user_id=ADA.id, view=home())
    await sandbox.act(ADA.id, "home_opened", tab="home")
    events = await told(sandbox)
    assert [body["event"]["type"] for body in events] == ["app_home_opened"] * 2
    assert "view" not in events[0]["event"]
    assert events[1]["event"]["view"]["type"] == "home"
    assert events[0]["event"]["channel"].startswith("D")


async def test_people_of_other_workspaces_and_guests_see_only_their_channels(sandbox: Sandbox) -> None:
    sandbox.core.workspace.add_person(Person("U0EXT00001", "ext", team_id="T0OTHER"))
    for user in ("U0EXT00001", "U0GUEST001"):
        assert (await sandbox.act(user, "join", channel=GENERAL.id))["error"] == "channel_not_found"


async def test_typed_text_is_escaped_and_names_become_mentions(sandbox: Sandbox) -> None:
    said = await sandbox.act(
        ADA.id, "message", channel=GENERAL.id, text="a < b & @ben, see #general <@U0CAT00001> <https://x.y> @nobody"
    )
    message = sandbox.core.workspace.rooms[GENERAL.id].messages[said["ts"]]
    assert message["text"] == (
        f"a &lt; b &amp; <@{BEN.id}>, see <#{GENERAL.id}|general> <@U0CAT00001> <https://x.y> @nobody"
    )
    empty = await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="  ")
    assert empty["error"] == "no_text"
