"""What the hiring channel hears, and single changes told to those whom they concern."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.actions import Action, offered
from domain.permissions import Relation, may
from domain.read.messages import CardPost, HiredPost, NoticePost, OtherLoop, ThreadPost
from domain.state import CLOSED, Card, Rsvp, Status, Step
from models import queries, queries_waiting
from models.tables import History, Post
from services import members, playbooks, state
from services.audiences import ASKS, PROPOSES
from services.details import history_lines
from services.facts import Facts, gather, rows_of
from services.lines import card
from services.outgoing_interviews import takes_off
from services.relations import leads
from services.work import Work

HELPS: Mapping[str, Action] = {
    "InvitationDeclined": Action.PANEL,
    "Proposed": Action.RESCHEDULE,
    "WasAbsent": Action.SETTLE,
    "Disputed": Action.SETTLE,
    "SubmissionReceived": Action.FEEDBACK,
    "OneMore": Action.SCHEDULE,
    "OfferApproved": Action.SEND_OFFER,
    "OfferRefused": Action.DRAFT_OFFER,
    "OfferRescinded": Action.DRAFT_OFFER,
    "OfferExpired": Action.DRAFT_OFFER,
    "OfferDeclined": Action.DRAFT_OFFER,
}
"""What the reader of a notice will most likely want to do, by event; the loop's page is always a second choice."""

CARDS: Mapping[Card, str] = {
    Card.SUBMITTED: "your scorecard is in. Thank you!",
    Card.WAIVED: "your scorecard was waived, so there is nothing to do.",
}

WISHES: Mapping[Rsvp, str] = {
    Rsvp.ACCEPTED: "{who} wanted another time, and can make it after all.",
    Rsvp.DECLINED: "{who} wanted another time, and can't make it now.",
}

SAID_TO_ALL = frozenset({
    "Cancelled", "InvitationDeclined", "Proposed", "CardWaived", "GateClosed", "Unsealed", "Advanced",
})  # fmt: skip
"""Reasons that everybody may read who is told of the change; the others are for those who lead the search."""


def card_post(work: Work, post: Post) -> CardPost | None:
    nobody = replace(work, actor="")  # so that it holds what everybody in the channel may know
    facts = _facts(nobody, post)
    return CardPost(card(nobody, facts, facts.rows[0])) if facts.rows else None


def thread(work: Work, post: Post) -> ThreadPost | None:
    """A line under the card, without the reason: a channel reads no verdicts."""
    rows = rows_of(work, [post.loop_id or 0])
    entry = work.session.get(History, post.ref)
    if entry is None or not rows:
        return None
    loop, role, candidate = rows[0]
    (line,) = history_lines(work, rows[0], [entry])
    return ThreadPost(loop.id or 0, candidate.name, replace(line, reason=""), role.zone)


def notice(work: Work, post: Post) -> NoticePost | None:
    reader = post.member_id or ""
    facts = _facts(replace(work, actor=reader), post)
    entry = work.session.get(History, post.ref)
    if entry is None or not facts.rows:
        return None
    loop, role, candidate = facts.rows[0]
    relations = facts.relations[loop.id or 0]
    (line,) = history_lines(work, facts.rows[0], [entry])
    asks = post.subject == ASKS
    outcome = _scored(facts, entry, reader) if asks else _settled(facts, entry) if post.subject == PROPOSES else ""
    if (outcome or _back_again(facts, entry, reader)) and not post.ts:
        return None
    leads = bool(relations & {Relation.RECRUITER, Relation.HIRING_MANAGER})
    return NoticePost(
        loop=loop.id or 0,
        candidate=candidate.name,
        role=role.title,
        person=members.people(work, [reader])[reader],
        line=line if leads or entry.event in SAID_TO_ALL else replace(line, reason=""),
        actions=() if outcome else helpful(work, facts, "SubmissionReceived" if asks else entry.event, relations),
        version=loop.version,
        outcome=outcome,
        stage_key=entry.from_stage,
        round=entry.round,
        leads=leads,
        also=_also(work, post),
        asks=asks,
        off=_off(work, entry, reader),
    )


def _off(work: Work, entry: History, reader: str) -> tuple[int, int] | None:
    """The interview that was ahead and is cancelled, or has lost this reader, who was to come."""
    was, over = entry.facts.get("was"), entry.event == "Cancelled" or takes_off(entry, reader)
    if not over or not isinstance(was, str) or datetime.fromisoformat(was) <= entry.at:
        return None
    row = queries.interview_of(work.session, entry.loop_id, entry.from_stage, entry.round)
    return (row.id or 0, row.version) if row is not None else None


