"""Who owes what: read off the state, never opened by hand."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.debriefs import missing, standing_no
from domain.playbook import StageKind
from domain.state import Approval, Card, LoopState, Missed, Rsvp, Seat, Status, Step
from domain.telling import MEETING, to_tell


class TodoKind(StrEnum):
    """The kinds that a playbook gives deadlines and cadences for."""

    PROPOSE_TIMES = "propose_times"
    ANSWER_INVITATION = "answer_invitation"
    REPLACE_PANELIST = "replace_panelist"
    CONSIDER_TIME = "consider_time"
    ADD_LINK = "add_link"
    WHAT_HAPPENED = "what_happened"
    SCORECARD = "scorecard"
    VOTE = "vote"
    VOTE_AGAIN = "vote_again"
    ANSWER_CONCERN = "answer_concern"
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
    REASSIGN = "reassign"
    """What somebody else did not do, although reminded to the end, or says is not theirs."""
    UNREACHED = "unreached"
    """What a message should have told somebody, and did not: tell them oneself, or find somebody else."""


@dataclass(frozen=True, slots=True)
class Owed:
    """`member` owes `kind`. `subject` tells two of a kind apart.

    It asks for attention from `opens_at` on (None: at once) and is late after `due_at` (None: the playbook's deadline,
    counted from when it opens). `before`: it is of no use from then on, so it is due half-way at the latest, and ends.
    """

    kind: TodoKind
    member: str
    subject: str = ""
    opens_at: datetime | None = None
    due_at: datetime | None = None
    before: datetime | None = None

    @property
    def key(self) -> str:
        """Unique among the open to-dos of one loop."""
        return f"{self.kind}:{self.subject}"


def tells_a_vote(key: str) -> bool:
    """Whether this to-do, or what it settles, says how somebody voted: there is one bar raiser a role.

    The decision stands open beside it, so whoever does not read the votes misses nothing without it.
    """
    return TodoKind.ANSWER_CONCERN in key.split(":")[:2]


UNTIL_IT_BEGINS = (
    f"{TodoKind.ANSWER_INVITATION}:", f"{TodoKind.CONSIDER_TIME}:", f"{TodoKind.ADD_LINK}:",
    f"{TodoKind.REPLACE_PANELIST}:", *(f"{TodoKind.TELL_CANDIDATE}:{news}#" for news in MEETING),
)  # fmt: skip
"""How keys begin of what is owed to a scheduled interview: of no use once that has begun, then nobody owes it."""


def owed(
    state: LoopState,
    *,
    remind_offer: timedelta = timedelta(days=2),
    ended: Collection[str] = (),
    gone: Collection[str] = (),
    now: datetime | None = None,
) -> tuple[Owed, ...]:
    """All that the loop waits for. Empty only when it is closed and the candidate knows.

    `remind_offer`: how long before an offer expires its answer is chased (the playbook's `remind_before_days`).
    `ended`: keys of to-dos of which nobody is reminded any more; the recruiter owes it that somebody does them, and the
    hiring manager where that is the recruiter's own, or the recruiter is among those who are `gone`.
    `now`: leaves out what is of no use any more by then (None: nothing).
    """
    debts = (*_of_loop(state, remind_offer), *_unreached(state))
    found = tuple(debt for debt in debts if now is None or debt.before is None or debt.before > now)
    leads = [lead for lead in (state.recruiter, state.hiring_manager) if lead not in gone]
    settlers = ((debt, next((lead for lead in leads if lead != debt.member), None)) for debt in found)
    return found + tuple(
        Owed(TodoKind.REASSIGN, settler, debt.key) for debt, settler in settlers if settler and debt.key in ended
    )


def concerned(state: LoopState) -> frozenset[str]:
    """Whom the loop needs now: who leads it, is on the panel, approves, or owes something."""
    found: tuple[Seat | Approval | Owed, ...] = (*state.seats, *state.approvals, *_of_loop(state, timedelta()))
    return frozenset((state.recruiter, state.hiring_manager, *(one.member for one in found)))


def _unreached(state: LoopState) -> tuple[Owed, ...]:
    """The recruiter's, or the hiring manager's where it is the recruiter who was not reached."""
    here = concerned(state) if state.unreached else frozenset()
    found = []
    for where, why in state.unreached:
        reader = next((lead for lead in (state.recruiter, state.hiring_manager) if lead != where), None)
        if reader and (why in (Missed.LOST, Missed.DOUBT) or (why is Missed.GONE and where in here)):
            found.append(Owed(TodoKind.UNREACHED, reader, f"{why}.{where}"))
    return tuple(found)


def _of_loop(state: LoopState, remind_offer: timedelta) -> tuple[Owed, ...]:
    telling = tuple(_news(state, key) for key in to_tell(state))
    if state.closed:
        return telling
    if state.status is Status.ON_HOLD:
        return (*telling, _hold(state))
    if state.step is Step.EXTENDED:
        return (*telling, _answer(state, remind_offer))
    return (*telling, *_OF_STEP[state.step](state, f"{state.stage}.{state.round}"))


def _news(state: LoopState, key: str) -> Owed:
    """An interview is told while it lies ahead; if nobody told of it, that it took place says so."""
    news = Owed(TodoKind.TELL_CANDIDATE, state.recruiter, key)
    ahead = state.step is Step.SCHEDULED and news.key.startswith(UNTIL_IT_BEGINS)
    return replace(news, before=state.meeting.starts_at) if ahead and state.meeting else news


def _hold(state: LoopState) -> Owed:
    """Named by its day, so that another day makes a new one."""
    until = state.hold_until
    return Owed(TodoKind.REVIEW_HOLD, state.recruiter, f"{until:%Y%m%d}" if until else "", opens_at=until)


def _times(state: LoopState, this: str) -> tuple[Owed, ...]:
    return (Owed(TodoKind.PROPOSE_TIMES, state.recruiter, this),)


def _of_scheduled(state: LoopState, this: str) -> tuple[Owed, ...]:
    meeting = state.meeting
    if meeting is None:  # a scheduled interview has a meeting; the tables see to it
        return _times(state, this)
    version, starts = f"{this}.{meeting.version}", meeting.starts_at
    found = [
        Owed(TodoKind.ANSWER_INVITATION, seat.member, f"{version}.{seat.member}", before=starts)
        for seat in state.seats
        if seat.rsvp is Rsvp.PENDING
    ]
    found += [
        Owed(TodoKind.CONSIDER_TIME, meeting.organiser, f"{version}.{seat.member}", before=starts)
        for seat in state.seats
        if seat.rsvp is Rsvp.PROPOSED
    ]
    gone = sorted(seat.member for seat in state.seats if _left_a_gap(seat))
    if state.shortfall or gone:
        found.append(Owed(TodoKind.REPLACE_PANELIST, state.recruiter, ".".join((version, *gone)), before=starts))
    if not meeting.has_link:
        opens = starts - timedelta(days=1)
        found.append(Owed(TodoKind.ADD_LINK, meeting.organiser, version, opens_at=opens, due_at=starts, before=starts))
    lead = state.lead
    asked = lead.member if lead else state.recruiter
    found.append(Owed(TodoKind.WHAT_HAPPENED, asked, version, opens_at=meeting.ends_at))
    return tuple(found)


def _left_a_gap(seat: Seat) -> bool:
    return seat.counts and seat.rsvp is Rsvp.DECLINED and seat.card is Card.NONE


def _of_feedback(state: LoopState, this: str) -> tuple[Owed, ...]:
    opens = state.meeting.ends_at if state.meeting and state.at.kind is StageKind.INTERVIEW else None
    found = [Owed(TodoKind.SCORECARD, member, f"{this}.{member}", opens_at=opens) for member in state.outstanding]
    if state.contradiction:
        found.append(Owed(TodoKind.SETTLE_CONTRADICTION, state.recruiter, this))
    if state.shortfall:
        found.append(Owed(TodoKind.REPLACE_PANELIST, state.recruiter, this))
    return tuple(found)


def _votes(state: LoopState, this: str) -> tuple[Owed, ...]:
    kind = TodoKind.VOTE if state.step is Step.FIRST_VOTE else TodoKind.VOTE_AGAIN
    return tuple(Owed(kind, member, f"{this}.{member}") for member in missing(state))


def _decision(state: LoopState, this: str) -> tuple[Owed, ...]:
    """A bar raiser's no is the hiring manager's to answer; the decider may reject without."""
    decide, said_in = Owed(TodoKind.DECIDE, state.decider, this), standing_no(state)
    subject = f"{state.stage}.{said_in}.{state.bar_raiser}"
    return (*((Owed(TodoKind.ANSWER_CONCERN, state.hiring_manager, subject),) if said_in else ()), decide)


def _challenge(state: LoopState, this: str) -> tuple[Owed, ...]:
    return (Owed(TodoKind.SEND_CHALLENGE, state.recruiter, this),)


def _submission(state: LoopState, this: str) -> tuple[Owed, ...]:
    """Named by its due time, so that an extension makes a new one."""
    due = state.challenge_due
    subject = f"{this}.{due:%Y%m%d%H%M}" if due else this
    return (Owed(TodoKind.CHASE_CHALLENGE, state.recruiter, subject, opens_at=due),)


def _draft(state: LoopState, _this: str) -> tuple[Owed, ...]:
    return (Owed(TodoKind.DRAFT_OFFER, state.recruiter, str(state.offer_version)),)


def _approvals(state: LoopState, _this: str) -> tuple[Owed, ...]:
    return tuple(
        Owed(TodoKind.APPROVE_OFFER, approval.member, f"{state.offer_version}.{approval.member}")
        for approval in state.approvals
        if not approval.approved
    )


def _sending(state: LoopState, _this: str) -> tuple[Owed, ...]:
    return (Owed(TodoKind.SEND_OFFER, state.recruiter, str(state.offer_version)),)


def _answer(state: LoopState, remind_offer: timedelta) -> Owed:
    expires = state.offer.expires_at if state.offer else None
    opens = expires - remind_offer if expires else None
    return Owed(TodoKind.CHASE_ANSWER, state.recruiter, str(state.offer_version), opens_at=opens, due_at=expires)


_OF_STEP: Mapping[Step, Callable[[LoopState, str], tuple[Owed, ...]]] = {
    Step.SCHEDULING: _times,
    Step.SCHEDULED: _of_scheduled,
    Step.FEEDBACK: _of_feedback,
    Step.REVIEW: _of_feedback,
    Step.FIRST_VOTE: _votes,
    Step.SECOND_VOTE: _votes,
    Step.DECISION: _decision,
    Step.TO_SEND: _challenge,
    Step.WITH_CANDIDATE: _submission,
    Step.DRAFTING: _draft,
    Step.DECLINED: _draft,
    Step.APPROVAL: _approvals,
    Step.APPROVED: _sending,
    Step.ACCEPTED: lambda _state, _this: (),
}
