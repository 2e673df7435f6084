"""A claim of the courier's, and all that can come of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

UNKNOWN = "outcome_unknown"
"""Slack may have taken the message, though it never said so: it is looked for before it may be sent again."""

ORPHANED = "parent_not_sent"
"""A reply to a message that was given up, of which people know already."""


UNREADABLE = "unreadable"
"""The loop that it is about holds what nobody knows; admins see which."""

NOT_TAKEN = "not_taken"
"""Slack has failed at it each time, and it is not there."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row to be sent, with all the courier needs to know besides what it says."""

    outbox: int
    post: int
    kind: str
    destination: str
    member: str | None
    people: str
    """For a group: its members, with commas between."""
    channel: str
    """Where the message is, or where it is to go; empty for a first direct message."""
    ts: str
    """Empty until sent: then the message is changed in place."""
    thread_ts: str
    orphaned: bool
    """A reply to something that was never sent."""
    mark: str
    correlation: str
    attempts: int
    lease: str
    until: datetime
    """Until when the lease holds (real time)."""
    created_at: datetime
    """Not later than anything of this post's that may be in Slack."""
    doubtful: bool
    """It may be in Slack already, from an attempt whose outcome is not known."""
    closed: bool = False
    """Nothing could be sent to this destination the last time."""
    shown: str = ""
    """A digest of what stands there, as far as that is known."""
    unanswered: int = 0
    """How often in a row nobody answered."""
    sought: str = ""
    """The mark of an earlier message of this post that may be there."""
    not_before: datetime | None = None
    """When (real time) this destination may have its next message: claimed a little ahead, it is sent on time."""
    given_up: bool = False
    """It has had all its attempts: it is looked for, and not sent again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`shown`: a digest of what stands there now."""

    channel: str
    ts: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What it would say stands there already, so Slack was not asked."""


@dataclass(frozen=True, slots=True)
class Found:
    """It was in Slack already: from now on it is changed in place."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """No longer true, or nothing left to change."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: it would disturb its reader before `until` (business time)."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Again:
    """It did not work, and may work `after` so long (real time).

    `counts` against the attempts: a wait that Slack asks for does not. `unknown`: it may have worked all the same.
    """

    error: str
    after: timedelta
    counts: bool = True
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Slack could not be reached, or what answered was not Slack: no message is to blame, and none uses up attempts.

    Tried again `after` so long (real time), for two days. `unknown`: it may have worked all the same. `servers`: it was
    a server's error; should that be so each time while other messages are taken, the message is to blame after all.
    """

    error: str
    after: timedelta
    unknown: bool = False
    servers: bool = False


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have been sent, and there is no way to find out: it is not sent again, and shown to people."""

    error: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Nothing can be sent to this destination: a channel until somebody mends it, a person perhaps never again."""

    error: str


@dataclass(frozen=True, slots=True)
class NoGroup:
    """No conversation can be had for these people together: each is told alone."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack does not let us in: nothing at all can be sent, and no message is to blame."""

    error: str


@dataclass(frozen=True, slots=True)
class Failed:
    error: str


Outcome: TypeAlias = (
    Sent | Unchanged | Found | Dropped | Later | Again | NoAnswer | InDoubt | Closed | NoGroup | Refused | Failed
)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a claim. `called`: when (real time) Slack was asked to show it; None: it was not."""

    claim: Claim
    outcome: Outcome
    called: datetime | None

    @property
    def plain(self) -> bool:
        """It concerns its own row, post and destination alone, and no loop, to-do or other message."""
        nothing_below = bool(self.claim.ts or self.claim.member or self.claim.thread_ts)
        return isinstance(self.outcome, Sent) and nothing_below and not self.claim.closed
