"""Named queries about what is said of a role that was closed. All are ordered."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.tables import History, Post

KIND = "role_closed"


def told(session: Session, role: int) -> Sequence[Post]:
    """What people were told of the closing of this role, oldest first."""
    return session.exec(select(Post).where(Post.kind == KIND, Post.ref == role).order_by(col(Post.id))).all()


def entries(session: Session, post: Post) -> Sequence[History]:
    """How the loops ended that this post tells of, in the order in which that was written."""
    return session.exec(
        select(History).where(col(History.id).in_(ids_of_entries(post))).order_by(col(History.id))
    ).all()


def ids_of_entries(post: Post) -> list[int]:
    """Its subject names them."""
    return [int(entry) for entry in post.subject.split(",")]
