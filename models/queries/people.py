"""Members, candidates, channels, and the playbooks that they choose from."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import bindparam, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.among import among, dialect
from models.tables import Candidate, ChannelMember, Member, PlaybookVersion

SEEN = "members seen"


def members_by_ids(session: Session, members: Collection[str]) -> Sequence[Member]:
    """By id. A unit of work asks for the same people again and again: whoever it has seen is not looked up anew."""
    seen: dict[str, Member] = session.info.setdefault(SEEN, {})
    if missing := [member for member in members if member not in seen]:
        found = session.exec(_members_by_ids(dialect(session)), params={"members": missing})
        seen.update({row.id: row for row in found})
    return [seen[member] for member in sorted(set(members)) if member in seen]


@cache
def _members_by_ids(dialect: str) -> SelectOfScalar[Member]:
    """Made once: to build it costs as much as to run it, and it runs at every click."""
    return select(Member).where(among(dialect, col(Member.id), "members")).order_by(col(Member.id))


def has_members(session: Session, workspace: str) -> bool:
    """Say whether anyone of this workspace is known."""
    return session.exec(select(Member.id).where(Member.workspace_id == workspace).limit(1)).first() is not None


def in_channel(session: Session, channel: str, member: str) -> bool:
    return session.get(ChannelMember, (channel, member)) is not None


def channels_of(session: Session, member: str) -> frozenset[str]:
    """Channels that this member is in, as far as we were told."""
    return frozenset(session.exec(_channels_of(), params={"member": member}).all())


@cache
def _channels_of() -> SelectOfScalar[str]:
    return select(ChannelMember.channel).where(ChannelMember.member_id == bindparam("member"))


def candidate_by_email(session: Session, workspace: str, email: str) -> Candidate | None:
    """The candidate with this address, whatever its case."""
    statement = (
        select(Candidate)
        .where(Candidate.workspace_id == workspace, func.lower(Candidate.email) == email.lower())
        .order_by(col(Candidate.id))
        .limit(1)
    )
    return session.exec(statement).one_or_none()


def member_by_email(session: Session, workspace: str, email: str) -> Member | None:
    statement = (
        select(Member)
        .where(Member.workspace_id == workspace, func.lower(Member.email) == email.lower(), Member.kind == "full")
        .order_by(col(Member.id))
        .limit(1)
    )
    return session.exec(statement).one_or_none()


def openers(session: Session, workspace: str) -> tuple[str, ...]:
    """Members whom an admin named as those who may open roles, by id."""
    statement = (
        select(Member.id)
        .where(Member.workspace_id == workspace, col(Member.may_open_roles).is_(True))
        .order_by(col(Member.id))
    )
    return tuple(session.exec(statement).all())


def current_playbook(session: Session, key: str) -> PlaybookVersion | None:
    statement = select(PlaybookVersion).where(PlaybookVersion.key == key, col(PlaybookVersion.current).is_(True))
    return session.exec(statement).one_or_none()


def current_hashes(session: Session) -> dict[str, str]:
    """The hash of the playbook that a new loop takes, by the playbook's key."""
    statement = select(PlaybookVersion.key, PlaybookVersion.hash).where(col(PlaybookVersion.current).is_(True))
    return dict(session.exec(statement).all())


def offered_playbooks(session: Session, besides: str = "") -> Sequence[PlaybookVersion]:
    """The playbooks that new roles may choose, by name; `besides`: and the one of this key, which a role has."""
    here = or_(col(PlaybookVersion.offered).is_(True), col(PlaybookVersion.key) == besides)
    statement = select(PlaybookVersion).where(col(PlaybookVersion.current).is_(True), here)
    return session.exec(statement.order_by(PlaybookVersion.name)).all()
