"""Named queries about scorecards that are being written: that they are, never what they say."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.tables import Scorecard


def begun(session: Session, loops: Collection[int]) -> frozenset[tuple[int, str, int, str]]:
    """Loop, stage, round and writer of every scorecard of these loops that is neither submitted nor waived."""
    statement = select(Scorecard.loop_id, Scorecard.stage, Scorecard.round, Scorecard.member_id).where(
        col(Scorecard.loop_id).in_(loops), col(Scorecard.submitted_at).is_(None), col(Scorecard.waived_at).is_(None)
    )
    return frozenset(session.exec(statement).all())
