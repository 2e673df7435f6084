"""Named queries about what is said of a role that was closed. All are ordered."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.tables import History, Post

KIND = "role_closed"


def told(session: Session, role: int) -> Sequence[Post]:
    """What people were told of the closing of this role, oldest first."""
    return session.exec(select(Post).where(Post.kind == KIND, Post.ref == role).order_by(col(Post.id))).all()


def entries(session: Session, ids: Collection[int]) -> Sequence[History]:
    """These entries of history, in the order in which they were written."""
    return session.exec(select(History).where(col(History.id).in_(ids)).order_by(col(History.id))).all()
