"""All that belongs to some loops, loaded at once: a constant number of queries, however many they are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.actions import Action
from domain.permissions import Relation, may
from domain.read.people import Person
from domain.todos import TodoKind
from models import queries, queries_debriefs, queries_drafts, queries_plain
from models.tables import Candidate, Interview, Loop, Offer, Panelist, Role, Todo, Vote
from services import members, relations
from services.readable import readable
from services.work import Work

Row = tuple[Loop, Role, Candidate]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that belongs to some loops, loaded at once."""

    rows: tuple[Row, ...]
    todos: dict[int, list[Todo]] = field(default_factory=dict)
    seats: dict[int, list[Panelist]] = field(default_factory=dict)
    meetings: dict[int, list[Interview]] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    """The newest versions."""
    held: dict[int, Offer] = field(default_factory=dict)
    """The versions that candidates hold, which a newer one may be a change of."""
    votes: dict[int, list[Vote]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    begun: frozenset[tuple[int, str, int, str]] = frozenset()
    """Loop, stage, round and writer of scorecards that are being written."""
    relations: dict[int, frozenset[Relation]] = field(default_factory=dict)

    def person(self, member: str) -> Person:
        return self.people.get(member) or Person(member, member, active=False)

    def meeting(self, loop: Loop) -> Interview | None:
        """The interview of the loop's present round."""
        return next(
            (m for m in self.meetings.get(loop.id or 0, ()) if (m.stage, m.round) == (loop.stage, loop.round)), None
        )

    def panel(self, loop: Loop) -> list[Panelist]:
        return [s for s in self.seats.get(loop.id or 0, ()) if (s.stage, s.round) == (loop.stage, loop.round)]

    def votes_now(self, loop: Loop) -> list[Vote]:
        return [v for v in self.votes.get(loop.id or 0, ()) if (v.stage, v.round) == (loop.stage, loop.round)]


def gather(work: Work, rows: Sequence[Row], *, beside: Iterable[Role] = ()) -> Facts:
    """Load what belongs to these loops, as far as they can be read. The actor's relations come with them.

    `beside`: roles whose people are known too, though no loop is theirs.
    """
    rows = [row for row in rows if readable(work, row[0])]
    ids = [loop.id or 0 for loop, _, _ in rows]
    todos: dict[int, list[Todo]] = {}
    seats: dict[int, list[Panelist]] = {}
    meetings: dict[int, list[Interview]] = {}
    for todo in queries.open_todos_of_loops(work.session, ids):
        todos.setdefault(todo.loop_id, []).append(todo)
    for seat in queries.panels_of_loops(work.session, ids):
        seats.setdefault(seat.loop_id, []).append(seat)
    for meeting in queries.interviews_of_loops(work.session, ids):
        meetings.setdefault(meeting.loop_id, []).append(meeting)
    versions = queries.offers_of_loops(work.session, ids)
    offers = {offer.loop_id: offer for offer in versions}
    held = {offer.loop_id: offer for offer in versions if offer.sent_at is not None}
    votes: dict[int, list[Vote]] = {}
    for vote in queries_debriefs.votes_of_loops(work.session, ids):
        votes.setdefault(vote.loop_id, []).append(vote)
    roles = (*beside, *(role for _, role, _ in rows))
    named = {role.recruiter for role in roles} | {role.hiring_manager for role in roles}
    named |= {todo.member_id for found in todos.values() for todo in found}
    named |= {seat.member_id for found in seats.values() for seat in found}
    named |= {member for loop, _, _ in rows for where in loop.unreached for member in where.split(",")}
    named |= {meeting.organiser for found in meetings.values() for meeting in found}
    writing = [loop for loop, found in todos.items() if any(todo.kind == TodoKind.SCORECARD for todo in found)]
    begun = queries_drafts.begun(work.session, writing) if writing else frozenset()
    people = members.people(work, named)
    facts = Facts(tuple(rows), todos, seats, meetings, offers, held, votes, people, begun)
    facts.relations.update(_relations(work, facts))
    return facts


def of_panel(work: Work, row: Row, meeting: Interview) -> Facts:
    """What is said of one interview needs no more: all seats of its loop, and who they and the organiser are."""
    loop = row[0].id or 0
    seats = queries.panels_of_loops(work.session, [loop])
    return Facts(
        (row,), seats={loop: list(seats)},
        people=members.people(work, {meeting.organiser, *(seat.member_id for seat in seats)}),
    )  # fmt: skip


def of_todos(work: Work, todos: Sequence[Todo]) -> Facts:
    """What is said of to-dos needs no more: their loops, as far as these can be read. Rows to be read, not changed."""
    session, loops = work.session, {todo.loop_id for todo in todos}
    unreached = {todo.loop_id for todo in todos if todo.kind == TodoKind.UNREACHED}
    found = queries_plain.loops(session, loops) if unreached else queries_plain.heads(session, loops)
    roles = {role.id: role for role in queries_plain.roles(session, loops)}
    candidates = {candidate.id: candidate for candidate in queries_plain.candidates(session, loops)}
    rows = [(loop, roles[loop.role_id], candidates[loop.candidate_id]) for loop in found]
    facts = Facts(tuple(row for row in rows if readable(work, row[0])))
    for meeting in queries_plain.meetings(session, loops):
        facts.meetings.setdefault(meeting.loop_id, []).append(meeting)
    others = {todo.loop_id for todo in todos if _leads_to_others(todo)}
    for todo in queries.open_todos_of_loops(session, others) if others else ():
        facts.todos.setdefault(todo.loop_id, []).append(todo)
    for seat in queries_plain.seats(session, unreached) if unreached else ():
        facts.seats.setdefault(seat.loop_id, []).append(seat)
    named = {todo.member_id for todo in (*todos, *(one for them in facts.todos.values() for one in them))}
    named |= {meeting.organiser for them in facts.meetings.values() for meeting in them}
    missed = (where for loop, *_ in rows if loop.id in unreached for where in loop.unreached)
    named |= {member for where in missed for member in where.split(",")}
    facts.people.update(members.people(work, named))
    writing = [todo.loop_id for todo in todos if todo.kind in (TodoKind.SCORECARD, TodoKind.WHAT_HAPPENED)]
    return replace(facts, begun=queries_drafts.begun(session, writing)) if writing else facts


def _leads_to_others(todo: Todo) -> bool:
    """What is to be settled is another to-do; and once said what happened, a scorecard follows."""
    return todo.kind == TodoKind.REASSIGN or (todo.kind == TodoKind.WHAT_HAPPENED and todo.closed_at is not None)


def _relations(work: Work, facts: Facts) -> dict[int, frozenset[Relation]]:
    if not work.actor:  # what is said unasked is loaded for nobody, and most of what is loaded is
        return {loop.id or 0: frozenset() for loop, _, _ in facts.rows}
    general = relations.to_workspace(work)
    channels = queries.channels_of(work.session, work.actor)
    approving = queries.loops_approved_by(work.session, work.actor)
    out = {}
    for loop, role, candidate in facts.rows:
        loop_id = loop.id or 0
        found = {*general, *relations.in_the_lead(work.actor, role, candidate)}
        if role.bar_raiser == work.actor:
            found.add(Relation.BAR_RAISER)
        if role.channel in channels:
            found.add(Relation.CHANNEL)
        if any(seat.member_id == work.actor for seat in facts.seats.get(loop_id, ())):
            found.add(Relation.PANELIST)
        if relations.organises(work.actor, loop, facts.meetings.get(loop_id, ())):
            found.add(Relation.ORGANISER)
        if loop_id in approving:
            found.add(Relation.APPROVER)
        if candidate.member_id is not None and candidate.member_id == work.actor:
            found.add(Relation.CANDIDATE)
        out[loop_id] = frozenset(found)
    return out


def visible(facts: Facts) -> tuple[Row, ...]:
    """The loops that the reader may know of."""
    return tuple(row for row in facts.rows if may(Action.OPEN, facts.relations[row[0].id or 0]))


def rows_of(work: Work, loops: Collection[int]) -> tuple[Row, ...]:
    """Loops by id, of this workspace only; and never the reader's own, whatever else they are to it."""
    found = queries.loops_by_ids(work.session, loops)
    here = (row for row in found if not work.workspace or row[1].workspace_id == work.workspace)
    return tuple(row for row in here if not work.actor or row[2].member_id != work.actor)
