"""Named queries of the loop and what belongs to it. Ordered where more than one row comes back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.tables import (
    Audit,
    Candidate,
    ChannelMember,
    Decision,
    History,
    Interview,
    Loop,
    Member,
    Nudge,
    Offer,
    OfferApproval,
    Panelist,
    PlaybookVersion,
    Post,
    Role,
    Scorecard,
    Todo,
)


def loop_for_update(session: Session, loop: int) -> Loop | None:
    """The loop, locked until the transaction ends: a guard that counts other rows is safe behind it.

    Read anew, also when this session has seen it before it was locked.
    """
    statement = select(Loop).where(Loop.id == loop).with_for_update().execution_options(populate_existing=True)
    return session.exec(statement).one_or_none()


def role_for_update(session: Session, role: int) -> Role | None:
    """The role, locked: who adds a candidate or closes it waits here. Read anew, as `loop_for_update` does."""
    statement = select(Role).where(Role.id == role).with_for_update().execution_options(populate_existing=True)
    return session.exec(statement).one_or_none()


def loop_with_role(session: Session, loop: int) -> tuple[Loop, Role, Candidate] | None:
    """A loop with its role and candidate, in one query."""
    statement = (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Loop.id == loop)
    )
    return session.exec(statement).one_or_none()


def loops_of_roles(session: Session, roles: Collection[int], *, open_only: bool) -> Sequence[tuple[Loop, Candidate]]:
    """The loops of these roles with their candidates, oldest in their stage first."""
    statement = (
        select(Loop, Candidate)
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(col(Loop.role_id).in_(roles))
        .order_by(col(Loop.stage_since), col(Loop.id))
    )
    if open_only:
        statement = statement.where(col(Loop.status).in_(("active", "on_hold")))
    return session.exec(statement).all()


def loops_by_ids(session: Session, loops: Collection[int]) -> Sequence[tuple[Loop, Role, Candidate]]:
    """These loops with role and candidate, by id."""
    statement = (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(col(Loop.id).in_(loops))
        .order_by(col(Loop.id))
    )
    return session.exec(statement).all()


def interview_of(session: Session, loop: int, stage: str, round_: int) -> Interview | None:
    statement = select(Interview).where(Interview.loop_id == loop, Interview.stage == stage, Interview.round == round_)
    return session.exec(statement).one_or_none()


def interviews_of_loops(session: Session, loops: Collection[int]) -> Sequence[Interview]:
    """Interviews of these loops that were not cancelled, by start."""
    statement = (
        select(Interview)
        .where(col(Interview.loop_id).in_(loops), col(Interview.cancelled_at).is_(None))
        .order_by(col(Interview.starts_at), col(Interview.id))
    )
    return session.exec(statement).all()


def panel_of(session: Session, loop: int, stage: str, round_: int) -> Sequence[Panelist]:
    """All seats of one round, removed ones included, in the panel's order."""
    statement = (
        select(Panelist)
        .where(Panelist.loop_id == loop, Panelist.stage == stage, Panelist.round == round_)
        .order_by(col(Panelist.position), col(Panelist.id))
    )
    return session.exec(statement).all()


def panels_of_loops(session: Session, loops: Collection[int]) -> Sequence[Panelist]:
    """Seats of these loops that were not removed, in the panels' order."""
    statement = (
        select(Panelist)
        .where(col(Panelist.loop_id).in_(loops), col(Panelist.removed_at).is_(None))
        .order_by(col(Panelist.loop_id), col(Panelist.position), col(Panelist.id))
    )
    return session.exec(statement).all()


def offer_of(session: Session, loop: int) -> Offer | None:
    """The latest version of the loop's offer."""
    statement = select(Offer).where(Offer.loop_id == loop).order_by(col(Offer.version).desc()).limit(1)
    return session.exec(statement).one_or_none()


def offers_of_loops(session: Session, loops: Collection[int]) -> Sequence[Offer]:
    """All versions of these loops' offers, oldest first."""
    statement = select(Offer).where(col(Offer.loop_id).in_(loops)).order_by(col(Offer.loop_id), col(Offer.version))
    return session.exec(statement).all()


def approvals_of(session: Session, offer: int) -> Sequence[OfferApproval]:
    """The approvals asked for this version, in the order they were named."""
    statement = (
        select(OfferApproval)
        .where(OfferApproval.offer_id == offer)
        .order_by(col(OfferApproval.position), col(OfferApproval.id))
    )
    return session.exec(statement).all()


