"""Named queries about scorecards that are being written: that they are, never what they say."""

from collections.abc import Collection
from functools import cache

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.among import among, dialect
from models.tables import Scorecard


def begun(session: Session, loops: Collection[int]) -> frozenset[tuple[int, str, int, str]]:
    """Loop, stage, round and writer of every scorecard of these loops that is neither submitted nor waived."""
    return frozenset(session.exec(_begun(dialect(session)), params={"loops": list(loops)}).all())


@cache
def _begun(dialect: str) -> Select[int, str, int, str]:
    """Made once: every list of to-dos asks it, and making it takes longer than asking it."""
    return select(Scorecard.loop_id, Scorecard.stage, Scorecard.round, Scorecard.member_id).where(
        among(dialect, col(Scorecard.loop_id), "loops"),
        col(Scorecard.submitted_at).is_(None),
        col(Scorecard.waived_at).is_(None),
    )
