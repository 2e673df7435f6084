"""Named queries about debriefs: votes, and what was said of a stage on the way to its decision. All are ordered."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.tables import Decision, History, Post, Vote


def votes_of(session: Session, loop: int, stage: str, round_: int) -> Sequence[Vote]:
    """The votes of one round, whoever gave them; those who have only begun to read included."""
    statement = (
        select(Vote).where(Vote.loop_id == loop, Vote.stage == stage, Vote.round == round_).order_by(col(Vote.id))
    )
    return session.exec(statement).all()


def votes_of_loops(session: Session, loops: Collection[int]) -> Sequence[Vote]:
    """The votes of all rounds of these loops."""
    return session.exec(select(Vote).where(col(Vote.loop_id).in_(loops)).order_by(col(Vote.id))).all()


def decisions_of_loop(session: Session, loop: int) -> Sequence[Decision]:
    """All decisions, oldest first; those that were taken back too."""
    return session.exec(select(Decision).where(Decision.loop_id == loop).order_by(col(Decision.id))).all()


def history_of_kinds(session: Session, loop: int, events: Collection[str]) -> Sequence[History]:
    """Entries of these kinds, oldest first."""
    statement = select(History).where(History.loop_id == loop, col(History.event).in_(events)).order_by(col(History.id))
    return session.exec(statement).all()


def posts_keyed(session: Session, begins: str) -> Sequence[Post]:
    """Posts whose key begins so, oldest first."""
    return session.exec(select(Post).where(col(Post.key).startswith(begins)).order_by(col(Post.id))).all()
