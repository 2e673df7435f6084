"""What a person can do with a loop: the actions that the state offers, and the one that is most likely meant."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum

from domain import events as ev
from domain.debriefs import holds, standing_no
from domain.stages import possible
from domain.state import VOTING, LoopState, Meeting, Status, Step
from domain.telling import to_tell
from domain.todos import TodoKind


class Action(StrEnum):
    """Each is one row of `permissions.MAY`, one button, one modal or click."""

    # what anyone related may do
    OPEN = "open"
    # roles
    CREATE_ROLE = "create_role"
    EDIT_ROLE = "edit_role"
    CLOSE_ROLE = "close_role"
    # candidates
    ADD_CANDIDATE = "add_candidate"
    EDIT_CANDIDATE = "edit_candidate"
    READ_CANDIDATE = "read_candidate"
    # interviews
    SCHEDULE = "schedule"
    LOG = "log"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    PANEL = "panel"
    ADD_LINK = "add_link"
    ANSWER = "answer"
    WHAT_HAPPENED = "what_happened"
    NOT_THERE = "not_there"
    SETTLE = "settle"
    FEEDBACK = "feedback"
    WAIVE = "waive"
    REMIND = "remind"
    # challenge
    SEND_CHALLENGE = "send_challenge"
    EXTEND = "extend"
    SUBMISSION = "submission"
    # debrief
    VOTE = "vote"
    MOVE_ON = "move_on"
    CLOSE_GATE = "close_gate"
    ANSWER_CONCERN = "answer_concern"
    READ_RECORD = "read_record"
    # decision
    DECIDE = "decide"
    ADVANCE = "advance"
    OVERRIDE = "override"
    READ_SCORECARDS = "read_scorecards"
    REOPEN_DECISION = "reopen_decision"
    # offer
    DRAFT_OFFER = "draft_offer"
    READ_OFFER = "read_offer"
    APPROVE = "approve"
    REPLACE_APPROVER = "replace_approver"
    SEND_OFFER = "send_offer"
    RESCIND = "rescind"
    ANSWER_OFFER = "answer_offer"
    # the loop
    TOLD = "told"
    HOLD = "hold"
    RESUME = "resume"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    # the channel
    DIGEST = "digest"
    POST_DIGEST = "post_digest"
    # what is to come
    PREVIEW = "preview"
    # the roles that one recruits for
    READ_LOAD = "read_load"


NEEDS: Mapping[Action, tuple[type[ev.Event], ...]] = {
    Action.SCHEDULE: (ev.Scheduled,),
    Action.LOG: (ev.Logged,),
    Action.RESCHEDULE: (ev.Rescheduled,),
    Action.CANCEL: (ev.Cancelled,),
    Action.PANEL: (ev.PanelChanged,),
    Action.ADD_LINK: (ev.LinkAdded,),
    Action.ANSWER: (ev.InvitationAccepted,),
    Action.WHAT_HAPPENED: (ev.Happened, ev.NoShow),
    Action.NOT_THERE: (ev.WasAbsent,),
    Action.SETTLE: (ev.ContradictionSettled,),
    Action.FEEDBACK: (ev.CardSubmitted,),
    Action.WAIVE: (ev.CardWaived,),
    Action.SEND_CHALLENGE: (ev.ChallengeSent,),
    Action.EXTEND: (ev.ExtensionGranted,),
    Action.SUBMISSION: (ev.SubmissionReceived,),
    Action.VOTE: (ev.Voted, ev.VotedAgain),
    Action.MOVE_ON: (ev.DebriefMovedOn,),
    Action.CLOSE_GATE: (ev.GateClosed,),
    Action.ANSWER_CONCERN: (ev.ConcernAnswered,),
    Action.DECIDE: (ev.OneMore,),
    Action.ADVANCE: (ev.Advanced,),
    Action.REOPEN_DECISION: (ev.DecisionReopened,),
    Action.DRAFT_OFFER: (ev.OfferDrafted,),
    Action.APPROVE: (ev.OfferApproved,),
    Action.REPLACE_APPROVER: (ev.ApproverReplaced,),
    Action.SEND_OFFER: (ev.OfferExtended,),
    Action.RESCIND: (ev.OfferRescinded,),
    Action.ANSWER_OFFER: (ev.OfferAccepted,),
    Action.HOLD: (ev.PutOnHold, ev.HoldChanged),
    Action.RESUME: (ev.Resumed,),
    Action.REJECT: (ev.Rejected,),
    Action.WITHDRAW: (ev.Withdrawn,),
    Action.REOPEN: (ev.Reopened,),
}
"""An action is offered when one of its events has an entry in the tables at this state."""

_FACTS: Mapping[Action, Callable[[LoopState], bool]] = {
    Action.SETTLE: lambda state: state.contradiction,
    Action.ADD_LINK: lambda state: state.meeting is not None and not state.meeting.has_link,
    Action.WAIVE: lambda state: state.step is not Step.SCHEDULED and not state.complete,
    Action.DECIDE: lambda state: state.step is Step.DECISION,
    Action.ADVANCE: lambda state: state.step in (Step.FEEDBACK, Step.REVIEW, *VOTING, Step.DECISION),
    Action.CLOSE_GATE: lambda state: not state.contradiction and not state.complete and holds(state),
    Action.ANSWER_CONCERN: lambda state: standing_no(state) > 0,
    Action.REOPEN_DECISION: lambda state: state.previous_stage is not None and state.round == 1 and state.offer is None,
    Action.NOT_THERE: lambda state: state.step in (Step.SCHEDULED, Step.FEEDBACK),
    Action.ANSWER_OFFER: lambda state: state.step is Step.EXTENDED or state.in_hand is not None,
}


def _begun(meeting: Meeting, at: datetime) -> bool:
    return meeting.starts_at <= at


_IN_TIME: Mapping[Action, Callable[[Meeting, datetime], bool]] = {
    Action.WHAT_HAPPENED: _begun,
    Action.NOT_THERE: _begun,
    Action.ANSWER: lambda meeting, at: meeting.ends_at > at,
}


def offered(state: LoopState, at: datetime | None = None) -> tuple[Action, ...]:
    """Actions that make sense at this state, in the order of `Action`; rights are asked apart.

    `at`: leaves out what the interview is too late for by then, or not ready for yet (None: nothing).
    """
    events = possible(state)
    return tuple(action for action, needed in NEEDS.items() if events & set(needed) and _makes_sense(action, state, at))


def _makes_sense(action: Action, state: LoopState, at: datetime | None) -> bool:
    fact, in_time = _FACTS.get(action), _IN_TIME.get(action)
    timely = in_time is None or at is None or state.meeting is None or in_time(state.meeting, at)
    return timely and (fact is None or fact(state))


_PRIMARY: Mapping[Step, Action] = {
    Step.SCHEDULING: Action.SCHEDULE,
    Step.SCHEDULED: Action.OPEN,
    Step.FEEDBACK: Action.FEEDBACK,
    Step.TO_SEND: Action.SEND_CHALLENGE,
    Step.WITH_CANDIDATE: Action.SUBMISSION,
    Step.REVIEW: Action.FEEDBACK,
    Step.FIRST_VOTE: Action.VOTE,
    Step.SECOND_VOTE: Action.VOTE,
    Step.DECISION: Action.DECIDE,
    Step.DRAFTING: Action.DRAFT_OFFER,
    Step.APPROVAL: Action.APPROVE,
    Step.APPROVED: Action.SEND_OFFER,
    Step.EXTENDED: Action.ANSWER_OFFER,
    Step.ACCEPTED: Action.OPEN,
    Step.DECLINED: Action.DRAFT_OFFER,
}


_BEFORE_IT_BEGINS: Mapping[TodoKind, Action] = {
    TodoKind.REPLACE_PANELIST: Action.PANEL,
    TodoKind.CONSIDER_TIME: Action.RESCHEDULE,
    TodoKind.ADD_LINK: Action.ADD_LINK,
}
"""What a scheduled interview may wait for, the gravest first."""


def primary(state: LoopState, *, over: bool = False, owed: Collection[str] = ()) -> Action:
    """The one button of a card: what moves this loop. `over`: the time of its interview has passed.

    Until then nobody is urged to anything that is not `owed`, the kinds of to-dos that are open: it goes its way.
    """
    if state.closed:
        return Action.TOLD if to_tell(state) else Action.REOPEN
    if state.status is Status.ON_HOLD:
        return Action.RESUME
    if state.step is not Step.SCHEDULED:
        return _PRIMARY[state.step]
    asked = (action for kind, action in _BEFORE_IT_BEGINS.items() if kind in owed)
    return Action.WHAT_HAPPENED if over else next(asked, _PRIMARY[state.step])
