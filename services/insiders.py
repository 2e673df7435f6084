"""A candidate who is found to be a colleague: whatever they were to their own loops until then goes to others.

The rules keep them out of it (`domain/own_loop.py`). What was sent to them about it is taken back.
"""

from dataclasses import replace

from domain import events as ev
from domain.stages import transition
from models import queries, queries_own_loops
from models.tables import Candidate, Todo
from services import announce, posts
from services.change import Changing
from services.work import Work


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


def _follow(work: Work, changing: Changing, member: str) -> None:
    """A loop in which they have no part needs no word of it."""
    role, before = changing.role, changing.state
    event = ev.CandidateKnown(
        by=work.actor, at=work.now, member=member, recruiter=role.recruiter, hiring_manager=role.hiring_manager,
        bar_raiser=role.bar_raiser or "",
    )  # fmt: skip
    after = transition(before, event)
    alone = bool(member) and after.recruiter == member
    if after == replace(before, candidate=member) and not alone:
        return
    changing.apply(event)
    for todo in queries.open_todos(work.session, changing.loop.id or 0):
        if member and todo.member_id == member != todo.owed_by:
            _give_back(work, todo)
    if alone:
        _nobody_leads(work, changing)


def _give_back(work: Work, todo: Todo) -> None:
    """It was handed to the candidate by who owes it."""
    todo.member_id, todo.next_nudge_at, todo.snoozed_until = todo.owed_by, max(work.now, todo.opens_at), None
    work.session.add(todo)


def _nobody_leads(work: Work, changing: Changing) -> None:
    """Only an admin can name others who lead the search."""
    (entry, *_) = queries.history_of(work.session, changing.loop.id or 0, 1)
    admins = {*work.admins, *queries_own_loops.admins(work.session, work.workspace)} - {changing.state.candidate}
    announce.notices(work, entry.id or 0, changing.loop.id or 0, sorted(admins))
