"""Posts and the outbox: what the bot will say, written with the change that causes it."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TypedDict, Unpack

from sqlalchemy import Insert, text

from domain.read.messages import PostKind
from models import queries
from models.database import announce_commit
from models.tables import Outbox, Post
from models.upsert import insert_for
from services.work import Work


class About(TypedDict, total=False):
    """What a post is about, and where it goes."""

    loop: int | None
    ref: int | None
    subject: str
    channel: str
    member: str | None
    people: str
    parent: Post | None
    """Written already."""


def say(work: Work, key: str, kind: PostKind, *, at: datetime | None = None, **about: Unpack[About]) -> Post:
    """Write a post (or find it by its key) and ask for it to be brought up to date, not before `at`."""
    (said,) = say_all(work, [_post(work, key, kind, about)], at=at)
    return said


class Saying:
    """Gathers what one change says. `write` asks for all of it, in as many statements as for one message."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._wanted: list[Post] = []

    def say(self, key: str, kind: PostKind, **about: Unpack[About]) -> None:
        self._wanted.append(_post(self.work, key, kind, about))

    def refresh(self, posts: Iterable[Post]) -> None:
        self._wanted.extend(posts)

    def write(self) -> None:
        """In the order in which it was said."""
        said = list({post.key: post for post in self._wanted}.values())
        if said:
            say_all(self.work, said)
        self._wanted.clear()


def _post(work: Work, key: str, kind: PostKind, about: About) -> Post:
    parent = about.get("parent")
    return Post(
        key=key, kind=kind, loop_id=about.get("loop"), ref=about.get("ref"), subject=about.get("subject", ""),
        channel=about.get("channel", ""), member_id=about.get("member"), people=about.get("people", ""),
        parent_id=parent.id if parent else None, created_at=work.now,
    )  # fmt: skip


def say_all(work: Work, wanted: Sequence[Post], *, at: datetime | None = None) -> list[Post]:
    """The same for many, in as many statements as for one; those that are written already are brought up to date."""
    new = {post.key: post for post in wanted if post.id is None}
    there = queries.posts_by_key(work.session, list(new)) if new else {}
    work.session.add_all(post for key, post in new.items() if key not in there)
    work.session.flush()
    posts = [post if post.id else there.get(post.key, new[post.key]) for post in wanted]
    refresh(work, posts, at=at)
    return posts


def refresh(work: Work, posts: Sequence[Post], *, at: datetime | None = None) -> None:
    """Ask for these posts to be brought up to date. One that waits already is not asked for twice.

    The row that waits is locked: a courier that is about to take it waits for this change, and so cannot miss it.
    """
    if not posts:
        return
    rows = [
        {
            "post_id": post.parent_id if _within(post) else post.id,
            "destination": post.channel or post.member_id or post.people,
            "state": "pending",
            "mark": secrets.token_urlsafe(12),
            "correlation": work.correlation,
            "created_at": work.now,
            "due_at": at or work.now,
            "attempts": 0,
            "lease": "",
            "error": "",
        }
        for post in posts
    ]
    work.session.connection().execute(_wanted(work.session.get_bind().dialect.name), rows)
    announce_commit(work.session)


def _within(post: Post) -> bool:
    """Whether it has no message of its own, but a place in its parent's: then that one is brought up to date."""
    return post.kind == PostKind.BRIEFING and post.parent_id is not None


@cache
def _wanted(dialect: str) -> Insert:
    """Made once: every change executes it several times, and making it takes longer than executing it."""
    statement = insert_for(dialect, Outbox.__table__)  # type: ignore[attr-defined]  # SQLModel does not tell of it
    return statement.on_conflict_do_update(
        index_elements=["post_id"],
        index_where=text("state = 'pending'"),
        set_={"correlation": statement.excluded.correlation},
    )


def refresh_nudges(work: Work, todos: Collection[int]) -> None:
    """Reminders of these to-dos are shown as done."""
    if todos:
        refresh(work, queries.posts_of_todos(work.session, todos))


def refresh_message(work: Work, channel: str, ts: str) -> None:
    """Bring the message up to date that stands there, if it is one of ours."""
    found = queries.post_at(work.session, channel, ts)
    refresh(work, [found] if found else [])
