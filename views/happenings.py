"""What happened to a loop, in a sentence for each event. Two tables: for the channel, and for those who may know why.

`facts` of a line are the event's fields without free text: `member`, `old`, `new`, `due_at`, `until`, `happened`,
`meeting` (its `starts_at`), `offer` (its `approvers`), `seats`; `was` is the earlier start, `were` the earlier panel.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from domain.read.loops import HistoryLine, Person
from views.text import escape, mention, moment, moment_day, name, names

Sentence = Callable[[HistoryLine, str], str]
"""Gets the line, and the zone for clients that cannot show their reader's own."""


def who(line: HistoryLine, *, ping: bool = False) -> str:
    if line.by is None:
        return "Loopkeeper"
    return mention(line.by) if ping else name(line.by.name)


def person(line: HistoryLine, key: str, *, ping: bool = False) -> str:
    """The member that a fact names."""
    found = line.people.get(str(line.facts.get(key, "")))
    if found is None:
        return "somebody"
    return mention(found) if ping else name(found.name)


def when(line: HistoryLine, zone: str, *keys: str) -> str:
    """The moment of a fact, found along `keys`; empty where there is none."""
    found = _dig(line.facts, keys)
    return moment(found, zone) if found else ""


def day_of(line: HistoryLine, zone: str, key: str) -> str:
    found = _dig(line.facts, (key,))
    return moment_day(found, zone) if found else ""


def _dig(facts: Mapping[str, Any], keys: tuple[str, ...]) -> datetime | None:
    found: Any = facts
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return datetime.fromisoformat(found) if isinstance(found, str) else None


def panel(line: HistoryLine) -> tuple[Person, ...]:
    seats = line.facts.get("seats")
    members = [seat.get("member") for seat in seats if isinstance(seat, dict)] if isinstance(seats, list) else []
    return tuple(line.people[member] for member in members if member in line.people)


def came_and_went(line: HistoryLine) -> str:
    """As in "Ana joined, Ben left"."""
    now, were = {each.id for each in panel(line)}, set(line.facts.get("were") or ())
    joined = [each for each in panel(line) if each.id not in were]
    left = [line.people[member] for member in sorted(were - now) if member in line.people]
    parts = [f"{names(joined)} joined" if joined else "", f"{names(left)} left" if left else ""]
    return ", ".join(filter(None, parts))


def _with(line: HistoryLine) -> str:
    return f" with {names(panel(line))}" if panel(line) else ""


def _at(moment_text: str, before: str = ": ") -> str:
    return before + moment_text if moment_text else ""


def _stage(line: HistoryLine) -> str:
    return name(line.stage)