def is_approver(session: Session, loop: int, member: str) -> bool:
    """Whether this member is or was asked to approve an offer of this loop."""
    statement = (
        select(OfferApproval.id)
        .join(Offer, col(Offer.id) == col(OfferApproval.offer_id))
        .where(Offer.loop_id == loop, OfferApproval.member_id == member)
        .limit(1)
    )
    return session.exec(statement).first() is not None


def loops_approved_by(session: Session, member: str) -> frozenset[int]:
    """Loops whose offers this member is or was asked to approve."""
    statement = (
        select(Offer.loop_id)
        .join(OfferApproval, col(OfferApproval.offer_id) == col(Offer.id))
        .where(OfferApproval.member_id == member)
    )
    return frozenset(session.exec(statement).all())


def loops_with_panelist(session: Session, member: str) -> frozenset[int]:
    """Loops on one of whose panels this member sits."""
    statement = select(Panelist.loop_id).where(Panelist.member_id == member, col(Panelist.removed_at).is_(None))
    return frozenset(session.exec(statement).all())


def loops_of_candidate_member(session: Session, member: str) -> frozenset[int]:
    """Loops in which this member is the candidate."""
    statement = (
        select(Loop.id)
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Candidate.member_id == member)
    )
    return frozenset(id_ for id_ in session.exec(statement).all() if id_ is not None)


def scorecards_of(session: Session, loop: int) -> Sequence[Scorecard]:
    """All scorecards of a loop, by stage and round, drafts included."""
    statement = (
        select(Scorecard)
        .where(Scorecard.loop_id == loop)
        .order_by(col(Scorecard.stage), col(Scorecard.round), col(Scorecard.id))
    )
    return session.exec(statement).all()


def scorecard_of(session: Session, loop: int, stage: str, round_: int, member: str) -> Scorecard | None:
    statement = select(Scorecard).where(
        Scorecard.loop_id == loop, Scorecard.stage == stage, Scorecard.round == round_, Scorecard.member_id == member
    )
    return session.exec(statement).one_or_none()


def decisions_of(session: Session, loop: int) -> Sequence[Decision]:
    """Decisions that stand, oldest first."""
    statement = (
        select(Decision)
        .where(Decision.loop_id == loop, col(Decision.reopened_at).is_(None))
        .order_by(col(Decision.decided_at), col(Decision.id))
    )
    return session.exec(statement).all()


def history_of(session: Session, loop: int, limit: int) -> Sequence[History]:
    """The last `limit` entries, newest first."""
    statement = select(History).where(History.loop_id == loop).order_by(col(History.id).desc()).limit(limit)
    return session.exec(statement).all()


def open_todos(session: Session, loop: int) -> Sequence[Todo]:
    """The loop's open to-dos, oldest first."""
    statement = select(Todo).where(Todo.loop_id == loop, col(Todo.closed_at).is_(None)).order_by(col(Todo.id))
    return session.exec(statement).all()


def open_todos_of_loops(session: Session, loops: Collection[int]) -> Sequence[Todo]:
    """Open to-dos of these loops, the longest waiting first."""
    statement = (
        select(Todo)
        .where(col(Todo.loop_id).in_(loops), col(Todo.closed_at).is_(None))
        .order_by(col(Todo.opens_at), col(Todo.id))
    )
    return session.exec(statement).all()


def open_todos_of_member(session: Session, member: str) -> Sequence[Todo]:
    """What one member owes, most urgent first."""
    statement = (
        select(Todo)
        .where(Todo.member_id == member, col(Todo.closed_at).is_(None))
        .order_by(col(Todo.due_at), col(Todo.id))
    )
    return session.exec(statement).all()


def members_by_ids(session: Session, members: Collection[str]) -> Sequence[Member]:
    return session.exec(select(Member).where(col(Member.id).in_(members)).order_by(col(Member.id))).all()


def in_channel(session: Session, channel: str, member: str) -> bool:
    return session.get(ChannelMember, (channel, member)) is not None


def channels_of(session: Session, member: str) -> frozenset[str]:
    """Channels that this member is in, as far as we were told."""
    return frozenset(session.exec(select(ChannelMember.channel).where(ChannelMember.member_id == member)).all())


def current_playbook(session: Session, key: str) -> PlaybookVersion | None:
    statement = select(PlaybookVersion).where(PlaybookVersion.key == key, col(PlaybookVersion.current).is_(True))
    return session.exec(statement).one_or_none()


def current_playbooks(session: Session) -> Sequence[PlaybookVersion]:
    """The playbooks that new roles may choose, by name."""
    statement = select(PlaybookVersion).where(col(PlaybookVersion.current).is_(True)).order_by(PlaybookVersion.name)
    return session.exec(statement).all()


