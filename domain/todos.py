"""Who owes what: read off the state, never opened by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.playbook import StageKind
from domain.state import Card, LoopState, Rsvp, Status, Step


class TodoKind(StrEnum):
    """The kinds that a playbook gives deadlines and cadences for."""

    PROPOSE_TIMES = "propose_times"
    ANSWER_INVITATION = "answer_invitation"
    REPLACE_PANELIST = "replace_panelist"
    ADD_LINK = "add_link"
    WHAT_HAPPENED = "what_happened"
    SCORECARD = "scorecard"
    DECIDE = "decide"
    SEND_CHALLENGE = "send_challenge"
    CHASE_CHALLENGE = "chase_challenge"
    DRAFT_OFFER = "draft_offer"
    APPROVE_OFFER = "approve_offer"
    SEND_OFFER = "send_offer"
    CHASE_ANSWER = "chase_answer"
    TELL_CANDIDATE = "tell_candidate"
    SETTLE_CONTRADICTION = "settle_contradiction"
    REVIEW_HOLD = "review_hold"


@dataclass(frozen=True, slots=True)
class Owed:
    """`member` owes `kind`. `subject` tells two of a kind apart.

    It asks for attention from `opens_at` on (None: at once) and is late after `due_at` (None: the playbook's deadline,
    counted from when it opens).
    """

    kind: TodoKind
    member: str
    subject: str = ""
    opens_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def key(self) -> str:
        """Unique among the open to-dos of one loop."""
        return f"{self.kind}:{self.subject}"


def owed(state: LoopState, *, remind_offer: timedelta = timedelta(days=2)) -> tuple[Owed, ...]:
    """All that the loop waits for. Empty only when it is closed and the candidate knows.

    `remind_offer`: how long before an offer expires its answer is chased (the playbook's `remind_before_days`).
    """
    telling = tuple(Owed(TodoKind.TELL_CANDIDATE, state.recruiter, key) for key in state.untold)
    if state.closed:
        return telling
    if state.status is Status.ON_HOLD:
        return (*telling, Owed(TodoKind.REVIEW_HOLD, state.recruiter, opens_at=state.hold_until))
    return (*telling, *_of_step(state, remind_offer))


def _of_step(state: LoopState, remind_offer: timedelta) -> tuple[Owed, ...]:
    this = f"{state.stage}.{state.round}"
    match state.step:
        case Step.SCHEDULING:
            return (Owed(TodoKind.PROPOSE_TIMES, state.recruiter, this),)
        case Step.SCHEDULED:
            return _of_scheduled(state, this)
        case Step.FEEDBACK | Step.REVIEW:
            return _of_feedback(state, this)
        case Step.DECISION:
            return (Owed(TodoKind.DECIDE, state.decider, this),)
        case Step.TO_SEND:
            return (Owed(TodoKind.SEND_CHALLENGE, state.recruiter, this),)
        case Step.WITH_CANDIDATE:
            due = state.challenge_due
            return (Owed(TodoKind.CHASE_CHALLENGE, state.recruiter, f"{this}.{due:%Y%m%d%H%M}", opens_at=due),)
        case Step.DRAFTING | Step.DECLINED:
            version = state.offer.version if state.offer else 0
            return (Owed(TodoKind.DRAFT_OFFER, state.recruiter, str(version)),)
        case Step.APPROVAL:
            offer = state.offer
            return tuple(
                Owed(TodoKind.APPROVE_OFFER, approval.member, f"{offer.version}.{approval.member}")
                for approval in (offer.approvals if offer else ())
                if offer and not approval.approved
            )
        case Step.APPROVED:
            return (Owed(TodoKind.SEND_OFFER, state.recruiter, str(state.offer.version if state.offer else 0)),)
        case Step.EXTENDED:
            expires = state.offer.expires_at if state.offer else None
            opens = expires - remind_offer if expires else None
            version = state.offer.version if state.offer else 0
            return (Owed(TodoKind.CHASE_ANSWER, state.recruiter, str(version), opens_at=opens, due_at=expires),)
        case Step.ACCEPTED:
            return ()


def _of_scheduled(state: LoopState, this: str) -> tuple[Owed, ...]:
    meeting = state.meeting
    if meeting is None:  # a scheduled interview has a meeting; the tables see to it
        return (Owed(TodoKind.PROPOSE_TIMES, state.recruiter, this),)
    version = f"{this}.{meeting.version}"
    found = [
        Owed(TodoKind.ANSWER_INVITATION, seat.member, f"{version}.{seat.member}", due_at=None)
        for seat in state.seats
        if seat.rsvp is Rsvp.PENDING
    ]
    if state.shortfall or any(_to_replace(state, seat.member) for seat in state.seats):
        gone = ".".join(sorted(seat.member for seat in state.seats if seat.rsvp is Rsvp.DECLINED or seat.absent))
        found.append(Owed(TodoKind.REPLACE_PANELIST, state.recruiter, f"{version}.{gone}"))
    if not meeting.has_link:
        opens = meeting.starts_at - timedelta(days=1)
        found.append(Owed(TodoKind.ADD_LINK, meeting.organiser, version, opens_at=opens, due_at=meeting.starts_at))
    lead = state.lead
    asked = lead.member if lead else state.recruiter
    found.append(Owed(TodoKind.WHAT_HAPPENED, asked, version, opens_at=meeting.ends_at))
    return tuple(found)


def _to_replace(state: LoopState, member: str) -> bool:
    seat = state.seat(member)
    return seat is not None and seat.counts and seat.rsvp is Rsvp.DECLINED and seat.card is Card.NONE


def _of_feedback(state: LoopState, this: str) -> tuple[Owed, ...]:
    opens = state.meeting.ends_at if state.meeting and state.at.kind is StageKind.INTERVIEW else None
    found = [
        Owed(TodoKind.SCORECARD, member, f"{this}.{member}", opens_at=opens) for member in state.outstanding
    ]
    if state.contradiction:
        found.append(Owed(TodoKind.SETTLE_CONTRADICTION, state.recruiter, this))
    if state.shortfall:
        found.append(Owed(TodoKind.REPLACE_PANELIST, state.recruiter, this))
    return tuple(found)
