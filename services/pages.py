"""One loop for one reader: all that they may see and do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from domain.actions import Action, offered, primary
from domain.debriefs import missing, standing_no, voters
from domain.permissions import Relation, may, may_decide, require
from domain.read.details import CandidateDetail, DecisionLine, HistoryLine, ScorecardLine, TellText
from domain.read.loops import LoopCard, LoopPage, TodoItem
from domain.read.people import Person
from domain.refusals import NotFound, NotNow
from domain.state import VOTING, Card, LoopState, Status, Step
from domain.telling import to_tell
from domain.why_not import why_not
from models import queries
from services import debrief_votes, kits, members, playbooks, private_notes, records, reminders, sealing, state
from services.details import history_lines, offers_that_count, tell_text, with_evidence
from services.facts import Facts, Row, gather, rows_of
from services.lines import card, todo_item
from services.work import Work

HISTORY = 20
"""Entries in one part: with reasons as long as they may be, they still fit a modal."""


TELL_A_VOTE = frozenset({"ConcernAnswered"})
"""Events that only follow a certain vote of a certain person."""


def page(work: Work, loop: int, action: Action = Action.OPEN, *, part: int = 0) -> LoopPage:
    """All that the reader may see and do. Refused unless they may do `action`, and it makes sense now.

    `part`: of the history, from 0, the newest.
    """
    rows = rows_of(work, [loop])
    if not rows:
        raise NotFound
    facts = gather(work, rows)
    row, relations = rows[0], facts.relations[loop]
    require(action, relations)
    loop_row, role, _ = row
    playbook = playbooks.of_hash(work, loop_row.playbook_hash)
    now = state.load(work, loop_row, role, playbook)
    actions = _actions(now, relations, work)
    if records.readable(work, facts, row, now, playbook):
        actions = (*actions, Action.READ_RECORD)
    if action not in (Action.OPEN, *_ALWAYS, *actions):
        raise NotNow(why_not(action, now, work.now))
    reads = may(Action.READ_CANDIDATE, relations)
    mine = queries.scorecard_of(work.session, loop, loop_row.stage, loop_row.round, work.actor)
    viewer = members.people(work, [work.actor]).get(work.actor, Person(work.actor, work.actor))
    items = [todo_item(work, facts, row, todo) for todo in debrief_votes.known_todos(work, facts, loop_row)]
    cards = _scorecards(work, row, relations)
    offer, in_hand = offers_that_count(work, loop) if may(Action.READ_OFFER, relations) else (None, None)
    past, older = _history(work, facts, row, part) if relations - {Relation.CHANNEL} else ((), False)
    return LoopPage(
        card=card(work, facts, row) if reads else _as_in_channel(card(work, facts, row)),
        viewer=viewer,
        actions=actions,
        playbook=playbook,
        stage=kits.stage_of(work, loop_row, loop_row.stage),
        plan=playbooks.stages(playbook, role.seniority),
        candidate=_candidate(work, row) if reads else None,
        todos=_mine_first(items if reads else [item for item in items if item.person.id == work.actor], work.actor),
        history=past,
        history_part=part,
        older=older,
        scorecards=cards,
        decisions=_decisions(work, row, relations),
        offer=offer,
        offer_in_hand=in_hand,
        challenge_due=loop_row.challenge_due,
        challenge_link=loop_row.challenge_link if reads else "",
        submission_link=loop_row.submission_link if reads else "",
        outstanding=tuple(facts.person(member) for member in now.outstanding),
        votes=debrief_votes.lines(work, now, facts.votes_now(loop_row), relations, facts.panel(loop_row))
        if reads and (now.ballots or now.step in VOTING)
        else (),
        missing_votes=tuple(members.people(work, missing(now)).values()) if reads else (),
        objects=_objects(work, now)
        if relations & _LEADS and debrief_votes.reads_round(work, facts, loop_row, now.stage, standing_no(now))
        else None,
        hold_reason=loop_row.hold_reason if reads else "",
        panel_suggested=tuple(seat.member for seat in now.seats),
        may_override=may(Action.OVERRIDE, relations),
        private_notes=private_notes.lines(work, loop_row, relations, now),
        my_submitted_at=mine.submitted_at if mine else None,
        telling=_telling(work, facts, row, now, cards) if may(Action.TOLD, relations) else (),
        reminded=reminders.heard(work, loop) if relations & _LEADS else (),
    )


_LEADS = frozenset({Relation.RECRUITER, Relation.HIRING_MANAGER})


def _objects(work: Work, now: LoopState) -> Person | None:
    return members.people(work, [now.bar_raiser])[now.bar_raiser] if standing_no(now) else None


def _as_in_channel(whole: LoopCard) -> LoopCard:
    """Name, stage and dates: what a member of the hiring channel may know."""
    meeting = replace(whole.meeting, link="") if whole.meeting else None
    return replace(whole, meeting=meeting, seats=(), submitted=0, required=0)


def _mine_first(items: Sequence[TodoItem], reader: str) -> tuple[TodoItem, ...]:
    return tuple(sorted(items, key=lambda item: (item.person.id != reader, item.due_at, item.id)))


_ALWAYS = (
    Action.EDIT_CANDIDATE, Action.READ_CANDIDATE, Action.READ_SCORECARDS, Action.READ_OFFER, Action.REMIND,
    Action.READ_RECORD, Action.DECIDE, Action.TOLD, Action.OVERRIDE, Action.PREVIEW,
)  # fmt: skip
"""Actions that no state forbids: the form itself says what is blocked."""


_BESIDES: Mapping[Action, Callable[[LoopState], bool]] = {
    Action.EDIT_CANDIDATE: lambda _now: True,
    Action.PREVIEW: lambda now: not now.closed or bool(to_tell(now)),
    Action.READ_SCORECARDS: lambda now: (
        now.previous_stage is not None
        or now.round > 1
        or any(seat.counts and seat.card is Card.SUBMITTED for seat in now.seats)
    ),
    Action.REMIND: lambda now: (
        now.step in (Step.FEEDBACK, Step.REVIEW) and now.status is Status.ACTIVE and bool(now.outstanding)
    ),
}
"""Offered besides what the state's events are: what changes nothing of it."""


