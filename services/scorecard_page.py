"""One's own scorecard, as its form shows it."""

from datetime import datetime
from typing import Any

from domain.actions import Action
from domain.read.people import Person
from domain.read.scorecards import ScorecardPage
from domain.refusals import NotNow
from domain.scorecard_parts import digest
from domain.state import CLOSED, VOTING, Card, Part, Status, Step
from domain.todos import TodoKind
from models import queries
from models.tables import Interview, Loop, Panelist
from services import kits, members, playbooks
from services.lines import meeting_line
from services.relations import leads, require_on_loop
from services.work import Work

EMPTY: dict[str, Any] = {"ratings": {}, "recommendation": None, "notes": ""}


def page(work: Work, loop: int, stage: str | None = None, round_: int | None = None, seen: int = 0) -> ScorecardPage:
    """One's own form for the present round, or for one that is named, as last typed.

    `seen`: the version of the interview that an open form was drawn for. Raises NotNow once that round is over, as for
    a click on an old message.
    """
    require_on_loop(work, loop, Action.FEEDBACK)
    found = queries.loop_with_role(work.session, loop)
    if found is None:
        raise NotNow
    row, role, candidate = found
    stage, round_ = stage or row.stage, round_ or row.round
    seat = _seat(work, loop, stage, round_)
    if seat is None:
        raise NotNow("You're not on the panel of this stage, so there is no scorecard to fill.")
    playbook = playbooks.of_hash(work, row.playbook_hash)
    _still_open(row, stage, round_, playbook.stage(stage).name)
    interview = queries.interview_of(work.session, loop, stage, round_)
    meeting = meeting_line(work, interview) if interview and interview.cancelled_at is None else None
    card = queries.scorecard_of(work.session, loop, stage, round_, work.actor)
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
        can_submit=_can_submit(row, stage, interview, work.now),
        shadow=seat.part == Part.SHADOW,
        resume_url=row.resume_url,
        submission_link=row.submission_link,
        focus=row.focus or "",
        moved=meeting is not None and seen not in (0, meeting.version),
        on_hold=row.status == Status.ON_HOLD,
        pending=bool(card and card.submitted_at and card.draft and digest(card.draft) != digest(card.content or {})),
        recruiter=people[recruiter].name if recruiter in people and recruiter != work.actor else "",
    )


def owed(work: Work, loop: int) -> ScorecardPage | None:
    """My scorecard of the present round, if the loop waits for it."""
    todos = queries.open_todos(work.session, loop)
    mine = any(todo.kind == TodoKind.SCORECARD and todo.member_id == work.actor for todo in todos)
    return page(work, loop) if mine else None


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
    return next((seat for seat in panel if seat.member_id == work.actor and seat.removed_at is None), None)
