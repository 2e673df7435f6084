"""Take-home challenges: sent with a due date, extended, handed in."""

from datetime import datetime

from domain import events as ev
from domain.actions import Action
from domain.forms import ChallengeForm, LoopForm
from domain.refusals import Invalid
from domain.schedule_times import moment_of, near
from domain.state import LoopState, Seat
from models.tables import Loop
from services import checks, members
from services.change import Changing
from services.work import Work


def send(work: Work, form: ChallengeForm) -> int:
    """The candidate has the challenge from now on; `panel` will review it, each apart from the others."""
    changing = Changing(work, form.loop).require(Action.SEND_CHALLENGE).fresh(form.version)
    members.require_interviewers(work, form.panel, "panel", changing.candidate.member_id)
    seats = tuple(Seat(member) for member in form.panel)
    link = checks.url(form.link, "link")

    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        loop.challenge_link, loop.submission_link = link, ""

    changing.apply(ev.ChallengeSent(by=work.actor, at=work.now, due_at=_due(form, work.now), seats=seats), write=write)
    return form.loop


def extend(work: Work, form: ChallengeForm) -> int:
    """Its form asks for date and time in one field, `due`: whatever is wrong with either stands there."""
    changing = Changing(work, form.loop).require(Action.EXTEND).fresh(form.version)
    try:
        changing.apply(ev.ExtensionGranted(by=work.actor, at=work.now, due_at=_due(form, work.now)))
    except Invalid as refusal:
        raise Invalid(refusal.text, field="due") from refusal
    return form.loop


def receive(work: Work, form: LoopForm) -> int:
    """The candidate has handed it in; the reviewers are asked."""
    link = checks.url(form.link, "link")

    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        loop.submission_link = link

    changing = Changing(work, form.loop).require(Action.SUBMISSION).fresh(form.version)
    changing.apply(ev.SubmissionReceived(by=work.actor, at=work.now), write=write)
    return form.loop


def _due(form: ChallengeForm, now: datetime) -> datetime:
    near(form.due_date, now, "due_date")
    try:
        return moment_of(form.due_date, form.due_time, form.zone)
    except Invalid as refusal:
        raise Invalid(refusal.text, field="due_time") from refusal
