"""Named queries about debriefs: votes, and what was said of a stage on the way to its decision. All are ordered."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.among import among, dialect
from models.tables import Audit, Decision, History, Post, Vote


def votes_of(session: Session, loop: int, stage: str, round_: int) -> Sequence[Vote]:
    """The votes of one round, whoever gave them; those who have only begun to read included."""
    return session.exec(_votes_of(), params={"loop": loop, "stage": stage, "round": round_}).all()


@cache
def _votes_of() -> SelectOfScalar[Vote]:
    """Made once, as those below: every change asks them, and making one takes longer than asking it."""
    this = (Vote.loop_id == bindparam("loop"), Vote.stage == bindparam("stage"), Vote.round == bindparam("round"))
    return select(Vote).where(*this).order_by(col(Vote.id))


def votes_of_loops(session: Session, loops: Collection[int]) -> Sequence[Vote]:
    """The votes of all rounds of these loops."""
    return session.exec(_votes_of_loops(dialect(session)), params={"loops": list(loops)}).all()


@cache
def _votes_of_loops(dialect: str) -> SelectOfScalar[Vote]:
    return select(Vote).where(among(dialect, col(Vote.loop_id), "loops")).order_by(col(Vote.id))


def decisions_of_loop(session: Session, loop: int) -> Sequence[Decision]:
    """All decisions, oldest first; those that were taken back too."""
    return session.exec(select(Decision).where(Decision.loop_id == loop).order_by(col(Decision.id))).all()


def one_more_of_loops(session: Session, loops: Collection[int]) -> Sequence[Decision]:
    """The decisions of these loops to ask for one more interview, oldest first."""
    return session.exec(_one_more_of_loops(), params={"loops": list(loops)}).all()


@cache
def _one_more_of_loops() -> SelectOfScalar[Decision]:
    here = col(Decision.loop_id).in_(bindparam("loops", expanding=True))
    return select(Decision).where(here, Decision.outcome == "one_more").order_by(col(Decision.id))


def history_of_kinds(session: Session, loop: int, events: Collection[str]) -> Sequence[History]:
    """Entries of these kinds, oldest first."""
    statement = select(History).where(History.loop_id == loop, col(History.event).in_(events)).order_by(col(History.id))
    return session.exec(statement).all()


def edits_of_role(session: Session, role: int) -> Sequence[Audit]:
    """When a role was opened and edited, and what of it; oldest first."""
    statement = (
        select(Audit)
        .where(
            col(Audit.action).in_(("create_role", "edit_role")), Audit.record == "role", Audit.record_id == str(role)
        )
        .order_by(col(Audit.id))
    )
    return session.exec(statement).all()


def posts_keyed(session: Session, begins: str) -> Sequence[Post]:
    """Posts whose key begins so, oldest first."""
    return session.exec(_posts_keyed(), params={"begins": begins}).all()


@cache
def _posts_keyed() -> SelectOfScalar[Post]:
    return select(Post).where(col(Post.key).startswith(bindparam("begins"))).order_by(col(Post.id))
