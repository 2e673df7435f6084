"""What happened to a loop, in a sentence for each event. Tables: for the channel, and for those who may know why.

`facts` of a line are the event's fields without free text: `member`, `old`, `new`, `due_at`, `until`, `happened`,
`meeting` (its `starts_at`), `seats`; `was` is the earlier start, `were` the earlier panel.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.read.details import HistoryLine
from domain.read.people import Person
from views.text import moment, moment_day, name, names, slanted

PUBLIC: Mapping[str, str] = {
    "Added": "{who} added this candidate.",
    "Scheduled": "{who} scheduled {stage}{with_panel}{starts}.",
    "Logged": "{who} logged {stage}{with_panel}, held earlier{starts}.",
    "Rescheduled": "{who} moved {stage}{from_was}{to_starts}.",
    "Cancelled": "{who} cancelled {stage}{of_was}.",
    "PanelChanged": "{who} changed the panel{came_and_went}.",
    "LinkAdded": "{who} added the meeting link.",
    "InvitationAccepted": "{member} will be there.",
    "InvitationDeclined": "{member} can't make it. Somebody else is being found.",
    "Proposed": "{member} would like another time.",
    "Happened": "{stage} took place. Scorecards are being written.",
    "NoShow": "{stage} did not take place. A new time is being found.",
    "Moved": "{stage} did not take place at its time. A new one is being found.",
    "WasAbsent": "{member} wasn't there.",
    "Disputed": "It is not clear whether {stage} took place. The recruiter finds out.",
    "ContradictionSettled": "{who} settled it: {stage} {took_place}.",
    "Unsealed": "{who} opened the scorecards of {stage}{early}.",
    "CardSubmitted": "{member} {scored}.",
    "CardWaived": "{who} waived the scorecard of {member}.",
    "GateClosed": "{who} let the debrief of {stage} begin with the scorecards that are in.",
    "Voted": "{member} voted.",
    "VotedAgain": "{member} voted again.",
    "VoterLeft": "{member} has left the company, so nobody waits for that vote.",
    "DebriefMovedOn": "{who} went on with the debrief of {stage} without the votes that were missing.",
    "ConcernAnswered": "{who} answered the bar raiser.",
    "ChallengeSent": "{who} sent the challenge{due}.",
    "ExtensionGranted": "{who} gave more time{due}.",
    "ChallengeOverdue": "The challenge is overdue.",
    "SubmissionReceived": "The challenge is back. The reviewers score it now.",
    "Advanced": "{who} moved this on to {next_stage}.",
    "OneMore": "{who} asked for one more {stage}.",
    "DecisionReopened": "{who} reopened the decision about {next_stage}.",
    "OfferDrafted": "{who} asked for approval of an offer.",
    "OfferApproved": "{member} approved the offer.",
    "OfferRefused": "{offer_now}.",
    "ApproverReplaced": "{new} is asked for approval instead of {old}.",
    "OfferExtended": "{who} sent the offer.",
    "OfferRescinded": "The offer is being worked on again.",
    "OfferExpired": "The offer has expired.",
    "OfferAccepted": "The offer is accepted!",
    "OfferDeclined": "{who} recorded the candidate's answer to the offer.",
    "PutOnHold": "{who} put this on hold{until}.",
    "HoldChanged": "{who} keeps this on hold{until}.",
    "Resumed": "{who} resumed this loop.",
    "Rejected": "{who} closed this loop.",
    "Withdrawn": "{who} closed this loop.",
    "Reopened": "{who} reopened this loop.",
    "Told": "{who} told the candidate.",
    "TeamChanged": "The team changed: {recruiter} recruits, {hiring_manager} is hiring manager.",
    "CandidateKnown": "{inside}.",
}
"""For the card's thread: never a verdict, a rating, a reason or money."""

PRIVATE: Mapping[str, str] = {
    "NoShow": "{who}: the candidate didn't come to {stage}.",
    "Rejected": "{who} rejected the candidate.",
    "Withdrawn": "{who} recorded that the candidate withdrew.",
    "OfferRefused": "{member} refused the offer{as_change}.",
    "OfferRescinded": "{who} rescinded the offer.",
    "OfferDeclined": "The candidate declined the offer.",
}
"""Where those who may open the loop's page read more than the channel."""


def public(line: HistoryLine, zone: str) -> str:
    """The sentence for the thread."""
    return sentence(PUBLIC[line.event], line, zone)


def private(line: HistoryLine, zone: str) -> str:
    """With the reason, for a reader who was given it."""
    said = sentence(PRIVATE.get(line.event) or PUBLIC[line.event], line, zone)
    return f"{said} {slanted(line.reason)}" if line.reason else said


