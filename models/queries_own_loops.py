"""Named queries about a candidate's own loops, for when the candidate is found to be a colleague. All are ordered."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, and_, col, or_, select

from models.tables import Escalation, Loop, Member, Nudge, Post, Todo


def loops_of(session: Session, candidate: int) -> Sequence[int]:
    """All loops of a candidate, by id: so they are locked in one order."""
    found = session.exec(select(Loop.id).where(Loop.candidate_id == candidate).order_by(col(Loop.id))).all()
    return [loop for loop in found if loop is not None]


def told(session: Session, loops: Collection[int], readers: Collection[str]) -> Sequence[Post]:
    """What these people were told of these loops by themselves or in a group, reminders included, oldest first."""
    todos = select(col(Todo.id)).where(col(Todo.loop_id).in_(loops))
    reminders = select(col(Nudge.post_id)).where(col(Nudge.todo_id).in_(todos))
    raised = select(col(Escalation.post_id)).where(col(Escalation.todo_id).in_(todos))
    roles = select(col(Loop.role_id)).where(col(Loop.id).in_(loops))
    with_roles = and_(col(Post.kind) == "role_closed", col(Post.ref).in_(roles))
    about = or_(col(Post.loop_id).in_(loops), col(Post.id).in_(reminders), col(Post.id).in_(raised), with_roles)
    theirs = or_(col(Post.member_id).in_(readers), *(col(Post.people).contains(one) for one in sorted(readers)))
    return session.exec(select(Post).where(about, theirs).order_by(col(Post.id))).all()


def admins(session: Session, workspace: str) -> Sequence[str]:
    """Slack's own owners and admins of the workspace, by id."""
    statement = (
        select(Member.id).where(Member.workspace_id == workspace, col(Member.is_admin).is_(True)).order_by(Member.id)
    )
    return session.exec(statement).all()
