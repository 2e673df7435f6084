"""Panels: changed, invited, and what people say of the interview afterwards."""

from collections.abc import Collection

from domain import events as ev
from domain.actions import Action
from domain.forms import AnswerForm, HappenedForm, LoopForm, PanelForm
from domain.permissions import Relation
from domain.refusals import Invalid, NotAllowed, NotFound, NotNow, Outdated
from domain.state import VOTING, Card, LoopState, Step
from models import queries
from models.tables import Interview, Loop, Panelist
from services import amendments, arranging, newcomers, sealing
from services.change import Changing
from services.work import Work


def change(work: Work, form: PanelForm) -> int:
    """A new panel, whole; who stays keeps answer and scorecard, who is new is invited, who is gone is told."""
    changing = Changing(work, form.loop).require(Action.PANEL).fresh(form.version)
    seats = arranging.seats_of(work, changing.state, form)
    _still_blind(changing, [seat.member for seat in seats if seat.counts])
    before = changing.state
    changing.apply(ev.PanelChanged(by=work.actor, at=work.now, seats=seats))
    newcomers.tell(work, changing, before)
    return form.loop


def _still_blind(changing: Changing, members: Collection[str]) -> None:
    """Nobody joins who can read a scorecard of this round, or has: theirs would not be unswayed."""
    there = {seat.member for seat in changing.state.seats if seat.counts}
    if not any(seat.card is Card.SUBMITTED for seat in changing.state.seats):
        return
    for member in members:
        if member not in there and not sealing.unswayed(
            changing.work, changing.loop, changing.role, changing.candidate, member
        ):
            said = f"<@{member}> can read, or has read, scorecards of this round, so theirs would not be unswayed."
            raise Invalid(said, field="panel", members=(member,))


def answer(work: Work, form: AnswerForm) -> int:
    """Accept, decline, or propose another time (which keeps the seat and asks the organiser)."""
    interview = work.session.get(Interview, form.interview)
    if interview is None:
        raise NotFound
    changing = Changing(work, interview.loop_id).require(Action.ANSWER)
    if interview.cancelled_at is not None:
        raise NotNow("This interview was cancelled, so there is nothing to answer.")
    if form.version and form.version != interview.version:
        raise Outdated("This interview has moved. Please answer the newer invitation.", loop=interview.loop_id)
    if form.answer == "accept":
        changing.apply(ev.InvitationAccepted(by=work.actor, at=work.now, member=work.actor))
    elif form.answer == "propose":
        event = ev.Proposed(by=work.actor, at=work.now, member=work.actor, reason=form.note)
        changing.apply(event, reason=form.note)
    else:
        declined = ev.InvitationDeclined(by=work.actor, at=work.now, member=work.actor, reason=form.note)
        changing.apply(declined, reason=form.note)
    seat = _seat(work, interview)
    if seat is not None:
        seat.answer_note = "" if form.answer == "accept" else form.note
        work.session.add(seat)
    return interview.loop_id


def _seat(work: Work, interview: Interview) -> Panelist | None:
    panel = queries.panel_of(work.session, interview.loop_id, interview.stage, interview.round)
    return next((seat for seat in panel if seat.member_id == work.actor), None)


def happened(work: Work, form: HappenedForm) -> int:
    """What happened at the interview: it happened, no-show, it moved, or "I wasn't there"."""
    changing = Changing(work, form.loop).require(Action.NOT_THERE if form.answer == "absent" else Action.WHAT_HAPPENED)
    meeting = changing.state.meeting
    if form.interview_version and (meeting is None or meeting.version != form.interview_version):
        raise Outdated("This interview has moved or was cancelled since. Nothing to say here any more.", loop=form.loop)
    there = changing.state.seat(work.actor) is not None
    if not there and not changing.relations & {Relation.RECRUITER, Relation.HIRING_MANAGER}:
        raise NotAllowed(
            "You were not on the panel of this interview. Its lead, or the recruiter, can say what happened."
        )
    changing.apply(_said(work, changing, form.answer))
    return form.loop


def _said(work: Work, changing: Changing, what: str) -> ev.Event:
    by, at, state = work.actor, work.now, changing.state
    written = (Step.FEEDBACK, *VOTING, Step.DECISION)
    scored = state.step in written and any(s.card is Card.SUBMITTED for s in state.seats)
    match what:
        case "happened":
            return ev.Happened(by=by, at=at)
        case "absent":
            return ev.WasAbsent(by=by, at=at, member=by)
        case "no_show" | "moved" if scored:
            return ev.Disputed(by=by, at=at)
        case "no_show":
            return ev.NoShow(by=by, at=at)
        case "moved":
            return ev.Moved(by=by, at=at)
        case _:
            raise Invalid("Pick one of the answers.", field="answer")


def not_there(work: Work, form: LoopForm) -> int:
    """Anyone on the panel may say: I wasn't there."""
    return happened(work, HappenedForm(loop=form.loop, answer="absent"))


def settle(work: Work, form: LoopForm) -> int:
    """The recruiter has asked around: `key` is happened or not. What was written of what was not held opens nothing."""
    changing = Changing(work, form.loop).require(Action.SETTLE)
    happened = form.key == "happened"

    def write(loop: Loop, before: LoopState, _after: LoopState) -> None:
        if not happened:
            amendments.annul(work, loop.id or 0, before.stage, before.round)

    changing.apply(ev.ContradictionSettled(by=work.actor, at=work.now, happened=happened), write=write)
    return form.loop
