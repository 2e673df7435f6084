"""Rows to the lines that lists, digests and cards are made of: a constant number of queries, however many loops."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import cadence
from domain.actions import Action, primary
from domain.permissions import may, may_decide
from domain.playbook import Playbook, StageKind
from domain.read.loops import (
    LoopCard,
    LoopLine,
    MeetingLine,
    SeatLine,
    StageMark,
    TodoItem,
    Unreached,
    Unsettled,
    Waiting,
)
from domain.read.people import PEOPLE, Person
from domain.state import Card, LoopState, Missed, Part, Rsvp, Status, Step
from domain.todos import TodoKind
from models.tables import Interview, Loop, Panelist, Role, Todo
from services import debrief_votes, members, playbooks, state
from services.facts import Facts, Row
from services.relations import in_the_lead, leads
from services.work import Work

COURTESY = timedelta(hours=1)


def is_late(todo: Todo, now: datetime) -> bool:
    """Past its time. What is due the moment it comes up has an hour first: nobody is late when first asked."""
    return max(todo.due_at, todo.opens_at + COURTESY) < now


def line(work: Work, facts: Facts, row: Row) -> LoopLine:
    loop, role, candidate = row
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    meeting, offer = facts.meeting(loop), facts.offers.get(loop.id or 0)
    stage = playbook.stage(loop.stage)
    due = loop.challenge_due if loop.step == Step.WITH_CANDIDATE else None
    if stage.kind is StageKind.OFFER and loop.step == Step.EXTENDED and offer is not None:
        due = offer.expires_at
    return LoopLine(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        role_id=role.id or 0,
        status=Status(loop.status),
        stage=stage.name,
        stage_key=loop.stage,
        step=Step(loop.step),
        round=loop.round,
        since=loop.stage_since,
        days=cadence.days_in(loop.stage_since, work.now, ZoneInfo(role.zone)),
        waiting=waiting(work, facts, loop),
        primary=_primary(work, facts, row, stage.decided_by),
        starts_at=meeting.starts_at if meeting else None,
        due_at=due,
        overdue=loop.overdue,
        close_reason=loop.close_reason,
    )


def waiting(work: Work, facts: Facts, loop: Loop) -> tuple[Waiting, ...]:
    """Whom the loop waits for now, as far as the reader may know; when nothing is open yet, who is next."""
    todos = debrief_votes.known_todos(work, facts, loop)
    now = [todo for todo in todos if todo.opens_at <= work.now]
    meeting = facts.meeting(loop)
    begins = {str(TodoKind.WHAT_HAPPENED): meeting.starts_at} if meeting and not now else {}
    return tuple(
        Waiting(
            kind=TodoKind(todo.kind),
            person=facts.person(todo.member_id),
            since=begins.get(todo.kind, todo.opens_at),
            late=is_late(todo, work.now),
            escalated=todo.escalated_at is not None,
            ahead=not now,
        )
        for todo in (now or todos)
    )


def _primary(work: Work, facts: Facts, row: Row, decided_by: str) -> Action | None:
    """The next button for this reader; "Open" stands beside it anyway."""
    loop, _, _ = row
    found = facts.relations.get(loop.id or 0, frozenset())
    action = primary_of(work, facts, loop)
    if action is Action.DECIDE and not may_decide(found, decided_by):
        return None
    if action is Action.FEEDBACK and not any(
        seat.member_id == work.actor and seat.card == Card.NONE for seat in facts.panel(loop)
    ):
        return None
    if action is Action.VOTE and not _votes(work, facts, row):
        return None
    return action if may(action, found) else None


def _votes(work: Work, facts: Facts, row: Row) -> bool:
    """Whether the reader's vote is asked for here; as in `debriefs.voters`."""
    loop, role, candidate = row
    if work.actor in (leads(role, candidate)[1], role.bar_raiser):
        return work.actor != candidate.member_id
    mine = (seat for seat in facts.panel(loop) if seat.member_id == work.actor)
    return any(state.seat(seat).counts and seat.card == Card.SUBMITTED for seat in mine)


def primary_of(work: Work, facts: Facts, loop: Loop) -> Action:
    """The one button that a card shows to all: what moves this loop."""
    status, step, meeting = Status(loop.status), Step(loop.step), facts.meeting(loop)
    over = meeting is not None and meeting.ends_at <= work.now
    owed = {todo.kind for todo in facts.todos.get(loop.id or 0, ()) if todo.opens_at <= work.now}
    here = LoopState((), loop.stage, step, "", "", status, untold=tuple(loop.untold))
    return primary(here, over=over, owed=owed)