PUBLIC: Mapping[str, Sentence] = {
    "Added": lambda line, _z: f"{who(line)} added this candidate.",
    "Scheduled": lambda line, z: (
        f"{who(line)} scheduled {_stage(line)}{_with(line)}{_at(when(line, z, 'meeting', 'starts_at'))}."
    ),
    "Logged": lambda line, z: (
        f"{who(line)} logged {_stage(line)}{_with(line)}, held {when(line, z, 'meeting', 'starts_at') or 'earlier'}."
    ),
    "Rescheduled": lambda line, z: (
        f"{who(line)} moved {_stage(line)}{_at(when(line, z, 'was'), ' from ')}"
        f"{_at(when(line, z, 'meeting', 'starts_at'), ' to ')}."
    ),
    "Cancelled": lambda line, z: f"{who(line)} cancelled {_stage(line)}{_at(when(line, z, 'was'), ' of ')}.",
    "PanelChanged": lambda line, _z: f"{who(line)} changed the panel{_at(came_and_went(line))}.",
    "LinkAdded": lambda line, _z: f"{who(line)} added the meeting link.",
    "InvitationAccepted": lambda line, _z: f"{person(line, 'member')} will be there.",
    "InvitationDeclined": lambda line, _z: f"{person(line, 'member')} can't make it; somebody else is being found.",
    "Proposed": lambda line, _z: f"{who(line)} proposes another time.",
    "Happened": lambda line, _z: f"{_stage(line)} took place. Scorecards are being written.",
    "NoShow": lambda line, _z: f"{_stage(line)} did not take place. A new time is being found.",
    "Moved": lambda line, _z: f"{_stage(line)} did not take place at its time. A new one is being found.",
    "WasAbsent": lambda line, _z: f"{person(line, 'member')} wasn't there.",
    "Disputed": lambda line, _z: "It is not clear whether the interview took place. The recruiter finds out.",
    "ContradictionSettled": lambda line, _z: (
        f"{who(line)} settled it: the interview took place."
        if line.facts.get("happened")
        else f"{who(line)} settled it: the interview did not take place. A new time is being found."
    ),
    "CardSubmitted": lambda line, _z: f"{person(line, 'member')} submitted a scorecard.",
    "CardWaived": lambda line, _z: f"{who(line)} waived the scorecard of {person(line, 'member')}.",
    "ChallengeSent": lambda line, z: f"{who(line)} sent the challenge{_at(when(line, z, 'due_at'), ', due ')}.",
    "ExtensionGranted": lambda line, z: f"{who(line)} gave more time{_at(when(line, z, 'due_at'), ', until ')}.",
    "ChallengeOverdue": lambda line, _z: "The challenge is overdue.",
    "SubmissionReceived": lambda line, _z: "The challenge is back. The reviewers score it now.",
    "Advanced": lambda line, _z: f"{who(line)} took this on to {name(line.to_stage) or 'the next stage'}.",
    "OneMore": lambda line, _z: f"{who(line)} asked for one more {_stage(line)}.",
    "DecisionReopened": lambda line, _z: f"{who(line)} reopened {name(line.to_stage) or 'the stage before'}.",
    "OfferDrafted": lambda line, _z: f"{who(line)} asked for approval of an offer.",
    "OfferApproved": lambda line, _z: f"{person(line, 'member')} approved the offer.",
    "OfferRefused": lambda line, _z: "The offer is being worked on again.",
    "ApproverReplaced": lambda line, _z: (
        f"{person(line, 'new')} is asked for approval instead of {person(line, 'old')}."
    ),
    "OfferExtended": lambda line, _z: f"{who(line)} sent the offer.",
    "OfferRescinded": lambda line, _z: "The offer is being worked on again.",
    "OfferExpired": lambda line, _z: "The offer has expired.",
    "OfferAccepted": lambda line, _z: "The offer is accepted!",
    "OfferDeclined": lambda line, _z: f"{who(line)} recorded the candidate's answer to the offer.",
    "PutOnHold": lambda line, z: f"{who(line)} put this on hold{_at(day_of(line, z, 'until'), ' until ')}.",
    "Resumed": lambda line, _z: f"{who(line)} resumed this loop.",
    "Rejected": lambda line, _z: f"{who(line)} closed this loop.",
    "Withdrawn": lambda line, _z: f"{who(line)} closed this loop.",
    "Reopened": lambda line, _z: f"{who(line)} reopened this loop.",
    "Told": lambda line, _z: f"{who(line)} told the candidate.",
    "TeamChanged": lambda line, _z: (
        f"The team changed: {person(line, 'recruiter')} recruits, {person(line, 'hiring_manager')} is hiring manager."
    ),
}
"""For the card's thread: never a verdict, a rating, a reason or money."""


PRIVATE: Mapping[str, Sentence] = {
    "NoShow": lambda line, _z: f"{who(line)}: the candidate didn't come to {_stage(line)}.",
    "Rejected": lambda line, _z: f"{who(line)} rejected the candidate.",
    "Withdrawn": lambda line, _z: f"{who(line)} recorded that the candidate withdrew.",
    "OfferRefused": lambda line, _z: f"{person(line, 'member')} refused the offer.",
    "OfferRescinded": lambda line, _z: f"{who(line)} rescinded the offer.",
    "OfferDeclined": lambda line, _z: "The candidate declined the offer.",
}
"""Where those who may open the loop's page read more than the channel."""


def public(line: HistoryLine, zone: str) -> str:
    """The sentence for the thread; for an event without one, that something changed."""
    sentence = PUBLIC.get(line.event)
    return sentence(line, zone) if sentence else f"{who(line)} changed something here."


def private(line: HistoryLine, zone: str) -> str:
    """With the reason, for a reader who was given it."""
    sentence = PRIVATE.get(line.event)
    said = sentence(line, zone) if sentence else public(line, zone)
    return f"{said} _{escape(' '.join(line.reason.split()))}_" if line.reason else said
