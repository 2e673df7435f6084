"""Who can do what they owe: by which events each kind of to-do ends, and the right that each of these takes.

Events of the loop as a whole (rejecting, holding, another team) end nearly everything and so prove nothing; they stand
here only where they are what is asked for.
"""

from collections.abc import Mapping
from datetime import datetime

from domain import events as ev
from domain.actions import Action
from domain.permissions import Relation, may, may_decide
from domain.refusals import Refusal
from domain.state import LoopState
from domain.todos import Owed, TodoKind, owed
from tests.domain.samples import DAY, attempt, attempts

ENDS_BY: Mapping[TodoKind, Mapping[type[ev.Event], Action]] = {
    TodoKind.PROPOSE_TIMES: {ev.Scheduled: Action.SCHEDULE, ev.Logged: Action.LOG},
    TodoKind.ANSWER_INVITATION: {ev.InvitationAccepted: Action.ANSWER, ev.InvitationDeclined: Action.ANSWER},
    TodoKind.REPLACE_PANELIST: {ev.PanelChanged: Action.PANEL},
    TodoKind.CONSIDER_TIME: {ev.Rescheduled: Action.RESCHEDULE},
    TodoKind.ADD_LINK: {ev.LinkAdded: Action.ADD_LINK},
    TodoKind.WHAT_HAPPENED: {
        ev.Happened: Action.WHAT_HAPPENED,
        ev.NoShow: Action.WHAT_HAPPENED,
        ev.Moved: Action.WHAT_HAPPENED,
    },
    TodoKind.SCORECARD: {ev.CardSubmitted: Action.FEEDBACK},
    TodoKind.VOTE: {ev.Voted: Action.VOTE},
    TodoKind.VOTE_AGAIN: {ev.VotedAgain: Action.VOTE},
    TodoKind.ANSWER_CONCERN: {ev.ConcernAnswered: Action.ANSWER_CONCERN},
    TodoKind.DECIDE: {ev.Advanced: Action.ADVANCE, ev.OneMore: Action.DECIDE},
    TodoKind.SEND_CHALLENGE: {ev.ChallengeSent: Action.SEND_CHALLENGE},
    TodoKind.CHASE_CHALLENGE: {ev.SubmissionReceived: Action.SUBMISSION, ev.ExtensionGranted: Action.EXTEND},
    TodoKind.DRAFT_OFFER: {ev.OfferDrafted: Action.DRAFT_OFFER},
    TodoKind.APPROVE_OFFER: {ev.OfferApproved: Action.APPROVE, ev.OfferRefused: Action.APPROVE},
    TodoKind.SEND_OFFER: {ev.OfferExtended: Action.SEND_OFFER, ev.OfferDrafted: Action.DRAFT_OFFER},
    TodoKind.CHASE_ANSWER: {ev.OfferAccepted: Action.ANSWER_OFFER, ev.OfferDeclined: Action.ANSWER_OFFER},
    TodoKind.TELL_CANDIDATE: {ev.Told: Action.TOLD},
    TodoKind.SETTLE_CONTRADICTION: {ev.ContradictionSettled: Action.SETTLE},
    TodoKind.REVIEW_HOLD: {ev.Resumed: Action.RESUME, ev.HoldChanged: Action.HOLD},
}
"""Sending an offer that ran out before it went out begins with another draft."""


def relations(state: LoopState, member: str) -> frozenset[Relation]:
    """How a member stands to a loop, as far as its state tells."""
    stands = {
        Relation.RECRUITER: member == state.recruiter,
        Relation.HIRING_MANAGER: member == state.hiring_manager,
        Relation.PANELIST: state.seat(member) is not None,
        Relation.APPROVER: member in [approval.member for approval in state.approvals],
        Relation.BAR_RAISER: member == state.bar_raiser,
        Relation.ORGANISER: state.meeting is not None and member == state.meeting.organiser,
    }
    return frozenset(relation for relation, so in stands.items() if so)


def closable(state: LoopState, debt: Owed, at: datetime) -> bool:
    """Whether who owes it may do it, now or in some weeks, after which it is no longer owed."""
    stands = relations(state, debt.member)
    if debt.kind is TodoKind.DECIDE and not may_decide(stands, state.at.decided_by):
        return False
    return any(
        _ends(state, debt, event)
        for later in (at, at + 20 * DAY)
        for event in attempts(state, later)
        if _may_do(debt, event, stands)
    )


def _may_do(debt: Owed, event: ev.Event, stands: frozenset[Relation]) -> bool:
    """For themselves, in the way that is asked for, and without skipping anything."""
    action = ENDS_BY[debt.kind].get(type(event))
    forced = isinstance(event, ev.Advanced) and event.override != ""
    return action is not None and may(action, stands) and not forced


def _ends(state: LoopState, debt: Owed, event: ev.Event) -> bool:
    after = attempt(state, event)
    return not isinstance(after, Refusal) and debt.key not in [left.key for left in owed(after)]
