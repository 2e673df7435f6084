"""Named queries of the briefings before interviews."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.tables import Interview, Loop, Panelist, Role


def unbriefed(
    session: Session, after: datetime, until: datetime, loop: int | None = None
) -> Sequence[tuple[Interview, Panelist, str]]:
    """Seats of interviews that begin within the span, without a briefing for that time yet, with their workspace.

    By start. Who has declined is left out. `loop`: of this one alone.
    """
    return session.exec(_unbriefed(one=loop is not None), params={"after": after, "until": until, "loop": loop}).all()


@cache
def _unbriefed(*, one: bool) -> Select[Interview, Panelist, str]:
    """Made once, since every look of the planner asks it. `one`: of one loop alone."""
    statement = (
        select(Interview, Panelist, Role.workspace_id)
        .join(
            Loop,
            (col(Loop.id) == col(Interview.loop_id))
            & (col(Loop.stage) == col(Interview.stage))
            & (col(Loop.round) == col(Interview.round)),
        )
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(
            Panelist,
            (col(Panelist.loop_id) == col(Interview.loop_id))
            & (col(Panelist.stage) == col(Interview.stage))
            & (col(Panelist.round) == col(Interview.round)),
        )
        .where(
            col(Interview.starts_at) > bindparam("after"),
            col(Interview.starts_at) <= bindparam("until"),
            col(Interview.cancelled_at).is_(None),
            Loop.status == "active",
            Loop.step == "scheduled",
            col(Panelist.removed_at).is_(None),
            Panelist.rsvp != "declined",
            col(Panelist.briefed_version) < col(Interview.version),
        )
        .order_by(col(Interview.starts_at), col(Interview.id), col(Panelist.id))
    )
    return statement.where(col(Loop.id) == bindparam("loop")) if one else statement
