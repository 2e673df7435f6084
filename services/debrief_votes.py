"""Votes for one reader: what is open to them in words, the rest as a line that says who has voted."""

from domain.debriefs import voters
from domain.permissions import Relation
from domain.read.debriefs import VoteLine
from domain.state import VOTING, Card, LoopState, Part, Step
from domain.todos import tells_a_vote
from models.tables import History, Loop, Panelist, Todo, Vote
from services import members, state
from services.change import round_of
from services.facts import Facts
from services.work import Work

TEAM = frozenset({Relation.RECRUITER, Relation.HIRING_MANAGER, Relation.BAR_RAISER})


def reads_votes(relations: frozenset[Relation], seat: Panelist | None, *, owes: bool) -> bool:
    """Who leads the search, the bar raiser, and who has submitted a scorecard of that round. Being an admin opens none.

    `seat`: the reader's in that round. `owes`: they owe a scorecard in that stage, and so read none of it.
    """
    if Relation.CANDIDATE in relations or owes:
        return False
    scored = seat is not None and seat.card == Card.SUBMITTED and seat.part != Part.SHADOW
    return bool(relations & TEAM) or scored


def reads_round(work: Work, facts: Facts, loop: Loop, stage: str, round_: int) -> bool:
    """Whether whom `facts` were gathered for reads that round's votes; nobody does in what a channel reads."""
    seats = [seat for seat in facts.seats.get(loop.id or 0, ()) if seat.member_id == work.actor]
    there = next((seat for seat in seats if (seat.stage, seat.round) == (stage, round_)), None)
    here = next((seat for seat in seats if (seat.stage, seat.round) == (loop.stage, loop.round)), None)
    owes = stage == loop.stage and here is not None and state.seat(here).outstanding
    return reads_votes(facts.relations.get(loop.id or 0, frozenset()), there, owes=owes)


def reads_answer(work: Work, facts: Facts, loop: Loop, entry: History) -> bool:
    """Whether the reader may know of an entry that says that a no was answered: it tells how somebody voted last.

    Those know who read that round's votes, unless the last ones are sealed again since somebody else is heard.
    """
    round_ = round_of(entry)
    sealed = (entry.from_stage, round_) == (loop.stage, loop.round) and loop.step != Step.DECISION
    return not sealed and reads_round(work, facts, loop, entry.from_stage, round_)


def known_todos(work: Work, facts: Facts, loop: Loop) -> list[Todo]:
    """The loop's open to-dos, without those that would tell the reader a vote which is not theirs to read.

    In a list, a page, a card, a digest or a preview, "waiting for whom" is made of these.
    """
    return [todo for todo in facts.todos.get(loop.id or 0, ()) if may_know(work, facts, loop, todo)]


def may_know(work: Work, facts: Facts, loop: Loop, todo: Todo) -> bool:
    """One's own to-dos always."""
    if todo.member_id == work.actor or not tells_a_vote(todo.key):
        return True
    stage, round_, *_ = todo.key.rpartition(":")[2].split(".")
    return reads_round(work, facts, loop, stage, int(round_))


def lines(
    work: Work, now: LoopState, rows: list[Vote], relations: frozenset[Relation], seats: list[Panelist]
) -> tuple[VoteLine, ...]:
    """Every voter of the present round. One's own words are always open; others' once all are in or it went on."""
    mine = next((seat for seat in seats if seat.member_id == work.actor), None)
    reads = reads_votes(relations, mine, owes=work.actor in now.outstanding)
    first, second = reads and now.revealed, reads and now.revealed and now.step is Step.DECISION
    given = {row.member_id: row for row in rows}
    shown = (
        voters(now)
        if now.step in (*VOTING, Step.DECISION)
        else tuple(member for member in given if member != now.candidate)
    )
    people = members.people(work, set(shown))
    found = []
    for member in shown:
        row = given.get(member, Vote(loop_id=0, stage="", member_id=member))
        own = member == work.actor and Relation.CANDIDATE not in relations
        found.append(
            VoteLine(
                person=people[member],
                bar_raiser=member == now.bar_raiser,
                hiring_manager=member == now.hiring_manager,
                in_first=row.first is not None,
                in_second=row.second is not None,
                first=(row.first or "") if first or own else "",
                second=(row.second or "") if second or own else "",
                first_note=row.first_note if first or own else "",
                second_note=row.second_note if second or own else "",
                answer=row.answer if second else "",
                left=row.left_at is not None,
            )
        )
    return tuple(found)
