"""The one way in which a loop changes: locked, loaded, asked of the rules, written with all that follows from it."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from domain.actions import Action
from domain.debriefs import missing, standing_no
from domain.events import Advanced, ConcernAnswered, DebriefMovedOn, Event, OfferRefused, WasAbsent
from domain.offer_effects import standing
from domain.permissions import Relation, require
from domain.playbook import Playbook
from domain.refusals import NotFound, Outdated, Refusal, Unreadable
from domain.stages import transition
from domain.state import VOTING, Card, LoopState, Meeting, Offer, Seat
from domain.telling import template
from models import queries
from models.tables import Candidate, History, Loop, Role
from services import announce, playbooks, relations, state
from services.audiences import Change
from services.readable import readable
from services.settle import settle
from services.work import Work

Write = Callable[[Loop, LoopState, LoopState], None]
"""Writes rows that hold what the rules need not know (links, pay, words): gets the loop, the state before and after."""


class Changing:
    """A loop, locked and loaded, and what the actor is to it."""

    def __init__(self, work: Work, loop: int) -> None:
        row = queries.loop_for_update(work.session, loop)
        found = queries.loop_with_role(work.session, loop) if row is not None else None
        if row is None or found is None or found[1].workspace_id != work.workspace:
            raise NotFound
        if not readable(work, row):
            raise Unreadable
        self.work = work
        self.loop: Loop = row
        self.role: Role = found[1]
        self.candidate: Candidate = found[2]
        self.playbook: Playbook = playbooks.of_hash(work, row.playbook_hash)
        self.state: LoopState = state.load(work, row, self.role, self.playbook)

    @cached_property
    def relations(self) -> frozenset[Relation]:
        """The actor's, read when first asked for: to edit or close a role changes all its loops and asks for none."""
        return relations.to_loop(self.work, self.loop, self.role, self.candidate)

    def require(self, action: Action) -> "Changing":
        require(action, self.relations)
        return self

    def fresh(self, version: int) -> "Changing":
        """Refuse what was decided on facts that have changed since. A version of 0 was not drawn for any."""
        if version and version != self.loop.version:
            raise Outdated(loop=self.loop.id)
        return self

    def apply(self, event: Event, *, reason: str = "", write: Write | None = None) -> LoopState:
        """Let `event` happen: state, history, to-dos, posts and audit entry, in the caller's transaction."""
        work, before = self.work, self.state
        after = self._allowed(event)
        if write is not None:
            write(self.loop, before, after)
        state.save(work, self.loop, before, after)
        entry = _entry(self.loop, before, after, event, reason)
        work.session.add(entry)
        work.session.flush()
        closed = settle(work, self.loop, self.role, after, self.playbook)
        announce.announce(work, Change(self.loop, self.role, before, after, event, entry.id or 0), closed)
        work.audit(_name(event), "loop", self.loop.id, history=entry.id)
        self.state = after
        return after

    def _allowed(self, event: Event) -> LoopState:
        """The state after it. Who is refused is led to the loop that they asked about."""
        try:
            return transition(self.state, event)
        except Refusal as refusal:
            refusal.loop = self.loop.id
            raise

    def note(self, event: str, reason: str, by: str = "", **facts: bool) -> int:
        """An entry of history for something that moves nothing, by the actor unless one is named. Returns its id."""
        here = (str(self.state.status), self.state.stage, str(self.state.step))
        entry = History(
            loop_id=self.loop.id or 0,
            at=self.work.now,
            by=by or self.work.actor,
            event=event,
            from_status=here[0],
            from_stage=here[1],
            from_step=here[2],
            to_status=here[0],
            to_stage=here[1],
            to_step=here[2],
            round=self.state.round,
            facts=facts,
            reason=reason,
        )
        self.work.session.add(entry)
        self.work.session.flush()
        return entry.id or 0


def change(
    work: Work,
    loop: int,
    event: Event,
    action: Action,
    *,
    version: int = 0,
    reason: str = "",
    write: Write | None = None,
) -> LoopState:
    """Require the right, refuse what is outdated, let it happen."""
    return Changing(work, loop).require(action).fresh(version).apply(event, reason=reason, write=write)


def _name(event: Event) -> str:
    return type(event).__name__


def _entry(loop: Loop, before: LoopState, after: LoopState, event: Event, reason: str) -> History:
    return History(
        loop_id=loop.id or 0,
        at=event.at,
        by=event.by,
        event=_name(event),
        from_status=str(before.status),
        from_stage=before.stage,
        from_step=str(before.step),
        to_status=str(after.status),
        to_stage=after.stage,
        to_step=str(after.step),
        round=before.round,
        facts=_facts(event, before),
        reason=reason,
    )


ROUND = "round"
"""Among the facts of an entry: the round that it is about, where that is not the loop's."""
MISSING = "missing"
"""Among the facts of an entry: the members whose votes a debrief went on without."""


def round_of(entry: History) -> int:
    """The round that an entry is about."""
    return int(entry.facts.get(ROUND) or entry.round)


_WORDS = frozenset({"reason", "rationale", "override", "focus", "answer", "vote", "ballots", "raised"})


def _facts(event: Event, before: LoopState) -> dict[str, Any]:
    """Ids and moments of the event, as JSON: members, times, versions. No free text, and nobody's vote."""
    facts = {
        item.name: _plain(getattr(event, item.name))
        for item in fields(event)
        if item.name not in _WORDS and item.name not in ("by", "at")
    }
    if before.meeting is not None:
        facts["was"] = before.meeting.starts_at.isoformat()
    if before.seats:
        facts["were"] = [seat.member for seat in before.seats]
    if isinstance(event, WasAbsent):
        seat = before.seat(event.member)
        facts["scored"] = seat is not None and seat.card is Card.SUBMITTED
    if isinstance(event, Advanced):
        facts["left"] = _left(before)
    if isinstance(event, ConcernAnswered):
        facts[ROUND] = standing_no(before)
    if isinstance(event, DebriefMovedOn):
        facts[MISSING] = list(missing(before))
    if isinstance(event, OfferRefused):
        facts["stands"] = standing(before, event.at) is not None
    return facts


def _left(before: LoopState) -> dict[str, Any]:
    """What the stage behind would lose, for a decision that is reopened."""
    return {
        "focus": before.focus,
        "contradiction": before.contradiction,
        "challenge_due": before.challenge_due.isoformat() if before.challenge_due else None,
        "overdue": before.overdue,
        "untold": [template(key) for key in before.untold],
        "revealed": before.revealed,
        "gate_closed": before.gate_closed,
        "voting": str(before.step) if before.step in VOTING else None,
    }


def _plain(value: object) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case Meeting():
            return {"starts_at": value.starts_at.isoformat(), "ends_at": value.ends_at.isoformat()}
        case Seat():
            return {"member": value.member, "part": str(value.part)}
        case Offer():
            return {"expires_at": value.expires_at.isoformat(), "approvers": [a.member for a in value.approvals]}
        case Enum():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value
