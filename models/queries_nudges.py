"""Named queries of reminders: who is to be reminded of what, and what each has heard of it. All are ordered.

Where several copies share the work, rows that another one holds are passed over: it deals with them. Those that the
planner asks for some people at a time are made once: to make one takes as long as to run it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    func,
    or_,
    update,
)
from sqlalchemy import select as sa_select
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar
from sqlmodel.sql.sqltypes import UTCDateTime

from models.among import among, dialect
from models.tables import History, Member, Nudge, Post, Todo


def _due(now: Any) -> ColumnElement[bool]:
    return and_(
        col(Todo.closed_at).is_(None),
        col(Todo.next_nudge_at) <= now,
        or_(col(Todo.snoozed_until).is_(None), col(Todo.snoozed_until) <= now),
    )


def due_by_member(session: Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Who has to-dos whose reminder is due, and how many; the longest waiting first."""
    member = col(Todo.member_id)
    statement = (
        select(member, func.count())
        .where(_due(now))
        .group_by(member)
        .order_by(func.min(col(Todo.next_nudge_at)), member)
    )
    return session.exec(statement).all()


def lock_members(session: Session, members: Collection[str], *, wait: bool = False) -> Sequence[str]:
    """These members, locked, by id.

    Copies of the bot that plan at the same time take different people, so that nobody's reminders are spread over two
    messages. Who has to have these people waits (`wait`) for whoever else counts what they have heard today.
    """
    return session.exec(_lock_members(dialect(session), wait=wait), params={"members": list(members)}).all()


@cache
def _lock_members(dialect: str, *, wait: bool) -> SelectOfScalar[str]:
    return (
        select(Member.id)
        .where(among(dialect, col(Member.id), "members"))
        .order_by(col(Member.id))
        .with_for_update(skip_locked=not wait, key_share=True)
    )


def claim_due(session: Session, now: datetime, members: Collection[str]) -> Sequence[Todo]:
    """The due to-dos of these members, locked, most urgent first."""
    return session.exec(_claim_due(dialect(session)), params={"now": now, "members": list(members)}).all()


@cache
def _claim_due(dialect: str) -> SelectOfScalar[Todo]:
    return (
        select(Todo)
        .where(_due(bindparam("now")), among(dialect, col(Todo.member_id), "members"))
        .order_by(col(Todo.member_id), col(Todo.due_at), col(Todo.id))
        .with_for_update(skip_locked=True)
    )


def look_again(session: Session, todos: Collection[int], at: datetime, *, reminded: bool) -> None:
    """Put down when these to-dos are looked at next, and that there is one more reminder of them."""
    params = {"todos": list(todos), "at": at, "more": int(reminded)}
    session.execute(_look_again(dialect(session)), params, execution_options={"synchronize_session": False})


@cache
def _look_again(dialect: str) -> Update:
    at, more = bindparam("at", type_=UTCDateTime()), bindparam("more", type_=Integer)
    which = among(dialect, col(Todo.id), "todos")
    return update(Todo).where(which).values(next_nudge_at=at, nudged=Todo.nudged + more)


def claim_open_todos(session: Session, loop: int, members: Collection[str], now: datetime) -> Sequence[Todo]:
    """What these members owe this loop now, locked, most urgent first."""
    statement = (
        select(Todo)
        .where(
            Todo.loop_id == loop,
            col(Todo.member_id).in_(members),
            col(Todo.closed_at).is_(None),
            col(Todo.opens_at) <= now,
        )
        .order_by(col(Todo.member_id), col(Todo.due_at), col(Todo.id))
        .with_for_update()
    )
    return session.exec(statement).all()


def nudges_so_far(session: Session, todos: Collection[int]) -> dict[int, tuple[int, datetime]]:
    """How often each of these to-dos was remembered in all, and when last; those that never were are left out.

    A to-do counts anew for whoever takes it over; its reminders are numbered on.
    """
    found = session.execute(_nudges_so_far(dialect(session)), {"todos": list(todos)})
    return {id_: (n, at) for id_, n, at in found.all()}


@cache
def _nudges_so_far(dialect: str) -> Select[int, int, datetime]:
    todo = col(Nudge.todo_id)
    which = among(dialect, todo, "todos")
    return sa_select(todo, func.max(Nudge.n), func.max(Nudge.at)).where(which).group_by(todo)


About = tuple[Todo, str, bool]
"""A to-do that a reminder is about, who asked for this reminder of it or handed it over (empty for nobody), and whether
it was the latter."""


def about(session: Session, posts: Collection[Post]) -> dict[int, list[About]]:
    """By reminder, the to-dos that it carries (or the one that it hands over), most urgent first.

    The to-dos are rows that belong to no session, to be read only. Two queries at most, however many reminders.

    Handing over had a message of its own for each, and asking one for all, before each to-do was marked.
    """
    session.flush()
    subjects = {post.id or 0: post.subject for post in posts}
    found: dict[int, dict[int, About]] = {post: {} for post in subjects}
    handed = [post for post in posts if post.ref is not None]
    refs = {"todos": [post.ref for post in handed]}
    named = {todo.id: cast("Todo", todo) for todo in session.execute(_named(dialect(session)), refs)} if handed else {}
    for post in handed:
        if (todo := named.get(post.ref)) is not None:
            found[post.id or 0][post.ref or 0] = (todo, post.subject, True)
    for row in session.execute(_carried(dialect(session)), {"posts": list(subjects)}):
        found[row.post][row.id] = (cast("Todo", row), row.by or subjects[row.post], row.handed)
    return {post: sorted(them.values(), key=_by_urgency) for post, them in found.items()}


def _by_urgency(one: About) -> tuple[datetime, int]:
    return one[0].due_at, one[0].id or 0


@cache
def _carried(dialect: str) -> Select[Any]:
    """The tables' columns rather than the classes: what is read of a hundred to-dos belongs to no session."""
    nudge, todo = (SQLModel.metadata.tables[name].c for name in ("nudge", "todo"))
    return (
        sa_select(nudge.post_id.label("post"), nudge.by, nudge.handed, *_said_of(todo))
        .join_from(nudge.id.table, todo.id.table, todo.id == nudge.todo_id)
        .where(among(dialect, nudge.post_id, "posts"))
        .order_by(nudge.post_id, nudge.n)
    )


@cache
def _named(dialect: str) -> Select[Any]:
    todo = SQLModel.metadata.tables["todo"].c
    return sa_select(*_said_of(todo)).where(among(dialect, todo.id, "todos")).order_by(todo.id)


def _said_of(columns: Iterable[Any]) -> list[Any]:
    """All but what the planner alone asks: when it looks at a to-do again."""
    return [column for column in columns if column.name not in ("next_nudge_at", "escalates_at", "escalations")]


def moments_of(
    session: Session, loops: Collection[int], events: Collection[str]
) -> dict[tuple[int, datetime | None], list[str]]:
    """When which of these events happened to which of these loops: the names by loop and moment."""
    history = (col(History.loop_id), col(History.at), col(History.event))
    wanted = (col(History.loop_id).in_(loops), col(History.event).in_(events))
    found: dict[tuple[int, datetime | None], list[str]] = {}
    for loop, at, event in session.exec(select(*history).where(*wanted).order_by(col(History.id))).all():
        found.setdefault((loop, at), []).append(event)
    return found
