"""Scorecards that somebody opened before their time, with a reason."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from models.tables import Audit, History, Interview


def unsealed_by(session: Session, loop: int, member: str) -> frozenset[tuple[str, int]]:
    """The (stage, round)s of a loop whose scorecards this member opened before their time, by an override.

    Not those of a meeting that another has taken the place of since: `held` is the version of the interview.
    """
    return frozenset(place for _, place in _unsealed(session, loop, Audit.by == member))


def unsealings(session: Session, loop: int, stage: str, round_: int) -> Sequence[int]:
    """The entries of history by which the scorecards of that round are open before their time, by id."""
    readers = {by for by, place in _unsealed(session, loop) if place == (stage, round_)}
    if not readers:
        return ()
    statement = select(History.id).where(
        History.loop_id == loop, History.event == "Unsealed", History.from_stage == stage, History.round == round_,
        col(History.by).in_(readers),
    )  # fmt: skip
    return [entry for entry in session.exec(statement.order_by(col(History.id))).all() if entry is not None]


def _unsealed(session: Session, loop: int, *only: Any) -> Sequence[tuple[str, tuple[str, int]]]:
    """By whom, and which (stage, round). Two queries at most."""
    statement = select(Audit.by, Audit.facts).where(
        Audit.action == "unseal", Audit.record == "loop", Audit.record_id == str(loop), *only
    )
    opened = session.exec(statement.order_by(col(Audit.id))).all()
    if not opened:
        return ()
    all_held = select(Interview.stage, Interview.round, Interview.version).where(Interview.loop_id == loop)
    versions = {(stage, round_): version for stage, round_, version in session.exec(all_held).all()}
    places = ((by, (facts["stage"], facts["round"]), facts.get("held")) for by, facts in opened)
    return [(by, place) for by, place, held in places if held is None or held == versions.get(place, 0)]
