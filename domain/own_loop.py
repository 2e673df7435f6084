"""A colleague who is the candidate takes no part in their own loop, whatever they were to it before that was known.

Roles and rows go on naming them; these rules alone say who stands in their place.
"""

from dataclasses import replace

from domain import events as ev
from domain.state import LoopState, Part, Step


def leads(recruiter: str, hiring_manager: str, candidate: str | None) -> tuple[str, str]:
    """Who recruits for a loop, and who is its hiring manager: where one of them is its candidate, the other is both.

    Who leads a role alone and is a candidate for it is left: only another team, named by an admin, helps there.
    """
    others = [lead for lead in (recruiter, hiring_manager) if lead != candidate]
    return (others[0], others[-1]) if others else (recruiter, hiring_manager)


def without_candidate(state: LoopState) -> LoopState:
    """Neither leading, nor on the panel, nor a bar raiser, nor asked about the meeting."""
    inside = state.candidate
    if not inside:
        return state
    recruiter, hiring_manager = leads(state.recruiter, state.hiring_manager, inside)
    if state.meeting is not None and state.meeting.organiser == inside:
        state = state.with_meeting(organiser=recruiter)
    return replace(
        state,
        recruiter=recruiter,
        hiring_manager=hiring_manager,
        bar_raiser="" if state.bar_raiser == inside else state.bar_raiser,
        seats=tuple(seat for seat in state.seats if seat.member != inside),
    )


def team_changed(after: LoopState, before: LoopState, event: ev.TeamChanged) -> LoopState:
    """Who leaves the team leaves the meeting they arranged to who takes their place."""
    led = replace(after, recruiter=event.recruiter, hiring_manager=event.hiring_manager, bar_raiser=event.bar_raiser)
    organiser = before.meeting.organiser if before.meeting else None
    if organiser in (event.recruiter, event.hiring_manager):
        return led
    instead = {before.hiring_manager: event.hiring_manager, before.recruiter: event.recruiter}
    return led.with_meeting(organiser=instead[organiser]) if organiser in instead else led


def candidate_known(after: LoopState, before: LoopState, event: ev.CandidateKnown) -> LoopState:
    """An offer that the candidate was to approve, and that is not out yet, is drafted anew.

    A seat that is given back takes nobody's: whoever leads the interview by now goes on leading it.
    """
    led = any(seat.part is Part.LEAD for seat in before.seats)
    back = [replace(s, part=Part.INTERVIEWER) if led and s.part is Part.LEAD else s for s in event.seats]
    known = replace(after, candidate=event.member, recruiter=event.recruiter, hiring_manager=event.hiring_manager,
                    bar_raiser=event.bar_raiser, seats=(*before.seats, *back))  # fmt: skip
    approves = event.member in (approval.member for approval in before.approvals)
    return replace(known, step=Step.DRAFTING) if approves and before.step in (Step.APPROVAL, Step.APPROVED) else known
