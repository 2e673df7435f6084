"""Decision records: scorecards, votes before and after the talk, overrides and decisions of a stage, for one reader."""

from collections.abc import Sequence

from domain.actions import Action
from domain.ballots import AGAINST
from domain.permissions import Relation, require
from domain.read.debriefs import VoteLine
from domain.read.people import Person
from domain.read.records import DecisionRecord, Override, RecordedDecision, RoundRecord
from domain.refusals import NotAllowed, NotFound, NotNow
from domain.scorecards import Recommendation
from domain.state import Card, LoopState, Part
from models import queries, queries_debriefs
from models.tables import Decision, Loop, Panelist, Vote
from services import debrief_votes, members, playbooks, sealing, state
from services.facts import Facts, Row, gather, rows_of
from services.work import Work

OVERRIDES = ("CardWaived", "GateClosed", "DebriefMovedOn", "Unsealed", "ConcernAnswered", "DecisionReopened")

GOES_ON = frozenset({"advance"})
STOPS = frozenset({"reject"})


def record(work: Work, loop: int, stage_key: str | None = None) -> DecisionRecord:
    """Of the present stage unless one is named.

    For the recruiter, the hiring manager, the bar raiser, and who has submitted a scorecard of that stage; never for
    the candidate, and not for who still owes one there.
    """
    rows = rows_of(work, [loop])
    if not rows:
        raise NotFound
    facts, row = gather(work, rows), rows[0]
    relations = facts.relations[loop]
    require(Action.READ_RECORD, relations)
    playbook = playbooks.of_hash(work, row[0].playbook_hash)
    now = state.load(work, row[0], row[1], playbook)
    key = stage_key or now.stage
    if key not in {stage.key for stage in playbook.stages}:
        raise NotFound
    panel = [seat for seat in facts.seats.get(loop, ()) if seat.stage == key]
    _may_read(work, relations, panel, owes=key == now.stage and work.actor in now.outstanding)
    role = row[1]
    cards = queries.scorecards_of(work.session, loop)
    people = members.people(work, {work.actor, role.recruiter, role.hiring_manager, role.bar_raiser or ""} - {""})
    return DecisionRecord(
        loop=loop,
        candidate=row[2].name,
        role=role.title,
        stage=playbook.stage(key).name,
        stage_key=key,
        reader=people[work.actor],
        recruiter=people[role.recruiter],
        hiring_manager=people[role.hiring_manager],
        bar_raiser=people.get(role.bar_raiser or ""),
        rounds=_rounds(work, facts, row, now, key),
        overrides=_overrides(work, loop, key),
        playbook=playbook.name,
        playbook_hash=row[0].playbook_hash,
        kit_hashes=tuple(sorted({card.kit_hash for card in cards if card.stage == key and card.kit_hash})),
    )


def _may_read(work: Work, relations: frozenset[Relation], panel: Sequence[Panelist], *, owes: bool) -> None:
    if owes:
        raise NotNow("You owe a scorecard in this stage. Submit yours, then its record opens.")
    mine = any(
        seat.member_id == work.actor and seat.card == Card.SUBMITTED and seat.part != Part.SHADOW for seat in panel
    )
    if not mine and not relations & debrief_votes.TEAM:
        raise NotAllowed("The record of a stage is for its panel, the recruiter and the hiring manager.")


def _rounds(work: Work, facts: Facts, row: Row, now: LoopState, key: str) -> tuple[RoundRecord, ...]:
    loop, role, _ = row
    loop_id = loop.id or 0
    relations = facts.relations[loop_id]
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    lines = [
        line
        for line in sealing.scorecard_lines(work, loop, role, relations, playbook)
        if line.stage_key == key and line.part is not Part.SHADOW
    ]
    decided = queries_debriefs.decisions_of_stage(work.session, loop_id, key)
    votes = [vote for vote in facts.votes.get(loop_id, ()) if vote.stage == key]
    numbers = sorted({line.round for line in lines} | {one.round for one in decided} | {one.round for one in votes})
    return tuple(
        RoundRecord(
            number=number,
            scorecards=tuple(line for line in lines if line.round == number),
            votes=_votes(work, facts, loop, now, key, number),
            decisions=_decisions(work, [one for one in decided if one.round == number]),
        )
        for number in numbers
    )


def _votes(work: Work, facts: Facts, loop: Loop, now: LoopState, key: str, number: int) -> tuple[VoteLine, ...]:
    """Of the present round as they are open now; of an earlier one as they were open when it was decided."""
    loop_id = loop.id or 0
    given = [one for one in facts.votes.get(loop_id, ()) if (one.stage, one.round) == (key, number)]
    if (key, number) == (now.stage, now.round):
        return debrief_votes.lines(work, now, given, facts.relations[loop_id], facts.panel(loop)) if given else ()
    last = [
        one
        for one in queries_debriefs.decisions_of_stage(work.session, loop_id, key)
        if one.round == number and one.reopened_at is None
    ]
    kept = {member: (first, second) for member, first, second in (last[-1].votes if last else ())}
    people = members.people(work, set(kept))
    rows = {one.member_id: one for one in given}
    return tuple(_kept(people[member], rows.get(member), *words) for member, words in kept.items())


def _kept(person: Person, row: Vote | None, first: str, second: str) -> VoteLine:
    return VoteLine(
        person=person,
        in_first=bool(first),
        in_second=bool(second),
        first=first,
        second=second,
        first_note=row.first_note if row and first else "",
        second_note=row.second_note if row and second else "",
        answer=row.answer if row else "",
    )


def _decisions(work: Work, found: Sequence[Decision]) -> tuple[RecordedDecision, ...]:
    named = {one.decided_by for one in found} | {vote[0] for one in found for vote in one.votes}
    people = members.people(work, named)
    return tuple(
        RecordedDecision(
            outcome=one.outcome,
            rationale=one.rationale,
            override=one.override,
            dissent=one.dissent,
            by=people[one.decided_by],
            at=one.decided_at,
            votes=tuple((people[member], first, second) for member, first, second in one.votes),
            dissenters=tuple(people[vote[0]] for vote in one.votes if _differs(one.outcome, vote)),
            playbook_hash=one.playbook_hash or "",
            reopened_at=one.reopened_at,
        )
        for one in found
    )


def _differs(outcome: str, vote: Sequence[str]) -> bool:
    """Whether somebody's last open vote was for the other way; to hold or to ask once more is neither way."""
    last = vote[2] or vote[1]
    against = bool(last) and Recommendation(last) in AGAINST
    return against if outcome in GOES_ON else bool(last) and not against if outcome in STOPS else False


def _overrides(work: Work, loop: int, key: str) -> tuple[Override, ...]:
    entries = queries_debriefs.history_of_stage(work.session, loop, key, OVERRIDES)
    people = members.people(work, {entry.by for entry in entries})
    return tuple(Override(entry.event, people.get(entry.by), entry.at, entry.reason) for entry in entries)
