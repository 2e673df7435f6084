"""Loops at every state, and everything that somebody may try with them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain import events as ev
from domain.ballots import Ballot
from domain.debriefs import voters
from domain.playbook import Decider, StageKind
from domain.refusals import Refusal
from domain.scorecards import Recommendation
from domain.stages import transition
from domain.state import (
    FIRST_STEP,
    VOTING,
    Approval,
    Card,
    LoopState,
    Meeting,
    Offer,
    Part,
    PlanStage,
    Seat,
    Status,
    Step,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RECRUITER, MANAGER, RAISER = "UREC", "UMAN", "UBAR"

STRONG_NO, NO, YES, STRONG_YES = Recommendation

SCREEN = PlanStage("screen", "Screen", StageKind.INTERVIEW, 1, Decider.RECRUITER)
CHALLENGE = PlanStage("challenge", "Challenge", StageKind.TAKE_HOME, 2, Decider.HIRING_MANAGER)
DESIGN = PlanStage("design", "System design", StageKind.INTERVIEW, 2, Decider.HIRING_MANAGER)
OFFER = PlanStage("offer", "Offer", StageKind.OFFER, 0, Decider.HIRING_MANAGER)
PLAN = (SCREEN, CHALLENGE, DESIGN, OFFER)
DEBATED = (SCREEN, replace(CHALLENGE, debrief=True), replace(DESIGN, debrief=True), OFFER)
"""The same, with debriefs where two scorecards are asked for."""

EVENTS: tuple[type[ev.Event], ...] = tuple(
    value for value in vars(ev).values() if isinstance(value, type) and issubclass(value, ev.Event)
)[1:]

EVERY_STEP = (
    ("design", Step.SCHEDULING),
    ("design", Step.SCHEDULED),
    ("design", Step.FEEDBACK),
    ("design", Step.FIRST_VOTE),
    ("design", Step.SECOND_VOTE),
    ("design", Step.DECISION),
    ("challenge", Step.TO_SEND),
    ("challenge", Step.WITH_CANDIDATE),
    ("challenge", Step.REVIEW),
    ("challenge", Step.FIRST_VOTE),
    ("challenge", Step.SECOND_VOTE),
    ("challenge", Step.DECISION),
    ("offer", Step.DRAFTING),
    ("offer", Step.APPROVAL),
    ("offer", Step.APPROVED),
    ("offer", Step.EXTENDED),
    ("offer", Step.ACCEPTED),
    ("offer", Step.DECLINED),
)


def meeting(starts_at: datetime = NOW + DAY, **facts: object) -> Meeting:
    return replace(Meeting(starts_at, starts_at + HOUR, RECRUITER), **facts)  # type: ignore[arg-type]


def panel(*cards: Card) -> tuple[Seat, ...]:
    """Three people whose scorecards count, U1 (who leads) to U3, the first of them with these scorecards."""
    parts = (Part.LEAD, Part.INTERVIEWER, Part.REVERSE_SHADOW)
    dealt = (*cards, Card.NONE, Card.NONE, Card.NONE)
    return tuple(Seat(f"U{n + 1}", part, card=dealt[n]) for n, part in enumerate(parts))


def offer(*approvals: bool, version: int = 1, sent_before: bool = False) -> Offer:
    """An offer drafted by the recruiter; one approver, UA1 and so on, for each word given."""
    asked = tuple(Approval(f"UA{n + 1}", approved) for n, approved in enumerate(approvals or (False,)))
    return Offer(version, RECRUITER, asked, NOW + 7 * DAY, sent_before)


def changed(*approvals: bool) -> Offer:
    """A change of an offer that the candidate holds."""
    return replace(offer(*approvals, version=2, sent_before=True), in_hand=offer(True))


def ballots(**words: Recommendation) -> tuple[Ballot, ...]:
    """Before the talk, by member."""
    return tuple(Ballot(member, word) for member, word in words.items())


SPLIT = ballots(U1=YES, U2=YES, U3=NO, UMAN=YES, UBAR=STRONG_NO)

ALL_IN = panel(Card.SUBMITTED, Card.SUBMITTED, Card.SUBMITTED)
HELD = meeting(NOW - DAY, happened=True)


def loop(stage: str = "design", at: Step | None = None, **facts: object) -> LoopState:
    """A loop at this step (or the stage's first), with what goes with it; `facts` come on top."""
    step = at or FIRST_STEP[next(one for one in PLAN if one.key == stage).kind]
    scored: dict[str, object] = {"meeting": HELD if stage == "design" else None, "seats": ALL_IN}
    usual: dict[Step, dict[str, object]] = {
        Step.SCHEDULED: {"meeting": meeting(), "seats": panel()},
        Step.FEEDBACK: {"meeting": HELD, "seats": panel(Card.SUBMITTED)},
        Step.WITH_CANDIDATE: {"challenge_due": NOW + 7 * DAY, "seats": panel()},
        Step.REVIEW: {"challenge_due": NOW - DAY, "seats": panel(Card.SUBMITTED)},
        Step.FIRST_VOTE: {**scored, "ballots": SPLIT[:2]},
        Step.SECOND_VOTE: {**scored, "ballots": (replace(SPLIT[0], second=YES), *SPLIT[1:]), "revealed": True},
        Step.DECISION: scored,
        Step.APPROVAL: {"offer": offer(True, False)},
        Step.APPROVED: {"offer": offer(True)},
        Step.EXTENDED: {"offer": offer(True)},
        Step.DECLINED: {"offer": offer(True)},
        Step.ACCEPTED: {"offer": offer(True), "status": Status.HIRED, "came_from": Status.ACTIVE},
    }
    state = LoopState(PLAN, stage, step, RECRUITER, MANAGER)
    if step in VOTING:
        state = replace(state, plan=DEBATED, bar_raiser=RAISER)
    return replace(state, **{**usual.get(step, {}), **facts})  # type: ignore[arg-type]


def put(state: LoopState, status: Status) -> LoopState:
    """The same state under another status, whether or not a loop can get there."""
    if status is Status.ON_HOLD:
        return replace(state, status=status, hold_until=NOW + 14 * DAY)
    return replace(state, status=status, came_from=None if status is Status.ACTIVE else Status.ACTIVE)


def did(state: LoopState, *events: ev.Event) -> LoopState:
    """The state after all of these, none of which is refused."""
    for event in events:
        state = transition(state, event)
    return state


def attempt(state: LoopState, event: ev.Event) -> LoopState | Refusal:
    """What the machine answers: the next state, or why not."""
    try:
        return transition(state, event)
    except Refusal as refusal:
        return refusal


def refused(state: LoopState, event: ev.Event) -> Refusal:
    answer = attempt(state, event)
    assert isinstance(answer, Refusal)
    return answer


def attempts(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    """Something of every event: likely ones, unlikely ones, and some that must be refused."""
    yield from _of_interviews(state, at)
    yield from _of_panels(state, at)
    yield from _of_debriefs(state, at)
    yield from _of_challenges(state, at)
    yield from _of_offers(state, at)
    yield from _of_loops(state, at)


def _of_interviews(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    who = {"by": RECRUITER, "at": at}
    for start in (at + DAY, at - HOUR):
        yield ev.Scheduled(**who, meeting=meeting(start, has_link=start < at), seats=panel())  # type: ignore[arg-type]
        yield ev.Rescheduled(**who, meeting=meeting(start))  # type: ignore[arg-type]
    yield ev.Logged(by=RECRUITER, at=at, meeting=meeting(at - DAY), seats=panel())
    for event in (ev.Cancelled, ev.LinkAdded, ev.Happened, ev.NoShow, ev.Moved, ev.Disputed):
        yield event(by=RECRUITER, at=at)
    for happened in (True, False):
        yield ev.ContradictionSettled(by=RECRUITER, at=at, happened=happened)


def _of_panels(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    stay = tuple(seat for seat in state.seats if seat.card is Card.SUBMITTED)
    new = tuple(Seat(f"UN{n}") for n in range(9) if state.seat(f"UN{n}") is None)[:3]
    for seats in ((*stay, *new), (*state.seats, Seat("UN9", Part.SHADOW)), ()):
        yield ev.PanelChanged(by=RECRUITER, at=at, seats=seats)
    for member in (*(seat.member for seat in state.seats), "USTRANGER"):
        yield ev.InvitationAccepted(by=member, at=at, member=member)
        yield ev.InvitationDeclined(by=member, at=at, member=member)
        yield ev.Proposed(by=member, at=at, member=member, reason="Any afternoon")
        yield ev.WasAbsent(by=member, at=at, member=member)
        yield ev.CardSubmitted(by=member, at=at, member=member)
        yield ev.CardWaived(by=MANAGER, at=at, member=member, reason="Ill for weeks")


def _of_debriefs(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    for member in (*voters(state), "USTRANGER"):
        yield ev.Voted(by=member, at=at, member=member, vote=YES)
        yield ev.VotedAgain(by=member, at=at, member=member, vote=NO)
        yield ev.VoterLeft(by="", at=at, member=member)
    yield ev.DebriefMovedOn(by=MANAGER, at=at, reason="They are away")
    yield ev.GateClosed(by=MANAGER, at=at, reason="It won't come")
    yield ev.ConcernAnswered(by=MANAGER, at=at, answer="We looked into it")


def _of_challenges(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    yield ev.ChallengeSent(by=RECRUITER, at=at, due_at=at + 7 * DAY, seats=panel())
    yield ev.ExtensionGranted(by=RECRUITER, at=at, due_at=max(state.challenge_due or at, at) + 3 * DAY)
    yield ev.ChallengeOverdue(by=RECRUITER, at=at)
    yield ev.SubmissionReceived(by=RECRUITER, at=at)
    for override in ("", "They know each other from before"):
        yield ev.Advanced(by=MANAGER, at=at, rationale="Good", override=override)
    yield ev.OneMore(by=MANAGER, at=at, focus="depth", rationale="Not sure yet")
    yield ev.DecisionReopened(by=MANAGER, at=at, reason="Too fast", seats=ALL_IN, meeting=HELD)
    for voting, votes in ((Step.FIRST_VOTE, SPLIT[:2]), (Step.SECOND_VOTE, SPLIT)):
        yield ev.DecisionReopened(
            by=MANAGER, at=at, reason="Too fast", seats=ALL_IN, meeting=HELD, ballots=votes,
            revealed=voting is Step.SECOND_VOTE, voting=voting,
        )  # fmt: skip
    yield ev.DecisionReopened(by=MANAGER, at=at, reason="Skipped by mistake", seats=())


def _of_offers(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    yield ev.OfferDrafted(by=RECRUITER, at=at, offer=replace(offer(False, False), expires_at=at + 7 * DAY))
    for member in (*(approval.member for approval in state.approvals), "USTRANGER"):
        yield ev.OfferApproved(by=member, at=at, member=member)
        yield ev.OfferRefused(by=member, at=at, member=member, reason="Too high")
        yield ev.ApproverReplaced(by=RECRUITER, at=at, old=member, new="UA9")
    for event in (ev.OfferExtended, ev.OfferExpired, ev.OfferAccepted, ev.OfferDeclined):
        yield event(by=RECRUITER, at=at)
    yield ev.OfferRescinded(by=RECRUITER, at=at, reason="Budget")


def _of_loops(state: LoopState, at: datetime) -> Iterator[ev.Event]:
    yield ev.PutOnHold(by=RECRUITER, at=at, reason="Budget", until=at + 14 * DAY)
    yield ev.HoldChanged(by=RECRUITER, at=at, reason="Away", until=at + 28 * DAY)
    yield ev.Resumed(by=RECRUITER, at=at)
    yield ev.Rejected(by=MANAGER, at=at, reason="skills")
    yield ev.Rejected(by=MANAGER, at=at, reason="The role was closed", role_closed=True)
    yield ev.Withdrawn(by=RECRUITER, at=at, reason="another_offer")
    yield ev.Reopened(by=RECRUITER, at=at, reason="By mistake")
    for key in (*state.untold, "nothing#0"):
        yield ev.Told(by=RECRUITER, at=at, key=key)
    for raiser in (state.bar_raiser, "", "UNEWBAR"):
        yield ev.TeamChanged(by=RECRUITER, at=at, recruiter=RECRUITER, hiring_manager="UNEWMAN", bar_raiser=raiser)
    for member in (MANAGER, "U1"):
        yield ev.CandidateKnown(by="", at=at, member=member, recruiter=RECRUITER, hiring_manager=MANAGER)
