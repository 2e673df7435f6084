"""Who raised the bar, and who hired, when a decision was taken that does not say so: from before parts were kept.

Read off what is kept for good: who led the role when (its audit entries), who sat on the panel, whose no was answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from domain.read.records import BAR_RAISER, HIRING_MANAGER
from models.tables import Audit, Decision, Panelist, Role, Vote

NAMES_PARTS = 4
"""Member, first and second vote, part: decisions from before had the first three."""


def old(decision: Decision) -> bool:
    return any(len(vote) < NAMES_PARTS for vote in decision.votes)


@dataclass(frozen=True, slots=True)
class OldVotes:
    """`edits`: the audit entries of the role, oldest first."""

    role: Role
    edits: Sequence[Audit]
    seats: Collection[Panelist]
    votes: Collection[Vote]

    def parts(self, decision: Decision) -> tuple[Mapping[str, str], bool]:
        """Parts by member, and whether it is known who raised the bar, if anybody did."""
        manager = self._manager(decision)
        known = not any(
            "bar_raiser" in edit.facts.get("fields", ()) for edit in self.edits if edit.at > decision.decided_at
        )
        raiser = self.role.bar_raiser if known else self._answered(decision) or self._from_outside(decision, manager)
        parts = {manager: HIRING_MANAGER} | ({raiser: BAR_RAISER} if raiser else {})
        return parts, known or bool(raiser)

    def _manager(self, decision: Decision) -> str:
        then = [edit.facts.get("hiring_manager") for edit in self.edits if edit.at <= decision.decided_at]
        return next((str(member) for member in reversed(then) if member), self.role.hiring_manager)

    def _answered(self, decision: Decision) -> str:
        """Only a bar raiser's no is answered."""
        return next((vote.member_id for vote in _here(self.votes, decision) if vote.answered_at), "")

    def _from_outside(self, decision: Decision, manager: str) -> str:
        """Who votes without a seat on the panel and without being the hiring manager raises the bar."""
        seated = {seat.member_id for seat in _here(self.seats, decision)} | {manager}
        return next((vote[0] for vote in decision.votes if vote[0] not in seated), "")


Row = TypeVar("Row", Panelist, Vote)


def _here(rows: Collection[Row], decision: Decision) -> list[Row]:
    return [row for row in rows if (row.stage, row.round) == (decision.stage, decision.round)]
