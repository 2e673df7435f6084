"""What happens to an offer."""

from dataclasses import dataclass

from domain.events.base import Event
from domain.state import Offer


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