def roles(session: Session, workspace: str, *, open_only: bool) -> Sequence[Role]:
    """All roles of the workspace, by title."""
    statement = select(Role).where(Role.workspace_id == workspace).order_by(col(Role.title), col(Role.id))
    if open_only:
        statement = statement.where(Role.status == "open")
    return session.exec(statement).all()


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


def meetings_between(
    session: Session, members: Collection[str], start: datetime, end: datetime
) -> Sequence[tuple[Interview, Panelist]]:
    """Interviews that these members have in a span of time and did not decline, by start."""
    statement = (
        select(Interview, Panelist)
        .join(
            Panelist,
            (col(Panelist.loop_id) == col(Interview.loop_id))
            & (col(Panelist.stage) == col(Interview.stage))
            & (col(Panelist.round) == col(Interview.round)),
        )
        .where(
            col(Panelist.member_id).in_(members),
            col(Panelist.removed_at).is_(None),
            Panelist.rsvp != "declined",
            col(Interview.cancelled_at).is_(None),
            col(Interview.starts_at) < end,
            col(Interview.ends_at) > start,
        )
        .order_by(col(Interview.starts_at), col(Interview.id))
    )
    return session.exec(statement).all()


def posts_of_loop(session: Session, loop: int, kinds: Collection[str]) -> Sequence[Post]:
    """Posts of these kinds about a loop, oldest first."""
    statement = select(Post).where(Post.loop_id == loop, col(Post.kind).in_(kinds)).order_by(col(Post.id))
    return session.exec(statement).all()


def post_by_key(session: Session, key: str) -> Post | None:
    return session.exec(select(Post).where(Post.key == key)).one_or_none()


def post_at(session: Session, channel: str, ts: str) -> Post | None:
    """The post that became this message. Unindexed: asked only after a click that came too late."""
    return session.exec(select(Post).where(Post.sent_channel == channel, Post.ts == ts)).first()


def loops_by_name(session: Session, workspace: str) -> Sequence[tuple[Loop, Role, Candidate]]:
    """All loops of the workspace, open ones first, then by the candidate's name.

    Names are matched by the caller: databases differ in what they think is the same letter.
    """
    statement = (
        select(Loop, Role, Candidate)
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(Role.workspace_id == workspace)
        .order_by(col(Loop.closed_at).is_not(None), Candidate.name, col(Loop.id))
    )
    return session.exec(statement).all()


def posts_of_todos(session: Session, todos: Collection[int]) -> Sequence[Post]:
    """Messages that ask for any of these to-dos (reminders, one handed over, one gone up), oldest first."""
    loops = select(Todo.loop_id).where(col(Todo.id).in_(todos))
    named = col(Post.kind).in_(("nudge", "escalation")) & col(Post.ref).in_(todos) & col(Post.loop_id).in_(loops)
    carried = col(Post.id).in_(select(Nudge.post_id).where(col(Nudge.todo_id).in_(todos)))
    return session.exec(select(Post).where(carried | named).order_by(col(Post.id))).all()


def openers(session: Session, workspace: str) -> tuple[str, ...]:
    """Members whom an admin named as those who may open roles, by id."""
    statement = (
        select(Member.id)
        .where(Member.workspace_id == workspace, col(Member.may_open_roles).is_(True))
        .order_by(col(Member.id))
    )
    return tuple(session.exec(statement).all())


def unsealed_by(session: Session, loop: int, member: str) -> frozenset[tuple[str, int]]:
    """The (stage, round)s of a loop whose scorecards this member opened before their time, by an override."""
    statement = select(Audit.facts).where(
        Audit.action == "unseal", Audit.record == "loop", Audit.record_id == str(loop), Audit.by == member
    )
    return frozenset((facts["stage"], facts["round"]) for facts in session.exec(statement).all())


def playbook_of_seat(session: Session, workspace: str, loop: int, stage: str, round_: int, member: str) -> str | None:
    """The hash of the playbook that a panelist's scorecard belongs to; None unless they have a seat in that round."""
    statement = (
        select(Loop.playbook_hash)
        .join(Panelist, col(Panelist.loop_id) == col(Loop.id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(
            Loop.id == loop,
            Panelist.stage == stage,
            Panelist.round == round_,
            Panelist.member_id == member,
            col(Panelist.removed_at).is_(None),
            Role.workspace_id == workspace,
            col(Candidate.member_id).is_distinct_from(member),
        )
    )
    return session.exec(statement).one_or_none()
