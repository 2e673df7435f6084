"""Ballots and their rows: one row a voter and round, which also keeps their words and when they gave them."""

from collections.abc import Iterable

from domain.ballots import Ballot
from domain.debriefs import open_votes, voters
from domain.read.records import BAR_RAISER, HIRING_MANAGER
from domain.scorecards import Recommendation
from domain.state import VOTING, LoopState
from models import queries_debriefs as queries
from models.tables import Loop, Vote
from services.work import Work


def ballots(rows: Iterable[Vote]) -> tuple[Ballot, ...]:
    """What the rules need of them: who has only begun to read has said nothing yet."""
    return tuple(_ballot(row) for row in rows if row.first or row.second or row.left_at)


def _ballot(row: Vote) -> Ballot:
    return Ballot(
        row.member_id, _word(row.first), _word(row.second), row.answered_at is not None, row.left_at is not None
    )


def _word(stored: str | None) -> Recommendation | None:
    return Recommendation(stored) if stored else None


def load(work: Work, loop: Loop, stage: str, round_: int) -> tuple[Ballot, ...]:
    return ballots(queries.votes_of(work.session, loop.id or 0, stage, round_))


def row_of(work: Work, loop: Loop, member: str) -> Vote:
    """The member's row of the present round; made if there is none."""
    rows = queries.votes_of(work.session, loop.id or 0, loop.stage, loop.round)
    found = next((row for row in rows if row.member_id == member), None)
    return found or Vote(loop_id=loop.id or 0, stage=loop.stage, round=loop.round, member_id=member)


def save(work: Work, loop: Loop, before: LoopState, after: LoopState) -> None:
    """Write what differs. Votes about an interview that was not held after all are deleted."""
    if (before.stage, before.round) != (after.stage, after.round) or before.ballots == after.ballots:
        return
    rows = {row.member_id: row for row in queries.votes_of(work.session, loop.id or 0, after.stage, after.round)}
    for ballot in after.ballots:
        row = rows.pop(ballot.member, None) or Vote(
            loop_id=loop.id or 0, stage=after.stage, round=after.round, member_id=ballot.member
        )
        _put(work, row, ballot)
        work.session.add(row)
    for row in rows.values() if not after.ballots else ():
        work.session.delete(row)


def kept(state: LoopState) -> list[list[str]]:
    """What a decision keeps of a debrief, of each whose vote was asked for: member, first and second vote, their part.

    A vote is empty that is still sealed then or was never given. Nothing where no debrief had begun.
    """
    if state.step not in VOTING and not state.revealed:
        return []
    opened = {member: words for member, *words in open_votes(state)}
    return [[member, *opened.get(member, ("", "")), _part(state, member)] for member in voters(state)]


def _part(state: LoopState, member: str) -> str:
    return BAR_RAISER if member == state.bar_raiser else HIRING_MANAGER if member == state.hiring_manager else ""


def _put(work: Work, row: Vote, ballot: Ballot) -> None:
    first, second = str(ballot.first or "") or None, str(ballot.second or "") or None
    if row.first != first:
        row.first, row.first_at = first, work.now
    if row.second != second:
        row.second, row.second_at = second, work.now
    if ballot.left != (row.left_at is not None):
        row.left_at = work.now if ballot.left else None
    if ballot.answered and row.answered_at is None:
        row.answered_by, row.answered_at = work.actor, work.now
