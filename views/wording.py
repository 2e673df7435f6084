"""What actions and facts are called on buttons and in lines. Tables, so that a word is changed in one place."""

from collections.abc import Mapping

from domain.actions import Action
from domain.playbook import StageKind
from domain.state import Part, Rsvp, Status, Step

ANOTHER_TIME = "Another time"
"""The third answer to an invitation, wherever it is given."""

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
    Action.READ_LOAD: "Turnaround and load",
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

VOTE_WORDS: Mapping[Step, str] = {Step.FIRST_VOTE: "vote", Step.SECOND_VOTE: "second vote"}

HOW_WE_HIRE = "How we hire"

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
