"""What the candidate has to be told, and what of it has been overtaken before anybody told it.

A key is `<template>#<n>`: what changes again before it is told gets a new number, so that a "Told" about the old text
does not count for the new one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain import events as ev
from domain.playbook import StageKind
from domain.state import LoopState, Status, Step


@dataclass(frozen=True, slots=True)
class News:
    """The template that an event calls for (None: nothing to say), and the untold ones that it makes pointless.

    `instead`: when one of these is untold, the candidate knows something else than the team does. It falls away too,
    and the message is the one that stands beside it: None when taking it back needs no word. No template is ever
    untold twice.
    """

    template: str | None
    undoes: tuple[str, ...] = ()
    instead: Mapping[str, str | None] = field(default_factory=dict)


MEETING = ("interview_scheduled", "interview_rescheduled", "interview_link")
"""What is told of an interview that lies ahead."""

_OFFER = ("offer_extended", "offer_changed")
_CHANGING = frozenset({Step.DRAFTING, Step.APPROVAL, Step.APPROVED})
_ADVANCED = ("stage_advanced", "offer_ahead")
_NEXT_STEP = (*_ADVANCED, "one_more_interview")

CANCELLED = News("interview_cancelled", MEETING, {"interview_scheduled": None})
OFFER_AHEAD = News("offer_ahead", (*MEETING, "challenge_sent", "challenge_extended"))
CHANGED = News("offer_changed", (*_OFFER, "offer_rescinded", "offer_expired"))
ROLE_CLOSED = News("role_closed")

NEWS: Mapping[type[ev.Event], News] = {
    ev.Scheduled: News(
        "interview_scheduled", ("no_show", *_NEXT_STEP), {"interview_cancelled": "interview_rescheduled"}
    ),
    ev.Logged: News(None, ("no_show", "interview_cancelled", *_NEXT_STEP)),
    ev.Rescheduled: News("interview_rescheduled", ("interview_link",), {"interview_scheduled": "interview_scheduled"}),
    ev.LinkAdded: News("interview_link", (), {name: name for name in ("interview_scheduled", "interview_rescheduled")}),
    ev.Cancelled: CANCELLED,
    ev.Moved: CANCELLED,
    ev.Happened: News(None, MEETING),
    ev.CardSubmitted: News(None, MEETING),
    ev.NoShow: News("no_show", MEETING),
    ev.ContradictionSettled: News("no_show", MEETING),
    ev.ChallengeSent: News("challenge_sent", _NEXT_STEP),
    ev.ExtensionGranted: News("challenge_extended", (), {"challenge_sent": "challenge_sent"}),
    ev.SubmissionReceived: News(None, ("challenge_sent", "challenge_extended")),
    ev.Advanced: News("stage_advanced", (*MEETING, "challenge_sent", "challenge_extended")),
    ev.DecisionReopened: News(None, _ADVANCED),
    ev.OneMore: News("one_more_interview"),
    ev.OfferExtended: News("offer_extended", (*_ADVANCED, "offer_expired"), {"offer_rescinded": "offer_changed"}),
    ev.OfferRescinded: News("offer_rescinded", ("offer_changed",), {"offer_extended": None}),
    ev.OfferExpired: News("offer_expired", ("offer_changed",), {"offer_extended": None}),
    ev.OfferDeclined: News(None, _OFFER),
    ev.OfferAccepted: News("hired", _OFFER),
    ev.PutOnHold: News("on_hold", MEETING, {"resumed": None}),
    ev.Resumed: News("resumed", (), {"on_hold": None}),
    ev.Rejected: News("rejected"),
    ev.Withdrawn: News("withdrawn"),
    ev.Reopened: News("reopened", (), dict.fromkeys(("rejected", "role_closed", "withdrawn", "hired"))),
}

TEMPLATES = frozenset(
    name
    for news in (*NEWS.values(), OFFER_AHEAD, CHANGED, ROLE_CLOSED)
    for name in (news.template, *news.instead.values())
    if name is not None
)
"""Everything that a candidate is ever told; a playbook has a text for each."""

CLOSING = frozenset({"rejected", "role_closed", "withdrawn", "hired"})

_TAKEN_BACK = (
    "interview_cancelled", "no_show", "offer_rescinded", "offer_expired", "on_hold", "resumed", "reopened",
)  # fmt: skip
"""What goes without saying to somebody who has just heard that the loop is closed."""

_CONCERNS: Mapping[type[ev.Event], Callable[[LoopState, Any], bool]] = {
    ev.LinkAdded: lambda before, event: before.meets_after(event.at),
    ev.ContradictionSettled: lambda _before, event: not event.happened,
    ev.OfferRescinded: lambda before, _event: (
        before.step is Step.EXTENDED or before.in_hand is not None or _has_an_offer(before)
    ),
    ev.OneMore: lambda before, _event: before.at.kind is StageKind.INTERVIEW,
}
"""When an event concerns the candidate at all; one more challenge is told by sending it."""

_CANCELS = (ev.PutOnHold, ev.Rejected, ev.Withdrawn, ev.Advanced)
"""Besides their own news, these let an interview fall that lies ahead."""


def template(key: str) -> str:
    """The template of an untold key `<template>#<n>`."""
    return key.partition("#")[0]


def to_tell(state: LoopState) -> tuple[str, ...]:
    """The keys that somebody should tell now.

    Once a loop is closed, that it is closed is all there is to say; what else was untold sleeps until the loop is
    reopened. An offer that nobody has told sleeps while a change of it is on its way.
    """
    keys = state.untold
    if state.step in _CHANGING:
        keys = tuple(key for key in keys if template(key) not in _OFFER)
    return tuple(key for key in keys if not state.closed or template(key) in CLOSING)


def is_untold(state: LoopState, name: str) -> bool:
    return any(template(key) == name for key in state.untold)


def told(state: LoopState, key: str) -> LoopState:
    """Without `key`; who hears that the loop is closed takes it that nothing else stands."""
    moot = _TAKEN_BACK if state.closed and template(key) in CLOSING else ()
    return replace(state, untold=tuple(k for k in state.untold if k != key and template(k) not in moot))


def tell(after: LoopState, before: LoopState, event: ev.Event) -> LoopState:
    """`after` with its `untold` brought up to date."""
    for news in _news(after, before, event):
        after = _say(after, news)
    return after


def _news(after: LoopState, before: LoopState, event: ev.Event) -> Iterator[News]:
    if isinstance(event, _CANCELS) and before.meets_after(event.at):
        yield CANCELLED
    concerns = _CONCERNS.get(type(event))
    if type(event) in NEWS and (concerns is None or concerns(before, event)):
        yield _variant(after, before, event)
    if isinstance(event, ev.DecisionReopened) and after.step is Step.WITH_CANDIDATE:
        yield from _challenge_again(before, event)
    if isinstance(event, ev.Reopened) and after.status is Status.ON_HOLD and not to_tell(before):
        yield NEWS[ev.PutOnHold]
    if isinstance(event, (ev.Resumed, ev.Reopened)) and after.challenge_due != before.challenge_due:
        yield NEWS[ev.ExtensionGranted]
    if isinstance(event, (ev.Resumed, ev.Reopened)) and (before.step, after.step) == (Step.EXTENDED, Step.DRAFTING):
        yield NEWS[ev.OfferExpired]
    if isinstance(event, ev.OfferRefused) and before.in_hand is not None and after.step is Step.DRAFTING:
        yield NEWS[ev.OfferExpired]


def _variant(after: LoopState, before: LoopState, event: ev.Event) -> News:
    """The news of an event, where it depends on what it leads to, or on what went before."""
    if isinstance(event, ev.Advanced) and after.at.kind is StageKind.OFFER:
        return OFFER_AHEAD
    if isinstance(event, ev.OfferExtended) and _has_an_offer(before):
        return CHANGED
    if isinstance(event, ev.Rejected) and event.role_closed:
        return ROLE_CLOSED
    return NEWS[type(event)]


def _challenge_again(before: LoopState, event: ev.DecisionReopened) -> Iterator[News]:
    """Who was told to go on, or never of the challenge, hears of it; who knows no other due time than this, nothing."""
    if "challenge_sent" in event.untold or not any(is_untold(before, name) for name in _ADVANCED):
        yield NEWS[ev.ChallengeSent]
    elif "challenge_extended" in event.untold:
        yield NEWS[ev.ExtensionGranted]


def _has_an_offer(state: LoopState) -> bool:
    return state.offer is not None and state.offer.sent_before


def _say(state: LoopState, news: News) -> LoopState:
    overtaken = next((name for name in news.instead if is_untold(state, name)), None)
    name = news.template if overtaken is None else news.instead[overtaken]
    gone = (*news.undoes, *news.instead, name)
    kept = tuple(key for key in state.untold if template(key) not in gone)
    if name is None:
        return replace(state, untold=kept)
    number = state.told + 1
    return replace(state, untold=(*kept, f"{name}#{number}"), told=number)
