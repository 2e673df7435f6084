"""What actions, to-dos and facts are called on buttons and in lines. Tables, so that a word is changed in one place."""

from collections.abc import Mapping

from domain.actions import Action
from domain.playbook import StageKind
from domain.state import Part, Rsvp, Status, Step
from domain.todos import TodoKind

ACTION_LABELS: Mapping[Action, str] = {
    Action.OPEN: "Open",
    Action.CREATE_ROLE: "Open a role",
    Action.EDIT_ROLE: "Edit role",
    Action.CLOSE_ROLE: "Close role",
    Action.ADD_CANDIDATE: "Add candidate",
    Action.EDIT_CANDIDATE: "Correct details",
    Action.READ_CANDIDATE: "Open",
    Action.SCHEDULE: "Schedule",
    Action.LOG: "Log a past interview",
    Action.RESCHEDULE: "Reschedule",
    Action.CANCEL: "Cancel interview",
    Action.PANEL: "Change the panel",
    Action.ADD_LINK: "Add meeting link",
    Action.ANSWER: "Answer invitation",
    Action.WHAT_HAPPENED: "Say what happened",
    Action.NOT_THERE: "I wasn't there",
    Action.SETTLE: "Settle what happened",
    Action.FEEDBACK: "Fill in scorecard",
    Action.WAIVE: "Waive a scorecard",
    Action.REMIND: "Send a reminder",
    Action.SEND_CHALLENGE: "Send challenge",
    Action.EXTEND: "Give more time",
    Action.SUBMISSION: "Record submission",
    Action.VOTE: "Read and vote",
    Action.MOVE_ON: "Go on without the missing",
    Action.CLOSE_GATE: "Begin the debrief now",
    Action.ANSWER_CONCERN: "Answer the bar raiser",
    Action.READ_RECORD: "Decision record",
    Action.DECIDE: "Decide",
    Action.ADVANCE: "Advance",
    Action.OVERRIDE: "Open before all are in",
    Action.READ_SCORECARDS: "Read scorecards",
    Action.REOPEN_DECISION: "Reopen last decision",
    Action.DRAFT_OFFER: "Draft offer",
    Action.READ_OFFER: "Read offer",
    Action.APPROVE: "Approve or refuse",
    Action.REPLACE_APPROVER: "Replace an approver",
    Action.SEND_OFFER: "Mark as sent",
    Action.RESCIND: "Rescind offer",
    Action.ANSWER_OFFER: "Record the answer",
    Action.TOLD: "Told",
    Action.HOLD: "Put on hold",
    Action.RESUME: "Resume",
    Action.REJECT: "Reject",
    Action.WITHDRAW: "Candidate withdrew",
    Action.REOPEN: "Reopen",
    Action.DIGEST: "Show digest",
    Action.POST_DIGEST: "Post digest",
    Action.PREVIEW: "What comes next",
}

GROUPS: tuple[tuple[str, tuple[Action, ...]], ...] = (
    (
        "Interview",
        (
            Action.SCHEDULE,
            Action.RESCHEDULE,
            Action.LOG,
            Action.ANSWER,
            Action.ADD_LINK,
            Action.PANEL,
            Action.WHAT_HAPPENED,
            Action.NOT_THERE,
            Action.SETTLE,
            Action.CANCEL,
        ),
    ),
    ("Challenge", (Action.SEND_CHALLENGE, Action.SUBMISSION, Action.EXTEND)),
    (
        "Feedback and decision",
        (
            Action.FEEDBACK,
            Action.VOTE,
            Action.ANSWER_CONCERN,
            Action.DECIDE,
            Action.ADVANCE,
            Action.READ_SCORECARDS,
            Action.READ_RECORD,
            Action.REMIND,
            Action.WAIVE,
            Action.CLOSE_GATE,
            Action.MOVE_ON,
            Action.OVERRIDE,
            Action.REOPEN_DECISION,
        ),
    ),
    (
        "Offer",
        (
            Action.DRAFT_OFFER,
            Action.APPROVE,
            Action.SEND_OFFER,
            Action.ANSWER_OFFER,
            Action.REPLACE_APPROVER,
            Action.RESCIND,
        ),
    ),
    (
        "This loop",
        (
            Action.PREVIEW,
            Action.EDIT_CANDIDATE,
            Action.HOLD,
            Action.RESUME,
            Action.WITHDRAW,
            Action.REJECT,
            Action.REOPEN,
        ),
    ),
)
"""How the buttons of a loop's page are grouped. What is in no group has its place elsewhere on the page."""

