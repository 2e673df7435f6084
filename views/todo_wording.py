"""What to-dos are called in lists, on their buttons and in lines, and what their button does."""

from collections.abc import Mapping

from domain.actions import Action
from domain.todos import TodoKind

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
    TodoKind.UNREACHED: "Tell somebody yourself",
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
    TodoKind.UNREACHED: "Open",
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
    TodoKind.UNREACHED: Action.OPEN,
}
"""What `todo.do` leads to: the modal of that action."""

WAITING: Mapping[TodoKind, str] = {
    TodoKind.PROPOSE_TIMES: "a time for the interview",
    TodoKind.ANSWER_INVITATION: "an answer to the invitation",
    TodoKind.REPLACE_PANELIST: "finding another interviewer",
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
    TodoKind.REASSIGN: "finding somebody to take over",
    TodoKind.UNREACHED: "telling somebody whom I can't reach",
}
"""What follows the name in "Waiting for Ana (…)"."""

REMINDED: Mapping[TodoKind, str] = {
    **WAITING,
    TodoKind.SCORECARD: "the scorecard",
    TodoKind.VOTE: "the vote",
    TodoKind.VOTE_AGAIN: "the second vote",
    TodoKind.DECIDE: "the decision",
    TodoKind.APPROVE_OFFER: "the approval of the offer",
}
"""What follows "Ana is reminded of"."""