def sentence(template: str, line: HistoryLine, zone: str) -> str:
    """A template of a table, filled; what the line does not know leaves no gap. `zone` is for clients without one."""
    starts, was = _when(line, zone, "meeting", "starts_at"), _when(line, zone, "was")
    panel = _panel(line)
    return template.format_map(
        {
            "who": name(line.by.name) if line.by else "Loopkeeper",
            "stage": name(line.stage) if line.stage else "the interview",
            "next_stage": name(line.to_stage) if line.to_stage else "the next stage",
            "with_panel": _after(" with ", names(panel) if panel else ""),
            "came_and_went": _after(": ", _came_and_went(line, panel)),
            "starts": _after(", ", starts),
            "to_starts": _after(" to ", starts),
            "from_was": _after(" from ", was),
            "starts_was": _after(", ", was),
            "of_was": _after(" of ", was),
            "was": was or "its time",
            "due": _after(", due ", _when(line, zone, "due_at")),
            "until": _after(" until ", _day(line, zone, "until")),
            "scored": "changed their scorecard" if line.facts.get("again") else "submitted a scorecard",
            "early": "" if line.facts.get("all_in") else " before all are in",
            "awaited": "votes" if _dig(line.facts, ("left", "voting")) else "scorecards",
            "took_place": "took place"
            if line.facts.get("happened")
            else "did not take place; a new time is being found",
            "written": ""
            if line.facts.get("happened")
            else " What was written of it is a draft again, and votes on it don't count.",
            "as_change": ", a change of the one that the candidate holds" if line.facts.get("stands") else "",
            "then_offer": "That one stands: leave it so, or change it anew"
            if line.facts.get("stands")
            else "Change it, and ask again",
            "offer_now": "The offer stays as it was"
            if line.facts.get("stands")
            else "The offer is being worked on again",
            "though": "though a scorecard of theirs is in. Please settle it."
            if line.facts.get("scored", True)
            else "so they write no scorecard, and read yours with the others once all are in.",
            "inside": _inside(line),
            "who_leads": _who_leads(line),
            **{key: _person(line, key) for key in ("member", "old", "new", "recruiter", "hiring_manager")},
        }
    )


def _inside(line: HistoryLine) -> str:
    if not line.facts.get("member"):
        return "The candidate turned out to be no colleague, so whom the role names leads this loop again"
    return f"{_person(line, 'member')} turned out to be the candidate, and takes no part in this loop any more"


def _who_leads(line: HistoryLine) -> str:
    """What it means for those who lead the search, and for admins where nobody is left who could."""
    member, leads = line.facts.get("member"), {line.facts.get("recruiter"), line.facts.get("hiring_manager")}
    back = [line.people[seat["member"]] for seat in line.facts.get("seats") or () if seat["member"] in line.people]
    if back:
        return f"{names(back)} {'is' if len(back) == 1 else 'are'} on the panel again, with what they wrote and voted."
    if not member:
        return "Look at the panel: a seat that was given up is not filled by itself."
    if leads == {member}:
        return "Nobody else leads this role. Edit it, and name somebody who does."
    return "Whatever they led or owed here is yours now, and a seat that they leave empty is to be filled."


def _after(before: str, text: str) -> str:
    return before + text if text else ""


def _person(line: HistoryLine, key: str) -> str:
    found = line.people.get(str(line.facts.get(key, "")))
    return name(found.name) if found else "somebody"


def _when(line: HistoryLine, zone: str, *keys: str) -> str:
    found = _dig(line.facts, keys)
    return moment(datetime.fromisoformat(found), zone) if found else ""


def _day(line: HistoryLine, zone: str, key: str) -> str:
    found = _dig(line.facts, (key,))
    return moment_day(datetime.fromisoformat(found), zone) if found else ""


def _dig(facts: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    found: Any = facts
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def _panel(line: HistoryLine) -> tuple[Person, ...]:
    seats = line.facts.get("seats")
    members = [seat.get("member") for seat in seats if isinstance(seat, dict)] if isinstance(seats, list) else []
    return tuple(line.people[member] for member in members if member in line.people)


def _came_and_went(line: HistoryLine, panel: tuple[Person, ...]) -> str:
    """As in "Ana joined, Ben left"."""
    now, were = {each.id for each in panel}, set(line.facts.get("were") or ())
    joined = [each for each in panel if each.id not in were]
    left = [line.people[member] for member in sorted(were - now) if member in line.people]
    parts = [f"{names(joined)} joined" if joined else "", f"{names(left)} left" if left else ""]
    return ", ".join(filter(None, parts))