TODO_LABELS: Mapping[TodoKind, str] = {
    TodoKind.PROPOSE_TIMES: "Find a time",
    TodoKind.ANSWER_INVITATION: "Answer the invitation",
    TodoKind.REPLACE_PANELIST: "Find another interviewer",
    TodoKind.CONSIDER_TIME: "Consider another time",
    TodoKind.ADD_LINK: "Add the meeting link",
    TodoKind.WHAT_HAPPENED: "Say what happened",
    TodoKind.SCORECARD: "Fill in your scorecard",
    TodoKind.VOTE: "Read and vote",
    TodoKind.VOTE_AGAIN: "Vote again",
    TodoKind.ANSWER_CONCERN: "Answer the bar raiser",
    TodoKind.DECIDE: "Decide",
    TodoKind.SEND_CHALLENGE: "Send the challenge",
    TodoKind.CHASE_CHALLENGE: "Ask after the challenge",
    TodoKind.DRAFT_OFFER: "Draft the offer",
    TodoKind.APPROVE_OFFER: "Approve the offer",
    TodoKind.SEND_OFFER: "Send the offer",
    TodoKind.CHASE_ANSWER: "Ask for the answer to the offer",
    TodoKind.TELL_CANDIDATE: "Tell the candidate",
    TodoKind.SETTLE_CONTRADICTION: "Settle what happened",
    TodoKind.REVIEW_HOLD: "Look at the hold again",
    TodoKind.REASSIGN: "Reassign or waive",
}
"""A to-do as its owner reads it."""

TODO_BUTTONS: Mapping[TodoKind, str] = {
    TodoKind.PROPOSE_TIMES: "Schedule",
    TodoKind.ANSWER_INVITATION: "Accept",
    TodoKind.REPLACE_PANELIST: "Change the panel",
    TodoKind.CONSIDER_TIME: "Reschedule",
    TodoKind.ADD_LINK: "Add link",
    TodoKind.WHAT_HAPPENED: "Say what happened",
    TodoKind.SCORECARD: "Fill in scorecard",
    TodoKind.VOTE: "Read and vote",
    TodoKind.VOTE_AGAIN: "Vote again",
    TodoKind.ANSWER_CONCERN: "Answer",
    TodoKind.DECIDE: "Decide",
    TodoKind.SEND_CHALLENGE: "Send challenge",
    TodoKind.CHASE_CHALLENGE: "Record submission",
    TodoKind.DRAFT_OFFER: "Draft offer",
    TodoKind.APPROVE_OFFER: "Review offer",
    TodoKind.SEND_OFFER: "Mark as sent",
    TodoKind.CHASE_ANSWER: "Record the answer",
    TodoKind.TELL_CANDIDATE: "Show the text",
    TodoKind.SETTLE_CONTRADICTION: "Settle it",
    TodoKind.REVIEW_HOLD: "Open",
    TodoKind.REASSIGN: "Open",
}

TODO_ACTIONS: Mapping[TodoKind, Action] = {
    TodoKind.PROPOSE_TIMES: Action.SCHEDULE,
    TodoKind.ANSWER_INVITATION: Action.ANSWER,
    TodoKind.REPLACE_PANELIST: Action.PANEL,
    TodoKind.CONSIDER_TIME: Action.RESCHEDULE,
    TodoKind.ADD_LINK: Action.ADD_LINK,
    TodoKind.WHAT_HAPPENED: Action.WHAT_HAPPENED,
    TodoKind.SCORECARD: Action.FEEDBACK,
    TodoKind.VOTE: Action.VOTE,
    TodoKind.VOTE_AGAIN: Action.VOTE,
    TodoKind.ANSWER_CONCERN: Action.ANSWER_CONCERN,
    TodoKind.DECIDE: Action.DECIDE,
    TodoKind.SEND_CHALLENGE: Action.SEND_CHALLENGE,
    TodoKind.CHASE_CHALLENGE: Action.SUBMISSION,
    TodoKind.DRAFT_OFFER: Action.DRAFT_OFFER,
    TodoKind.APPROVE_OFFER: Action.APPROVE,
    TodoKind.SEND_OFFER: Action.SEND_OFFER,
    TodoKind.CHASE_ANSWER: Action.ANSWER_OFFER,
    TodoKind.TELL_CANDIDATE: Action.TOLD,
    TodoKind.SETTLE_CONTRADICTION: Action.SETTLE,
    TodoKind.REVIEW_HOLD: Action.OPEN,
    TodoKind.REASSIGN: Action.OPEN,
}
"""What `todo.do` leads to: the modal of that action."""

