"""Posts and the outbox: what the bot will say, written with the change that causes it."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Insert, text

from domain.read.messages import PostKind
from models import queries
from models.database import announce_commit
from models.tables import Outbox, Post
from models.upsert import insert_for
from services.work import Work


def say(
    work: Work,
    key: str,
    kind: PostKind,
    *,
    loop: int | None = None,
    ref: int | None = None,
    subject: str = "",
    channel: str = "",
    member: str | None = None,
    people: str = "",
    parent: Post | None = None,
    at: datetime | None = None,
) -> Post:
    """Write a post (or find it by its key) and ask for it to be brought up to date, not before `at`."""
    post = Post(
        key=key, kind=kind, loop_id=loop, ref=ref, subject=subject, channel=channel, member_id=member, people=people,
        parent_id=parent.id if parent else None, created_at=work.now,
    )  # fmt: skip
    (said,) = say_all(work, [post], at=at)
    return said


def say_all(work: Work, wanted: Sequence[Post], *, at: datetime | None = None) -> list[Post]:
    """The same for many, none of which has been added to the session; in as many statements as for one."""
    there = queries.posts_by_key(work.session, [post.key for post in wanted])
    work.session.add_all(post for post in wanted if post.key not in there)
    work.session.flush()
    posts = [there.get(post.key, post) for post in wanted]
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
            "post_id": post.id,
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


def refresh_kinds(work: Work, loop: int, kinds: Collection[PostKind]) -> None:
    """Bring all posts of these kinds about a loop up to date."""
    refresh(work, queries.posts_of_loop(work.session, loop, [str(kind) for kind in kinds]))


def refresh_message(work: Work, channel: str, ts: str) -> None:
    """Bring the message up to date that stands there, if it is one of ours."""
    found = queries.post_at(work.session, channel, ts)
    refresh(work, [found] if found else [])
