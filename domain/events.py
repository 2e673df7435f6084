"""All that can happen to a loop: to interviews, challenges, decisions, offers, and to the loop as a whole.

`by` is the member who caused it, `at` when (aware UTC).
"""

from dataclasses import dataclass
from datetime import datetime

from domain.state import Meeting, Offer, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled(Event):
    meeting: Meeting
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged(Event):
    """An interview that was already held: no invitations, scorecards opened at once."""

    meeting: Meeting
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled(Event):
    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Event):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChanged(Event):
    """The new panel, whole. Who stays keeps answer and scorecard."""

    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAdded(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Event):
    member: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A panelist would like another time; the organiser moves the interview or asks to come all the same."""

    member: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    """It did not take place at its time; a new one is to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WasAbsent(Event):
    """A panelist was not there."""

    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed(Event):
    """The lead says that it did not take place, though a scorecard says that it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionSettled(Event):
    """The recruiter has asked around: it happened, or it did not."""

    happened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSubmitted(Event):
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWaived(Event):
    member: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeSent(Event):
    due_at: datetime
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted(Event):
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOverdue(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceived(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced(Event):
    """`override` is the reason for going on without what is missing."""

    rationale: str
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore(Event):
    focus: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReopened(Event):
    """Back to the stage before, with its panel as it was."""

    reason: str
    seats: tuple[Seat, ...]
    meeting: Meeting | None = None
    round: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDrafted(Event):
    """A first or a changed offer goes to its approvers: a new version, approvals anew."""

    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferApproved(Event):
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRefused(Event):
    member: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproverReplaced(Event):
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferExtended(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRescinded(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferExpired(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(Event):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold(Event):
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Event):
    reason: str
    rationale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Event):
    """The candidate has been told of the change with this key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged(Event):
    """The role has a new recruiter or hiring manager, who inherits what the old one owed."""

    recruiter: str
    hiring_manager: str
