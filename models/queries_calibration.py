"""Named queries of what somebody has rated, and of who has how many scorecards and interviews. All are ordered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, and_, case, column, func, literal, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.asked import asked_at
from models.tables import Candidate, Decision, Interview, Loop, Panelist, Role, Scorecard, Todo

CLOSED = ("hired", "rejected", "withdrawn")
OUTCOMES = ("advance", "reject", "one_more")
"""That end a round; to put on hold does not."""


class DecidedCard(NamedTuple):
    """One member's own scorecard of a decided round."""

    loop: int
    stage: str
    round: int
    recommendation: str
    submitted_at: datetime
    asked_at: datetime | None
    """The end of the interview; of a challenge's review, when its reviewer was (last) asked. None: nobody asked."""
    outcome: str
    status: str


class RatingRow(NamedTuple):
    """One rating of a scorecard, without a word of its evidence."""

    loop: int
    stage: str
    round: int
    member: str
    competency: str
    score: int | None
    not_assessed: bool


class SubmittedRow(NamedTuple):
    member: str
    submitted_at: datetime
    asked_at: datetime | None


def decided_cards(session: Session, workspace: str, member: str, since: datetime, limit: int) -> Sequence[DecidedCard]:
    """What this member submitted in rounds that have been decided since then, the latest decision first.

    Only of stages that their loop has left, or of loops that are closed: what is under way may hold something sealed.
    Not a shadow's, not where they are the candidate. A round that was decided twice comes twice.
    """
    statement: Select[Any] = (
        select(  # type: ignore[call-overload]  # SQLModel knows four columns
            Scorecard.loop_id, Scorecard.stage, Scorecard.round, Scorecard.recommendation, Scorecard.submitted_at,
            asked_at(), Decision.outcome, Loop.status,
        )
        .select_from(Panelist)
        .join(Scorecard, _same_seat(Scorecard))
        .join(Loop, col(Loop.id) == col(Panelist.loop_id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .join(Decision, _same_round(Decision))
        .outerjoin(Interview, and_(_same_round(Interview), col(Interview.cancelled_at).is_(None)))
        .where(
            Panelist.member_id == member,
            *_counting(Panelist),
            col(Scorecard.submitted_at).is_not(None),
            Role.workspace_id == workspace,
            col(Candidate.member_id).is_distinct_from(member),
            col(Decision.reopened_at).is_(None),
            col(Decision.outcome).in_(OUTCOMES),
            col(Decision.decided_at) >= since,
            or_(col(Loop.status).in_(CLOSED), col(Loop.stage) != col(Decision.stage)),
        )
        .order_by(col(Decision.decided_at).desc(), col(Decision.id).desc())
        .limit(limit)
    )  # fmt: skip
    return [DecidedCard._make(row) for row in session.execute(statement)]


def ratings_beside(session: Session, member: str, loops: Sequence[int]) -> Sequence[RatingRow]:
    """The ratings of all who count, in those rounds of these loops in which this member has submitted one too."""
    mine, each = Panelist.__table__.alias("mine"), _each_rating(session)  # type: ignore[attr-defined]  # SQLModel does not tell of it
    statement: Select[Any] = (
        select(  # type: ignore[call-overload]  # SQLModel knows four columns
            Scorecard.loop_id, Scorecard.stage, Scorecard.round, Scorecard.member_id, each.key, each.score,
            each.not_assessed,
        )
        .select_from(Panelist)
        .join(Scorecard, _same_seat(Scorecard))
        .join(
            mine,
            and_(
                mine.c.loop_id == col(Panelist.loop_id),
                mine.c.stage == col(Panelist.stage),
                mine.c.round == col(Panelist.round),
            ),
        )
        .join(each.table, literal(True))
        .where(
            col(Panelist.loop_id).in_(loops),
            *_counting(Panelist),
            mine.c.member_id == member,
            mine.c.removed_at.is_(None),
            mine.c.card == "submitted",
            mine.c.part != "shadow",
            col(Scorecard.submitted_at).is_not(None),
        )
        .order_by(Scorecard.loop_id, Scorecard.id, each.key)
    )  # fmt: skip
    found = session.execute(statement) if loops else ()
    return [RatingRow._make((*row[:-1], bool(row[-1]))) for row in found]


class _Ratings(NamedTuple):
    """A scorecard's ratings as rows of their own, so that its evidence stays where it is."""

    table: Any
    key: Any
    score: Any
    not_assessed: Any


def _each_rating(session: Session) -> _Ratings:
    content = col(Scorecard.content)
    if session.get_bind().dialect.name == "postgresql":
        table = func.json_each(content["ratings"]).table_valued(column("key"), column("value"), name="rating")
        score = table.c.value.op("->>")("score").cast(Integer)
        return _Ratings(table, table.c.key, score, table.c.value.op("->>")("not_assessed") == "true")
    table = func.json_each(content, "$.ratings").table_valued(column("key"), column("value"), name="rating")
    value = table.c.value
    return _Ratings(
        table, table.c.key, func.json_extract(value, "$.score"), func.json_extract(value, "$.not_assessed") == 1
    )


def recruits(session: Session, workspace: str, member: str) -> bool:
    """Whether this member recruits for any role, open or closed."""
    statement = select(Role.id).where(Role.workspace_id == workspace, Role.recruiter == member).limit(1)
    return session.exec(statement).first() is not None


def owed_for(session: Session, workspace: str, recruiter: str, now: datetime) -> Sequence[tuple[str, int, int]]:
    """By member, how many scorecards they owe in the loops of this recruiter's roles, and how many of them are late."""
    late = func.sum(case((col(Todo.due_at) < now, 1), else_=0))
    statement = (
        select(Todo.owed_by, func.count(), late)
        .join(Loop, col(Loop.id) == col(Todo.loop_id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(
            Todo.kind == "scorecard",
            col(Todo.closed_at).is_(None),
            col(Todo.opens_at) <= now,
            *_recruited(workspace, recruiter),
        )
        .group_by(Todo.owed_by)
        .order_by(Todo.owed_by)
    )
    return [(member, count, int(overdue)) for member, count, overdue in session.exec(statement).all()]


def submitted_for(
    session: Session, workspace: str, recruiter: str, since: datetime, limit: int
) -> Sequence[SubmittedRow]:
    """Scorecards that were submitted since then in this recruiter's roles, the latest first; shadows' left out."""
    statement = (
        select(Scorecard.member_id, Scorecard.submitted_at, asked_at())
        .select_from(Scorecard)
        .join(Panelist, _same_seat(Scorecard))
        .join(Loop, col(Loop.id) == col(Panelist.loop_id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .outerjoin(Interview, and_(_same_round(Interview), col(Interview.cancelled_at).is_(None)))
        .where(col(Scorecard.submitted_at) >= since, *_counting(Panelist), *_recruited(workspace, recruiter))
        .order_by(col(Scorecard.submitted_at).desc(), col(Scorecard.id).desc())
        .limit(limit)
    )
    return [SubmittedRow._make(row) for row in session.execute(statement)]


def ahead_for(
    session: Session, workspace: str, recruiter: str, start: datetime, end: datetime
) -> Sequence[tuple[str, int]]:
    """By member, how many interviews of this recruiter's roles they have in a span of time and did not decline."""
    statement = (
        select(Panelist.member_id, func.count())
        .select_from(Interview)
        .join(Panelist, _same_round(Interview))
        .join(Loop, col(Loop.id) == col(Panelist.loop_id))
        .join(Role, col(Role.id) == col(Loop.role_id))
        .join(Candidate, col(Candidate.id) == col(Loop.candidate_id))
        .where(
            col(Interview.starts_at) >= start,
            col(Interview.starts_at) < end,
            col(Interview.cancelled_at).is_(None),
            col(Panelist.removed_at).is_(None),
            Panelist.rsvp != "declined",
            Loop.status == "active",
            *_recruited(workspace, recruiter),
        )
        .group_by(Panelist.member_id)
        .order_by(Panelist.member_id)
    )
    return [(member, count) for member, count in session.exec(statement).all()]


def _recruited(workspace: str, recruiter: str) -> tuple[Any, ...]:
    """Loops of the roles that somebody recruits for, save those in which they are the candidate."""
    return (
        Role.workspace_id == workspace,
        Role.recruiter == recruiter,
        col(Candidate.member_id).is_distinct_from(recruiter),
    )


def _counting(seat: type[Panelist]) -> tuple[Any, ...]:
    """Seats whose scorecard is in and counts."""
    return (col(seat.removed_at).is_(None), seat.card == "submitted", seat.part != "shadow")


def _same_round(table: type[Decision] | type[Interview]) -> Any:
    return and_(
        col(table.loop_id) == col(Panelist.loop_id),
        col(table.stage) == col(Panelist.stage),
        col(table.round) == col(Panelist.round),
    )


def _same_seat(table: type[Scorecard]) -> Any:
    return and_(
        col(table.loop_id) == col(Panelist.loop_id),
        col(table.stage) == col(Panelist.stage),
        col(table.round) == col(Panelist.round),
        col(table.member_id) == col(Panelist.member_id),
    )
