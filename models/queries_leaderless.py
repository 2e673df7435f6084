"""Named queries of open roles that nobody leads any more. All are ordered."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from models.tables import Loop, Member, Post, Role

KIND = "leaderless"
GONE = "deactivated"


def roles(session: Session, led_by: Collection[str]) -> Sequence[Role]:
    """Open roles that these lead, and whose recruiter and hiring manager have both left."""
    recruiter, manager = aliased(Member), aliased(Member)
    statement = (
        select(Role)
        .join(recruiter, col(recruiter.id) == col(Role.recruiter))
        .join(manager, col(manager.id) == col(Role.hiring_manager))
        .where(Role.status == "open", col(recruiter.kind) == GONE, col(manager.kind) == GONE)
        .where(or_(col(Role.recruiter).in_(led_by), col(Role.hiring_manager).in_(led_by)))
        .order_by(col(Role.id))
    )
    return session.exec(statement).all()


def roles_without_a_lead(session: Session) -> Sequence[Role]:
    """Open roles whose recruiter or hiring manager has left."""
    gone = select(Member.id).where(Member.kind == GONE)
    either = or_(col(Role.recruiter).in_(gone), col(Role.hiring_manager).in_(gone))
    return session.exec(select(Role).where(Role.status == "open", either).order_by(col(Role.id))).all()


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
