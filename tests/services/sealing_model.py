"""Who may read what of one round, worked out from the steps that were taken, by the rules as people were promised them.

It shares no code with the product's own rules, which it is there to be held against.
"""

from dataclasses import dataclass, field

READERS = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX", "UIVY", "USTRANGER")
TEAM = {"URITA", "UMAX", "UREX"}
"""Recruiter, hiring manager and bar raiser of the role."""


@dataclass
class Seen:
    """What the first round of culture came to, told by the steps that were not refused."""

    insider: bool
    lead: str = "UINES"
    counting: set[str] = field(default_factory=lambda: {"UINES", "UBO"})
    shadows: set[str] = field(default_factory=lambda: {"USAM"})
    submitted: set[str] = field(default_factory=set)
    waived: set[str] = field(default_factory=set)
    opened_for: set[str] = field(default_factory=set)
    gate_closed: bool = False
    here: bool = True
    """The loop is still in this round, or ended in it."""
    over: bool = False
    step: str = ""
    candidate: str = ""
    """The colleague who applies, from the beginning or as it turned out."""
    told: dict[str, str] = field(default_factory=dict)
    """Who reads a panelist's whisper: the recruiter of its time."""

    def __post_init__(self) -> None:
        self.candidate = "UIVY" if self.insider else ""

    def leaves(self) -> None:
        """The candidate has no seat in the round that the loop is in, nor in one that it comes back to."""
        if self.here and self.candidate in self.counting | self.shadows:
            self.counting, self.shadows = self.counting - {self.candidate}, self.shadows - {self.candidate}
            if self.lead == self.candidate:
                self.lead = min(self.counting, default="")

    def owed(self) -> set[str]:
        return self.counting - self.submitted - self.waived

    def all_in(self) -> bool:
        settled = len(self.counting & (self.submitted | self.waived))
        return not self.here or self.over or (not self.owed() and (settled >= 2 or self.gate_closed))

    def reads(self, reader: str) -> set[str]:
        """Whose scorecards of the round this reader may read."""
        if reader == self.candidate:
            return set()
        seated = self.counting | self.shadows
        mine = {reader} & self.submitted & seated
        if self.here and reader in self.owed():
            return mine
        found = set(mine)
        if reader == self.lead and reader in self.submitted:
            found |= self.shadows & self.submitted
        entitled = reader in self.opened_for or (reader in seated and reader in self.submitted)
        if entitled or (reader in TEAM and self.all_in()):
            found |= self.counting & self.submitted
        return found

    def votes(self, reader: str) -> set[str]:
        """The voting rounds of which this reader may read what others gave: "1" before the talk, "2" after it."""
        if reader == self.candidate:
            return set()
        entitled = reader in TEAM or reader in self.counting & self.submitted
        if not entitled or (self.here and reader in self.owed()) or (self.here and self.step == "first_vote"):
            return set()
        return {"1"} if self.here and self.step == "second_vote" else {"1", "2"}

    def forbidden(self, reader: str) -> list[str]:
        """What may stand in nothing that this reader reads."""
        others = [member for member in READERS if member != reader]
        hidden = [f"Card-{one}." for one in others if one not in self.reads(reader)]
        hidden += [f"Draft-{one}." for one in others]
        hidden += [f"Whisper-{one}." for one in others if reader == self.candidate or reader != self.told.get(one)]
        hidden += [f"Vote{n}-{one}." for one in others for n in "12" if n not in self.votes(reader)]
        return hidden
