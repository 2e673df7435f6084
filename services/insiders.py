"""A candidate who is found to be a colleague: whatever they were to their own loops until then goes to others.

The rules keep them out of it (`domain/own_loop.py`). What was sent to them about it is taken back.
"""

from dataclasses import replace

from domain import events as ev
from domain.stages import transition
from domain.state import Card, Seat, Step
from models import queries, queries_own_loops
from models.tables import Candidate, Todo
from services import announce, leaderless, newcomers, posts, state
from services.change import Changing
from services.work import Work

SET_BACK = frozenset({"Cancelled", "NoShow", "Moved", "ContradictionSettled"})
"""What was written of the meeting before it counts no more."""
SEEN_TO = frozenset({"PanelChanged", "Rescheduled", "GateClosed"})
BEFORE_VOTES = (Step.SCHEDULED, Step.FEEDBACK, Step.WITH_CANDIDATE, Step.REVIEW)


def known_as(work: Work, candidate: Candidate, member: str | None) -> None:
    """The candidate is this colleague, or (None) none after all.

    Every loop of theirs hears of it while they are still known as before, so that it can tell who is new to what.
    """
    if candidate.member_id == member:
        return
    before, loops = candidate.member_id, queries_own_loops.loops_of(work.session, candidate.id or 0)
    for loop in loops:
        _follow(work, Changing(work, loop), member or "")
    candidate.member_id = member
    work.session.add(candidate)
    work.session.flush()
    readers = {who for who in (before, member) if who}
    posts.refresh(work, queries_own_loops.told(work.session, loops, readers) if loops else ())
    leaderless.of_members(work, [member] if member else ())
    leaderless.back(work, [before] if before else ())


def _follow(work: Work, changing: Changing, member: str) -> None:
    """A loop in which they have no part needs no word of it."""
    role, before = changing.role, changing.state
    back = _given_back(work, changing) if before.candidate not in ("", member) else ()
    event = ev.CandidateKnown(
        by=work.actor, at=work.now, member=member, recruiter=role.recruiter, hiring_manager=role.hiring_manager,
        bar_raiser=role.bar_raiser or "", seats=back,
    )  # fmt: skip
    after = transition(before, event)
    alone = bool(member) and after.recruiter == member
    if after == replace(before, candidate=member) and not alone:
        return
    changing.apply(event)
    newcomers.told_of_overrides(work, changing, [seat.member for seat in back])
    for todo in queries.open_todos(work.session, changing.loop.id or 0):
        if member and todo.member_id == member != todo.owed_by:
            _return(work, todo)
    if alone:
        _nobody_leads(work, changing)


def _given_back(work: Work, changing: Changing) -> tuple[Seat, ...]:
    """The seats in the present round that whoever was taken for the candidate has lost by that; of others, the rows.

    What they wrote of a meeting that was held counts again, with their vote. Who had written nothing sits there again
    only as long as nobody has seen to the panel, or gone on, without them.
    """
    loop, found = changing.loop, []
    for row, since in queries_own_loops.fell_away(work.session, loop.id or 0, changing.state.candidate):
        written = row.card == Card.SUBMITTED
        if since & SET_BACK or (not written and (since & SEEN_TO or changing.state.step not in BEFORE_VOTES)):
            continue
        if (row.stage, row.round) == (loop.stage, loop.round):
            found.append(state.seat(row))
        elif written:
            row.removed_at = None
            work.session.add(row)
    return tuple(found)


def _return(work: Work, todo: Todo) -> None:
    """It was handed to the candidate by who owes it."""
    todo.member_id, todo.next_nudge_at, todo.snoozed_until = todo.owed_by, max(work.now, todo.opens_at), None
    work.session.add(todo)


def _nobody_leads(work: Work, changing: Changing) -> None:
    """Only an admin can name others who lead the search."""
    (entry, *_) = queries.history_of(work.session, changing.loop.id or 0, 1)
    admins = {*work.admins, *queries_own_loops.admins(work.session, work.workspace)} - {changing.state.candidate}
    announce.notices(work, entry.id or 0, changing.loop.id or 0, sorted(admins))
