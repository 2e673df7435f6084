"""What is known of a loop, as far as the rules need it. Frozen: a change makes another.

Members are named by their Slack user id throughout (docs/decisions/0003-member-ids.md).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from domain.ballots import Ballot, Raised
from domain.playbook import Decider, StageKind
from domain.steps import CLOSED, FIRST_STEP, VOTING, Status, Step

__all__ = [
    "CLOSED", "FIRST_STEP", "VOTING", "Approval", "Card", "LoopState", "Meeting", "Missed", "Offer", "Part",
    "PlanStage", "Rsvp", "Seat", "Status", "Step",
]  # fmt: skip


class Part(StrEnum):
    """A panelist's part. Only a shadow's scorecard does not count."""

    LEAD = "lead"
    INTERVIEWER = "interviewer"
    REVERSE_SHADOW = "reverse_shadow"
    SHADOW = "shadow"


class Rsvp(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PROPOSED = "proposed"
    """Would come at another time; the answer to the present one stays open."""


class Card(StrEnum):
    """What has become of the scorecard that a seat owes. A draft is no fact for the rules."""

    NONE = "none"
    SUBMITTED = "submitted"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class PlanStage:
    """One stage of this loop's way. `required`: scorecards to wait for. `debrief`: people vote before it is decided."""

    key: str
    name: str
    kind: StageKind
    required: int
    decided_by: Decider
    debrief: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """One member on the panel of the current round (interview), or one reviewer (take-home)."""

    member: str
    part: Part = Part.INTERVIEWER
    rsvp: Rsvp = Rsvp.PENDING
    absent: bool = False
    card: Card = Card.NONE

    @property
    def counts(self) -> bool:
        return self.part is not Part.SHADOW

    @property
    def outstanding(self) -> bool:
        """A declined seat that was never replaced and an absent one cannot fill a scorecard."""
        return self.counts and not self.absent and self.rsvp is not Rsvp.DECLINED and self.card is Card.NONE


@dataclass(frozen=True, slots=True)
class Meeting:
    """The current interview. `version` rises with every reschedule."""

    starts_at: datetime
    ends_at: datetime
    organiser: str
    has_link: bool = True
    version: int = 1
    happened: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """One approver's word on the current version of the offer: `approved` or nothing yet."""

    member: str
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    version: int
    drafter: str
    approvals: tuple[Approval, ...]
    expires_at: datetime
    sent_before: bool = False
    """Whether the candidate has had an earlier version in hand."""
    in_hand: "Offer | None" = None
    """The earlier version that the candidate holds while this one, its change, is not out."""


class Missed(StrEnum):
    """Why a message did not tell somebody what it should have."""

    GONE = "gone"
    """They take no messages from the bot; over once they do, or once the loop needs them no more."""
    LOST = "lost"
    """It could not be sent."""
    DOUBT = "doubt"
    """It may have arrived, and nobody knows."""
    TOLD = "told"
    """They take none, and somebody talks to them instead, whatever they are reminded of."""