def _actions(now: LoopState, relations: frozenset[Relation], work: Work) -> tuple[Action, ...]:
    """What the reader may do at this state, the primary one first."""
    sensible = offered(now, work.now)
    found = [action for action in sensible if may(action, relations) and _meant(action, now, work.actor)]
    found += [action for action, besides in _BESIDES.items() if besides(now) and may(action, relations)]
    if now.at.decided_by and not may_decide(relations, now.at.decided_by):
        found = [action for action in found if action not in (Action.DECIDE, Action.ADVANCE, Action.MOVE_ON)]
    over = now.meeting is not None and now.meeting.ends_at <= work.now
    first = primary(now, over=over)
    return tuple(sorted(found, key=lambda action: action is not first))


def _meant(action: Action, now: LoopState, reader: str) -> bool:
    """Some actions are one person's own: a seat, an approval.

    Once it was said what happened, those who were there and the recruiter can still correct it.
    """
    if action in (Action.ANSWER, Action.NOT_THERE, Action.FEEDBACK):
        return now.seat(reader) is not None
    if action is Action.VOTE:
        return reader in voters(now)
    if action is Action.ANSWER_CONCERN:
        return reader not in now.outstanding
    if action is Action.WHAT_HAPPENED:
        leads = (now.recruiter, now.hiring_manager) if now.step is Step.SCHEDULED else (now.recruiter,)
        return now.seat(reader) is not None or reader in leads
    if action is Action.APPROVE:
        return any(a.member == reader and not a.approved for a in now.approvals)
    return True


def _candidate(work: Work, row: Row) -> CandidateDetail:
    loop, _, candidate = row
    inside = members.people(work, [candidate.member_id]) if candidate.member_id else {}
    return CandidateDetail(
        name=candidate.name,
        email=candidate.email,
        zone=candidate.zone,
        source=playbooks.of_hash(work, loop.playbook_hash).sources.get(loop.source, loop.source),
        resume_url=loop.resume_url,
        note=loop.note,
        internal=inside.get(candidate.member_id or ""),
    )


def _scorecards(work: Work, row: Row, relations: frozenset[Relation]) -> tuple[ScorecardLine, ...]:
    if not may(Action.READ_SCORECARDS, relations) and not may(Action.OVERRIDE, relations):
        return ()
    playbook = playbooks.of_hash(work, row[0].playbook_hash)
    return sealing.scorecard_lines(work, row[0], row[1], relations, playbook)


def _decisions(work: Work, row: Row, relations: frozenset[Relation]) -> tuple[DecisionLine, ...]:
    """Rationales are for those who decide."""
    if not relations & {Relation.RECRUITER, Relation.HIRING_MANAGER}:
        return ()
    loop = row[0]
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    found = queries.decisions_of(work.session, loop.id or 0)
    people = members.people(work, {decision.decided_by for decision in found})
    return tuple(
        DecisionLine(
            playbook.stage(d.stage).name,
            d.round,
            d.outcome,
            d.rationale,
            d.override,
            people[d.decided_by],
            d.decided_at,
            d.dissent,
        )
        for d in found
    )


def _history(work: Work, facts: Facts, row: Row, part: int) -> tuple[tuple[HistoryLine, ...], bool]:
    """The entries of one part, and whether there are older ones. What tells a vote is for those who read that round's.

    Reasons hold verdicts and pay: they are for those who lead the search, and for their author. An approver reads those
    of the offer as well.
    """
    loop = row[0]
    relations = facts.relations[loop.id or 0]
    found = queries.history_of(work.session, loop.id or 0, HISTORY + 1, part * HISTORY)
    leads = bool(relations & _LEADS)
    approves = Relation.APPROVER in relations

    def reads_why(line: HistoryLine) -> bool:
        own = line.by is not None and line.by.id == work.actor
        return leads or own or (approves and line.event.startswith("Offer"))

    entries = [
        entry
        for entry in found[:HISTORY]
        if entry.event not in TELL_A_VOTE or debrief_votes.reads_answer(work, facts, loop, entry)
    ]
    lines = history_lines(work, row, entries)
    return tuple(line if reads_why(line) else replace(line, reason="") for line in lines), len(found) > HISTORY


def _telling(
    work: Work, facts: Facts, row: Row, now: LoopState, cards: tuple[ScorecardLine, ...]
) -> tuple[TellText, ...]:
    return tuple(with_evidence(work, row, tell_text(work, facts, row, key), cards) for key in to_tell(now))
