"""The control API: clock, state, calls, people, tour, restart; and the sandbox alone."""

import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox import AppConfig, OffsetClock, Sandbox, next_working_morning
from sandbox.__main__ import from_seed, main
from tests.sandbox.blockkit import home
from tests.sandbox.watching import boot, watch
from tests.sandbox.world import ADA, APP, BEN, CAT, GENERAL, Api, make_sandbox


async def test_the_clock_moves_messages_and_tells_the_pages(sandbox: Sandbox, api: Api) -> None:
    page = await watch(api)
    before = await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="now")
    await api.post("/_sandbox/clock", {"advance": 3600})
    assert 3599 < (await page.until("clock"))["offset"] < 3601
    after = await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="later")
    assert 3599 < float(after["ts"]) - float(before["ts"]) < 3610
    await api.post("/_sandbox/clock", {"to": "2030-01-04T18:00:00+00:00"})
    answer = await api.post("/_sandbox/clock", {"to": "next_working_morning", "as": ADA.id})
    assert int(answer["clock"]["now"]) == int(datetime(2030, 1, 7, 9, tzinfo=UTC).timestamp())
    for wrong in ({}, {"to": "2030-01-01T00:00:00"}, {"to": "soon"}):
        assert not (await api.post("/_sandbox/clock", wrong))["ok"]


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        ("2026-01-05T08:59", "UTC", "2026-01-05T09:00"),
        ("2026-01-05T09:00", "UTC", "2026-01-06T09:00"),
        ("2026-01-09T12:00", "UTC", "2026-01-12T09:00"),
        ("2026-01-04T23:30", "America/New_York", "2026-01-05T14:00"),
        ("2026-03-27T12:00", "Europe/London", "2026-03-30T08:00"),
    ],
)
def test_the_next_working_morning(now: str, zone: str, morning: str) -> None:
    found = next_working_morning(datetime.fromisoformat(now).replace(tzinfo=UTC), zone)
    assert found == datetime.fromisoformat(morning).replace(tzinfo=UTC)


def test_the_offset_is_written_to_the_clock_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = OffsetClock(file)
    assert float(file.read_text()) == 0
    clock.move(timedelta(hours=2))
    assert float(file.read_text()) == 7200
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(ValueError, match="zone"):
        clock.set_to(datetime(2026, 1, 1))  # noqa: DTZ001


async def test_time_stamps_never_repeat_even_when_the_clock_is_set_back(sandbox: Sandbox, api: Api) -> None:
    first = await api("chat.postMessage", channel=GENERAL.id, text="a")
    sandbox.move_clock(timedelta(hours=-1))
    second = await api("chat.postMessage", channel=GENERAL.id, text="b")
    assert float(second["ts"]) > float(first["ts"])


async def test_the_state_holds_people_channels_messages_and_views(sandbox: Sandbox, api: Api) -> None:
    await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    await api("views.publish", user_id=ADA.id, view=home())
    state = await api.get("/_sandbox/state")
    general = next(row for row in state["channels"] if row["id"] == GENERAL.id)
    assert general["messages"][0]["text"] == "hi"
    assert state["homes"][ADA.id]["type"] == "home"
    assert ADA.id in {row["id"] for row in state["people"]}


async def test_calls_are_kept_with_arguments_and_answers_but_without_tokens(api: Api) -> None:
    await api("chat.postMessage", channel=GENERAL.id, text="hi", blocks='[{"type":"divider"}]', token=APP.bot_token)
    await api.sandbox.settled()
    await api("auth.test")
    (call,) = (await api.get("/_sandbox/calls?method=chat.postMessage"))["calls"]
    assert call["request"] == {"channel": GENERAL.id, "text": "hi", "blocks": [{"type": "divider"}]}
    assert call["response"]["ok"]
    rest = await api.get(f"/_sandbox/page/traffic?after={call['seq']}")
    assert [row["name"] for row in rest["entries"]] == ["message", "auth.test"]
    assert len((await api.get("/_sandbox/traffic"))["entries"]) == 3
    assert any("faults" in line for line in (await api.get("/_sandbox/"))["control"])


async def test_channels_and_people_are_changed_in_place(sandbox: Sandbox, api: Api) -> None:
    change = {"id": GENERAL.id, "members": [ADA.id, CAT.id], "topic": "new", "is_archived": True}
    assert (await api.post("/_sandbox/channels", change))["ok"]
    room = sandbox.core.workspace.rooms[GENERAL.id]
    assert (room.members, room.channel.topic, room.channel.name) == ([ADA.id, CAT.id], "new", "general")
    refused = await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    assert refused["error"] == "is_archived"
    quiet = {"id": BEN.id, "dnd": [{"start": "00:00", "end": "23:59"}], "deleted": True}
    assert (await api.post("/_sandbox/people", quiet))["ok"]
    assert sandbox.core.workspace.people[BEN.id].deleted
    for path in ("people", "channels"):
        assert not (await api.post(f"/_sandbox/{path}", {"id": "X0", "colour": "red"}))["ok"]


