"""Decisions on a stage: advance, reject, hold, one more interview; and a decision taken back."""

from datetime import datetime

from domain import events as ev
from domain.actions import Action
from domain.forms import DecisionForm, LoopForm
from domain.permissions import may_decide, require
from domain.refusals import Invalid, NotAllowed
from domain.state import VOTING, Step
from domain.verdict_words import verdict_in
from models import queries
from services import early_readers, kits, loops, state, votes
from services.change import Changing
from services.work import Work


def decide(work: Work, form: DecisionForm) -> int:
    """Record an outcome with its rationale, and let it happen."""
    changing = Changing(work, form.loop).require(Action.DECIDE)
    if not may_decide(changing.relations, changing.state.at.decided_by):
        raise NotAllowed(f"{changing.state.at.name} is decided by <@{changing.state.decider}>.")
    changing.fresh(form.version)
    if not form.rationale.strip():
        raise Invalid("Write down why, in a sentence or two. It is kept with the decision.", field="rationale")
    match form.outcome:
        case "advance":
            _advance(work, changing, form)
        case "one_more":
            _one_more(work, changing, form)
        case "reject":
            loops.reject_it(work, changing, form)
        case "hold":
            before = changing.state
            hold = LoopForm(
                loop=form.loop, version=form.version, reason=form.reason, note=form.rationale, until=form.until
            )
            loops.hold_it(work, changing, hold)
            loops.record(work, changing, before, "hold", form)
        case _:
            raise Invalid("Pick an outcome.", field="outcome")
    return form.loop


def _advance(work: Work, changing: Changing, form: DecisionForm) -> None:
    if told := verdict_in(form.probe):
        raise Invalid(
            f"Whoever reads this has not met the candidate yet, and “{told}” tells them a rating or a verdict. Leave "
            "that out, and write what to look into.",
            field="probe",
        )
    if form.override.strip():
        if changing.state.step not in VOTING:  # to end a debrief early is the decider's own
            require(Action.OVERRIDE, changing.relations)
        work.audit("override", "loop", form.loop, stage=changing.state.stage)
    before = changing.state
    event = ev.Advanced(by=work.actor, at=work.now, rationale=form.rationale, override=form.override)
    changing.apply(event, reason=form.override)
    loops.record(work, changing, before, "advance", form)


def _one_more(work: Work, changing: Changing, form: DecisionForm) -> None:
    before, kit = changing.state, kits.stage_of(work, changing.loop, changing.state.stage).kit
    if kit is None or form.focus not in {competency.key for competency in kit.competencies}:
        raise Invalid("Pick the competency that one more interview should look at.", field="focus")
    changing.apply(ev.OneMore(by=work.actor, at=work.now, focus=form.focus, rationale=form.rationale))
    loops.record(work, changing, before, "one_more", form)


def reopen(work: Work, form: LoopForm) -> int:
    """Take back the decision before, as long as the present stage has not begun."""
    changing = Changing(work, form.loop).require(Action.REOPEN_DECISION).fresh(form.version)
    reason = form.note or form.reason
    event = _as_it_was(work, changing, reason)
    changing.apply(event, reason=reason)
    early_readers.tell(work, changing, _take_back(work, changing))
    return form.loop


def _take_back(work: Work, changing: Changing) -> datetime | None:
    """The decision that the loop went on by, and no other: to hold, or to ask once more, was so and stays so.

    Returns when it was taken; None where there is none.
    """
    stage = changing.state.stage
    standing = queries.decisions_of(work.session, changing.loop.id or 0)
    went_on = [one for one in standing if (one.stage, one.outcome) == (stage, "advance")]
    for decision in went_on[-1:]:
        decision.reopened_at = work.now
        work.session.add(decision)
    return went_on[-1].decided_at if went_on else None


def _as_it_was(work: Work, changing: Changing, reason: str) -> ev.DecisionReopened:
    """The stage before, from its rows and from the entry of how the loop went on from it."""
    loop, earlier = changing.loop.id or 0, changing.state.previous_stage
    key = earlier.key if earlier else ""
    advance = queries.last_advance(work.session, loop, key)
    left = (advance.facts.get("left") if advance else None) or {}
    last = advance.round if advance else 1
    cards = queries.scorecards_of(work.session, loop)
    due, panel = left.get("challenge_due"), queries.panel_of(work.session, loop, key, last)
    return ev.DecisionReopened(
        by=work.actor,
        at=work.now,
        reason=reason,
        seats=tuple(state.seat(row) for row in panel if row.removed_at is None),
        meeting=state.meeting(queries.interview_of(work.session, loop, key, last)),
        round=last,
        focus=left.get("focus"),
        contradiction=bool(left.get("contradiction")),
        with_candidate=advance is not None and advance.from_step == Step.WITH_CANDIDATE and due is not None,
        challenge_due=datetime.fromisoformat(due) if due else None,
        overdue=bool(left.get("overdue")),
        untold=tuple(left.get("untold") or ()),
        ballots=votes.load(work, changing.loop, key, last),
        raised=votes.heard(work, changing.loop, key, last, changing.role.bar_raiser),
        revealed=bool(left.get("revealed")),
        gate_closed=bool(left.get("gate_closed")),
        voting=Step(left["voting"]) if left.get("voting") else None,
        rated=any(c.stage == changing.state.stage and (c.submitted_at or c.version > 1) for c in cards),
    )
