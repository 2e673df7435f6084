"""What the candidate has to be told, and what of it has been overtaken before anybody told it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain import events as ev
from domain.playbook import StageKind
from domain.state import LoopState, Step


@dataclass(frozen=True, slots=True)
class News:
    """One template; `undoes`: untold templates that fall away with it; `only_if_known`: say nothing if one of them did
    (nobody cancels towards a candidate what the candidate never heard of).
    """

    template: str
    undoes: tuple[str, ...] = ()
    only_if_known: bool = False


_MEETING = ("interview_scheduled", "interview_rescheduled")

NEWS: Mapping[type[ev.Event], News] = {
    ev.Scheduled: News("interview_scheduled", ("interview_cancelled", "no_show", "stage_advanced")),
    ev.Rescheduled: News("interview_rescheduled", ("interview_rescheduled",)),
    ev.Cancelled: News("interview_cancelled", _MEETING, only_if_known=True),
    ev.Moved: News("interview_cancelled", _MEETING, only_if_known=True),
    ev.NoShow: News("no_show", _MEETING),
    ev.ChallengeSent: News("challenge_sent", ("stage_advanced",)),
    ev.ExtensionGranted: News("challenge_extended", ("challenge_extended",)),
    ev.Advanced: News("stage_advanced", _MEETING),
    ev.OneMore: News("one_more_interview"),
    ev.OfferExtended: News("offer_extended", ("stage_advanced", "offer_changed")),
    ev.OfferRescinded: News("offer_rescinded", ("offer_extended", "offer_changed"), only_if_known=True),
    ev.OfferExpired: News("offer_expired", ("offer_extended",)),
    ev.OfferAccepted: News("hired", ("offer_extended",)),
    ev.PutOnHold: News("on_hold", _MEETING),
    ev.Resumed: News("resumed", ("on_hold",), only_if_known=True),
    ev.Rejected: News("rejected"),
    ev.Withdrawn: News("withdrawn"),
    ev.Reopened: News("reopened", ("rejected", "withdrawn", "hired"), only_if_known=True),
}

_CLOSING = (ev.Rejected, ev.Withdrawn)


def template(key: str) -> str:
    """The template of an untold key `<template>#<n>`."""
    return key.partition("#")[0]


def _concerns(before: LoopState, event: ev.Event) -> bool:
    """An offer that the candidate never had is rescinded or changed without a word to the candidate."""
    if isinstance(event, ev.OfferRescinded):
        return before.step is Step.EXTENDED
    return True


def tell(after: LoopState, before: LoopState, event: ev.Event) -> LoopState:
    """`after` with its `untold` brought up to date."""
    if isinstance(event, ev.DecisionReopened):
        return _without(after, ("stage_advanced",))
    if isinstance(event, ev.OfferExtended) and before.offer is not None and before.offer.sent_before:
        return _add(after, "offer_changed", ("offer_changed", "offer_extended"))
    if isinstance(event, ev.ContradictionSettled):
        interview = after.at.kind is StageKind.INTERVIEW
        return _add(after, "no_show", _MEETING) if not event.happened and interview else after
    news = NEWS.get(type(event))
    if news is None or not _concerns(before, event):
        return after
    if isinstance(event, _CLOSING):
        return _add(replace(after, untold=()), news.template, ())
    unheard = any(template(key) in news.undoes for key in after.untold)
    if news.only_if_known and unheard:
        return _without(after, news.undoes)
    if isinstance(event, ev.Rescheduled) and any(template(key) == "interview_scheduled" for key in after.untold):
        return _add(after, "interview_scheduled", _MEETING)
    return _add(after, news.template, news.undoes)


def _without(state: LoopState, templates: tuple[str, ...]) -> LoopState:
    return replace(state, untold=tuple(key for key in state.untold if template(key) not in templates))


def _add(state: LoopState, name: str, undoes: tuple[str, ...]) -> LoopState:
    cleared = _without(state, undoes)
    number = cleared.told + 1
    return replace(cleared, untold=(*cleared.untold, f"{name}#{number}"), told=number)


