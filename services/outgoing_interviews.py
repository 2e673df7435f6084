"""Invitations, which follow what becomes of the interview, and the word a quarter of an hour before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.read.invitations import InvitationPost, SoonPost
from domain.read.loops import MeetingLine
from domain.read.people import Person
from domain.state import Rsvp, Status, Step
from models import queries_delivery
from models.tables import History, Interview, Loop, Panelist, Post
from services import kits, members, playbooks
from services.facts import Facts, Row, of_panel, rows_of
from services.lines import meeting_of, seat_line
from services.work import Work

ENDED: Mapping[str, str] = {
    "Rescheduled": "{who} moved this interview to another time. You have a new invitation.",
    "Cancelled": "{who} cancelled this interview.",
    "Moved": "This interview did not take place at its time.",
    "NoShow": "This interview did not take place.",
    "Happened": "This interview took place.",
    "CardSubmitted": "This interview took place.",
    "ContradictionSettled": "{who} has settled what became of this interview.",
    "PutOnHold": "This loop is on hold, so the interview was cancelled.",
    "Rejected": "This loop is closed, so there is no interview any more.",
    "Withdrawn": "This loop is closed, so there is no interview any more.",
    "Advanced": "It went on without this interview.",
}
"""What ends an invitation, by event, in words for its reader."""

HELD = frozenset({"Happened", "CardSubmitted"})

DECLINED = "You can't make it, so there is nothing to do. The recruiter looks for somebody else."

ASKED_AGAIN = "You were asked again: see the newer invitation."

OFF_THE_PANEL = "You are not on the panel any more, so there is nothing to do. Thank you!"


def invitation(work: Work, post: Post) -> InvitationPost | None:
    """The invitation to one version of an interview. Not sent once it is overtaken."""
    row, rows = work.session.get(Interview, post.ref), rows_of(work, [post.loop_id or 0])
    if row is None or not rows:
        return None
    facts = of_panel(work, rows[0], row)
    loop, role, candidate = rows[0]
    reader, version = post.member_id or "", int(post.subject)
    panel = _panel(facts, row)
    seat = next((one for one in panel if one.member_id == reader), None)
    expected = seat is not None and _stands(loop, row, version)
    again = expected and queries_delivery.asked_anew(work.session, post)
    current = expected and not again
    if not current and not post.ts:
        return None
    since = queries_delivery.history_since(work.session, loop.id or 0, post.created_at)
    ending = None if current else _ending(since, post.created_at, reader)
    meeting = meeting_of(facts, row) if current else _as_it_was(meeting_of(facts, row), ending)
    person = members.people(work, [reader, row.organiser])
    stage = kits.stage_of(work, loop, row.stage)
    return InvitationPost(
        loop=loop.id or 0,
        interview=row.id or 0,
        version=version,
        person=person[reader],
        asked_by=person[row.organiser],
        candidate=candidate.name,
        candidate_zone=candidate.zone,
        role=role.title,
        stage=stage.name,
        meeting=meeting,
        seat=seat_line(facts, seat) if seat else None,
        others=tuple(seat_line(facts, one) for one in panel if one.member_id != reader),
        resume_url=loop.resume_url,
        kit=stage.kit,
        current=current,
        outcome="" if current else ASKED_AGAIN if again else _outcome(work, ending),
        rsvp=Rsvp(seat.rsvp) if seat else Rsvp.PENDING,
        moved_from=_moved_from(since, post.created_at, reader),
        held=_held(seat, ending),
        stage_key=row.stage,
        round=row.round,
        off=ending is not None and meeting.starts_at > ending.at and (seat is None or _cancelled(row, version)),
        cancelled=_cancelled(row, version),
    )


def _cancelled(row: Interview, version: int) -> bool:
    return row.cancelled_at is not None and row.version == version


def soon(work: Work, post: Post) -> SoonPost | None:
    """Not sent once it has begun, moved, or lost this panelist. What is there already says what became of it."""
    row, rows = work.session.get(Interview, post.ref), rows_of(work, [post.loop_id or 0])
    if row is None or not rows:
        return None
    facts = of_panel(work, rows[0], row)
    expected = is_expected(post, rows[0], row, facts)
    if not post.ts and (not expected or row.starts_at <= work.now):
        return None
    since = [] if expected else queries_delivery.history_since(work.session, post.loop_id or 0, post.created_at)
    person = members.people(work, [post.member_id or ""])[post.member_id or ""]
    return ahead(work, post, person, rows[0], row, facts, since)


def is_expected(post: Post, row: Row, interview: Interview, facts: Facts) -> bool:
    """Whether the interview still stands as the post tells of it, and its reader comes."""
    seat = _seat(facts, interview, post.member_id)
    declined = seat is None or seat.rsvp == Rsvp.DECLINED
    return not declined and _stands(row[0], interview, int(post.subject))


def ahead(
    work: Work, post: Post, person: Person, row: Row, interview: Interview, facts: Facts, since: Sequence[History]
) -> SoonPost:
    """What is told of an interview ahead. `since`: its loop's history from then on, where it is not expected any more.

    Where it came to an end, one query more.
    """
    loop, role, candidate = row
    seat = _seat(facts, interview, post.member_id)
    declined = seat is not None and seat.rsvp == Rsvp.DECLINED
    current = is_expected(post, row, interview, facts)
    ending = _ending(since, post.created_at, person.id)
    meeting = meeting_of(facts, interview)
    return SoonPost(
        loop=loop.id or 0,
        candidate=candidate.name,
        role=role.title,
        stage=playbooks.of_hash(work, loop.playbook_hash).stage(interview.stage).name,
        person=person,
        meeting=meeting if current else _as_it_was(meeting, ending),
        resume_url=loop.resume_url,
        round=interview.round,
        stage_key=interview.stage,
        current=current,
        outcome=_outcome(work, ending) or (DECLINED if declined else ""),
        held=_held(seat, ending),
    )


def _seat(facts: Facts, interview: Interview, member: str | None) -> Panelist | None:
    return next((seat for seat in _panel(facts, interview) if seat.member_id == member), None)


def _held(seat: Panelist | None, ending: History | None) -> bool:
    """It took place, and the reader was there."""
    return seat is not None and not seat.absent and ending is not None and ending.event in HELD


def _panel(facts: Facts, row: Interview) -> list[Panelist]:
    seats = facts.seats.get(row.loop_id, ())
    return [seat for seat in seats if (seat.stage, seat.round) == (row.stage, row.round)]


def _stands(loop: Loop, row: Interview, version: int) -> bool:
    here = (loop.stage, loop.round, loop.step) == (row.stage, row.round, Step.SCHEDULED)
    return here and loop.status == Status.ACTIVE and row.cancelled_at is None and row.version == version


def _ending(since: Sequence[History], invited_at: datetime, reader: str) -> History | None:
    """The first entry after the one that invited which ends the invitation of this reader."""
    later = (entry for entry in since if entry.at > invited_at)
    return next((entry for entry in later if entry.event in ENDED or takes_off(entry, reader)), None)


def takes_off(entry: History, reader: str) -> bool:
    """Whether it changes a panel that the reader is not on any more."""
    if entry.event != "PanelChanged":
        return False
    return reader not in {seat.get("member") for seat in entry.facts.get("seats") or ()}


def _outcome(work: Work, ending: History | None) -> str:
    if ending is None:
        return ""
    who = members.people(work, [ending.by])
    words = ENDED.get(ending.event, OFF_THE_PANEL)
    return words.format(who=who[ending.by].name if ending.by else "Loopkeeper")


def _as_it_was(meeting: MeetingLine, ending: History | None) -> MeetingLine:
    """The row holds the newest time; the entry that ended this version holds its own."""
    was = ending.facts.get("was") if ending else None
    if not isinstance(was, str):
        return meeting
    start = datetime.fromisoformat(was)
    return replace(meeting, starts_at=start, ends_at=start + (meeting.ends_at - meeting.starts_at))


def _moved_from(since: Sequence[History], invited_at: datetime, reader: str) -> datetime | None:
    """The earlier time, for who was invited to it."""
    for entry in since:
        if entry.at == invited_at and entry.event == "Rescheduled" and reader in (entry.facts.get("were") or ()):
            was = entry.facts.get("was")
            return datetime.fromisoformat(was) if isinstance(was, str) else None
    return None
