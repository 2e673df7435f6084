"""Votes for one reader: what is open to them in words, the rest as a line that says who has voted."""

from domain.debriefs import voters
from domain.permissions import Relation
from domain.read.debriefs import VoteLine
from domain.state import VOTING, Card, LoopState, Part, Step
from models.tables import Panelist, Vote
from services import members
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


def lines(
    work: Work, state: LoopState, rows: list[Vote], relations: frozenset[Relation], seats: list[Panelist]
) -> tuple[VoteLine, ...]:
    """Every voter of the present round. One's own words are always open; others' once all are in or it went on."""
    mine = next((seat for seat in seats if seat.member_id == work.actor), None)
    reads = reads_votes(relations, mine, owes=work.actor in state.outstanding)
    first, second = reads and state.revealed, reads and state.revealed and state.step is Step.DECISION
    given = {row.member_id: row for row in rows}
    shown = voters(state) if state.step in (*VOTING, Step.DECISION) else tuple(given)
    people = members.people(work, set(shown))
    found = []
    for member in shown:
        row = given.get(member, Vote(loop_id=0, stage="", member_id=member))
        own = member == work.actor and Relation.CANDIDATE not in relations
        found.append(
            VoteLine(
                person=people[member],
                bar_raiser=member == state.bar_raiser,
                hiring_manager=member == state.hiring_manager,
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
