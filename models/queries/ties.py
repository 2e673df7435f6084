"""How one member is tied to one loop, beyond what its role and candidate say: asked at every click."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, exists
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.queries.offers import approved_by
from models.tables import ChannelMember, Interview, Loop, Offer, Panelist, Role


class Ties(NamedTuple):
    """What holds of the loop's present round, save `sits`: on any of its panels."""

    in_channel: bool
    sits: bool
    approves: bool
    """Asked to approve the newest version of the offer, or has answered about it."""
    organises: bool


def ties(session: Session, loop: int, member: str) -> Ties:
    """In one query. Nobody is tied to a loop that is not there."""
    found = session.execute(_ties(), {"loop": loop, "member": member}).one_or_none()
    return Ties(*map(bool, found)) if found else Ties(in_channel=False, sits=False, approves=False, organises=False)


@cache
def _ties() -> Select[bool, bool, bool, bool]:
    me: BindParameter[str] = bindparam("member")
    in_channel = exists().where(col(ChannelMember.channel) == col(Role.channel), col(ChannelMember.member_id) == me)
    sits = exists().where(
        col(Panelist.loop_id) == col(Loop.id), col(Panelist.member_id) == me, col(Panelist.removed_at).is_(None)
    )
    approves = approved_by().where(col(Offer.loop_id) == col(Loop.id)).correlate(Loop).exists()
    organises = exists().where(
        col(Interview.loop_id) == col(Loop.id),
        col(Interview.stage) == col(Loop.stage),
        col(Interview.round) == col(Loop.round),
        col(Interview.organiser) == me,
        col(Interview.cancelled_at).is_(None),
    )
    asked = select(in_channel, sits, approves, organises)
    return asked.select_from(Loop).join(Role, col(Role.id) == col(Loop.role_id)).where(Loop.id == bindparam("loop"))
