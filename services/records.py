"""Decision records: scorecards, votes before and after the talk, overrides and decisions of a stage, for one reader."""

from collections.abc import Collection, Sequence

from domain.actions import Action
from domain.permissions import Relation, may, require
from domain.playbook import Playbook, StageKind
from domain.read.records import DecisionRecord, WholeRecord
from domain.refusals import NotAllowed, NotFound, NotNow, Refusal
from domain.state import Card, LoopState, Part, Status
from models import queries, queries_debriefs
from models.tables import Decision, Panelist
from services import amendments, debrief_votes, members, playbooks, sealing, state
from services.facts import Facts, Row, gather, rows_of
from services.old_votes import OldVotes, old
from services.record_rounds import OVERRIDES, Source, not_waited_for, overrides, rounds
from services.work import Work


def record(work: Work, loop: int, stage_key: str | None = None) -> DecisionRecord:
    """Of the present stage unless one is named.

    For the recruiter, the hiring manager, the bar raiser, and who has submitted a scorecard of that stage; never for
    the candidate, and not for who still owes one there.
    """
    source = _source(work, loop)
    key = stage_key or source.now.stage
    if key not in {stage.key for stage in source.playbook.stages}:
        raise NotFound
    return _of_stage(work, source, key)


def whole(work: Work, loop: int) -> WholeRecord:
    """Of every stage that was decided, in their order; those that the reader may not read are left out.

    Refused who may read none of them, each as `record` would. A constant number of queries, however many stages.
    """
    source = _source(work, loop)
    found, refused = list[DecisionRecord](), list[Refusal]()
    for key in _decided(source.playbook, source.decided, source.relations):
        try:
            found.append(_of_stage(work, source, key))
        except (NotAllowed, NotNow) as refusal:
            refused.append(refusal)
    if not found:
        raise next((each for each in refused if isinstance(each, NotNow)), None) or next(
            iter(refused), NotNow("Nothing has been decided yet. The record begins with the first decision.")
        )
    loop_row, role, candidate = source.row
    return WholeRecord(
        loop=loop,
        candidate=candidate.name,
        role=role.title,
        status=Status(loop_row.status),
        reader=source.people[work.actor],
        recruiter=source.people[role.recruiter],
        hiring_manager=source.people[role.hiring_manager],
        bar_raiser=source.people.get(role.bar_raiser or ""),
        playbook=source.playbook.name,
        playbook_hash=loop_row.playbook_hash,
        made_at=work.now,
        stages=tuple(found),
    )


def made(work: Work, record: WholeRecord) -> int:
    """Write down that a file is made of it, for whom, and what they read there.

    It was read apart, so that no writer waits for that.
    """
    lines = [line for stage in record.stages for each in stage.rounds for line in each.scorecards]
    amendments.read(work, record.loop, lines)
    work.audit("make_record", "loop", record.loop, stages=[stage.stage_key for stage in record.stages])
    return record.loop


def readable(work: Work, facts: Facts, row: Row, now: LoopState, playbook: Playbook) -> bool:
    """Whether `whole` would give this reader anything."""
    loop = row[0].id or 0
    relations, seats = facts.relations[loop], facts.seats.get(loop, ())
    if not may(Action.READ_RECORD, relations):
        return False
    decided = queries_debriefs.decisions_of_loop(work.session, loop)
    return any(not _why_not(work, now, relations, seats, key) for key in _decided(playbook, decided, relations))


def _decided(playbook: Playbook, decided: Collection[Decision], relations: frozenset[Relation]) -> list[str]:
    """What was said about an offer is for those who may read the offer: it may speak of pay."""
    keys = {one.stage for one in decided}
    return [
        stage.key
        for stage in playbook.stages
        if stage.key in keys and (stage.kind is not StageKind.OFFER or may(Action.READ_OFFER, relations))
    ]


def _source(work: Work, loop: int) -> Source:
    rows = rows_of(work, [loop])
    if not rows:
        raise NotFound
    facts, row = gather(work, rows), rows[0]
    relations = facts.relations[loop]
    require(Action.READ_RECORD, relations)
    playbook = playbooks.of_hash(work, row[0].playbook_hash)
    decided = queries_debriefs.decisions_of_loop(work.session, loop)
    entries = queries_debriefs.history_of_kinds(work.session, loop, OVERRIDES)
    named = {work.actor, row[1].recruiter, row[1].hiring_manager, row[1].bar_raiser or ""} - {""}
    named |= {str(entry.facts.get("member", "")) for entry in entries} - {""}
    named |= {member for entry in entries for member in not_waited_for(entry)}
    edits = queries_debriefs.edits_of_role(work.session, row[1].id or 0) if any(map(old, decided)) else ()
    named |= {one.decided_by for one in decided} | {vote[0] for one in decided for vote in one.votes}
    return Source(
        facts=facts,
        row=row,
        relations=relations,
        playbook=playbook,
        now=state.load(work, row[0], row[1], playbook),
        lines=sealing.scorecard_lines(work, row[0], row[1], relations, playbook),
        cards=queries.scorecards_of(work.session, loop),
        decided=decided,
        entries=entries,
        people=members.people(work, named | {entry.by for entry in entries}),
        old_votes=OldVotes(row[1], edits, facts.seats.get(loop, ()), facts.votes.get(loop, ())),
    )


def _of_stage(work: Work, source: Source, key: str) -> DecisionRecord:
    loop, role, candidate = source.row
    refusal = _why_not(work, source.now, source.relations, source.facts.seats.get(loop.id or 0, ()), key)
    if refusal:
        raise refusal
    return DecisionRecord(
        loop=loop.id or 0,
        candidate=candidate.name,
        role=role.title,
        stage=source.playbook.stage(key).name,
        stage_key=key,
        reader=source.people[work.actor],
        recruiter=source.people[role.recruiter],
        hiring_manager=source.people[role.hiring_manager],
        bar_raiser=source.people.get(role.bar_raiser or ""),
        rounds=rounds(work, source, key),
        overrides=overrides(work, source, key),
        playbook=source.playbook.name,
        playbook_hash=loop.playbook_hash,
        kit_hashes=tuple(sorted({card.kit_hash for card in source.cards if card.stage == key and card.kit_hash})),
    )


def _why_not(
    work: Work, now: LoopState, relations: frozenset[Relation], seats: Sequence[Panelist], key: str
) -> Refusal | None:
    if key == now.stage and work.actor in now.outstanding:
        return NotNow("You owe a scorecard in this stage. Submit yours, then its record opens.")
    mine = any(
        seat.stage == key and seat.member_id == work.actor and seat.card == Card.SUBMITTED and seat.part != Part.SHADOW
        for seat in seats
    )
    if not mine and not relations & debrief_votes.TEAM:
        return NotAllowed("The record of a stage is for its panel, the recruiter and the hiring manager.")
    return None
