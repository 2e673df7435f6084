"""Who is who: the members table, filled from Slack, and a short memory of it in front."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from domain.read.members import MemberFacts, MemberKind
from models import queries
from models.database import Database
from scheduling.clock import Clock
from scheduling.slack import found_in
from services import members
from services.work import Work

T = TypeVar("T")
log = structlog.get_logger()

REMEMBERED_SECONDS = 300
"""How long what we know of a member is believed: another copy of the bot may have heard of a change."""

BATCH = 200
"""Members written in one unit of work, and asked for on one page: Slack recommends no more than 200."""


def facts(user: Mapping[str, Any], workspace: str) -> MemberFacts:
    """What Slack's user object says, as far as we keep it."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return MemberFacts(
        id=str(user["id"]),
        name=str(name),
        email=str(profile.get("email") or ""),
        zone=str(user.get("tz") or "UTC"),
        kind=_kind(user, workspace),
        is_admin=bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
    )


def _kind(user: Mapping[str, Any], workspace: str) -> MemberKind:
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return MemberKind.BOT
    if user.get("deleted"):
        return MemberKind.DEACTIVATED
    if user.get("is_stranger") or (user.get("team_id") or workspace) != workspace:
        return MemberKind.OTHER_TEAM
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return MemberKind.GUEST
    return MemberKind.FULL


@dataclass(slots=True)
class Directory:
    """The members of one workspace. Raises DatabaseError; what Slack refuses is logged and comes through."""

    database: Database
    clock: Clock
    client: AsyncWebClient
    workspace: str
    admins: frozenset[str] = frozenset()
    """Who is an admin by the settings: they hear of what members leave behind."""
    _known: dict[str, tuple[MemberFacts, float]] = field(default_factory=dict)

    async def find(self, user: str) -> MemberFacts | None:
        """A member, looked up in Slack once if we have never heard of them; None when Slack has not either."""
        known = self._known.get(user)
        if known and known[1] > self.clock.monotonic():
            return known[0]
        found = await self.read(partial(_of, user=user))
        if found is None:
            try:
                answer = await self.client.users_info(user=user)
            except SlackApiError as error:
                log.warning("unknown member", member=user, error=error.response["error"])
                return None
            told: dict[str, Any] = found_in(answer, "user", dict)
            found_in(told, "id", str)
            await self.store([told])
            found = facts(told, self.workspace)
        self._known[user] = (found, self.clock.monotonic() + REMEMBERED_SECONDS)
        return found

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """Names for sentences that Slack shows as plain text."""
        found = [await self.find(user) for user in users]
        return {member.id: member.name for member in found if member}

    async def store(self, users: Iterable[Mapping[str, Any]]) -> None:
        """Write what Slack says of these users."""
        given = [facts(user, self.workspace) for user in users]
        await self.write(lambda work: members.store(work, given))
        for member in given:
            self._known.pop(member.id, None)

    async def sync(self) -> int:
        """Ask Slack for all users and write them; return how many there are."""
        cursor, total = "", 0
        while True:
            answer = await self.client.users_list(limit=BATCH, cursor=cursor)
            users: list[dict[str, Any]] = found_in(answer, "members", list)
            await self.store(users)
            total += len(users)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return total

    async def filled(self) -> bool:
        """Say whether members were read before, by an earlier run."""
        return await self.read(lambda work: queries.has_members(work.session, self.workspace))

    async def write(self, fn: Callable[[Work], T]) -> T:
        now = self.clock.now()
        return await self.database.perform(
            lambda session: fn(Work(session, now, workspace=self.workspace, admins=self.admins))
        )

    async def read(self, fn: Callable[[Work], T]) -> T:
        now = self.clock.now()
        return await self.database.read(lambda session: fn(Work(session, now, workspace=self.workspace)))


def _of(work: Work, user: str) -> MemberFacts | None:
    return members.facts_of(work, user)
