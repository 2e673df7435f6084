"""Scorecards that were changed after they were submitted, and who had read them by then."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.tables import Scorecard, ScorecardReading, ScorecardVersion
from models.upsert import insert


def earlier_versions(session: Session, loop: int) -> Sequence[ScorecardVersion]:
    """What the scorecards of a loop said before they were changed, oldest first."""
    statement = (
        select(ScorecardVersion)
        .join(Scorecard, col(Scorecard.id) == col(ScorecardVersion.scorecard_id))
        .where(Scorecard.loop_id == loop)
        .order_by(col(ScorecardVersion.scorecard_id), col(ScorecardVersion.version))
    )
    return session.exec(statement).all()


def scorecards(session: Session, ids: Collection[int]) -> Sequence[Scorecard]:
    """These scorecards, as they are now; no query without any."""
    if not ids:
        return ()
    return session.exec(select(Scorecard).where(col(Scorecard.id).in_(ids)).order_by(col(Scorecard.id))).all()


def readers_of(session: Session, scorecard: int) -> Sequence[ScorecardReading]:
    """Who has read a scorecard, whichever version, by member."""
    statement = (
        select(ScorecardReading)
        .where(ScorecardReading.scorecard_id == scorecard)
        .order_by(col(ScorecardReading.member_id))
    )
    return session.exec(statement).all()


def readers_since(session: Session, loop: int, stage: str, round_: int, since: datetime) -> Sequence[str]:
    """Who has read a scorecard of somebody else's in that round since then, by id."""
    statement = _readings_of_others(loop, stage, round_).where(ScorecardReading.read_at >= since)
    return session.exec(statement).all()


def has_read(session: Session, loop: int, stage: str, round_: int, member: str) -> bool:
    """Whether this member has read a scorecard of somebody else's that is in, in that round."""
    theirs = _readings_of_others(loop, stage, round_).where(ScorecardReading.member_id == member)
    statement = theirs.where(col(ScorecardReading.read_at) >= col(Scorecard.submitted_at))
    return session.exec(statement).first() is not None


def _readings_of_others(loop: int, stage: str, round_: int) -> SelectOfScalar[str]:
    return (
        select(ScorecardReading.member_id)
        .join(Scorecard, col(Scorecard.id) == col(ScorecardReading.scorecard_id))
        .where(
            Scorecard.loop_id == loop,
            Scorecard.stage == stage,
            Scorecard.round == round_,
            Scorecard.member_id != ScorecardReading.member_id,
        )
        .distinct()
        .order_by(col(ScorecardReading.member_id))
    )


def read_by(session: Session, loop: int, member: str) -> Mapping[int, int]:
    """The version that a member has read last, of each of a loop's scorecards that they have read."""
    statement = (
        select(ScorecardReading.scorecard_id, ScorecardReading.version)
        .join(Scorecard, col(Scorecard.id) == col(ScorecardReading.scorecard_id))
        .where(Scorecard.loop_id == loop, ScorecardReading.member_id == member)
        .order_by(col(ScorecardReading.scorecard_id))
    )
    return dict(session.exec(statement).all())


def keep_readings(session: Session, member: str, now: datetime, versions: Mapping[int, int]) -> None:
    """Write down which version of which scorecards a member has read; it takes the place of an earlier one."""
    if not versions:
        return
    statement = insert(session, ScorecardReading)
    newer = {"version": statement.excluded.version, "read_at": statement.excluded.read_at}
    session.execute(
        statement.on_conflict_do_update(index_elements=["scorecard_id", "member_id"], set_=newer),
        [
            {"scorecard_id": scorecard, "member_id": member, "version": version, "read_at": now}
            for scorecard, version in versions.items()
        ],
    )
