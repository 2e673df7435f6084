"""Which to-dos the rules still name, for many loops at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from zoneinfo import ZoneInfo

from domain.playbook import Cadence, Playbook, StageKind
from domain.read.people import Person
from domain.state import LoopState
from domain.todos import owed
from models import queries, queries_debriefs, queries_plain, queries_planner
from models.tables import Decision, Loop, OfferApproval, Role, Todo
from services import members, playbooks, posts, state, votes
from services.facts import Facts, Row
from services.readable import readable
from services.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """A to-do that its loop still waits for, with what reminding takes."""

    todo: Todo
    role: Role
    person: Person
    owner: Person
    """Whom the rules name; `person` has it now."""
    cadence: Cadence
    leads: tuple[str, str]
    """Who recruits for the loop, and its hiring manager."""
    gone: frozenset[str] = frozenset()
    """Who of the two has left."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.person.zone)


def standing(work: Work, todos: Sequence[Todo]) -> tuple[Standing, ...]:
    """Those of `todos` that the state of their loop still calls for, in their order.

    The others are closed: rows follow the rules, never the other way round. Of a loop that cannot be read, none is.
    A constant number of queries.
    """
    facts = _facts(work, {todo.loop_id for todo in todos})
    rows = {row[0].id or 0: row for row in facts.rows}
    now = states(work, facts)
    keys = {loop: _keys(work, facts, rows[loop], there) for loop, there in now.items()}
    leading = {who for there in now.values() for who in (there.recruiter, there.hiring_manager)}
    people = members.people(work, leading | {who for todo in todos for who in (todo.member_id, todo.owed_by)})
    left = frozenset(lead for lead in leading if not people[lead].active)
    found, gone = [], []
    for todo in todos:
        if todo.loop_id not in rows:  # of what cannot be read nothing is known, neither that it stands nor that not
            continue
        if todo.key not in keys[todo.loop_id]:
            todo.closed_at, todo.next_nudge_at, todo.escalates_at = work.now, None, None
            work.session.add(todo)
            gone.append(todo.id or 0)
            continue
        loop, role, _ = rows[todo.loop_id]
        playbook = playbooks.of_hash(work, loop.playbook_hash)
        rhythm = playbook.cadence_for(todo.stage, todo.kind)
        leads = (now[todo.loop_id].recruiter, now[todo.loop_id].hiring_manager)
        person, owner = people[todo.member_id], people[todo.owed_by]
        found.append(Standing(todo, role, person, owner, rhythm, leads, left & set(leads)))
    posts.refresh_nudges(work, gone)
    return tuple(found)


def _facts(work: Work, loops: Collection[int]) -> Facts:
    """What the rules ask of these loops, and no more: to be read, not to be changed."""
    work.session.flush()
    roles = {role.id: role for role in queries_plain.roles(work.session, loops)}
    inside = {candidate.id: candidate for candidate in queries_plain.insiders(work.session, loops)}
    rows = [
        cast("Row", (loop, roles[loop.role_id], inside.get(loop.candidate_id)))
        for loop in queries_plain.loops(work.session, loops)
        if readable(work, loop)
    ]
    facts = Facts(tuple(rows))
    for todo in queries_plain.ended_todos(work.session, loops):
        facts.todos.setdefault(todo.loop_id, []).append(todo)
    for seat in queries_plain.seats(work.session, loops):
        facts.seats.setdefault(seat.loop_id, []).append(seat)
    for meeting in queries_plain.meetings(work.session, loops):
        facts.meetings.setdefault(meeting.loop_id, []).append(meeting)
    for vote in queries_debriefs.votes_of_loops(work.session, loops):
        facts.votes.setdefault(vote.loop_id, []).append(vote)
    offering = [loop.id or 0 for loop, *_ in rows if _offers(work, loop)]
    if offering:
        facts.offers.update({offer.loop_id: offer for offer in queries.offers_of_loops(work.session, offering)})
    return facts


def _offers(work: Work, loop: Loop) -> bool:
    return playbooks.of_hash(work, loop.playbook_hash).stage(loop.stage).kind is StageKind.OFFER


def states(work: Work, facts: Facts) -> dict[int, LoopState]:
    """The state of each of these loops. One query, and one more where a bar raiser saw one more interview asked for."""
    approvals, asked = _approvals(work, facts), _one_more(work, facts)
    return {
        row[0].id or 0: _state(facts, row, playbooks.of_hash(work, row[0].playbook_hash), approvals, asked)
        for row in facts.rows
    }


def _one_more(work: Work, facts: Facts) -> dict[int, list[Decision]]:
    """Who raised the bar in earlier rounds has their word kept in the decisions to ask for one more interview."""
    found: dict[int, list[Decision]] = {}
    loops = [loop.id or 0 for loop, role, _ in facts.rows if loop.round > 1 and role.bar_raiser]
    for row in queries_debriefs.one_more_of_loops(work.session, loops) if loops else ():
        found.setdefault(row.loop_id, []).append(row)
    return found


def _approvals(work: Work, facts: Facts) -> dict[int, list[OfferApproval]]:
    found: dict[int, list[OfferApproval]] = {}
    offers = [offer.id or 0 for offer in facts.offers.values()]
    for row in queries_planner.approvals_of_offers(work.session, offers) if offers else ():
        found.setdefault(row.offer_id, []).append(row)
    return found


def _keys(work: Work, facts: Facts, row: Row, now: LoopState) -> frozenset[str]:
    playbook = playbooks.of_hash(work, row[0].playbook_hash)
    ended = {todo.key for todo in facts.todos.get(row[0].id or 0, ()) if todo.ended_at is not None}
    before = timedelta(days=playbook.offer.remind_before_days)
    debts = owed(now, remind_offer=before, ended=ended, now=work.now)
    return frozenset(debt.key for debt in debts)


def _state(
    facts: Facts,
    row: Row,
    playbook: Playbook,
    approvals: dict[int, list[OfferApproval]],
    one_more: dict[int, list[Decision]],
) -> LoopState:
    loop, role, _ = row
    offering = loop.id in facts.offers and playbook.stage(loop.stage).kind is StageKind.OFFER
    offers = [facts.offers[loop.id or 0]] if offering else []
    asked = [approval for offer in offers for approval in approvals.get(offer.id or 0, ())]
    meeting, panel, given = facts.meeting(loop), facts.panel(loop), facts.votes_now(loop)
    before, every = one_more.get(loop.id or 0, ()), facts.votes.get(loop.id or 0, ())
    raised = votes.raised(role.bar_raiser or "", loop.stage, loop.round, before, every) if before else None
    return state.of_rows(row, playbook, meeting, panel, offers, asked, given, raised)