def _back_again(facts: Facts, entry: History, reader: str) -> bool:
    """Whether the entry took the reader off a panel that they are on by now."""
    if entry.event != "PanelChanged" or reader in {seat.get("member") for seat in entry.facts.get("seats") or ()}:
        return False
    seats = facts.seats.get(entry.loop_id, ())
    return any((seat.stage, seat.round, seat.member_id) == (entry.from_stage, entry.round, reader) for seat in seats)


def _also(work: Work, post: Post) -> tuple[OtherLoop, ...]:
    """Of which other loops the reader hears the same here."""
    entries = [work.session.get(History, each) for each in queries_waiting.further_entries(post)]
    rows = rows_of(replace(work, actor=post.member_id or ""), [entry.loop_id for entry in entries if entry])
    return tuple(OtherLoop(loop.id or 0, loop.version, candidate.name, role.title) for loop, role, candidate in rows)


def _scored(facts: Facts, entry: History, reader: str) -> str:
    """What became of the scorecard that the reader was asked for; empty while it is wanted."""
    loop, _, _ = facts.rows[0]
    here = (entry.from_stage, entry.round)
    panel = (seat for seat in facts.seats.get(loop.id or 0, ()) if (seat.stage, seat.round) == here)
    seat = next((seat for seat in panel if seat.member_id == reader), None)
    if seat is None:
        return "somebody else scores it now, so there is nothing to do."
    if seat.card in CARDS:
        return CARDS[Card(seat.card)]
    if loop.status in CLOSED:
        return "this loop is closed, so there is nothing to do."
    if (loop.stage, loop.round) != here or loop.step not in (Step.FEEDBACK, Step.REVIEW, Step.DECISION):
        return "it has moved on, so there is nothing to do any more."
    return "this loop is on hold, so it can wait." if loop.status == Status.ON_HOLD else ""


def _settled(facts: Facts, entry: History) -> str:
    """What became of the wish for another time; empty while it stands."""
    loop, _, _ = facts.rows[0]
    here, meeting = (entry.from_stage, entry.round), facts.meeting(loop)
    if (loop.stage, loop.round) != here or loop.step != Step.SCHEDULED or loop.status != Status.ACTIVE:
        return "it has moved on, so there is nothing to do any more."
    if meeting is None or meeting.starts_at.isoformat() != entry.facts.get("was"):
        return "there is another time now."
    seat = next((seat for seat in facts.panel(loop) if seat.member_id == entry.facts.get("member")), None)
    if seat is None:
        return "whoever wanted another time is not on the panel any more."
    return WISHES.get(Rsvp(seat.rsvp), "").format(who=facts.person(seat.member_id).name)


def helpful(work: Work, facts: Facts, event: str, relations: frozenset[Relation]) -> tuple[str, ...]:
    """Names of the actions that help after an event, as far as the reader may do them now."""
    loop, role, _ = facts.rows[0]
    now = state.load(work, loop, role, playbooks.of_hash(work, loop.playbook_hash))
    first = HELPS.get(event)
    wanted = [first] if first is not None and first in offered(now) else []
    return tuple(str(action) for action in (*wanted, Action.OPEN) if may(action, relations))


def hired(work: Work, post: Post) -> HiredPost | None:
    """The good news, while it is true: somebody who reneged before it was sent is not announced."""
    facts = _facts(work, post)
    entry = work.session.get(History, post.ref)
    if entry is None or not facts.rows:
        return None
    loop, role, candidate = facts.rows[0]
    if loop.status != Status.HIRED and not post.ts:
        return None
    seats = facts.seats.get(loop.id or 0, ())
    recruiter, hiring_manager = leads(role, candidate)
    met = dict.fromkeys(seat.member_id for seat in seats if seat.card == Card.SUBMITTED)
    offer = queries.offer_of(work.session, loop.id or 0)
    return HiredPost(
        loop=loop.id or 0,
        candidate=candidate.name,
        role=role.title,
        days=(entry.at - loop.opened_at).days,
        interviewers=tuple(facts.person(member) for member in met),
        recruiter=facts.person(recruiter),
        hiring_manager=facts.person(hiring_manager),
        starts_on=offer.starts_on if offer else None,
    )


def _facts(work: Work, post: Post) -> Facts:
    return gather(work, rows_of(work, [post.loop_id or 0]))
