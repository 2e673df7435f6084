"""Ballots and their rows: one row a voter and round, which also keeps their words and when they gave them."""

from collections.abc import Collection, Iterable

from domain.ballots import AGAINST, Ballot, Raised
from domain.debriefs import open_votes, voters
from domain.read.records import BAR_RAISER, HIRING_MANAGER
from domain.scorecards import Recommendation
from domain.state import VOTING, LoopState
from models import queries_debriefs as queries
from models.tables import Decision, Loop, Vote
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


def heard(work: Work, loop: Loop, stage: str, round_: int, raiser: str | None) -> Raised | None:
    """What the bar raiser has openly said in the rounds before this one. No query where there are none."""
    if round_ == 1 or not raiser:
        return None
    loops = [loop.id or 0]
    asked = queries.one_more_of_loops(work.session, loops)
    return raised(raiser, stage, round_, asked, queries.votes_of_loops(work.session, loops))


def raised(raiser: str, stage: str, round_: int, asked: Collection[Decision], given: Collection[Vote]) -> Raised:
    """As the decisions to ask once more have kept it: whoever spoke openly in an earlier round stands where they stood.

    `asked`, `given`: of this loop, whatever the stage.
    """
    rows = {vote.round: vote for vote in given if (vote.stage, vote.member_id) == (stage, raiser)}
    earlier = sorted((one for one in asked if one.stage == stage and one.round < round_), key=lambda one: -one.round)
    left = False
    for one in earlier:
        row = rows.get(one.round)
        words = next((words for member, *words in one.votes if member == raiser and any(words[:2])), None)
        if words is not None:
            answered = row is not None and row.answered_at is not None
            against = (words[1] or words[0]) in AGAINST and not answered
            return Raised(raiser, one.round if against else 0, heard=True)
        left = left or (row is not None and row.left_at is not None)
    return Raised(raiser, heard=left)


def row_of(work: Work, loop: Loop, member: str, round_: int = 0) -> Vote:
    """The member's row of this round (0: the present one); made if there is none."""
    number = round_ or loop.round
    rows = queries.votes_of(work.session, loop.id or 0, loop.stage, number)
    found = next((row for row in rows if row.member_id == member), None)
    return found or Vote(loop_id=loop.id or 0, stage=loop.stage, round=number, member_id=member)


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
    if row.answered_at is not None and not ballot.answered:
        row.answer, row.answered_by, row.answered_at = "", None, None
    if ballot.left != (row.left_at is not None):
        row.left_at = work.now if ballot.left else None
