"""One message on its way: opened, looked for, said or changed. What goes wrong comes back as an outcome."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from domain.read.debriefs import DebriefLine
from domain.read.invitations import BriefingPost
from domain.read.leaderless import LeaderlessPost
from domain.read.messages import (
    DecidePost,
    EscalationPost,
    NoticePost,
    NudgePost,
    Outgoing,
    ReadsAlongPost,
    TellPost,
)
from domain.read.people import Person
from domain.read.unreachable import UnreachablePost
from domain.slack_errors import code_of
from models.points import Passing, Point
from scheduling.clock import Clock
from scheduling.direct import DirectChannels
from scheduling.humane import Humane
from scheduling.paced import NotYet
from scheduling.slack import Jitter, Senseless, Slack, found_in, judge, no_answer
from services.delivery import LEASE
from services.outcomes import (
    UNKNOWN,
    Again,
    Claim,
    Closed,
    Dropped,
    Failed,
    Found,
    InDoubt,
    Later,
    NoGroup,
    Outcome,
    Refused,
    Sent,
    Unchanged,
)

SEND_SECONDS = LEASE.total_seconds() / 2 - 5
"""A send gives up well before its lease runs out."""

LATEST = LEASE / 2
"""Before the end of the lease: who was held up (a machine that slept) until then does not begin to send any more."""

PATIENT = (
    NudgePost, EscalationPost, BriefingPost, NoticePost, TellPost, DecidePost, DebriefLine, ReadsAlongPost,
    LeaderlessPost, UnreachablePost,
)  # fmt: skip
"""What nobody waits for: it reaches people when they work."""

EVENT_TYPE = "loopkeeper"

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""The message was deleted, or may not be changed any more: whoever did that meant it."""

LOOK_BACK = timedelta(days=1)
"""Slack puts its own time on messages: a machine whose clock is hours ahead finds them all the same."""

PAGES = 10
PAGE_SIZE = 200
"""Two thousand messages are looked through. In a channel where more was said since, it stays in doubt."""


def _somebody_did_it(model: Outgoing) -> bool:
    """Who has acted may expect that it is heard of at once; what time alone has brought about waits."""
    if isinstance(model, TellPost | DecidePost | DebriefLine):
        return not model.by_itself
    return isinstance(model, NoticePost) and model.line.by is not None


def _no_group(outcome: Outcome) -> str:
    """Why there is no hope for a group: a token that is refused concerns everything, a missing scope this alone."""
    scope = isinstance(outcome, Refused) and outcome.error.startswith("missing_scope")
    return outcome.error if isinstance(outcome, Closed | Failed) or (scope and isinstance(outcome, Refused)) else ""


