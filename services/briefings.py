"""Briefings: what somebody reads before they interview or review, and the word of the working morning before."""

from datetime import timedelta

from domain import cadence
from domain.actions import Action
from domain.permissions import require
from domain.read.briefings import Briefing, Probe
from domain.read.invitations import BriefingPost
from domain.read.messages import PostKind
from domain.read.people import Person
from domain.refusals import NotFound
from domain.state import Rsvp
from models import queries, queries_briefings
from models.tables import Interview, Loop, Panelist, Post
from services import kits, members, outgoing_interviews, playbooks, posts
from services.facts import Facts, Row, gather, rows_of
from services.lines import meeting_of, seat_line
from services.work import Work

AT_ONCE = 20
"""Loops whose panels one tick briefs; the next tick has the others."""

AHEAD = timedelta(days=cadence.LOOKS_BACK + 1)


def of_loop(work: Work, loop: int, stage_key: str | None = None) -> Briefing:
    """At any time, for who may read of the candidate: of the present stage, or of one that is named."""
    rows = rows_of(work, [loop])
    if not rows:
        raise NotFound
    facts = gather(work, rows)
    require(Action.READ_CANDIDATE, facts.relations[loop])
    row, here = rows[0], rows[0][0]
    if stage_key not in (None, *(stage.key for stage in playbooks.of_hash(work, here.playbook_hash).stages)):
        raise NotFound
    now = stage_key in (None, here.stage)
    return _of(work, facts, row, stage_key or here.stage, here.round if now else 1, work.actor)


def of_interview(work: Work, interview: int) -> Briefing:
    """For those on the panel of this interview alone."""
    meeting = work.session.get(Interview, interview)
    rows = rows_of(work, [meeting.loop_id]) if meeting else ()
    if meeting is None or not rows:
        raise NotFound
    facts = gather(work, rows)
    require(Action.READ_CANDIDATE, facts.relations[meeting.loop_id])
    found = _of(work, facts, rows[0], meeting.stage, meeting.round, work.actor)
    if found.seat is None:
        raise NotFound
    return found


def message(work: Work, post: Post) -> BriefingPost | None:
    """Not sent once the interview has begun, moved, or lost this panelist; then what is there says so."""
    about = outgoing_interviews.soon(work, post)
    rows = rows_of(work, [about.loop]) if about else ()
    if about is None or not rows:
        return None
    if not about.current:
        return BriefingPost(about)
    found = _of(work, gather(work, rows), rows[0], about.stage_key, about.round, about.person.id)
    return BriefingPost(about, found)


def _of(work: Work, facts: Facts, row: Row, stage_key: str, round_: int, reader: str) -> Briefing:
    loop, role, candidate = row
    loop_id = loop.id or 0
    stage = kits.stage_of(work, loop, stage_key)
    here = (stage_key, round_)
    meeting = next((each for each in facts.meetings.get(loop_id, ()) if (each.stage, each.round) == here), None)
    panel = [seat for seat in facts.seats.get(loop_id, ()) if (seat.stage, seat.round) == here]
    mine = next((seat for seat in panel if seat.member_id == reader), None)
    leads = reader in (role.recruiter, role.hiring_manager)
    return Briefing(
        loop=loop_id,
        stage_key=stage_key,
        round=round_,
        person=members.people(work, [reader])[reader],
        candidate=candidate.name,
        candidate_zone=candidate.zone,
        role=role.title,
        stage=stage.name,
        kind=stage.kind,
        purpose=stage.purpose,
        meeting=meeting_of(facts, meeting) if meeting else None,
        seat=seat_line(facts, mine) if mine else None,
        others=tuple(seat_line(facts, seat) for seat in panel if seat is not mine),
        resume_url=loop.resume_url,
        submission_link=loop.submission_link,
        kit=stage.kit,
        focus=(loop.focus or "") if here == (loop.stage, loop.round) else "",
        probes=_probes(work, loop, stage_key) if leads or (mine and mine.rsvp != Rsvp.DECLINED) else (),
        avoid=playbooks.of_hash(work, loop.playbook_hash).avoid,
    )


def _probes(work: Work, loop: Loop, stage_key: str) -> tuple[Probe, ...]:
    """What the stages before this one asked for, with decisions that stand."""
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    keys = [stage.key for stage in playbook.stages]
    earlier = keys[: keys.index(stage_key)]
    asked = [each for each in queries.decisions_of(work.session, loop.id or 0) if each.probe and each.stage in earlier]
    people = members.people(work, {each.decided_by for each in asked})
    return tuple(Probe(playbook.stage(each.stage).name, each.probe, people[each.decided_by]) for each in asked)


def due(work: Work, limit: int = AT_ONCE) -> list[tuple[int, str]]:
    """Loops, each with its workspace, somebody of whose panel should be briefed now. Reads only."""
    found = queries_briefings.unbriefed(work.session, work.now, work.now + AHEAD)
    people = members.people(work, {seat.member_id for _, seat, _ in found})
    waiting = {
        interview.loop_id: workspace
        for interview, seat, workspace in found
        if _its_time(work, interview, people.get(seat.member_id))
    }
    return list(waiting.items())[:limit]


def _its_time(work: Work, interview: Interview, reader: Person | None) -> bool:
    if reader is None or not reader.active:
        return False
    return cadence.briefing_at(work.now, interview.starts_at, reader.tz, reader.hours) == work.now


def brief(work: Work, loop: int) -> int:
    """Write the briefings of this loop's panel whose morning it is: one for each version and member."""
    if queries.loop_for_update(work.session, loop) is None:
        raise NotFound
    found = queries_briefings.unbriefed(work.session, work.now, work.now + AHEAD, loop)
    people = members.people(work, {seat.member_id for _, seat, _ in found})
    for interview, seat, _ in found:
        if _its_time(work, interview, people.get(seat.member_id)):
            _say(work, interview, seat)
    work.session.flush()
    return loop


def _say(work: Work, interview: Interview, seat: Panelist) -> None:
    seat.briefed_version = interview.version
    work.session.add(seat)
    posts.say(
        work, f"briefing:{interview.id}:v{interview.version}:{seat.member_id}", PostKind.BRIEFING,
        loop=interview.loop_id, ref=interview.id, subject=str(interview.version), member=seat.member_id,
    )  # fmt: skip
