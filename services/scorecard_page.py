"""One's own scorecard, as its form shows it."""

from datetime import datetime
from typing import Any

from domain.actions import Action
from domain.permissions import require
from domain.read.people import Person
from domain.read.scorecards import ScorecardPage
from domain.refusals import NotFound, NotNow
from domain.scorecard_parts import digest
from domain.state import CLOSED, VOTING, Card, Part, Status, Step
from domain.todos import TodoKind
from models import queries
from models.tables import Interview, Loop, Panelist
from services import kits, members, playbooks
from services.lines import meeting_line
from services.relations import leads, to_loop
from services.work import Work

EMPTY: dict[str, Any] = {"ratings": {}, "recommendation": None, "notes": ""}


def page(work: Work, loop: int, stage: str | None = None, round_: int | None = None, seen: int = 0) -> ScorecardPage:
    """One's own form for the present round, or for one that is named, as last typed.

    `seen`: the version of the interview that an open form was drawn for. Who has lost their seat reads what they wrote,
    and why it stays notes. Raises NotNow once that round is over, as for a click on an old message.
    """
    found = queries.loop_with_role(work.session, loop)
    if found is None or found[1].workspace_id != work.workspace:
        raise NotFound
    row, role, candidate = found
    stage, round_ = stage or row.stage, round_ or row.round
    seat, card = _seat(work, loop, stage, round_), queries.scorecard_of(work.session, loop, stage, round_, work.actor)
    interview = queries.interview_of(work.session, loop, stage, round_)
    lost = _why(interview) if seat and seat.removed_at and card else ""
    if not lost or candidate.member_id == work.actor:
        require(Action.FEEDBACK, to_loop(work, row, role, candidate))
    if seat is None or (seat.removed_at and not lost):
        raise NotNow("You're not on the panel of this stage, so there is no scorecard to fill.")
    playbook = playbooks.of_hash(work, row.playbook_hash)
    _still_open(row, stage, round_, playbook.stage(stage).name)
    held = interview is not None and interview.cancelled_at is None and not lost
    meeting = meeting_line(work, interview) if interview and held else None
    kit = kits.kit_of_card(work, card, row, stage)
    recruiter, _ = leads(role, candidate)
    people = members.people(work, [work.actor, recruiter])
    return ScorecardPage(
        loop=loop,
        stage_key=stage,
        round=round_,
        stage=playbook.stage(stage).name,
        candidate=candidate.name,
        role=role.title,
        person=people.get(work.actor, Person(work.actor, work.actor)),
        kit=kit,
        draft=(card.draft or card.content if card else None) or EMPTY,
        meeting=meeting,
        submitted_at=card.submitted_at if card and seat.card == Card.SUBMITTED else None,
        submitted=card.content if card and seat.card == Card.SUBMITTED else None,
        can_submit=not lost and _can_submit(row, stage, interview, work.now),
        shadow=seat.part == Part.SHADOW,
        resume_url="" if lost else row.resume_url,
        submission_link="" if lost else row.submission_link,
        focus=row.focus or "",
        error=lost,
        moved=meeting is not None and seen not in (0, meeting.version),
        on_hold=row.status == Status.ON_HOLD,
        pending=bool(card and card.submitted_at and card.draft and digest(card.draft) != digest(card.content or {})),
        draft_again=card is not None and card.submitted_at is None and card.version > 1,
        recruiter=people[recruiter].name if recruiter in people and recruiter != work.actor and not lost else "",
    )


def owed(work: Work, loop: int) -> ScorecardPage | None:
    """My scorecard of the present round, if the loop waits for it."""
    todos = queries.open_todos(work.session, loop)
    mine = any(todo.kind == TodoKind.SCORECARD and todo.member_id == work.actor for todo in todos)
    return page(work, loop) if mine else None


def seat_lost(work: Work, loop: int, stage: str, round_: int) -> str:
    """Why the actor has their seat in this round no more; empty while they have it, and if they never had one."""
    seat = _seat(work, loop, stage, round_)
    return _why(queries.interview_of(work.session, loop, stage, round_)) if seat and seat.removed_at else ""


def _why(interview: Interview | None) -> str:
    if interview is not None and interview.cancelled_at is not None:
        return "This interview was cancelled, moved or missed. Your notes are kept for when it takes place."
    return "You're not on the panel of this stage any more. Your notes are kept; the recruiter can put you back on it."


def _still_open(row: Loop, stage: str, round_: int, name: str) -> None:
    where = "“Read scorecards” on the loop's page shows them."
    if row.status in CLOSED:
        raise NotNow(f"This loop is closed, so its scorecards are final. {where}")
    if (row.stage, row.round) != (stage, round_):
        raise NotNow(f"{name} is not under way any more, so its scorecards are final. {where}")


def _can_submit(row: Loop, stage: str, interview: Interview | None, now: datetime) -> bool:
    if row.stage != stage or row.status != "active":
        return False
    if row.step == Step.SCHEDULED:
        return interview is not None and interview.starts_at <= now
    return row.step in (Step.FEEDBACK, Step.REVIEW, *VOTING, Step.DECISION)


def _seat(work: Work, loop: int, stage: str, round_: int) -> Panelist | None:
    panel = queries.panel_of(work.session, loop, stage, round_)
    return next((seat for seat in panel if seat.member_id == work.actor), None)
