"""Parts of a page that messages need as well: an offer, lines of history, the text for the candidate."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.candidate_feedback import REJECTED, with_suggestion
from domain.playbook import StageKind
from domain.read.details import ApprovalLine, HistoryLine, OfferDetail, ScorecardLine, TellText
from domain.telling import template
from domain.words import TELLING_LABELS
from models import queries
from models.tables import History, Loop, Offer
from services import members, offer_rows, playbooks
from services.facts import Facts, Row
from services.work import Work

CALLED_OFF = frozenset({"interview_cancelled", "no_show"})
"""Texts that speak of an interview which the loop has not got any more."""


def offer_detail(work: Work, offer: Offer) -> OfferDetail:
    approvals = queries.approvals_of(work.session, offer.id or 0)
    people = members.people(work, {offer.drafter, *(approval.member_id for approval in approvals)})
    return OfferDetail(
        version=offer.version,
        pay=offer.pay,
        currency=offer.currency,
        starts_on=offer.starts_on,
        expires_at=offer.expires_at,
        note=offer.note,
        drafter=people[offer.drafter],
        approvals=tuple(ApprovalLine(people[a.member_id], a.approved_at, a.refused_at, a.reason) for a in approvals),
        expired=offer.expires_at <= work.now,
    )


def offers_that_count(work: Work, loop: int) -> tuple[OfferDetail | None, OfferDetail | None]:
    """The newest version, and the one that the candidate holds while that is a change of it."""
    found = [offer_detail(work, row) for row in offer_rows.that_count(queries.offers_of_loops(work.session, [loop]))]
    newest, in_hand, *_ = (*found, None, None)
    return newest, in_hand


def history_lines(work: Work, row: Row, entries: Sequence[History]) -> tuple[HistoryLine, ...]:
    """Entries with everybody whom they name."""
    playbook = playbooks.of_hash(work, row[0].playbook_hash)
    named: set[str] = set()
    for entry in entries:
        named |= {entry.by, *_members(entry.facts)}
    people = members.people(work, named - {""})
    return tuple(
        HistoryLine(
            id=entry.id or 0,
            at=entry.at,
            by=people.get(entry.by),
            event=entry.event,
            stage=playbook.stage(entry.from_stage).name,
            facts=entry.facts,
            people={member: people[member] for member in _members(entry.facts) if member in people},
            reason=entry.reason,
            to_stage=playbook.stage(entry.to_stage).name if entry.to_stage != entry.from_stage else "",
        )
        for entry in entries
    )


def _members(facts: dict[str, Any]) -> set[str]:
    """Every member id that an entry's facts name."""
    found: set[str] = set()
    for value in facts.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found |= _members(item)
            elif isinstance(item, str) and item[:1] in ("U", "W") and item.isalnum():
                found.add(item)
    return found


def tell_text(work: Work, facts: Facts, row: Row, key: str) -> TellText:
    """The playbook's text for a change, filled in with the candidate's own time."""
    loop, role, candidate = row
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    event, meeting, offer = template(key), facts.meeting(loop), facts.offers.get(loop.id or 0)
    zone = ZoneInfo(candidate.zone)
    kind = playbook.stage(loop.stage).kind
    due = loop.challenge_due if kind is StageKind.TAKE_HOME else offer.expires_at if offer else None
    when = meeting.starts_at if meeting else _was_set_for(work, loop) if event in CALLED_OFF else None
    values = {
        "candidate_first_name": candidate.name.split()[0] if candidate.name.split() else candidate.name,
        "role": role.title,
        "stage": playbook.stage(loop.stage).name,
    }
    if when is not None:
        values["when"] = _for_the_candidate(when, zone)
    elif offer is not None and offer.starts_on is not None:
        values["when"] = f"{offer.starts_on:%A}, {offer.starts_on.day} {offer.starts_on:%B}"
    if due is not None:
        values["due"] = _for_the_candidate(due, zone)
    link = (meeting.link if meeting else "") or (loop.challenge_link if kind is StageKind.TAKE_HOME else "")
    if link:
        values["link"] = link
    return TellText(key, TELLING_LABELS[event], playbook.message(event, values), candidate.email)


def _was_set_for(work: Work, loop: Loop) -> datetime | None:
    """The time of the interview that is not to be any more, or that nobody came to."""
    row = queries.interview_of(work.session, loop.id or 0, loop.stage, loop.round)
    return row.starts_at if row is not None else None


def with_evidence(work: Work, row: Row, tell: TellText, cards: Sequence[ScorecardLine]) -> TellText:
    """A rejection with the longer text beside it, which names nobody who is or was of the loop, nor of its role.

    `cards`: as far as the reader may read them, so that no text tells more.
    """
    if template(tell.key) != REJECTED:
        return tell
    loop, role, candidate = row
    seated = queries.ever_seated(work.session, loop.id or 0)
    known = members.people(work, [role.recruiter, role.hiring_manager, role.bar_raiser or "", *seated])
    return with_suggestion(tell, cards, candidate.name, [person.name for person in known.values()])


def _for_the_candidate(moment: datetime, zone: ZoneInfo) -> str:
    """As in "Tuesday, 2 March at 10:00 (New York time)": in a mail, where Slack cannot help."""
    there = moment.astimezone(zone)
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return f"{there:%A}, {there.day} {there:%B} at {there:%H:%M} ({city if city == 'UTC' else city + ' time'})"