def card(work: Work, facts: Facts, row: Row) -> LoopCard:
    """What the hiring channel sees. Its button is the same for everybody; a click asks for the right."""
    loop, role, candidate = row
    recruiter, hiring_manager = leads(role, candidate)
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    base = line(work, facts, row)
    panel = facts.panel(loop)
    meeting = facts.meeting(loop)
    return LoopCard(
        line=replace(base, primary=primary_of(work, facts, loop)),
        zone=role.zone,
        marks=marks(playbook, role, loop),
        recruiter=facts.person(recruiter),
        hiring_manager=facts.person(hiring_manager),
        meeting=meeting_of(facts, meeting) if meeting else None,
        seats=tuple(seat_line(facts, seat) for seat in panel),
        submitted=sum(seat.card == Card.SUBMITTED and seat.part != Part.SHADOW for seat in panel),
        required=sum(seat.part != Part.SHADOW and seat.card != Card.WAIVED for seat in panel),
        hold_until=loop.hold_until,
        channel=role.channel,
    )


def marks(playbook: Playbook, role: Role, loop: Loop) -> tuple[StageMark, ...]:
    """The stage track: what is done, where it is, what lies ahead."""
    plan = playbooks.stages(playbook, role.seniority)
    here = next((index for index, stage in enumerate(plan) if stage.key == loop.stage), 0)
    hired = loop.status == Status.HIRED
    return tuple(
        StageMark(
            key=stage.key,
            name=stage.name,
            kind=stage.kind,
            mark="done" if index < here or hired else "current" if index == here else "ahead",
        )
        for index, stage in enumerate(plan)
    )


def seat_line(facts: Facts, seat: Panelist) -> SeatLine:
    return SeatLine(
        facts.person(seat.member_id), Part(seat.part), Rsvp(seat.rsvp), seat.absent, Card(seat.card), seat.answer_note
    )


def meeting_of(facts: Facts, row: Interview) -> MeetingLine:
    organiser = facts.person(row.organiser)
    return MeetingLine(
        row.id or 0, row.version, row.starts_at, row.ends_at, row.zone, organiser, row.link, row.happened
    )


def meeting_line(work: Work, row: Interview) -> MeetingLine:
    people = members.people(work, [row.organiser])
    return meeting_of(Facts((), people=people), row)


def todo_item(work: Work, facts: Facts, row: Row, todo: Todo, *, person: Person | None = None) -> TodoItem:
    """One to-do with what its buttons need. `person`: whom it is shown to as theirs, if not who has it."""
    loop, role, candidate = row
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    meeting = facts.meeting(loop)
    return TodoItem(
        id=todo.id or 0,
        kind=TodoKind(todo.kind),
        person=person or facts.person(todo.member_id),
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        stage=playbook.stage(todo.stage).name,
        stage_key=todo.stage,
        round=loop.round,
        subject=todo.key.partition(":")[2],
        created_at=todo.created_at,
        opens_at=todo.opens_at,
        due_at=todo.due_at,
        late=is_late(todo, work.now),
        nudged=todo.nudged,
        escalated=todo.escalated_at is not None,
        interview=meeting.id if meeting else None,
        interview_version=meeting.version if meeting else 0,
        starts_at=meeting.starts_at if meeting else None,
        asked_by=facts.person(meeting.organiser) if meeting and todo.kind == TodoKind.ANSWER_INVITATION else None,
        snoozed_until=todo.snoozed_until,
        disowned=todo.disowned_at is not None,
        begun=todo.kind == TodoKind.SCORECARD and _writes(facts, loop, todo),
        settles=_unsettled(facts, row, playbook, todo) if todo.kind == TodoKind.REASSIGN else None,
        unreached=_unreached(facts, row, todo) if todo.kind == TodoKind.UNREACHED else None,
    )


def _writes(facts: Facts, loop: Loop, todo: Todo) -> bool:
    return (todo.loop_id, todo.stage, loop.round, todo.member_id) in facts.begun


def _unreached(facts: Facts, row: Row, todo: Todo) -> Unreached:
    why, _, where = todo.key.partition(":")[2].partition(".")
    if not where.startswith(PEOPLE):
        return Unreached(Missed(why), channel=where)
    people = tuple(facts.person(member) for member in where.split(","))
    return Unreached(Missed(why), people, seated=any(seat.member_id == where for seat in facts.panel(row[0])))


def _unsettled(facts: Facts, row: Row, playbook: Playbook, todo: Todo) -> Unsettled | None:
    """The open to-do that this one is to settle."""
    key = todo.key.partition(":")[2]
    about = next((one for one in facts.todos.get(todo.loop_id, ()) if one.key == key), None)
    if about is None:
        return None
    return Unsettled(
        TodoKind(about.kind),
        facts.person(about.member_id),
        about.nudged,
        disowned=about.disowned_at is not None,
        decides=may_decide(in_the_lead(todo.member_id, row[1], row[2]), playbook.stage(about.stage).decided_by),
    )
