"""The few phrases that rules and views share: what a step and an event are called in a sentence."""

from collections.abc import Mapping

from domain import events as ev
from domain.state import Status, Step

STEP_WORDS: Mapping[Step, str] = {
    Step.SCHEDULING: "the interview is not scheduled yet",
    Step.SCHEDULED: "the interview is scheduled",
    Step.FEEDBACK: "scorecards are being written",
    Step.TO_SEND: "the challenge has not been sent yet",
    Step.WITH_CANDIDATE: "the challenge is with the candidate",
    Step.REVIEW: "the challenge is being reviewed",
    Step.DECISION: "a decision is due",
    Step.DRAFTING: "the offer is being drafted",
    Step.APPROVAL: "the offer is waiting for approval",
    Step.APPROVED: "the offer is approved and not sent yet",
    Step.EXTENDED: "the offer is with the candidate",
    Step.ACCEPTED: "the offer is accepted",
    Step.DECLINED: "the offer was declined",
}

STEP_LABELS: Mapping[Step, str] = {
    Step.SCHEDULING: "To schedule",
    Step.SCHEDULED: "Scheduled",
    Step.FEEDBACK: "Feedback",
    Step.TO_SEND: "To send",
    Step.WITH_CANDIDATE: "With the candidate",
    Step.REVIEW: "In review",
    Step.DECISION: "To decide",
    Step.DRAFTING: "Drafting",
    Step.APPROVAL: "Approval",
    Step.APPROVED: "Approved",
    Step.EXTENDED: "Sent",
    Step.ACCEPTED: "Accepted",
    Step.DECLINED: "Declined",
}

TELLING_LABELS: Mapping[str, str] = {
    "interview_scheduled": "the interview is set",
    "interview_rescheduled": "the interview has a new time",
    "interview_link": "here is the link for the interview",
    "interview_cancelled": "the interview is cancelled",
    "no_show": "we missed each other",
    "one_more_interview": "we would like one more interview",
    "challenge_sent": "here is the challenge",
    "challenge_extended": "there is more time for the challenge",
    "stage_advanced": "we would like to go on",
    "offer_ahead": "we would like to make an offer",
    "rejected": "we are not going on",
    "on_hold": "we have to pause",
    "resumed": "we can go on",
    "offer_extended": "here is our offer",
    "offer_changed": "our offer has changed",
    "offer_rescinded": "we have to take the offer back",
    "offer_expired": "the offer has run out",
    "hired": "welcome to the team",
    "withdrawn": "the application is closed, as they wished",
    "reopened": "we have taken the application up again",
}
"""What the candidate has to hear, by the template of its text: as in "Please tell Noor: the interview is set"."""

STATUS_LABELS: Mapping[Status, str] = {
    Status.ACTIVE: "Active",
    Status.ON_HOLD: "On hold",
    Status.HIRED: "Hired",
    Status.REJECTED: "Rejected",
    Status.WITHDRAWN: "Withdrawn",
}

EVENT_WORDS: Mapping[type[ev.Event], str] = {
    ev.Scheduled: "Scheduling",
    ev.Logged: "Logging a past interview",
    ev.Rescheduled: "Rescheduling",
    ev.Cancelled: "Cancelling",
    ev.PanelChanged: "Changing the panel",
    ev.LinkAdded: "Adding a meeting link",
    ev.InvitationAccepted: "Accepting an invitation",
    ev.InvitationDeclined: "Declining an invitation",
    ev.Proposed: "Proposing another time",
    ev.Happened: "Saying that it happened",
    ev.NoShow: "Recording a no-show",
    ev.Moved: "Saying that it moved",
    ev.WasAbsent: "Saying who was not there",
    ev.Disputed: "Saying that it did not take place",
    ev.ContradictionSettled: "Settling a contradiction",
    ev.CardSubmitted: "Submitting a scorecard",
    ev.CardWaived: "Waiving a scorecard",
    ev.ChallengeSent: "Sending the challenge",
    ev.ExtensionGranted: "Extending the challenge",
    ev.ChallengeOverdue: "Marking the challenge overdue",
    ev.SubmissionReceived: "Recording the submission",
    ev.Advanced: "Advancing",
    ev.OneMore: "One more interview",
    ev.DecisionReopened: "Reopening the decision",
    ev.OfferDrafted: "Asking for approval of an offer",
    ev.OfferApproved: "Approving the offer",
    ev.OfferRefused: "Refusing the offer",
    ev.ApproverReplaced: "Replacing an approver",
    ev.OfferExtended: "Marking the offer as sent",
    ev.OfferRescinded: "Rescinding the offer",
    ev.OfferExpired: "Letting the offer expire",
    ev.OfferAccepted: "Accepting the offer",
    ev.OfferDeclined: "Declining the offer",
    ev.PutOnHold: "Putting it on hold",
    ev.HoldChanged: "Changing the hold",
    ev.Resumed: "Resuming",
    ev.Rejected: "Rejecting",
    ev.Withdrawn: "Withdrawing",
    ev.Reopened: "Reopening",
    ev.Told: "Marking the candidate as told",
    ev.TeamChanged: "Changing recruiter or hiring manager",
}
