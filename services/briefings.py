"""Briefings: what somebody reads before they interview or review."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.actions import Action
from domain.permissions import require
from domain.playbook import Playbook
from domain.read.briefings import Briefing, Probe
from domain.read.people import Person
from domain.refusals import NotFound
from domain.state import Rsvp
from models import queries_briefings
from models.tables import Decision, Interview
from services import kits, members, playbooks
from services.facts import Facts, Row, gather, rows_of
from services.lines import meeting_of, seat_line
from services.work import Work


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
    return _mine(work, facts, row, stage_key or here.stage, here.round if now else 1)


def of_interview(work: Work, interview: int) -> Briefing:
    """For those on the panel of this interview alone."""
    meeting = work.session.get(Interview, interview)
    rows = rows_of(work, [meeting.loop_id]) if meeting else ()
    if meeting is None or not rows:
        raise NotFound
    facts = gather(work, rows)
    require(Action.READ_CANDIDATE, facts.relations[meeting.loop_id])
    found = _mine(work, facts, rows[0], meeting.stage, meeting.round)
    if found.seat is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decisions about some loops ask the next stages to look into, and who asks."""

    decisions: Sequence[Decision]
    people: Mapping[str, Person]

    @classmethod
    def of(cls, work: Work, loops: Collection[int]) -> "Wanted":
        asking = [each for each in queries_briefings.decisions(work.session, loops) if each.probe]
        return cls(asking, members.people(work, {each.decided_by for each in asking}))

    def at(self, playbook: Playbook, loop: int, stage_key: str) -> tuple[Probe, ...]:
        """What the stages before this one asked for, with decisions that stand."""
        keys = [stage.key for stage in playbook.stages]
        earlier = keys[: keys.index(stage_key)]
        asked = [each for each in self.decisions if each.loop_id == loop and each.stage in earlier]
        return tuple(Probe(playbook.stage(each.stage).name, each.probe, self.people[each.decided_by]) for each in asked)


def _mine(work: Work, facts: Facts, row: Row, stage_key: str, round_: int) -> Briefing:
    reader = members.people(work, [work.actor])[work.actor]
    return briefing(work, facts, row, (stage_key, round_), reader, Wanted.of(work, [row[0].id or 0]))


def briefing(work: Work, facts: Facts, row: Row, here: tuple[str, int], reader: Person, wanted: Wanted) -> Briefing:
    """What `reader` needs to know of a stage and its round, of what has been loaded already."""
    loop, role, candidate = row
    loop_id = loop.id or 0
    stage, playbook = kits.stage_of(work, loop, here[0]), playbooks.of_hash(work, loop.playbook_hash)
    meeting = next((each for each in facts.meetings.get(loop_id, ()) if (each.stage, each.round) == here), None)
    panel = [seat for seat in facts.seats.get(loop_id, ()) if (seat.stage, seat.round) == here]
    mine = next((seat for seat in panel if seat.member_id == reader.id), None)
    leads = reader.id in (role.recruiter, role.hiring_manager)
    return Briefing(
        loop=loop_id,
        stage_key=here[0],
        round=here[1],
        person=reader,
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
        probes=wanted.at(playbook, loop_id, here[0]) if leads or (mine and mine.rsvp != Rsvp.DECLINED) else (),
        avoid=playbook.avoid,
    )
