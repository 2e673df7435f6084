"""The stage machine: every state is a row, every change an entry, and `transition` is the only way through.

An entry is `(target, guard)`. A target of None stays where it is. What follows from an event besides the step is in
`stage_effects`; what must hold before it is in `stage_guards`.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain import debrief_guards, debriefs, not_now, offer_guards, panel_guards
from domain import events as ev
from domain import stage_guards as guard
from domain.playbook import StageKind
from domain.stage_effects import apply
from domain.state import VOTING, LoopState, Status, Step

Entry = tuple[Step | None, guard.Guard]
Row = Mapping[type[ev.Event], Entry]

PANEL: Row = {
    ev.PanelChanged: (None, panel_guards.panel_fits),
    ev.CardSubmitted: (None, guard.owes_a_card),
    ev.CardWaived: (None, guard.card_can_be_waived),
    ev.Advanced: (None, guard.may_advance),
    ev.ConcernAnswered: (None, debrief_guards.stands_in_the_way),
}
"""What is possible wherever scorecards are being written or have been."""

MET: Row = {
    **PANEL,
    ev.WasAbsent: (None, guard.on_the_panel),
    ev.Disputed: (None, guard.somebody_scored),
    ev.ContradictionSettled: (None, guard.contradicted),
}
"""And where people met, or should have."""

FIRST: Row = {
    ev.Voted: (None, debrief_guards.votes_here),
    ev.VoterLeft: (None, debrief_guards.waited_for),
    ev.DebriefMovedOn: (Step.SECOND_VOTE, debrief_guards.reasoned),
}
"""Reading and the first vote."""

SECOND: Row = {
    ev.VotedAgain: (None, debrief_guards.votes_here),
    ev.VoterLeft: (None, debrief_guards.waited_for),
    ev.DebriefMovedOn: (Step.DECISION, debrief_guards.reasoned),
}
"""The first votes are open: people talk, and vote again."""

INTERVIEW: Mapping[Step, Row] = {
    Step.SCHEDULING: {
        ev.Scheduled: (Step.SCHEDULED, guard.can_be_scheduled),
        ev.Logged: (Step.FEEDBACK, guard.was_held),
        ev.Advanced: (None, guard.may_advance),
        ev.ConcernAnswered: (None, debrief_guards.stands_in_the_way),
        ev.DecisionReopened: (Step.DECISION, guard.nothing_begun),
    },
    Step.SCHEDULED: {
        **PANEL,
        ev.Rescheduled: (Step.SCHEDULED, guard.new_time_ahead),
        ev.Cancelled: (Step.SCHEDULING, guard.always),
        ev.LinkAdded: (None, guard.always),
        ev.InvitationAccepted: (None, guard.invited),
        ev.InvitationDeclined: (None, guard.invited),
        ev.Proposed: (None, guard.proposes),
        ev.Happened: (Step.FEEDBACK, guard.has_begun),
        ev.CardSubmitted: (Step.FEEDBACK, guard.owes_a_card_of_a_held_interview),
        ev.NoShow: (Step.SCHEDULING, guard.has_begun),
        ev.Moved: (Step.SCHEDULING, guard.time_has_come),
        ev.WasAbsent: (None, guard.on_the_panel),
    },
    Step.FEEDBACK: {
        **MET,
        ev.GateClosed: (None, debrief_guards.gate_can_be_closed),
        ev.NoShow: (Step.SCHEDULING, guard.nobody_scored),
        ev.Moved: (Step.SCHEDULING, guard.nobody_scored),
        ev.OneMore: (Step.SCHEDULING, guard.has_written),
    },
    Step.FIRST_VOTE: {**MET, **FIRST, ev.OneMore: (Step.SCHEDULING, guard.has_written)},
    Step.SECOND_VOTE: {**MET, **SECOND, ev.OneMore: (Step.SCHEDULING, guard.has_written)},
    Step.DECISION: {**MET, ev.OneMore: (Step.SCHEDULING, guard.has_written)},
}

TAKE_HOME: Mapping[Step, Row] = {
    Step.TO_SEND: {
        ev.ChallengeSent: (Step.WITH_CANDIDATE, guard.can_be_sent),
        ev.Advanced: (None, guard.may_advance),
        ev.ConcernAnswered: (None, debrief_guards.stands_in_the_way),
        ev.DecisionReopened: (Step.DECISION, guard.nothing_begun),
    },
    Step.WITH_CANDIDATE: {
        ev.ExtensionGranted: (None, guard.later_than_before),
        ev.ChallengeOverdue: (None, guard.past_due),
        ev.SubmissionReceived: (Step.REVIEW, guard.always),
        ev.PanelChanged: (None, panel_guards.panel_fits),
        ev.Advanced: (None, guard.may_advance),
        ev.ConcernAnswered: (None, debrief_guards.stands_in_the_way),
    },
    Step.REVIEW: {
        **PANEL,
        ev.GateClosed: (None, debrief_guards.gate_can_be_closed),
        ev.OneMore: (Step.TO_SEND, guard.has_written),
    },
    Step.FIRST_VOTE: {**PANEL, **FIRST, ev.OneMore: (Step.TO_SEND, guard.has_written)},
    Step.SECOND_VOTE: {**PANEL, **SECOND, ev.OneMore: (Step.TO_SEND, guard.has_written)},
    Step.DECISION: {**PANEL, ev.OneMore: (Step.TO_SEND, guard.has_written)},
}

HELD: Row = {
    ev.OfferAccepted: (Step.ACCEPTED, offer_guards.in_hand),
    ev.OfferDeclined: (Step.DECLINED, offer_guards.in_hand),
}
"""The candidate may answer the offer that they hold while a change of it is on its way."""

OFFER: Mapping[Step, Row] = {
    Step.DRAFTING: {
        **HELD,
        ev.OfferDrafted: (Step.APPROVAL, offer_guards.offer_fits),
        ev.DecisionReopened: (Step.DECISION, guard.nothing_begun),
    },
    Step.APPROVAL: {
        **HELD,
        ev.OfferApproved: (None, offer_guards.asked_to_approve),
        ev.OfferRefused: (Step.DRAFTING, offer_guards.asked_to_approve),
        ev.ApproverReplaced: (None, offer_guards.approver_can_be_replaced),
        ev.OfferDrafted: (Step.APPROVAL, offer_guards.offer_fits),
        ev.OfferRescinded: (Step.DRAFTING, guard.reason_given),
    },
    Step.APPROVED: {
        **HELD,
        ev.OfferExtended: (Step.EXTENDED, offer_guards.still_open),
        ev.OfferDrafted: (Step.APPROVAL, offer_guards.offer_fits),
        ev.OfferRescinded: (Step.DRAFTING, guard.reason_given),
    },
    Step.EXTENDED: {
        ev.OfferAccepted: (Step.ACCEPTED, guard.always),
        ev.OfferDeclined: (Step.DECLINED, guard.always),
        ev.OfferDrafted: (Step.APPROVAL, offer_guards.offer_fits),
        ev.OfferRescinded: (Step.DRAFTING, guard.reason_given),
        ev.OfferExpired: (Step.DRAFTING, offer_guards.past_expiry),
    },
    Step.ACCEPTED: {},
    Step.DECLINED: {ev.OfferDrafted: (Step.APPROVAL, offer_guards.offer_fits)},
}

STAGES: Mapping[StageKind, Mapping[Step, Row]] = {
    StageKind.INTERVIEW: INTERVIEW,
    StageKind.TAKE_HOME: TAKE_HOME,
    StageKind.OFFER: OFFER,
}

LoopRow = Mapping[type[ev.Event], tuple[Status | None, guard.Guard]]

EVER: LoopRow = {
    ev.Told: (None, guard.to_be_told),
    ev.TeamChanged: (None, guard.always),
    ev.CandidateKnown: (None, guard.always),
}
"""However a loop stands."""

LOOP: Mapping[Status, LoopRow] = {
    Status.ACTIVE: {
        ev.PutOnHold: (Status.ON_HOLD, guard.until_ahead),
        ev.Rejected: (Status.REJECTED, guard.reason_given),
        ev.Withdrawn: (Status.WITHDRAWN, guard.reason_given),
        **EVER,
    },
    Status.ON_HOLD: {
        ev.HoldChanged: (None, guard.until_ahead),
        ev.Resumed: (Status.ACTIVE, guard.always),
        ev.Rejected: (Status.REJECTED, guard.reason_given),
        ev.Withdrawn: (Status.WITHDRAWN, guard.reason_given),
        **EVER,
    },
    Status.HIRED: {
        ev.Reopened: (None, guard.reason_given),
        **EVER,
    },
    Status.REJECTED: {
        ev.Reopened: (None, guard.reason_given),
        **EVER,
    },
    Status.WITHDRAWN: {
        ev.Reopened: (None, guard.reason_given),
        **EVER,
    },
}
"""What changes the loop as a whole. A target of None is decided by the effect: reopening returns to `came_from`."""


def transition(state: LoopState, event: ev.Event) -> LoopState:
    """Return the state after `event`, or raise a Refusal that says what is missing; then nothing has changed."""
    of_loop = LOOP[state.status].get(type(event))
    if of_loop is not None:
        status, check = of_loop
        _ask(check, state, event)
        return _settled(apply(replace(state, status=status or state.status), state, event))
    if state.status is not Status.ACTIVE:
        raise not_now.asleep(state, event)
    entry = STAGES[state.at.kind][state.step].get(type(event))
    if entry is None:
        raise not_now.no_entry(state, event)
    step, check = entry
    _ask(check, state, event)
    return _settled(apply(replace(state, step=step or state.step), state, event))


def possible(state: LoopState) -> frozenset[type[ev.Event]]:
    """The events that have an entry at this state, whatever their guards say."""
    rows: set[type[ev.Event]] = set(LOOP[state.status])
    if state.status is Status.ACTIVE:
        rows |= set(STAGES[state.at.kind][state.step])
    return frozenset(rows)


def _ask(check: guard.Guard, state: LoopState, event: ev.Event) -> None:
    refusal = check(state, event)
    if refusal is not None:
        raise refusal


def _settled(state: LoopState) -> LoopState:
    """Feedback that is complete is debated or decided; a debrief or decision that lacks a scorecard is feedback."""
    if state.status is not Status.ACTIVE:
        return state
    gathering = Step.REVIEW if state.at.kind is StageKind.TAKE_HOME else Step.FEEDBACK
    whole = state.complete and not state.contradiction
    if state.step is gathering and whole:
        state = debriefs.opened(state)
    if state.step in (*VOTING, Step.DECISION) and not whole:
        return replace(state, step=gathering)
    return debriefs.counted(state)
