"""Named queries of members, channels and roles. Ordered where more than one row comes back."""

from collections.abc import Collection, Sequence

from sqlalchemy import case, delete, func
from sqlmodel import Session, col, select

from models import queries
from models.tables import Candidate, ChannelMember, Loop, Member, Post, Role, Todo, Workspace
from models.upsert import insert

KEPT = ("name", "email", "zone", "kind", "is_admin")
"""What Slack says of a member. Who may open roles is our own, and stays."""


def ensure_workspace(session: Session, workspace: str) -> None:
    """Members point at their workspace; it is written by whoever comes first."""
    statement = insert(session, Workspace).values(id=workspace, name="").on_conflict_do_nothing()
    session.execute(statement)


def lock_people(session: Session, workspace: str) -> None:
    """Whoever else brings new people in waits until the transaction ends: who is whom is found by their address."""
    session.exec(select(Workspace.id).where(Workspace.id == workspace).with_for_update(key_share=True)).all()


def upsert_members(session: Session, workspace: str, rows: Sequence[dict[str, object]]) -> None:
    """Write these members, new or known, in one statement. `rows` hold `id` and all of `KEPT`."""
    wanted = insert(session, Member)
    statement = wanted.on_conflict_do_update(index_elements=["id"], set_={name: wanted.excluded[name] for name in KEPT})
    session.execute(statement, [{**row, "workspace_id": workspace, "may_open_roles": False} for row in rows])


def replace_channel(session: Session, channel: str, members: Collection[str]) -> None:
    """Let these, and nobody else, be in the channel."""
    session.execute(delete(ChannelMember).where(col(ChannelMember.channel) == channel))
    if members:
        session.execute(
            insert(session, ChannelMember).on_conflict_do_nothing(),
            [{"channel": channel, "member_id": member} for member in members],
        )


def members_of(session: Session, channel: str) -> frozenset[str]:
    """Who is in the channel, as far as we were told."""
    return frozenset(session.exec(select(ChannelMember.member_id).where(ChannelMember.channel == channel)).all())


def present(session: Session, channel: str, members: Collection[str]) -> Sequence[str]:
    """Those of these members who are in the channel, by id."""
    statement = (
        select(ChannelMember.member_id)
        .where(ChannelMember.channel == channel, col(ChannelMember.member_id).in_(members))
        .order_by(ChannelMember.member_id)
    )
    return session.exec(statement).all()


def unmatched_candidates(session: Session, workspace: str, emails: Collection[str]) -> Sequence[Candidate]:
    """Candidates with one of these addresses (in small letters) whom we do not know to be members, by id."""
    statement = (
        select(Candidate)
        .where(
            Candidate.workspace_id == workspace,
            col(Candidate.member_id).is_(None),
            func.lower(col(Candidate.email)).in_(emails),
        )
        .order_by(col(Candidate.id))
    )
    return session.exec(statement).all()


def person_with_email(session: Session, workspace: str, email: str) -> Member | None:
    """Who of us has this address, guests and former colleagues included, a full member first. Bots are nobody."""
    statement = (
        select(Member)
        .where(Member.workspace_id == workspace, func.lower(Member.email) == email.lower(), Member.kind != "bot")
        .order_by(case((col(Member.kind) == "full", 0), else_=1), col(Member.id))
        .limit(1)
    )
    return session.exec(statement).one_or_none()


def loop_with_email(session: Session, role: int, email: str, *, besides: int | None = None) -> Loop | None:
    """The first loop in a role, open or closed, of a candidate with this address, other than `besides`."""
    statement = (
        select(Loop)
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Loop.role_id == role, func.lower(Candidate.email) == email.lower(), Candidate.id != (besides or 0))
        .order_by(col(Loop.id))
        .limit(1)
    )
    return session.exec(statement).one_or_none()


def loops_with_debts(session: Session, role: int) -> Sequence[int]:
    """Loops of a role for which somebody has something to do: open ones, and closed ones with an open to-do. By id."""
    indebted = select(Todo.loop_id).where(col(Todo.closed_at).is_(None))
    statement = (
        select(Loop.id)
        .where(Loop.role_id == role, col(Loop.status).in_(("active", "on_hold")) | col(Loop.id).in_(indebted))
        .order_by(col(Loop.id))
    )
    return [id_ for id_ in session.exec(statement).all() if id_ is not None]


def candidate_members(session: Session, role: int, *, open_only: bool = False) -> frozenset[str]:
    """Members who are or, unless `open_only`, were candidates of this role."""
    statement = (
        select(Candidate.member_id)
        .join(Loop, col(Loop.candidate_id) == col(Candidate.id))
        .where(Loop.role_id == role, col(Candidate.member_id).is_not(None))
    )
    if open_only:
        statement = statement.where(col(Loop.closed_at).is_(None))
    return frozenset(member for member in session.exec(statement).all() if member is not None)


def roles_of_candidate(session: Session, candidate: int) -> Sequence[Role]:
    """Roles in which a candidate has or had a loop, by id."""
    statement = (
        select(Role)
        .join(Loop, col(Loop.role_id) == col(Role.id))
        .where(Loop.candidate_id == candidate)
        .order_by(col(Role.id))
    )
    return session.exec(statement).all()


def posts_of_candidate(session: Session, candidate: int, kinds: Collection[str]) -> Sequence[Post]:
    """Posts of these kinds about any loop of a candidate, oldest first."""
    statement = (
        select(Post)
        .join(Loop, col(Loop.id) == col(Post.loop_id))
        .where(Loop.candidate_id == candidate, col(Post.kind).in_(kinds))
        .order_by(col(Post.id))
    )
    return session.exec(statement).all()


def posts_keyed(session: Session, beginning: str) -> int:
    """How many posts have a key that begins so."""
    found = select(func.count()).select_from(Post).where(col(Post.key).startswith(beginning, autoescape=True))
    return session.exec(found).one()


def count_loops(session: Session, role: int) -> int:
    """How many loops a role has or had."""
    return session.exec(select(func.count()).select_from(Loop).where(Loop.role_id == role)).one()


def open_loop_counts(session: Session, roles: Collection[int], besides: str) -> dict[int, int]:
    """How many open loops each of these roles has, without those of `besides` as candidate; zeros are left out."""
    statement = (
        select(Loop.role_id, func.count())
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(col(Loop.role_id).in_(roles), col(Loop.status).in_(("active", "on_hold")))
        .where(func.coalesce(Candidate.member_id, "") != besides)
        .group_by(col(Loop.role_id))
    )
    return dict(session.exec(statement).all())


def team_roles(session: Session, workspace: str, member: str) -> Sequence[Role]:
    """Open roles whose recruiter or hiring manager this member is, by title."""
    statement = (
        select(Role)
        .where(
            Role.workspace_id == workspace,
            Role.status == "open",
            (col(Role.recruiter) == member) | (col(Role.hiring_manager) == member),
        )
        .order_by(col(Role.title), col(Role.id))
    )
    return session.exec(statement).all()


def todo_for_update(session: Session, todo: int) -> tuple[Todo, Loop, Role] | None:
    """A to-do with its loop and role. Its loop is locked: to-dos change with their loop and behind its lock alone."""
    known = session.get(Todo, todo)
    if known is None:
        return None
    loop = queries.loop_for_update(session, known.loop_id)
    session.refresh(known)
    role = session.get(Role, loop.role_id) if loop else None
    return None if loop is None or role is None else (known, loop, role)
