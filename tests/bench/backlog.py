"""Ten thousand things that are due at once, and a million that are done with: rows made from one real loop's."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import distinct, func, insert, update
from sqlmodel import Session, SQLModel, col, select

from models.database import Database
from models.tables import Candidate, Interview, Loop, Member, Nudge, Outbox, Panelist, Post, Role, Todo
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company

PEOPLE = 500
PAGE = 1000
AN_HOUR = timedelta(hours=1)


async def owed(database: Database, count: int, before: int = 0) -> datetime:
    """So many scorecards are owed, by 500 people, in loops of one role. Returns a moment at which all are due.

    `before`: so many of them are due an hour before the others.
    """
    clock = FrozenClock()
    company = await Company.make(database, clock)
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await company.delivered()
    await database.perform(_people)
    await database.perform(_written_to)
    for first in range(1, count, PAGE):
        numbers = range(first, min(first + PAGE, count))
        await database.perform(lambda session, numbers=numbers: _loops(session, loop, numbers))  # type: ignore[misc]
    due = await database.perform(lambda session: _due_at(session, before))
    return due + timedelta(minutes=1)


def _people(session: Session) -> None:
    (ines,) = _rows(session, Member, Member.id == "UINES")
    session.execute(insert(Member), [ines | {"id": _member(n), "email": ""} for n in range(PEOPLE)])


def _written_to(session: Session) -> None:
    """Each has had a direct message before, and the day's digest comes in the evening: what is due is reminders."""
    (post, *_) = _rows(session, Post, col(Post.member_id) == "UINES")
    far = 100_000
    made = [{"id": far + n, "member_id": _member(n), "sent_channel": f"D{n}", "key": f"old:{n}"} for n in range(PEOPLE)]
    session.execute(insert(Post), [post | one for one in made])
    session.execute(update(Role).values(digest_time="18:00"))


def _member(number: int) -> str:
    return f"U{number % PEOPLE:05}"


def _loops(session: Session, loop: int, numbers: Sequence[int]) -> None:
    """The same loop again and again, each with another candidate and another interviewer."""
    (row,) = _rows(session, Loop, Loop.id == loop)
    (candidate,) = _rows(session, Candidate, Candidate.id == row["candidate_id"])
    (interview,) = _rows(session, Interview, Interview.loop_id == loop)
    (panelist,) = _rows(session, Panelist, Panelist.loop_id == loop)
    (todo,) = _rows(session, Todo, (Todo.loop_id == loop) & (Todo.kind == "scorecard"))
    far = 1000

    def again(table: type[SQLModel], made: Callable[[int], dict[str, Any]]) -> None:
        session.execute(insert(table), [made(n) for n in numbers])

    again(Candidate, lambda n: candidate | {"id": far + n, "email": f"{n}@example.com"})
    again(Loop, lambda n: row | {"id": far + n, "candidate_id": far + n})
    again(Interview, lambda n: interview | {"id": far + n, "loop_id": far + n})
    again(Panelist, lambda n: panelist | {"id": far + n, "loop_id": far + n, "member_id": _member(n)})
    key = todo["key"]
    again(Todo, lambda n: todo | {
        "id": far + n, "loop_id": far + n, "member_id": _member(n), "owed_by": _member(n),
        "key": key.replace("UINES", _member(n)),
    })  # fmt: skip


def _rows(session: Session, table: type[SQLModel], which: Any) -> list[dict[str, Any]]:
    of = SQLModel.metadata.tables[str(table.__tablename__)]
    return [dict(row) for row in session.connection().execute(of.select().where(which)).mappings()]


def _due_at(session: Session, before: int) -> datetime:
    todos = _rows(session, Todo, Todo.kind == "scorecard")
    due: datetime = todos[0]["next_nudge_at"]
    early = [todo["id"] for todo in todos[:before]]
    session.execute(update(Todo).where(col(Todo.id).in_(early)).values(next_nudge_at=due - AN_HOUR))
    return due


async def old(database: Database, count: int) -> None:
    """So many reminders that have long been sent, of to-dos that have long been closed."""
    for first in range(0, count, PAGE):
        numbers = range(first, min(first + PAGE, count))
        await database.perform(lambda session, numbers=numbers: _sent(session, numbers))  # type: ignore[misc]


def _sent(session: Session, numbers: Sequence[int]) -> None:
    (todo,) = _rows(session, Todo, (col(Todo.kind) == "scorecard") & col(Todo.closed_at).is_(None))
    at, far = todo["created_at"], 1_000_000
    ids = [far + n for n in numbers]
    closed = {"closed_at": at, "next_nudge_at": None, "nudged": 1, "loop_id": todo["loop_id"]}
    session.execute(insert(Todo), [todo | closed | {"id": id_, "key": f"old:{id_}"} for id_ in ids])
    post = {"kind": "nudge", "member_id": "UINES", "created_at": at, "ts": "1.0", "sent_channel": "D1"}
    session.execute(insert(Post), [post | {"id": id_, "key": f"old:{id_}"} for id_ in ids])
    row = {"destination": "UINES", "state": "sent", "mark": "", "created_at": at, "due_at": at, "done_at": at}
    session.execute(insert(Outbox), [row | {"id": id_, "post_id": id_} for id_ in ids])
    session.execute(insert(Nudge), [{"id": id_, "todo_id": id_, "post_id": id_, "n": 1, "at": at} for id_ in ids])


def reminded(session: Session) -> int:
    """How many to-dos have had a reminder."""
    return session.exec(select(func.count(distinct(col(Nudge.todo_id))))).one()


def arrived(session: Session) -> int:
    """How many to-dos have had a reminder that Slack has taken."""
    statement = select(func.count(distinct(col(Nudge.todo_id)))).join(Post, col(Post.id) == col(Nudge.post_id))
    return session.exec(statement.where(Post.ts != "")).one()


def unsaid(session: Session) -> int:
    """How many messages wait for a courier."""
    return session.exec(select(func.count()).select_from(Outbox).where(Outbox.state == "pending")).one()
