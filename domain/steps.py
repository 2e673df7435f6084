"""The states that a loop and its stage can be in, by name. Which leads to which is in `stages`."""

from enum import StrEnum

from domain.playbook import StageKind


class Status(StrEnum):
    """Where the loop as a whole stands."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


CLOSED = frozenset({Status.HIRED, Status.REJECTED, Status.WITHDRAWN})


class Step(StrEnum):
    """Where the current stage stands; which steps a stage has depends on its kind."""

    SCHEDULING = "scheduling"
    SCHEDULED = "scheduled"
    FEEDBACK = "feedback"
    TO_SEND = "to_send"
    WITH_CANDIDATE = "with_candidate"
    REVIEW = "review"
    FIRST_VOTE = "first_vote"
    SECOND_VOTE = "second_vote"
    DECISION = "decision"
    DRAFTING = "drafting"
    APPROVAL = "approval"
    APPROVED = "approved"
    EXTENDED = "extended"
    ACCEPTED = "accepted"
    DECLINED = "declined"


VOTING = frozenset({Step.FIRST_VOTE, Step.SECOND_VOTE})

FIRST_STEP = {
    StageKind.INTERVIEW: Step.SCHEDULING,
    StageKind.TAKE_HOME: Step.TO_SEND,
    StageKind.OFFER: Step.DRAFTING,
}
