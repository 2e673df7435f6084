"""Who is who: Slack's users as we keep them, asked for once, page by page."""

import asyncio
from typing import Any

import pytest

from bot.channels import Channels
from bot.directory import Directory, facts
from bot.sync import EVERY, Sync
from domain.read.members import MemberKind
from models import queries
from models.tables import Member
from tests.fakes.clock import FrozenClock
from tests.fakes.company import HIRING, TEAM, Company
from tests.handlers.edge import RecordingSlack

USER = {"id": "U1", "team_id": TEAM, "name": "nia", "tz": "Europe/Paris", "profile": {"display_name": "Nia"}}


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({}, MemberKind.FULL),
        ({"is_bot": True}, MemberKind.BOT),
        ({"id": "USLACKBOT"}, MemberKind.BOT),
        ({"deleted": True}, MemberKind.DEACTIVATED),
        ({"is_restricted": True}, MemberKind.GUEST),
        ({"is_ultra_restricted": True}, MemberKind.GUEST),
        ({"team_id": "T2"}, MemberKind.OTHER_TEAM),
        ({"is_stranger": True}, MemberKind.OTHER_TEAM),
    ],
)
def test_kinds_of_users(more: dict[str, Any], kind: MemberKind) -> None:
    assert facts(USER | more, TEAM).kind is kind


@pytest.mark.parametrize("key", ["is_admin", "is_owner", "is_primary_owner"])
def test_owners_and_admins_of_the_workspace_are_admins(key: str) -> None:
    assert facts(USER | {key: True}, TEAM).is_admin
    assert not facts(USER, TEAM).is_admin


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ({"display_name": "Nia"}, "Nia"),
        ({"display_name": "", "real_name": "Nia Moreau"}, "Nia Moreau"),
        ({}, "nia"),
    ],
)
def test_the_name_is_what_people_see_in_slack(profile: dict[str, str], name: str) -> None:
    assert facts(USER | {"profile": profile}, TEAM).name == name


class Paged(RecordingSlack):
    """Answers in pages of one."""

    def __init__(self, users: list[dict[str, Any]], channel: list[str]) -> None:
        super().__init__()
        self._users, self._channel = users, channel

    async def api_call(self, api_method: str, **given: Any) -> Any:
        await super().api_call(api_method, **given)
        at = int((given.get("params") or {}).get("cursor") or 0)
        rows: list[Any] = self._users if api_method == "users.list" else self._channel
        following = str(at + 1) if at + 1 < len(rows) else ""
        return {"ok": True, "members": rows[at : at + 1], "response_metadata": {"next_cursor": following}}


async def test_a_round_reads_all_pages_of_members_and_hiring_channels(company: Company, clock: FrozenClock) -> None:
    await company.open_role()
    slack = Paged([USER, USER | {"id": "U2", "deleted": True}], ["URITA", "UMAX"])
    directory = Directory(company.database, clock, slack, TEAM)
    sync = Sync(directory, Channels(directory))
    await sync.when_due()
    found = await company.database.read(lambda session: session.get(Member, "U2"))
    assert found is not None
    assert found.kind == "deactivated"
    assert await company.database.read(lambda session: queries.in_channel(session, HIRING, "UMAX"))
    assert not await company.database.read(lambda session: queries.in_channel(session, HIRING, "UINES"))
    assert len(slack.called("users.list")) == 2


async def test_it_is_read_again_after_a_day_and_sooner_after_a_failure(company: Company, clock: FrozenClock) -> None:
    slack = RecordingSlack()
    slack.answers["users.list"] = {"members": [USER]}
    directory = Directory(company.database, clock, slack, TEAM)
    sync = Sync(directory, Channels(directory))
    slack.refuses("users.list", "internal_error")
    await sync.when_due()
    slack.wrong.clear()
    await sync.when_due()
    await sync.when_due()
    assert len(slack.called("users.list")) == 2
    clock.pass_real_time(EVERY)
    await sync.when_due()
    assert len(slack.called("users.list")) == 3


class Held(RecordingSlack):
    """Answers no list of members before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.answers["users.list"] = {"members": [USER | {"team_id": "T2"}]}

    async def api_call(self, api_method: str, **given: Any) -> Any:
        await self.go_on.wait()
        return await super().api_call(api_method, **given)


async def test_a_start_waits_for_slack_s_list_only_where_nobody_is_known_yet(
    company: Company, clock: FrozenClock
) -> None:
    slack = Held()
    known = Directory(company.database, clock, slack, TEAM)
    again = Sync(known, Channels(known))
    await asyncio.wait_for(again.start(), 1)
    assert slack.calls == []
    await again.stop()
    first = Directory(company.database, clock, slack, "T2")
    sync = Sync(first, Channels(first))
    starting = asyncio.create_task(sync.start())
    _, waits = await asyncio.wait({starting}, timeout=0.2)
    assert waits
    slack.go_on.set()
    await starting
    assert await first.filled()
    await sync.stop()


async def test_a_channel_that_cannot_be_read_does_not_stop_the_others(company: Company, clock: FrozenClock) -> None:
    slack = RecordingSlack()
    slack.refuses("conversations.members", "not_in_channel")
    directory = Directory(company.database, clock, slack, TEAM)
    assert await Channels(directory).sync(HIRING)


async def test_an_answer_without_members_empties_no_channel_and_is_asked_for_again(
    company: Company, clock: FrozenClock
) -> None:
    await company.open_role()
    slack = RecordingSlack()
    slack.answers = {"users.list": {"members": [USER]}}
    directory = Directory(company.database, clock, slack, TEAM)
    assert not await Sync(directory, Channels(directory)).once()
    assert await company.database.read(lambda session: queries.in_channel(session, HIRING, "UINES"))
    slack.answers = {"conversations.members": {"members": ["URITA"]}}
    assert not await Sync(directory, Channels(directory)).once()
    slack.answers["users.list"] = {"members": [USER]}
    assert await Sync(directory, Channels(directory)).once()


async def test_a_channel_with_somebody_of_whom_slack_says_nothing_is_read_again(
    company: Company, clock: FrozenClock
) -> None:
    slack = RecordingSlack()
    slack.answers = {"conversations.members": {"members": ["URITA", "UNEW"]}, "users.info": {"user": {}}}
    directory = Directory(company.database, clock, slack, TEAM)
    assert not await Channels(directory).sync(HIRING)
    slack.answers["users.info"] = {"user": USER | {"id": "UNEW"}}
    assert await Channels(directory).sync(HIRING)


async def test_what_changes_is_known_at_once(company: Company, clock: FrozenClock) -> None:
    directory = Directory(company.database, clock, RecordingSlack(), TEAM)
    found = await directory.find("URITA")
    assert found is not None
    assert found.kind is MemberKind.FULL
    await directory.store([{"id": "URITA", "team_id": TEAM, "deleted": True, "profile": {}}])
    changed = await directory.find("URITA")
    assert changed is not None
    assert changed.kind is MemberKind.DEACTIVATED
