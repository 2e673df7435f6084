"""Named queries of open roles that have lost who leads them. All are ordered."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.tables import Candidate, Loop, Member, Post, Role

KIND = "leaderless"
GONE = "deactivated"
OPEN = ("active", "on_hold")


def roles(session: Session, led_by: Collection[str]) -> Sequence[Role]:
    """Roles that these should lead, and that nobody does."""
    theirs = or_(col(Role.recruiter).in_(led_by), col(Role.hiring_manager).in_(led_by))
    return session.exec(_led_by_nobody().where(theirs).order_by(col(Role.id))).all()


def nobody_leads(session: Session, role: int) -> bool:
    return session.exec(_led_by_nobody().where(Role.id == role)).first() is not None


def _led_by_nobody() -> SelectOfScalar[Role]:
    """Open roles whose recruiter and hiring manager have both left, or one has and an open loop is the other's own."""
    recruiter, manager = aliased(Member), aliased(Member)
    left, either = col(recruiter.kind) == GONE, col(manager.kind) == GONE
    own = select(Loop.id).join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
    own = own.where(Loop.role_id == Role.id, col(Loop.status).in_(OPEN))
    of_recruiter, of_manager = (
        own.where(Candidate.member_id == lead).exists() for lead in (Role.recruiter, Role.hiring_manager)
    )
    return (
        select(Role)
        .join(recruiter, col(recruiter.id) == col(Role.recruiter))
        .join(manager, col(manager.id) == col(Role.hiring_manager))
        .where(Role.status == "open", or_(left & either, left & of_manager, either & of_recruiter))
    )


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
    found = select(Loop.id).where(Loop.role_id == role, col(Loop.status).in_(OPEN))
    return len(session.exec(found).all())
