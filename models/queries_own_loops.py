"""Named queries about a candidate's own loops, for when the candidate is found to be a colleague. All are ordered."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, and_, col, or_, select

from models.tables import Escalation, History, Loop, Member, Nudge, Panelist, Post, Todo


def loops_of(session: Session, candidate: int) -> Sequence[int]:
    """All loops of a candidate, by id: so they are locked in one order."""
    found = session.exec(select(Loop.id).where(Loop.candidate_id == candidate).order_by(col(Loop.id))).all()
    return [loop for loop in found if loop is not None]


def fell_away(session: Session, loop: int, member: str) -> Sequence[tuple[Panelist, frozenset[str]]]:
    """Seats that this member lost since they were taken for the loop's candidate, in the panels' order.

    With each the events of its round since then, save that a meeting was found to have taken place as was thought.
    """
    of_loop = select(History).where(History.loop_id == loop)
    known = session.exec(of_loop.where(History.event == "CandidateKnown").order_by(col(History.id).desc())).all()
    match = next((entry for entry in known if entry.facts.get("member") == member), None)
    if match is None:
        return ()
    lost = select(Panelist).where(
        Panelist.loop_id == loop, Panelist.member_id == member, col(Panelist.removed_at) >= match.at
    )
    later = session.exec(of_loop.where(col(History.id) > (match.id or 0)).order_by(col(History.id))).all()
    since = [entry for entry in later if not entry.facts.get("happened")]
    return [
        (seat, frozenset(e.event for e in since if (e.from_stage, e.round) == (seat.stage, seat.round)))
        for seat in session.exec(lost.order_by(col(Panelist.position), col(Panelist.id))).all()
    ]


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