@dataclass(frozen=True, slots=True)
class LoopState:
    """All that `stages.transition` and `todos.owed` look at."""

    plan: tuple[PlanStage, ...]
    stage: str
    step: Step
    recruiter: str
    hiring_manager: str
    status: Status = Status.ACTIVE
    came_from: Status | None = None
    """The status a closed loop was in, to which reopening returns."""
    round: int = 1
    """Rises with "one more interview" of the same stage."""
    focus: str | None = None
    """The competency that one more interview is about."""
    meeting: Meeting | None = None
    seats: tuple[Seat, ...] = ()
    challenge_due: datetime | None = None
    challenge_left: timedelta | None = None
    """What was left of the challenge's time when the loop was put on hold or closed; negative when it was late."""
    overdue: bool = False
    offer: Offer | None = None
    hold_until: datetime | None = None
    untold: tuple[str, ...] = ()
    """Keys of changes that the candidate has not been told of: `<template>#<n>`. Read them by `telling.to_tell`."""
    told: int = 0
    """How many such keys have ever been given out."""
    candidate: str = ""
    """The candidate, if they are a colleague: `own_loop` keeps them out of all the rest."""
    drafter_may_approve: bool = False
    """Whether the playbook lets somebody approve alone what they drafted."""
    contradiction: bool = False
    """What people said of the interview does not fit together; the recruiter settles it."""
    bar_raiser: str = ""
    """Votes in every debrief though outside the role's team; empty when nobody does."""
    ballots: tuple[Ballot, ...] = ()
    raised: Raised | None = None
    """Since one more interview was asked for: what a bar raiser had said of the stage by then."""
    revealed: bool = False
    """Whether this round's first votes have been opened."""
    unreached: tuple[tuple[str, Missed], ...] = ()
    """Members, channels and groups (with commas between) whom messages about the loop did not reach, and why."""
    gate_closed: bool = False
    """No more scorecards are waited for in this round than are in."""

    @property
    def at(self) -> PlanStage:
        return next(stage for stage in self.plan if stage.key == self.stage)

    @property
    def next_stage(self) -> PlanStage | None:
        index = self.plan.index(self.at)
        return self.plan[index + 1] if index + 1 < len(self.plan) else None

    @property
    def previous_stage(self) -> PlanStage | None:
        index = self.plan.index(self.at)
        return self.plan[index - 1] if index else None

    @property
    def closed(self) -> bool:
        return self.status in CLOSED

    @property
    def decider(self) -> str:
        return self.recruiter if self.at.decided_by is Decider.RECRUITER else self.hiring_manager

    @property
    def approvals(self) -> tuple[Approval, ...]:
        return self.offer.approvals if self.offer else ()

    @property
    def offer_version(self) -> int:
        """0 before there is an offer."""
        return self.offer.version if self.offer else 0

    @property
    def in_hand(self) -> Offer | None:
        """The offer that the candidate holds, which its change has not replaced yet."""
        return self.offer.in_hand if self.offer else None

    @property
    def outstanding(self) -> tuple[str, ...]:
        """Who still owes a scorecard that counts, in the panel's order."""
        return tuple(seat.member for seat in self.seats if seat.outstanding)

    @property
    def settled_cards(self) -> int:
        return sum(seat.counts and seat.card is not Card.NONE for seat in self.seats)

    @property
    def shortfall(self) -> int:
        """Scorecards the playbook asks for that nobody on the panel owes any more (absent, declined)."""
        return max(0, self.at.required - self.settled_cards - len(self.outstanding))

    @property
    def complete(self) -> bool:
        return not self.outstanding and (self.gate_closed or not self.shortfall)

    @property
    def lead(self) -> Seat | None:
        """Who is asked what happened: the lead, or the first of the panel who was there."""
        there = [seat for seat in self.seats if seat.counts and not seat.absent and seat.rsvp is not Rsvp.DECLINED]
        return next((seat for seat in there if seat.part is Part.LEAD), there[0] if there else None)

    def seat(self, member: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.member == member), None)

    def meets_after(self, at: datetime) -> bool:
        """Whether an interview lies ahead of `at`, or is going on."""
        return self.step is Step.SCHEDULED and self.meeting is not None and self.meeting.ends_at > at

    def with_seat(self, member: str, **changes: Any) -> Self:
        seats = (replace(seat, **changes) if seat.member == member else seat for seat in self.seats)
        return replace(self, seats=tuple(seats))

    def with_meeting(self, **changes: Any) -> Self:
        return replace(self, meeting=replace(self.meeting, **changes) if self.meeting else None)

    def with_offer(self, **changes: Any) -> Self:
        return replace(self, offer=replace(self.offer, **changes) if self.offer else None)

    def needing_nobody(self) -> Self:
        """It is over: who takes no messages is needed no more. That it is over they are told, or missed anew."""
        kept = tuple((where, why) for where, why in self.unreached if why in (Missed.LOST, Missed.DOUBT))
        return replace(self, unreached=kept)
