"""Rows to state and back. `save` writes whatever differs, so that a service only has to say what happened."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from domain import state as st
from domain.ballots import Raised
from domain.own_loop import without_candidate
from domain.playbook import Playbook, StageKind
from models import queries, queries_debriefs, queries_planner
from models.tables import Candidate, Interview, Loop, Offer, OfferApproval, Panelist, Role, Vote
from services import offer_rows, playbooks, votes
from services.work import Work


def load(work: Work, loop: Loop, role: Role, playbook: Playbook) -> st.LoopState:
    """The state of a loop, from its rows. Three queries at most, besides the candidate, whom most have read already.

    Two more where one more interview was asked for and there is a bar raiser.
    """
    loop_id, stage = loop.id or 0, playbook.stage(loop.stage)
    kind = stage.kind
    interview = (
        queries.interview_of(work.session, loop_id, loop.stage, loop.round) if kind is StageKind.INTERVIEW else None
    )
    seats = queries.panel_of(work.session, loop_id, loop.stage, loop.round) if kind is not StageKind.OFFER else ()
    every = queries.offers_of_loops(work.session, [loop_id]) if kind is StageKind.OFFER else ()
    offers = offer_rows.that_count(every)
    asked = queries_planner.approvals_of_offers(work.session, [one.id or 0 for one in offers]) if offers else ()
    given = queries_debriefs.votes_of(work.session, loop_id, loop.stage, loop.round) if stage.debated else ()
    raised = votes.heard(work, loop, loop.stage, loop.round, role.bar_raiser) if stage.debated else None
    candidate = work.session.get(Candidate, loop.candidate_id)
    return of_rows((loop, role, candidate), playbook, interview, seats, offers, asked, given, raised)


def of_rows(
    row: tuple[Loop, Role, Candidate | None],
    playbook: Playbook,
    interview: Interview | None,
    seats: Iterable[Panelist],
    offers: Sequence[Offer],
    approvals: Iterable[OfferApproval],
    given: Collection[Vote] = (),
    raised: Raised | None = None,
) -> st.LoopState:
    """The state that these rows hold. All are of the loop's present round; of its offers, the newest comes first.

    Without a candidate nobody from inside is one; without an offer behind the newest, the candidate holds none.
    """
    loop, role, candidate = row
    found = st.LoopState(
        plan=playbooks.plan_of(loop.playbook_hash, playbook, role.seniority),
        stage=loop.stage,
        step=st.Step(loop.step),
        recruiter=role.recruiter,
        hiring_manager=role.hiring_manager,
        status=st.Status(loop.status),
        came_from=st.Status(loop.came_from) if loop.came_from else None,
        round=loop.round,
        focus=loop.focus,
        meeting=meeting(interview),
        seats=tuple(seat(row) for row in seats if row.removed_at is None),
        challenge_due=loop.challenge_due,
        challenge_left=None if loop.challenge_left is None else timedelta(seconds=loop.challenge_left),
        overdue=loop.overdue,
        offer=offer_rows.value(offers, approvals),
        hold_until=loop.hold_until,
        untold=tuple(loop.untold),
        told=loop.told,
        contradiction=loop.contradiction,
        bar_raiser=role.bar_raiser or "",
        ballots=votes.ballots(given),
        raised=raised,
        revealed=loop.revealed,
        gate_closed=loop.gate_closed,
        unreached=tuple((where, st.Missed(why)) for where, why in sorted(loop.unreached.items())),
        drafter_may_approve=playbook.offer.approvers_may_include_drafter,
        candidate=(candidate.member_id if candidate else None) or "",
    )
    return without_candidate(found)


def meeting(row: Interview | None) -> st.Meeting | None:
    """The current meeting of a round; none when it was cancelled."""
    if row is None or row.cancelled_at is not None:
        return None
    return st.Meeting(row.starts_at, row.ends_at, row.organiser, bool(row.link), row.version, row.happened)


def seat(row: Panelist) -> st.Seat:
    return st.Seat(row.member_id, st.Part(row.part), st.Rsvp(row.rsvp), row.absent, st.Card(row.card))


def save(work: Work, loop: Loop, before: st.LoopState, after: st.LoopState) -> None:
    """Write `after` to the loop and to the rows of the present round. `before` is what `load` gave."""
    if _place(before) != _place(after):
        loop.version += 1
    if before.stage != after.stage:
        loop.stage_since = work.now
    loop.changed_at = work.now
    if before.closed != after.closed:
        loop.closed_at = work.now if after.closed else None
    loop.status, loop.came_from = str(after.status), str(after.came_from) if after.came_from else None
    loop.stage, loop.step, loop.round, loop.focus = after.stage, str(after.step), after.round, after.focus
    loop.challenge_due, loop.overdue = after.challenge_due, after.overdue
    loop.challenge_left = None if after.challenge_left is None else int(after.challenge_left.total_seconds())
    loop.hold_until, loop.untold, loop.told = after.hold_until, list(after.untold), after.told
    loop.contradiction, loop.revealed, loop.gate_closed = after.contradiction, after.revealed, after.gate_closed
    loop.unreached = {where: str(why) for where, why in after.unreached}
    work.session.add(loop)
    same_round = (before.stage, before.round) == (after.stage, after.round)
    gone = after.meeting is None if same_round else before.meeting is not None and not before.meeting.happened
    if before.meeting is not None and gone:
        _cancel(work, loop, before)
    if after.meeting is not None and not (same_round and after.meeting == before.meeting):
        _save_meeting(work, loop, before, after, after.meeting)
    if before.seats != after.seats if same_round else after.seats:
        _save_seats(work, loop, after)
    offer_rows.save(work, loop, before, after)
    votes.save(work, loop, before, after)
    work.session.flush()


def _place(state: st.LoopState) -> tuple[object, ...]:
    """What a form or a button may have become stale about."""
    version = state.meeting.version if state.meeting else 0
    offer = state.offer.version if state.offer else 0
    return (state.status, state.stage, state.step, state.round, version, offer, state.challenge_due, state.hold_until)


def _cancel(work: Work, loop: Loop, before: st.LoopState) -> None:
    row = queries.interview_of(work.session, loop.id or 0, before.stage, before.round)
    if row is not None:
        row.cancelled_at = work.now
        work.session.add(row)


def _save_meeting(work: Work, loop: Loop, before: st.LoopState, after: st.LoopState, meeting: st.Meeting) -> None:
    """Times and link of a new meeting are written by the service that knows them; here only what the rules decide.

    A new team takes over what the old one arranged. Who is the candidate is named on: that may have been a mistake.
    """
    row = queries.interview_of(work.session, loop.id or 0, after.stage, after.round)
    if row is not None:
        row.happened, row.version = meeting.happened, meeting.version
        row.starts_at, row.ends_at, row.cancelled_at = meeting.starts_at, meeting.ends_at, None
        team = (before.recruiter, before.hiring_manager) != (after.recruiter, after.hiring_manager)
        if team and before.candidate == after.candidate:
            row.organiser = meeting.organiser
        work.session.add(row)


def _save_seats(work: Work, loop: Loop, after: st.LoopState) -> None:
    rows = {row.member_id: row for row in queries.panel_of(work.session, loop.id or 0, after.stage, after.round)}
    wanted = {seat.member for seat in after.seats}
    for member, row in rows.items():
        if member not in wanted and row.removed_at is None:
            row.removed_at = work.now
            work.session.add(row)
    for position, seat in enumerate(after.seats):
        row = rows.get(seat.member) or Panelist(
            loop_id=loop.id or 0, stage=after.stage, round=after.round, member_id=seat.member
        )
        row.position, row.part, row.rsvp = position, str(seat.part), str(seat.rsvp)
        row.absent, row.card, row.removed_at = seat.absent, str(seat.card), None
        if seat.rsvp in (st.Rsvp.PENDING, st.Rsvp.ACCEPTED):
            row.answer_note = ""  # it was said of another time, or before they came after all
        work.session.add(row)
