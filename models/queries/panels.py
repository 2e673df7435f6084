"""Interviews, panels and scorecards."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.tables import Audit, Candidate, Interview, Loop, Panelist, Role, Scorecard


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
