"""Named queries about candidates who are members of the channel where their own card stands. All are ordered."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.tables import Candidate, ChannelMember, Loop, Post, Role

KIND = "reads_along"


def beside_their_cards(
    session: Session, *, channel: str = "", candidates: Collection[int] = ()
) -> Sequence[tuple[Loop, Role, Candidate]]:
    """Open loops whose candidate is in the role's channel: of one channel, or of some candidates."""
    statement = (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .join(
            ChannelMember,
            (col(ChannelMember.channel) == col(Role.channel))
            & (col(ChannelMember.member_id) == col(Candidate.member_id)),
        )
        .where(col(Loop.status).in_(("active", "on_hold")))
        .order_by(col(Loop.id))
    )
    if channel:
        return session.exec(statement.where(Role.channel == channel)).all()
    return session.exec(statement.where(col(Candidate.id).in_(candidates))).all()


def told_of_channel(session: Session, channel: str, members: Collection[str]) -> Sequence[Post]:
    """What was said of these members and their loops in a channel, oldest first."""
    statement = (
        select(Post)
        .join(Loop, col(Loop.id) == col(Post.loop_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Post.kind == KIND, Post.subject == channel, col(Candidate.member_id).in_(members))
        .order_by(col(Post.id))
    )
    return session.exec(statement).all()


def told_of_role(session: Session, role: int) -> Sequence[Post]:
    """What was said of the loops of a role, oldest first."""
    statement = (
        select(Post)
        .join(Loop, col(Loop.id) == col(Post.loop_id))
        .where(Post.kind == KIND, Loop.role_id == role)
        .order_by(col(Post.id))
    )
    return session.exec(statement).all()