def _digest(body: dict[str, Any]) -> str:
    said = json.dumps([body["text"], body["blocks"]], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _mark_of(message: Any) -> str:
    """The key in the metadata of a message; empty for those that have none, as people's."""
    if not isinstance(message, dict):
        raise Senseless("no message in the answer")
    for name in ("metadata", "event_payload"):
        message = message.get(name)
        if not isinstance(message, dict):
            return ""
    return str(message.get("mark") or "")


class Message(Protocol):
    """What a view renders a post to."""

    @property
    def text(self) -> str: ...
    @property
    def blocks(self) -> Any: ...


Render = Callable[[Outgoing], Message]


@dataclass(slots=True)
class Sending:
    """The sending of one claim."""

    slack: Slack
    render: Render
    humane: Humane
    direct: DirectChannels
    jitter: Jitter
    clock: Clock
    passing: Passing
    claim: Claim
    wrote: bool = False
    """Whether a new message has been asked for: then it may be there, whatever came back."""
    called: datetime | None = None
    """When (real time) Slack was asked to show something: the destination's next message keeps its distance."""

    async def look_for_it(self) -> Outcome | None:
        """It may be in Slack from before: what follows from where it is, or None when it is not there."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                channel = await self._channel()
                ts = await self._find(channel)
        except NotYet as early:
            return self._not_yet(early)
        except (SlackApiError, ClientError, OSError) as error:
            outcome = judge(error, self.claim, self.jitter, writes=False)
            if isinstance(outcome, Again) and outcome.counts:  # that it cannot be found now is not its own fault
                return no_answer(outcome.error, self.claim, self.jitter, unknown=False)
            may_not_look = code_of(error) == "missing_scope" or isinstance(outcome, Failed)
            return InDoubt(f"{UNKNOWN}: {code_of(error)}") if may_not_look else outcome
        if ts is None:
            return InDoubt(f"{UNKNOWN}: too_much_to_look_through")
        return Found(channel, ts) if ts else None

    async def send(self, model: Outgoing) -> Outcome:
        """Never takes longer than half a lease."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._send(model)
        except NotYet as early:
            return self._not_yet(early)
        except (SlackApiError, ClientError, OSError) as error:
            outcome = judge(error, self.claim, self.jitter, writes=self.wrote)
        if self.claim.people and not self.claim.ts and (hopeless := _no_group(outcome)):
            return NoGroup(hopeless)
        if isinstance(outcome, Failed) and self.claim.ts and outcome.error in GONE:
            return Dropped(outcome.error)
        return outcome

    def _not_yet(self, early: NotYet) -> Again:
        return Again("paced", timedelta(seconds=early.seconds), counts=False)

    async def _channel(self) -> str:
        return self.claim.channel or await self.direct.of(self.claim.member or self.claim.people)

    async def _send(self, model: Outgoing) -> Outcome:
        claim = self.claim
        if isinstance(model, PATIENT) and not claim.ts and not _somebody_did_it(model):
            too_early = await self._too_early(model.person)
            if too_early is not None:
                return too_early
        channel = await self._channel()
        message = self.render(model)
        body = {"channel": channel, "text": message.text, "blocks": message.blocks}
        shown = _digest(body)
        if claim.ts and claim.shown == shown:
            return Unchanged()
        if claim.until - self.clock.real() < LATEST:
            return Again("held_up", timedelta(), counts=False)
        if claim.ts:
            await self._write("chat.update", {**body, "ts": claim.ts})
            return Sent(channel, claim.ts, shown)
        return await self._post(body, shown)

    async def _too_early(self, person: Person) -> Outcome | None:
        """Waiting for a better moment, or for Slack to say whether this is one: no fault of the message's."""
        try:
            wait = await self.humane.not_before(person)
        except (SlackApiError, ClientError, OSError) as error:
            outcome = judge(error, self.claim, self.jitter, writes=False)
            if isinstance(outcome, Refused) or (isinstance(outcome, Again) and not outcome.counts):
                return outcome
            return no_answer(getattr(outcome, "error", ""), self.claim, self.jitter, unknown=False)
        return Later(wait) if wait else None

    async def _post(self, body: dict[str, Any], shown: str) -> Outcome:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"mark": self.claim.mark}}
        body |= {"metadata": metadata, "unfurl_links": False, "unfurl_media": False}
        if self.claim.thread_ts:
            body["thread_ts"] = self.claim.thread_ts
        answer = await self._write("chat.postMessage", body)
        channel, ts = answer.get("channel"), answer.get("ts")
        if not channel or not ts:
            return no_answer("no_ts_in_answer", self.claim, self.jitter, unknown=True)
        return Sent(str(channel), str(ts), shown)

    async def _write(self, method: str, body: dict[str, Any]) -> Any:
        await self._turn()
        self.passing(Point.SEND_BEFORE)
        self.called, self.wrote = self.clock.real(), not self.claim.ts
        answer = await self.slack.api_call(method, json=body)
        self.passing(Point.SEND_AFTER)
        return answer

    async def _turn(self) -> None:
        """All that leads here is done ahead of the destination's turn, so that none of its time is lost."""
        early = self.claim.not_before - self.clock.real() if self.claim.not_before else timedelta()
        if early > timedelta():
            await asyncio.sleep(early.total_seconds())

    async def _find(self, channel: str) -> str | None:
        """The `ts` of the message that carries our mark; empty when it is not there, None when there is too much."""
        marks = {self.claim.mark, self.claim.sought or self.claim.mark}
        oldest = (self.claim.created_at - LOOK_BACK).timestamp()
        asked = {"channel": channel, "oldest": f"{oldest:.6f}", "limit": PAGE_SIZE, "include_all_metadata": True}
        method = "conversations.history"
        if self.claim.thread_ts:
            method, asked = "conversations.replies", {**asked, "ts": self.claim.thread_ts}
        for _ in range(PAGES):
            answer = await self.slack.api_call(method, params=asked)
            for message in found_in(answer, "messages", list):
                if _mark_of(message) in marks:
                    return found_in(message, "ts", str)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return ""
            asked = {**asked, "cursor": cursor}
        return None
