"""Named queries of open roles that nobody leads any more. All are ordered."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from models.tables import Loop, Member, Post, Role

KIND = "leaderless"
GONE = "deactivated"


def roles(session: Session, led_by: Collection[str] | None = None) -> Sequence[Role]:
    """Open roles whose recruiter and hiring manager have both left; all of them, or those that these led."""
    recruiter, manager = aliased(Member), aliased(Member)
    statement = (
        select(Role)
        .join(recruiter, col(recruiter.id) == col(Role.recruiter))
        .join(manager, col(manager.id) == col(Role.hiring_manager))
        .where(Role.status == "open", col(recruiter.kind) == GONE, col(manager.kind) == GONE)
        .order_by(col(Role.id))
    )
    if led_by is not None:
        statement = statement.where(or_(col(Role.recruiter).in_(led_by), col(Role.hiring_manager).in_(led_by)))
    return session.exec(statement).all()


def told(session: Session, role: int) -> Sequence[Post]:
    """What admins were told of this role, oldest first."""
    return session.exec(select(Post).where(Post.kind == KIND, Post.ref == role).order_by(col(Post.id))).all()


def told_of_those_led(session: Session, by: Collection[str]) -> Sequence[Post]:
    """What admins were told of roles that these lead."""
    led = select(Role.id).where(or_(col(Role.recruiter).in_(by), col(Role.hiring_manager).in_(by)))
    return session.exec(select(Post).where(Post.kind == KIND, col(Post.ref).in_(led)).order_by(col(Post.id))).all()


def loops_waiting(session: Session, role: int) -> int:
    """How many of its loops are open."""
    found = select(Loop.id).where(Loop.role_id == role, col(Loop.status).in_(("active", "on_hold")))
    return len(session.exec(found).all())