WAITING: Mapping[TodoKind, str] = {
    TodoKind.PROPOSE_TIMES: "a time for the interview",
    TodoKind.ANSWER_INVITATION: "an answer to the invitation",
    TodoKind.REPLACE_PANELIST: "another interviewer",
    TodoKind.CONSIDER_TIME: "another time for the interview",
    TodoKind.ADD_LINK: "the meeting link",
    TodoKind.WHAT_HAPPENED: "saying what happened",
    TodoKind.SCORECARD: "scorecard",
    TodoKind.VOTE: "vote",
    TodoKind.VOTE_AGAIN: "second vote",
    TodoKind.ANSWER_CONCERN: "an answer to the bar raiser",
    TodoKind.DECIDE: "decision",
    TodoKind.SEND_CHALLENGE: "sending the challenge",
    TodoKind.CHASE_CHALLENGE: "asking after the challenge",
    TodoKind.DRAFT_OFFER: "drafting the offer",
    TodoKind.APPROVE_OFFER: "approval of the offer",
    TodoKind.SEND_OFFER: "sending the offer",
    TodoKind.CHASE_ANSWER: "the answer to the offer",
    TodoKind.TELL_CANDIDATE: "telling the candidate",
    TodoKind.SETTLE_CONTRADICTION: "settling what happened",
    TodoKind.REVIEW_HOLD: "a look at the hold",
    TodoKind.REASSIGN: "somebody to take over",
}
"""What follows the name in "Waiting for Ana (…)"."""

PARTS: Mapping[Part, str] = {
    Part.LEAD: "lead",
    Part.INTERVIEWER: "",
    Part.REVERSE_SHADOW: "interviews while being watched",
    Part.SHADOW: "shadow",
}

RSVPS: Mapping[Rsvp, str] = {
    Rsvp.PENDING: "no answer yet",
    Rsvp.ACCEPTED: "accepted",
    Rsvp.PROPOSED: "would like another time",
    Rsvp.DECLINED: "can't make it",
}

STATUS_IN_CHANNEL: Mapping[Status, str] = {
    Status.ACTIVE: "",
    Status.ON_HOLD: "On hold",
    Status.HIRED: "Hired",
    Status.REJECTED: "Closed",
    Status.WITHDRAWN: "Closed",
}
"""For those who may read no verdict: a closed loop is closed, whoever closed it."""

HAPPENED_LABELS: Mapping[str, str] = {
    "happened": "It happened",
    "no_show": "The candidate didn't come",
    "moved": "It moved to another time",
    "absent": "I wasn't there",
}

OUTCOMES: Mapping[str, str] = {
    "advance": "Advance",
    "reject": "Reject",
    "hold": "Put on hold",
    "one_more": "One more interview",
}

SENIORITIES: tuple[tuple[str, str], ...] = (("junior", "Junior"), ("mid", "Mid"), ("senior", "Senior"))

SCORES: tuple[tuple[int, str], ...] = ((1, "1"), (2, "2"), (3, "3"), (4, "4"))


def seniority(key: str) -> str:
    return dict(SENIORITIES).get(key, key)


def panel_word(kind: StageKind) -> str:
    """What those who score are called: they meet the candidate, or read what was sent in."""
    return "reviewers" if kind is StageKind.TAKE_HOME else "interviewers"


def guide_title(kind: StageKind) -> str:
    return "Review briefing" if kind is StageKind.TAKE_HOME else "Briefing"


def label(action: Action, step: Step | None = None, status: Status = Status.ACTIVE) -> str:
    """The label of a loop's button, where it matters to it how the loop stands."""
    if action is Action.HOLD and status is Status.ON_HOLD:
        return "Change the hold"
    if action is Action.DRAFT_OFFER and step in (Step.APPROVAL, Step.APPROVED, Step.EXTENDED):
        return "Change offer"
    if action is Action.PANEL and step in (Step.WITH_CANDIDATE, Step.REVIEW):
        return "Change the reviewers"
    return ACTION_LABELS[action]