async def test_a_snoozed_person_is_quiet_until_then(sandbox: Sandbox, api: Api) -> None:
    until = (sandbox.clock.now() + timedelta(hours=1)).isoformat()
    await api.post("/_sandbox/people", {"id": BEN.id, "snoozed_until": until})
    assert (await api("dnd.info", user=BEN.id))["snooze_enabled"]
    assert next(row for row in (await boot(api))["users"] if row["id"] == BEN.id)["dnd"]
    sandbox.move_clock(timedelta(hours=2))
    assert "snooze_enabled" not in await api("dnd.info", user=BEN.id)


async def test_the_tour_is_shown_ticked_and_begun_again(sandbox: Sandbox, api: Api) -> None:
    page = await watch(api)
    tour = {"title": "Tour", "steps": [{"id": "one", "title": "First"}, {"id": "two", "title": "Second"}]}
    async with api.session.put(f"{sandbox.url}/_sandbox/tour", json=tour) as response:
        assert (await response.json())["ok"]
    assert not (await page.until("tour"))["tour"]["steps"][0]["done"]
    assert (await api.post("/_sandbox/tour/tick", {"step": "one"}))["ok"]
    assert [step["done"] for step in (await page.until("tour"))["tour"]["steps"]] == [True, False]
    assert not (await api.post("/_sandbox/tour/tick", {"step": "nine"}))["ok"]
    assert not (await api.post("/_sandbox/tour", {"steps": [{"id": "a"}, {"id": "a"}]}))["ok"]
    assert not (await api.post("/_sandbox/tour", {"title": "no steps"}))["ok"]
    sandbox.reset()
    assert not (await boot(api))["tour"]["steps"][0]["done"]


async def test_restarting_empties_the_workspace_and_lets_pages_load_anew(sandbox: Sandbox, api: Api) -> None:
    page = await watch(api)
    await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    assert (await api.post("/_sandbox/restart", {}))["ok"]
    await page.until("restarted")
    assert sandbox.core.workspace.rooms[GENERAL.id].messages == {}


async def test_who_starts_the_demo_says_how_to_restart_it(session: ClientSession) -> None:
    restarts: list[str] = []

    async def again() -> None:
        restarts.append("again")

    sandbox = make_sandbox(on_restart=again)
    await sandbox.start()
    api = Api(sandbox, session)
    assert (await boot(api))["can_restart"]
    await api.post("/_sandbox/restart", {})
    assert restarts == ["again"]
    await sandbox.stop()


async def test_what_pages_still_show_while_all_begins_again_ticks_nothing(session: ClientSession) -> None:
    async def again() -> None:
        sandbox.tour.put({"steps": [{"id": "digest"}]})
        assert (await api.post("/_sandbox/tour/tick", {"step": "digest"}))["ok"]

    sandbox = make_sandbox(on_restart=again)
    await sandbox.start()
    api = Api(sandbox, session)
    await api.post("/_sandbox/restart", {})
    assert not (await boot(api))["tour"]["steps"][0]["done"]
    await api.post("/_sandbox/tour/tick", {"step": "digest"})
    assert (await boot(api))["tour"]["steps"][0]["done"]
    await sandbox.stop()


async def test_events_can_be_waited_for_from_outside(sandbox: Sandbox, api: Api) -> None:
    await sandbox.act(ADA.id, "message", channel=GENERAL.id, text="hi")
    assert (await api.post("/_sandbox/settle", {}))["ok"]
    assert sandbox.core.traffic.entries[-1]["name"] == "message"


async def test_the_sandbox_alone_begins_with_two_people_or_a_seed(session: ClientSession) -> None:
    for seed, people in (({}, 3), (SEED, 2)):
        sandbox = from_seed(seed, OffsetClock())
        await sandbox.start()
        page = await Api(sandbox, session).get("/_sandbox/page/boot")
        assert len(page["users"]) == people
        assert page["channels"][0]["name"] == "general"
        await sandbox.stop()


SEED: dict[str, Any] = {
    "app": {
        "name": "Seeded",
        "scopes": ["chat:write"],
        "events": [],
        "commands": [{"command": "/x"}],
        "shortcuts": [{"type": "global", "callback_id": "c", "name": "C"}],
    },
    "people": [{"id": "U0SEED0001", "name": "seed", "dnd": [{"start": "22:00", "end": "07:00"}]}],
    "channels": [{"id": "C0SEED0001", "name": "general", "members": ["U0SEED0001"]}],
}


def test_a_seed_may_carry_the_apps_manifest() -> None:
    sandbox = from_seed({"manifest": {"display_information": {"name": "From manifest"}}}, OffsetClock())
    assert sandbox.app.name == "From manifest"
    assert sandbox.app == AppConfig.from_manifest({"display_information": {"name": "From manifest"}})


@pytest.mark.parametrize(
    ("text", "why"), [('{"people": [{"handle": "x"}]}', "A person has no handle."), ("{", "Expecting property name")]
)
def test_a_seed_that_is_none_is_said_in_a_sentence(
    text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(text)
    monkeypatch.setattr(sys, "argv", ["sandbox", "--seed", str(seed)])
    with pytest.raises(SystemExit, match=re.escape(f"{seed} is no seed: {why}")):
        main()
