"""One message on its way: opened, looked for, said or changed. What goes wrong comes back as an outcome."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from domain.read.messages import EscalationPost, NudgePost, Outgoing
from models.points import Passing, Point
from scheduling.direct import DirectChannels
from scheduling.humane import Humane
from scheduling.slack import Jitter, Slack, judge
from services.delivery import LEASE
from services.outcomes import UNKNOWN, Again, Claim, Dropped, Failed, InDoubt, Later, Outcome, Sent

SEND_SECONDS = LEASE.total_seconds() / 2 - 5
"""A send gives up well before its lease runs out."""

EVENT_TYPE = "loopkeeper"

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""The message was deleted, or may not be changed any more: whoever did that meant it."""

LOOK_BACK = timedelta(minutes=5)
PAGES = 5
PAGE_SIZE = 200


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
    passing: Passing
    claim: Claim
    wrote: bool = False
    """Whether a new message has been asked for: then it may be there, whatever came back."""

    async def send(self, model: Outgoing) -> Outcome:
        """Never takes longer than half a lease."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._send(model)
        except (SlackApiError, ClientError, OSError) as error:
            outcome = judge(error, self.claim.attempts, self.jitter, writes=self.wrote)
        if isinstance(outcome, Failed) and self.claim.ts and outcome.error in GONE:
            return Dropped(outcome.error)
        return outcome

    async def _send(self, model: Outgoing) -> Outcome:
        claim = self.claim
        if isinstance(model, NudgePost | EscalationPost) and not claim.ts and not claim.doubtful:
            wait = await self.humane.not_before(model.person)
            if wait is not None:
                return Later(wait)
        channel = claim.channel or await self.direct.of(claim.member or "")
        ts = claim.ts
        if claim.doubtful:
            try:
                ts = await self._find(channel)
            except SlackApiError as error:
                outcome = judge(error, claim.attempts, self.jitter, writes=False)
                return InDoubt(f"{UNKNOWN}: {outcome.error}") if isinstance(outcome, Failed) else outcome
        message = self.render(model)
        body = {"channel": channel, "text": message.text, "blocks": message.blocks}
        if ts:
            await self._write("chat.update", {**body, "ts": ts})
            return Sent(channel, ts)
        return await self._post(body)

    async def _post(self, body: dict[str, Any]) -> Outcome:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"mark": self.claim.mark}}
        body |= {"metadata": metadata, "unfurl_links": False, "unfurl_media": False}
        if self.claim.thread_ts:
            body["thread_ts"] = self.claim.thread_ts
        self.wrote = True
        answer = await self._write("chat.postMessage", body)
        channel, ts = answer.get("channel"), answer.get("ts")
        if not channel or not ts:
            return Again("no_ts_in_answer", timedelta(), unknown=True)
        return Sent(str(channel), str(ts))

    async def _write(self, method: str, body: dict[str, Any]) -> Any:
        self.passing(Point.SEND_BEFORE)
        answer = await self.slack.api_call(method, json=body)
        self.passing(Point.SEND_AFTER)
        return answer

    async def _find(self, channel: str) -> str:
        """The `ts` of the message that carries our mark; empty when it is not there."""
        oldest = (self.claim.created_at - LOOK_BACK).timestamp()
        asked = {"channel": channel, "oldest": f"{oldest:.6f}", "limit": PAGE_SIZE, "include_all_metadata": True}
        method = "conversations.history"
        if self.claim.thread_ts:
            method, asked = "conversations.replies", {**asked, "ts": self.claim.thread_ts}
        for _ in range(PAGES):
            answer = await self.slack.api_call(method, params=asked)
            for message in answer.get("messages") or ():
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("mark") == self.claim.mark:
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            asked = {**asked, "cursor": cursor}
        return ""
