"""Messages of the weeks before: said in the sandbox at their own times, so that nothing old arrives once people look.

What has been overtaken was never interesting again, and is written off; what still stands is there, with its buttons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select

from bot.demo.company import CHAT, LISBON, PEOPLE, START, TEAM
from bot.demo.story import local, moment
from domain.read.messages import Outgoing, PostKind
from models.database import Database
from models.tables import Outbox, Post
from sandbox import Sandbox
from scheduling.clock import MovableClock
from scheduling.sending import EVENT_TYPE
from services import outgoing
from services.work import Work
from views.messages import render

BEFORE_ALL = moment(local("29 Jun 08:00"), LISBON)
"""Before anything was said. Time stamps never go back: whoever opens the page while the weeks before are being said
must find the clock there, or all that was said would bear the time of that visit."""

READ_UNTIL = moment(local("17 Jul 18:00"), LISBON)
"""Everybody has read what was said before the weekend."""

NEWS_SINCE = moment(local("16 Jul 17:00"), LISBON)
"""Older notices concern nobody any more, and what older briefings were of is over."""


class Message(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def blocks(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A post that is to be said. `place`: the channel, or empty for the conversation with `people`, commas between."""

    post: int
    rows: tuple[int, ...]
    at: datetime
    place: str
    people: str
    parent: int | None
    mark: str
    message: Message | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Into a sandbox that paces nobody and tells the app nothing, and with a clock that nobody else looks at yet."""

    database: Database
    sandbox: Sandbox
    clock: MovableClock
    client: AsyncWebClient

    async def deliver(self) -> None:
        letters = await self.database.read(lambda session: _letters(Work(session, START, workspace=TEAM)))
        sent: dict[int, tuple[str, str]] = {}
        chat = [(moment(local(said.at), LISBON), said) for said in CHAT]
        for letter in letters:
            while chat and chat[0][0] <= letter.at:
                await self._talk(*chat.pop(0))
            if letter.message is not None:
                self.clock.set_to(letter.at)
                sent[letter.post] = await self._send(letter, sent)
        self.sandbox.set_clock(START)
        await self.database.perform(lambda session: _written(Work(session, START), letters, sent))
        await self._read()

    async def _send(self, letter: Letter, sent: dict[int, tuple[str, str]]) -> tuple[str, str]:
        """Say it; where it is, and its `ts`."""
        message, channel, thread = letter.message, letter.place, None
        if letter.parent is not None:
            channel, thread = sent[letter.parent]
        elif not channel:
            channel = (await self.client.conversations_open(users=letter.people))["channel"]["id"]
        answer = await self.client.chat_postMessage(
            channel=channel,
            text=message.text if message else "",
            blocks=message.blocks if message else None,
            thread_ts=thread,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"mark": letter.mark}},
        )
        return str(answer["channel"]), str(answer["ts"])

    async def _talk(self, at: datetime, said: Any) -> None:
        """What people wrote to each other."""
        self.clock.set_to(at)
        answer = await self.sandbox.act(said.by, "message", channel=said.channel, text=said.text)
        for who, text in said.replies:
            await self.sandbox.act(who, "message", channel=said.channel, text=text, thread_ts=answer["ts"])

    async def _read(self) -> None:
        for room in self.sandbox.core.workspace.rooms.values():
            seen = [ts for ts in room.messages if float(ts) <= READ_UNTIL.timestamp()]
            for person in PEOPLE:
                if seen and person.id in room.members:
                    await self.sandbox.act(person.id, "read", channel=room.id, ts=seen[-1])


def _letters(work: Work) -> list[Letter]:
    """All that has arrived by now, in the order in which it did; what waits for its time yet is left to the bot."""
    due = (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(col(Outbox.due_at) <= work.now)
        .order_by(col(Post.id), col(Outbox.id))
    )
    posts: dict[int, tuple[Post, list[Outbox]]] = {}
    for row, post in work.session.exec(due).all():
        posts.setdefault(post.id or 0, (post, []))[1].append(row)
    letters = [_letter(work, post, rows) for post, rows in posts.values()]
    return sorted(letters, key=lambda letter: (letter.at, letter.post))


def _letter(work: Work, post: Post, rows: Sequence[Outbox]) -> Letter:
    model = _as_it_stands(work, post, rows[-1].due_at)
    return Letter(
        post=post.id or 0,
        rows=tuple(row.id or 0 for row in rows),
        at=rows[0].due_at,
        place=post.channel,
        people=post.member_id or post.people,
        parent=post.parent_id,
        mark=rows[-1].mark,
        message=render(model) if model is not None else None,
    )


def _as_it_stands(work: Work, post: Post, changed: datetime) -> Outgoing | None:
    """None where it would not be said any more. A reminder speaks of the time when it was last brought up to date."""
    if post.kind in (PostKind.NOTICE, PostKind.BRIEFING) and post.created_at < NEWS_SINCE:
        return None
    arrived = post.ts
    set_committed_value(post, "ts", "")
    model = outgoing.load(work, post.id or 0)
    set_committed_value(post, "ts", arrived)
    if model is None or post.kind not in (PostKind.NUDGE, PostKind.ESCALATION):
        return model
    return outgoing.load(replace(work, now=changed), post.id or 0)


def _written(work: Work, letters: Sequence[Letter], sent: dict[int, tuple[str, str]]) -> None:
    """As the courier leaves it."""
    for letter in letters:
        post = work.session.get_one(Post, letter.post)
        post.sent_channel, post.ts = sent.get(letter.post, ("", ""))
        work.session.add(post)
        for row in (work.session.get_one(Outbox, each) for each in letter.rows):
            row.state, row.done_at = ("sent" if letter.post in sent else "dropped"), row.due_at
            work.session.add(row)
