"""The loop as a whole: held, resumed, closed, reopened; and what the candidate was told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from domain import events as ev
from domain.actions import Action
from domain.cadence import local_moment
from domain.forms import DecisionForm, LoopForm
from domain.refusals import Invalid
from domain.schedule_times import near
from domain.state import LoopState, Status
from models import queries
from models.tables import Decision, Loop
from services import early_readers, votes
from services.change import Changing, Write
from services.work import Work

MORNING = time(9)
ROLE_CLOSED = "role_closed"
"""Key of the reason to reject that has a letter of its own: the role was closed, and nothing was missing."""


def hold(work: Work, form: LoopForm) -> int:
    """Put it on hold until a day; then the recruiter is asked what becomes of it. One on hold gets another day."""
    changing = Changing(work, form.loop).require(Action.HOLD).fresh(form.version)
    held = changing.state.status is Status.ON_HOLD
    hold_it(work, changing, form, ev.HoldChanged if held else ev.PutOnHold)
    return form.loop


def hold_it(
    work: Work, changing: Changing, form: LoopForm, does: type[ev.PutOnHold | ev.HoldChanged] = ev.PutOnHold
) -> None:
    if form.until is None:
        raise Invalid("Until when? I'll ask then how to go on.", field="until")
    reason = _named(changing.playbook.hold_reasons, form.reason)
    until = local_moment(near(form.until, work.now, "until"), MORNING, ZoneInfo(changing.role.zone))

    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        loop.hold_reason = reason

    event = does(by=work.actor, at=work.now, reason=reason, until=until)
    changing.apply(event, reason=_words(reason, form.note), write=write)


def resume(work: Work, form: LoopForm) -> int:
    changing = Changing(work, form.loop).require(Action.RESUME)
    changing.apply(ev.Resumed(by=work.actor, at=work.now))
    return form.loop


def reject(work: Work, form: LoopForm) -> int:
    """Close it, at any time, with a reason from the playbook's list."""
    changing = Changing(work, form.loop).require(Action.REJECT).fresh(form.version)
    rejecting = DecisionForm(
        loop=form.loop, version=form.version, outcome="reject", rationale=form.note, reason=form.reason
    )
    reject_it(work, changing, rejecting)
    return form.loop


def reject_it(work: Work, changing: Changing, form: DecisionForm) -> None:
    reason, note = _named(changing.playbook.close_reasons.rejected, form.reason), form.rationale
    before = changing.state
    closed = form.reason == ROLE_CLOSED
    event = ev.Rejected(by=work.actor, at=work.now, reason=reason, rationale=note, role_closed=closed)
    changing.apply(event, reason=_words(reason, note), write=_closing(reason))
    record(work, changing, before, "reject", replace(form, rationale=_words(reason, note)))


def withdraw(work: Work, form: LoopForm) -> int:
    """The candidate has stepped back."""
    changing = Changing(work, form.loop).require(Action.WITHDRAW).fresh(form.version)
    reason = _named(changing.playbook.close_reasons.withdrawn, form.reason)
    event = ev.Withdrawn(by=work.actor, at=work.now, reason=reason)
    changing.apply(event, reason=_words(reason, form.note), write=_closing(reason))
    return form.loop


def reopen(work: Work, form: LoopForm) -> int:
    """A closed loop goes back to the state it left.

    Behind its role's lock: whoever closes that, or names others who lead it, has looked at the loops that were open.
    """
    found = queries.loop_with_role(work.session, form.loop)
    if found is not None:
        queries.role_for_update(work.session, found[1].id or 0)

    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        loop.close_reason = ""

    changing = Changing(work, form.loop).require(Action.REOPEN).fresh(form.version)
    if changing.role.status != "open":
        raise Invalid("The role is closed, so its loops stay closed. Open a new role for this candidate.")
    note, closed_at = form.note or form.reason, changing.loop.closed_at
    changing.apply(ev.Reopened(by=work.actor, at=work.now, reason=note), reason=note, write=write)
    early_readers.tell(work, changing, closed_at)
    return form.loop


def told(work: Work, form: LoopForm) -> int:
    """The candidate knows."""
    changing = Changing(work, form.loop).require(Action.TOLD)
    changing.apply(ev.Told(by=work.actor, at=work.now, key=form.key))
    return form.loop


def record(work: Work, changing: Changing, before: LoopState, outcome: str, form: DecisionForm) -> None:
    """Write a decision on the stage where it was taken, with the votes that were open by then."""
    work.session.add(
        Decision(
            loop_id=changing.loop.id or 0,
            stage=before.stage,
            round=before.round,
            outcome=outcome,
            rationale=form.rationale,
            override=form.override,
            dissent=form.dissent.strip(),
            probe=form.probe.strip() if outcome == "advance" else "",
            votes=votes.kept(before),
            playbook_hash=changing.loop.playbook_hash,
            decided_by=work.actor,
            decided_at=work.now,
        )
    )


def _closing(reason: str) -> Write:
    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        loop.close_reason = reason

    return write


def _named(choices: Mapping[str, str], key: str) -> str:
    """The reason's name; a form sends its key."""
    if key not in choices:
        raise Invalid("Pick a reason from the list.", field="reason")
    return choices[key]


def _words(reason: str, note: str) -> str:
    return f"{reason}. {note}" if note.strip() else reason
