"""Named queries about scorecards that are being written: that they are, never what they say."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.tables import Scorecard


def begun(session: Session, loops: Collection[int]) -> frozenset[tuple[int, str, int, str]]:
    """Loop, stage, round and writer of every scorecard of these loops that is neither submitted nor waived."""
    return frozenset(session.exec(_begun(), params={"loops": list(loops)}).all())


@cache
def _begun() -> Select[int, str, int, str]:
    """Made once: every list of to-dos asks it, and making it takes longer than asking it."""
    loops: BindParameter[Collection[int]] = bindparam("loops", expanding=True)
    return select(Scorecard.loop_id, Scorecard.stage, Scorecard.round, Scorecard.member_id).where(
        col(Scorecard.loop_id).in_(loops), col(Scorecard.submitted_at).is_(None), col(Scorecard.waived_at).is_(None)
    )
