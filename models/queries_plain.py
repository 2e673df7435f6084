"""Named queries of what the rules ask of many loops at once, as rows that belong to no session. All are ordered.

They have the columns of a table by name, are read and never changed, and cost a fraction of the session's own.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, select
from sqlmodel import Session, SQLModel, col

from models.among import among, dialect
from models.tables import Candidate, Interview, Loop, Panelist, Role, Todo


def loops(session: Session, ids: Collection[int]) -> Sequence[Loop]:
    """These loops, by id."""
    return cast("Sequence[Loop]", _read(session, _loops, ids))


def heads(session: Session, ids: Collection[int]) -> Sequence[Loop]:
    """Where these loops are and whose they are, by id: what a line about each of a hundred needs, and no more."""
    return cast("Sequence[Loop]", _read(session, _heads, ids))


def roles(session: Session, ids: Collection[int]) -> Sequence[Role]:
    """The roles of these loops, by id; each once, and the session's own."""
    return session.scalars(_roles(dialect(session)), {"loops": list(ids)}).all()


def candidates(session: Session, ids: Collection[int]) -> Sequence[Candidate]:
    """The candidates of these loops, by id: their names, and who of them are colleagues."""
    return cast("Sequence[Candidate]", _read(session, _candidates, ids))


def insiders(session: Session, ids: Collection[int]) -> Sequence[Candidate]:
    """The candidates of these loops who are colleagues, by id; each once, and the session's own."""
    return session.scalars(_insiders(dialect(session)), {"loops": list(ids)}).all()


def seats(session: Session, ids: Collection[int]) -> Sequence[Panelist]:
    """The seats of these loops that were not removed, in the panels' order."""
    return cast("Sequence[Panelist]", _read(session, _seats, ids))


def meetings(session: Session, ids: Collection[int]) -> Sequence[Interview]:
    """The interviews of these loops that were not cancelled, by loop."""
    return cast("Sequence[Interview]", _read(session, _meetings, ids))


def ended_todos(session: Session, ids: Collection[int]) -> Sequence[Todo]:
    """Open to-dos of these loops of which nobody is reminded any more, by id."""
    return cast("Sequence[Todo]", _read(session, _ended_todos, ids))


def _read(session: Session, made: Callable[[str], Select[Any]], ids: Collection[int]) -> Sequence[Any]:
    return session.execute(made(dialect(session)), {"loops": list(ids)}).all()


def _columns(
    table: type[SQLModel], *, only: Collection[str] | None = None, but: Collection[str] = frozenset()
) -> Select[Any]:
    columns = SQLModel.metadata.tables[str(table.__tablename__)].columns
    return select(*(one for one in columns if (only is None or one.name in only) and one.name not in but))


# Each is made once: to make one takes as long as to execute it.


PLACE = frozenset({
    "id", "role_id", "candidate_id", "playbook_hash", "status", "came_from", "stage", "step", "round", "version",
})  # fmt: skip
"""Where a loop is, whose it is, and whether its row can be read."""

UNASKED = frozenset({
    "added_skills", "source", "resume_url", "note", "challenge_link", "submission_link", "close_reason", "hold_reason",
    "opened_at", "changed_at",
})  # fmt: skip
"""Columns of loops that no rule asks for: pages of text, and a list that would be parsed for nothing."""


@cache
def _loops(dialect: str) -> Select[Any]:
    return _columns(Loop, but=UNASKED).where(among(dialect, col(Loop.id), "loops")).order_by(col(Loop.id))


@cache
def _heads(dialect: str) -> Select[Any]:
    return _columns(Loop, only=PLACE).where(among(dialect, col(Loop.id), "loops")).order_by(col(Loop.id))


@cache
def _roles(dialect: str) -> Select[Any]:
    theirs = select(col(Loop.role_id)).where(among(dialect, col(Loop.id), "loops"))
    return select(Role).where(col(Role.id).in_(theirs)).order_by(col(Role.id))


@cache
def _candidates(dialect: str) -> Select[Any]:
    theirs = select(col(Loop.candidate_id)).where(among(dialect, col(Loop.id), "loops"))
    return (
        _columns(Candidate, only={"id", "name", "member_id"})
        .where(col(Candidate.id).in_(theirs))
        .order_by(col(Candidate.id))
    )


@cache
def _insiders(dialect: str) -> Select[Any]:
    theirs = select(col(Loop.candidate_id)).where(among(dialect, col(Loop.id), "loops"))
    inside = col(Candidate.member_id).is_not(None)
    return select(Candidate).where(col(Candidate.id).in_(theirs), inside).order_by(col(Candidate.id))


@cache
def _seats(dialect: str) -> Select[Any]:
    return (
        _columns(Panelist)
        .where(among(dialect, col(Panelist.loop_id), "loops"), col(Panelist.removed_at).is_(None))
        .order_by(col(Panelist.loop_id), col(Panelist.position), col(Panelist.id))
    )


@cache
def _meetings(dialect: str) -> Select[Any]:
    return (
        _columns(Interview)
        .where(among(dialect, col(Interview.loop_id), "loops"), col(Interview.cancelled_at).is_(None))
        .order_by(col(Interview.loop_id), col(Interview.id))
    )


@cache
def _ended_todos(dialect: str) -> Select[Any]:
    return (
        _columns(Todo)
        .where(
            among(dialect, col(Todo.loop_id), "loops"), col(Todo.closed_at).is_(None), col(Todo.ended_at).is_not(None)
        )
        .order_by(col(Todo.id))
    )
