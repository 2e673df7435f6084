"""To-dos and the posts about them."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.among import among, dialect
from models.tables import Escalation, Interview, Nudge, Outbox, Post, Todo


def open_todos(session: Session, loop: int) -> Sequence[Todo]:
    """The loop's open to-dos, oldest first."""
    return session.exec(_open_todos(), params={"loop": loop}).all()


@cache
def _open_todos() -> SelectOfScalar[Todo]:
    """Made once, as those below: every change asks them, and making one takes longer than asking it."""
    return select(Todo).where(Todo.loop_id == bindparam("loop"), col(Todo.closed_at).is_(None)).order_by(col(Todo.id))


def open_todos_of_loops(session: Session, loops: Collection[int]) -> Sequence[Todo]:
    """Open to-dos of these loops, the longest waiting first."""
    return session.exec(_open_todos_of_loops(), params={"loops": list(loops)}).all()


@cache
def _open_todos_of_loops() -> SelectOfScalar[Todo]:
    loops: BindParameter[Sequence[int]] = bindparam("loops", expanding=True)
    return (
        select(Todo)
        .where(col(Todo.loop_id).in_(loops), col(Todo.closed_at).is_(None))
        .order_by(col(Todo.opens_at), col(Todo.id))
    )


def open_todos_of_member(session: Session, member: str) -> Sequence[Todo]:
    """What one member owes, most urgent first."""
    return session.exec(_open_todos_of_member(), params={"member": member}).all()


@cache
def _open_todos_of_member() -> SelectOfScalar[Todo]:
    these = select(Todo).where(Todo.member_id == bindparam("member"), col(Todo.closed_at).is_(None))
    return these.order_by(col(Todo.due_at), col(Todo.id))


def posts_of_loop(session: Session, loop: int, kinds: Collection[str]) -> Sequence[Post]:
    """Posts of these kinds about a loop, oldest first."""
    return session.exec(_posts_of_loop(), params={"loop": loop, "kinds": list(kinds)}).all()


@cache
def _posts_of_loop() -> SelectOfScalar[Post]:
    kinds: BindParameter[Sequence[str]] = bindparam("kinds", expanding=True)
    return select(Post).where(Post.loop_id == bindparam("loop"), col(Post.kind).in_(kinds)).order_by(col(Post.id))


def posts_of_rounds(
    session: Session, loop: int, kinds: Collection[str], rounds: Collection[tuple[str, int]]
) -> Sequence[Post]:
    """Posts of these kinds about a loop's interviews in these rounds (stage, number), oldest first."""
    found = session.execute(_posts_of_interviews(), {"loop": loop, "kinds": list(kinds)}).all()
    return [post for post, stage, number in found if (stage, number) in rounds]


@cache
def _posts_of_interviews() -> Any:
    kinds: BindParameter[Sequence[str]] = bindparam("kinds", expanding=True)
    return (
        select(Post, col(Interview.stage), col(Interview.round))
        .join(Interview, col(Interview.id) == col(Post.ref))
        .where(Post.loop_id == bindparam("loop"), col(Post.kind).in_(kinds))
        .order_by(col(Post.id))
    )


def posts_by_key(session: Session, keys: Collection[str]) -> dict[str, Post]:
    """Those that are there."""
    return {post.key: post for post in session.exec(_posts_by_key(dialect(session)), params={"keys": list(keys)}).all()}


@cache
def _posts_by_key(dialect: str) -> SelectOfScalar[Post]:
    return select(Post).where(among(dialect, col(Post.key), "keys"))


def posts_of_todos(session: Session, todos: Collection[int]) -> Sequence[Post]:
    """Messages that ask for any of these to-dos (reminders, one handed over, one gone up), newest first.

    What was never said, as it was not true when its turn came or was given up, is not among them: it would pass by the
    day's cap, and has been said anew by now. What may be there though nobody knows (`sought`) is.
    Whoever does it has the newest before their eyes, so that one changes first. A reminder to say
    what happened asks for the scorecard afterwards.
    """
    return session.exec(_posts_of_todos(), params={"todos": list(todos)}).all()


@cache
def _posts_of_todos() -> SelectOfScalar[Post]:
    """A union of what each index finds: with ORs between them PostgreSQL looks through all posts that ever were.

    Nor is it asked which rows were given up, but which were not: SQLite would look through all that ever were.
    """
    todos: BindParameter[Sequence[int]] = bindparam("todos", expanding=True)
    loops = select(Todo.loop_id).where(col(Todo.id).in_(todos))
    named = select(Post.id).where(Post.kind == "nudge", col(Post.ref).in_(todos), col(Post.loop_id).in_(loops))
    card, said = aliased(Todo), aliased(Todo)
    before = (
        select(said.id)
        .join(card, (col(card.loop_id) == said.loop_id) & (col(card.member_id) == said.member_id))
        .where(col(card.id).in_(todos), card.kind == "scorecard", said.kind == "what_happened")
    )
    carried, raised = (select(link.post_id).where(col(link.todo_id).in_(todos)) for link in (Nudge, Escalation))
    asked = select(Nudge.post_id).where(col(Nudge.todo_id).in_(before))
    these = col(Post.id).in_(union(carried, asked, raised, named))
    over = col(Outbox.state).in_(("dropped", "failed"))
    waits = select(Outbox.id).where(col(Outbox.post_id) == col(Post.id), ~over).correlate(Post)
    there = (col(Post.ts) != "") | (col(Post.sought) != "") | waits.exists()
    return select(Post).where(these, there).order_by(col(Post.id).desc())


def post_at(session: Session, channel: str, ts: str) -> Post | None:
    """The post that became this message. Unindexed: asked only after a click that came too late."""
    return session.exec(select(Post).where(Post.sent_channel == channel, Post.ts == ts)).first()
