"""Interviews, panels and scorecards."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Insert, bindparam, func, text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from models.tables import Candidate, Interview, KitVersion, Loop, Panelist, Role, Scorecard
from models.upsert import insert_for

Row = TypeVar("Row", Interview, Panelist, Scorecard)


@cache
def _of_round(table: type[Row]) -> SelectOfScalar[Row]:
    """Made once, as those below: to build a statement costs as much as to run it, and these run at every click."""
    columns = table.__table__.c  # type: ignore[attr-defined]  # SQLModel does not tell of it
    return select(table).where(*(columns[name] == bindparam(name) for name in ("loop_id", "stage", "round")))


@cache
def _round_in_order() -> SelectOfScalar[Panelist]:
    return _of_round(Panelist).order_by(col(Panelist.position), col(Panelist.id))


@cache
def _interviews_of_loops() -> SelectOfScalar[Interview]:
    return (
        select(Interview)
        .where(col(Interview.loop_id).in_(bindparam("loops", expanding=True)), col(Interview.cancelled_at).is_(None))
        .order_by(col(Interview.starts_at), col(Interview.id))
    )


@cache
def _panels_of_loops() -> SelectOfScalar[Panelist]:
    return (
        select(Panelist)
        .where(col(Panelist.loop_id).in_(bindparam("loops", expanding=True)), col(Panelist.removed_at).is_(None))
        .order_by(col(Panelist.loop_id), col(Panelist.position), col(Panelist.id))
    )


def interview_of(session: Session, loop: int, stage: str, round_: int) -> Interview | None:
    this = {"loop_id": loop, "stage": stage, "round": round_}
    return session.exec(_of_round(Interview), params=this).one_or_none()


def interviews_of_loops(session: Session, loops: Collection[int]) -> Sequence[Interview]:
    """Interviews of these loops that were not cancelled, by start."""
    return session.exec(_interviews_of_loops(), params={"loops": list(loops)}).all()


def panel_of(session: Session, loop: int, stage: str, round_: int) -> Sequence[Panelist]:
    """All seats of one round, removed ones included, in the panel's order."""
    return session.exec(_round_in_order(), params={"loop_id": loop, "stage": stage, "round": round_}).all()


def panels_of_loops(session: Session, loops: Collection[int]) -> Sequence[Panelist]:
    """Seats of these loops that were not removed, in the panels' order."""
    return session.exec(_panels_of_loops(), params={"loops": list(loops)}).all()


def ever_seated(session: Session, loop: int) -> Sequence[str]:
    """Whoever has, or had, a seat in any round of this loop, by id."""
    had = select(Panelist.member_id).where(Panelist.loop_id == loop)
    return session.exec(had.distinct().order_by(Panelist.member_id)).all()


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


def meetings_of_candidate(session: Session, candidate: int, start: datetime, end: datetime) -> Sequence[Interview]:
    """Interviews of this candidate in a span of time, in whatever role, by start."""
    statement = (
        select(Interview)
        .join(Loop, col(Loop.id) == col(Interview.loop_id))
        .where(
            Loop.candidate_id == candidate,
            col(Interview.cancelled_at).is_(None),
            col(Interview.starts_at) < end,
            col(Interview.ends_at) > start,
        )
        .order_by(col(Interview.starts_at), col(Interview.id))
    )
    return session.exec(statement).all()


def scorecards_of(session: Session, loop: int) -> Sequence[Scorecard]:
    """All scorecards of a loop, by stage and round, drafts included."""
    return session.exec(_scorecards_of(), params={"loop": loop}).all()


@cache
def _scorecards_of() -> SelectOfScalar[Scorecard]:
    these = select(Scorecard).where(Scorecard.loop_id == bindparam("loop"))
    return these.order_by(col(Scorecard.stage), col(Scorecard.round), col(Scorecard.id))


def scorecard_of(session: Session, loop: int, stage: str, round_: int, member: str) -> Scorecard | None:
    this = {"loop_id": loop, "stage": stage, "round": round_, "member": member}
    return session.exec(_scorecard_of(), params=this).one_or_none()


@cache
def _scorecard_of() -> SelectOfScalar[Scorecard]:
    return _of_round(Scorecard).where(Scorecard.member_id == bindparam("member"))


