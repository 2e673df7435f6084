"""The loops themselves: found, locked, read with what tells their story."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from models.tables import Candidate, Decision, History, Loop, Panelist, Role

Row = TypeVar("Row", Loop, Role)


def loop_for_update(session: Session, loop: int) -> Loop | None:
    """The loop, locked until the transaction ends: a guard that counts other rows is safe behind it.

    Read anew, also when this session has seen it before it was locked.
    """
    return session.exec(_locked(Loop), params={"id": loop}).one_or_none()


def role_for_update(session: Session, role: int) -> Role | None:
    """The role, locked: who adds a candidate or closes it waits here. Read anew, as `loop_for_update` does."""
    return session.exec(_locked(Role), params={"id": role}).one_or_none()


@cache
def _locked(table: type[Row]) -> SelectOfScalar[Row]:
    """Made once, as the one below: to build a statement costs as much as to run it, and these run at every click."""
    statement = select(table).where(table.id == bindparam("id"))
    return statement.with_for_update().execution_options(populate_existing=True)


def loop_with_role(session: Session, loop: int) -> tuple[Loop, Role, Candidate] | None:
    """A loop with its role and candidate, in one query."""
    return session.exec(_loop_with_role(), params={"loop": loop}).one_or_none()


@cache
def _loop_with_role() -> Select[Loop, Role, Candidate]:
    return (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Loop.id == bindparam("loop"))
    )


def loops_of_roles(session: Session, roles: Collection[int], *, open_only: bool) -> Sequence[tuple[Loop, Candidate]]:
    """The loops of these roles with their candidates, oldest in their stage first."""
    statement = (
        select(Loop, Candidate)
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(col(Loop.role_id).in_(roles))
        .order_by(col(Loop.stage_since), col(Loop.id))
    )
    if open_only:
        statement = statement.where(col(Loop.status).in_(("active", "on_hold")))
    return session.exec(statement).all()


def loops_by_ids(session: Session, loops: Collection[int]) -> Sequence[tuple[Loop, Role, Candidate]]:
    """These loops with role and candidate, by id."""
    found = session.execute(_loops_by_ids(), {"loops": list(loops)}).all()
    return [(loop, role, candidate) for loop, role, candidate in found]


@cache
def _loops_by_ids() -> Any:
    return (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(col(Loop.id).in_(bindparam("loops", expanding=True)))
        .order_by(col(Loop.id))
    )


def loops_by_name(session: Session, workspace: str) -> Sequence[tuple[Loop, Role, Candidate]]:
    """All loops of the workspace, open ones first, then by the candidate's name.

    Names are matched by the caller: databases differ in what they think is the same letter.
    """
    statement = (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Role.workspace_id == workspace)
        .order_by(col(Loop.closed_at).is_not(None), Candidate.name, col(Loop.id))
    )
    return session.exec(statement).all()


def loops_with_panelist(session: Session, member: str) -> frozenset[int]:
    """Loops on one of whose panels this member sits."""
    statement = select(Panelist.loop_id).where(Panelist.member_id == member, col(Panelist.removed_at).is_(None))
    return frozenset(session.exec(statement).all())


def loops_of_candidate_member(session: Session, member: str) -> frozenset[int]:
    """Loops in which this member is the candidate."""
    statement = (
        select(Loop.id)
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Candidate.member_id == member)
    )
    return frozenset(id_ for id_ in session.exec(statement).all() if id_ is not None)


def roles(session: Session, workspace: str, *, open_only: bool) -> Sequence[Role]:
    """All roles of the workspace, by title."""
    statement = select(Role).where(Role.workspace_id == workspace).order_by(col(Role.title), col(Role.id))
    if open_only:
        statement = statement.where(Role.status == "open")
    return session.exec(statement).all()


def history_of(session: Session, loop: int, limit: int, offset: int = 0) -> Sequence[History]:
    """`limit` entries, newest first, without the `offset` newest of all."""
    statement = select(History).where(History.loop_id == loop).order_by(col(History.id).desc())
    statement = statement.limit(limit).offset(offset)
    return session.exec(statement).all()


def told(session: Session, loop: int) -> frozenset[str]:
    """The keys of what somebody said that the candidate has heard."""
    statement = select(History.facts).where(History.loop_id == loop, History.event == "Told")
    return frozenset(str(facts["key"]) for facts in session.exec(statement).all())


def last_advance(session: Session, loop: int, stage: str) -> History | None:
    """How the loop last went on from `stage`."""
    statement = (
        select(History)
        .where(History.loop_id == loop, History.event == "Advanced", History.from_stage == stage)
        .order_by(col(History.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def decisions_of(session: Session, loop: int) -> Sequence[Decision]:
    """Decisions that stand, oldest first."""
    statement = (
        select(Decision)
        .where(Decision.loop_id == loop, col(Decision.reopened_at).is_(None))
        .order_by(col(Decision.decided_at), col(Decision.id))
    )
    return session.exec(statement).all()
