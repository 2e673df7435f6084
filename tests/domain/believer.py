"""A candidate who believes what they were told, and nothing else."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain import events as ev
from domain.offer_effects import standing
from domain.state import LoopState, Status, Step
from domain.telling import template


@dataclass(frozen=True)
class Belief:
    """When the next interview is and the challenge is due, which offer they hold, and where the loop stands."""

    meeting: datetime | None = None
    link: bool = False
    due: datetime | None = None
    offer: int | None = None
    status: Status = Status.ACTIVE


def hear(belief: Belief, key: str, state: LoopState) -> Belief:
    """After reading the message of `key`, written from the facts of `state`."""
    match template(key):
        case "interview_scheduled" | "interview_rescheduled":
            linked = state.meeting is not None and state.meeting.has_link
            return replace(belief, meeting=state.meeting.starts_at if state.meeting else None, link=linked)
        case "interview_link":
            return replace(belief, link=True)
        case "interview_cancelled" | "no_show":
            return replace(belief, meeting=None)
        case "challenge_sent" | "challenge_extended":
            return replace(belief, due=state.challenge_due)
        case "offer_extended" | "offer_changed":
            return replace(belief, offer=state.offer_version)
        case "offer_rescinded" | "offer_expired":
            return replace(belief, offer=None)
        case "stage_advanced" | "offer_ahead":
            return replace(belief, due=None)
        case "on_hold":
            return replace(belief, status=Status.ON_HOLD)
        case "resumed":
            return replace(belief, status=Status.ACTIVE)
        case "reopened":
            offer = belief.offer if state.step in (Step.EXTENDED, Step.DECLINED) else None
            held = belief.status is Status.ON_HOLD
            return replace(belief, offer=offer, status=Status.ON_HOLD if held else Status.ACTIVE)
        case "role_closed":
            return replace(belief, status=Status.REJECTED, meeting=None)
        case "rejected" | "withdrawn" | "hired" as closed:
            return replace(belief, status=Status(closed), meeting=None)
        case "one_more_interview":
            return belief
        case unknown:
            raise AssertionError(unknown)


def take_part(belief: Belief, before: LoopState, event: ev.Event) -> Belief:
    """What a candidate knows because they were there. The offer they hold has another number once its change fell."""
    if isinstance(event, ev.SubmissionReceived):
        return replace(belief, due=None)
    if isinstance(event, (ev.OfferAccepted, ev.OfferDeclined)):
        return replace(belief, offer=before.offer_version + (before.in_hand is not None))
    if isinstance(event, ev.OfferRefused) and (held := standing(before, event.at)) and belief.offer == held.version:
        return replace(belief, offer=before.offer_version + 1)
    if isinstance(event, ev.Logged):
        return replace(belief, meeting=None)
    return belief


def wrong(belief: Belief, state: LoopState, at: datetime) -> str:
    """What they believe wrongly when nothing is left to tell; empty when all is well."""
    ahead = state.meeting.starts_at if state.meets_after(at) and state.meeting else None
    if state.status is not belief.status:
        return f"{belief.status}, not {state.status}"
    if belief.meeting is not None and belief.meeting > at and belief.meeting != ahead:
        return f"an interview at {belief.meeting}, not {ahead}"
    if ahead is not None and ahead > at and belief.meeting != ahead:
        return f"nothing of the interview at {ahead}"
    if ahead is not None and ahead > at and state.meeting and state.meeting.has_link and not belief.link:
        return f"no link for the interview at {ahead}"
    if state.status is not Status.ACTIVE:
        return ""
    if state.step is Step.WITH_CANDIDATE and belief.due != state.challenge_due:
        return f"a challenge due at {belief.due}"
    if state.step is Step.EXTENDED and belief.offer != state.offer_version:
        return f"offer {belief.offer}"
    gone = state.offer is not None and not state.offer.sent_before
    if gone and state.step in (Step.DRAFTING, Step.APPROVAL, Step.APPROVED) and belief.offer is not None:
        return f"offer {belief.offer} still"
    return ""


def informed(state: LoopState) -> Belief:
    """One who has been told everything so far."""
    offer = state.offer_version if state.step in (Step.EXTENDED, Step.DECLINED, Step.ACCEPTED) else None
    meeting = state.meeting
    linked = meeting is not None and meeting.has_link
    return Belief(meeting.starts_at if meeting else None, linked, state.challenge_due, offer, state.status)