def begun_without_card(session: Session, member: str, now: datetime) -> int | None:
    """The loop of the earliest begun interview that nobody said has happened, with this member's card open."""
    statement = (
        select(Loop.id)
        .join(Interview, (col(Interview.loop_id) == col(Loop.id)) & (col(Interview.stage) == col(Loop.stage)))
        .join(
            Panelist,
            (col(Panelist.loop_id) == col(Interview.loop_id))
            & (col(Panelist.stage) == col(Interview.stage))
            & (col(Panelist.round) == col(Interview.round)),
        )
        .where(
            Loop.status == "active",
            Loop.step == "scheduled",
            Interview.round == Loop.round,
            col(Interview.cancelled_at).is_(None),
            Interview.starts_at <= now,
            Panelist.member_id == member,
            Panelist.card == "none",
            col(Panelist.absent).is_(False),
            col(Panelist.removed_at).is_(None),
        )
        .order_by(col(Interview.starts_at), col(Loop.id))
        .limit(1)
    )
    return session.exec(statement).first()


class SeatKit(NamedTuple):
    """What a panelist's scorecard is written by: the loop's playbook and additions, and the kit that it has already."""

    playbook_hash: str
    added_skills: list[str]
    kit_hash: str | None


@cache
def _seat_statement() -> Select[Any, Any, Any]:
    """Made once: to build a statement costs more than to run it, and this one runs with every few keystrokes."""
    return (
        select(Loop.playbook_hash, Loop.added_skills, Scorecard.kit_hash)
        .join(Panelist, col(Panelist.loop_id) == col(Loop.id))
        .outerjoin(
            Scorecard,
            (col(Scorecard.loop_id) == col(Panelist.loop_id))
            & (col(Scorecard.stage) == col(Panelist.stage))
            & (col(Scorecard.round) == col(Panelist.round))
            & (col(Scorecard.member_id) == col(Panelist.member_id)),
        )
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(
            Loop.id == bindparam("loop"),
            Panelist.stage == bindparam("stage"),
            Panelist.round == bindparam("round"),
            Panelist.member_id == bindparam("member"),
            Role.workspace_id == bindparam("workspace"),
            col(Candidate.member_id).is_distinct_from(bindparam("member")),
        )
        .with_for_update(read=True, key_share=True, of=Loop)
    )


def kit_of_seat(session: Session, workspace: str, loop: int, stage: str, round_: int, member: str) -> SeatKit | None:
    """What a panelist's scorecard is written by; None unless they have, or had, a seat in that round.

    Whoever submits holds the loop's lock and then writes the scorecard. Who saves one waits for that lock here: later,
    when the scorecard's row is theirs already, each would wait for the other.
    """
    seat = {"workspace": workspace, "loop": loop, "stage": stage, "round": round_, "member": member}
    found = session.connection().execute(_seat_statement(), seat).first()
    return SeatKit._make(found) if found else None


def kit_versions(session: Session, hashes: Collection[str]) -> Sequence[KitVersion]:
    """These kits, as they were kept; no query without any."""
    if not hashes:
        return ()
    return session.exec(select(KitVersion).where(col(KitVersion.hash).in_(hashes)).order_by(KitVersion.hash)).all()


@cache
def _draft_statement(dialect: str) -> Insert:
    statement = insert_for(dialect, Scorecard.__table__)  # type: ignore[attr-defined]  # SQLModel does not tell of it
    joined = text(_JOINED[dialect])
    typed: dict[str, Any] = {"draft": joined, "saved_at": statement.excluded.saved_at}
    typed["kit_hash"] = func.coalesce(col(Scorecard.kit_hash), statement.excluded.kit_hash)
    return statement.on_conflict_do_update(index_elements=["loop_id", "stage", "round", "member_id"], set_=typed)


_JOINED = {
    "sqlite": """json_patch(
        coalesce(nullif(scorecard.draft, 'null'), nullif(scorecard.content, 'null'), '{}'), excluded.draft)""",
    "postgresql": """(
        coalesce(nullif(scorecard.draft::text, 'null')::jsonb, nullif(scorecard.content::text, 'null')::jsonb, '{}')
        || excluded.draft::jsonb
        || jsonb_build_object('ratings',
             coalesce(coalesce(nullif(scorecard.draft::text, 'null')::jsonb,
                               nullif(scorecard.content::text, 'null')::jsonb) -> 'ratings', '{}')
             || coalesce(excluded.draft::jsonb -> 'ratings', '{}')))::json""",
}
"""What was typed in one part of the form, laid over what is kept of the others (`scorecards.merged`): in the statement
itself, so that of two devices at once neither undoes the other. A JSON null stands where there is no draft."""


def keep_draft(session: Session, card: dict[str, Any]) -> None:
    """Write the draft of one seat's scorecard, with or without one there. `card`: its columns by name."""
    session.connection().execute(_draft_statement(session.get_bind().dialect.name), card)
