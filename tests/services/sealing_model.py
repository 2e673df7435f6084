"""Who may read what of one stage, worked out from the steps that were taken, by the rules as people were promised them.

It shares no code with the product's own rules, which it is there to be held against.
"""

from dataclasses import dataclass, field

READERS = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX", "UIVY", "USTRANGER")
LEADS = {"URITA", "UMAX"}
TEAM = {*LEADS, "UREX"}
"""Recruiter, hiring manager and bar raiser of the role."""

Given = tuple[int, str, str]
"""A vote: of which round of the stage, before ("1") or after ("2") the talk, and whose."""


@dataclass
class Decided:
    """An outcome, and the votes that were open when it was taken. `stands`: it was not taken back."""

    outcome: str
    kept: set[Given]
    stands: bool = True


@dataclass
class Lost:
    """What somebody lost of a round when they were taken for the candidate, for when that was a mistake."""

    counting: bool
    shadow: bool
    lead: bool
    first: bool
    second: bool
    seen_to: bool = False
    """Somebody has seen to the panel since, or closed the gate."""
    led: bool = False
    """Somebody else was named to lead since."""


@dataclass
class Round:
    """What one round came to. `meeting` rises when the interview is held anew: what was written before is gone then."""

    number: int
    meeting: int = 1
    lead: str = ""
    counting: set[str] = field(default_factory=set)
    shadows: set[str] = field(default_factory=set)
    submitted: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    """Waived: they count as settled."""
    away: set[str] = field(default_factory=set)
    """Declined, or were not there: they owe nothing, and nothing is settled by that."""
    opened_for: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    second: set[str] = field(default_factory=set)
    revealed: bool = False
    gate_closed: bool = False
    decided: list[Decided] = field(default_factory=list)
    named: str = ""
    """Who was named to lead; `lead` is the first of those who count where they are gone."""
    lost: dict[str, Lost] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return f"{self.number}.{self.meeting}"

    def begin(self, lead: str, counting: set[str], shadows: set[str]) -> None:
        self.lead, self.named, self.counting, self.shadows = lead, lead, set(counting), set(shadows)
        self.seen_to(led=True)

    def seen_to(self, *, led: bool = False) -> None:
        for each in self.lost.values():
            each.seen_to, each.led = True, each.led or led

    def annul(self) -> None:
        """Nobody meets: nothing of it is left but what was decided."""
        for each in (self.counting, self.shadows, self.submitted, self.excused, self.away, self.opened_for):
            each.clear()
        self.first, self.second, self.lost, self.revealed, self.gate_closed = set(), set(), {}, False, False
        self.meeting += 1

    def leaves(self, member: str) -> None:
        groups = (self.counting, self.shadows, {self.named}, self.first, self.second)
        held = [member in group for group in groups]
        if any(held[:2] + held[3:]):
            self.lost[member] = Lost(*held)
        for each in (self.counting, self.shadows, self.first, self.second):
            each.discard(member)
        if self.lead == member:
            self.lead = min(self.counting, default="")

    def comes_back(self, member: str, *, sits: bool) -> None:
        """Whoever has written does; `sits`: and so does who has not, if nobody has seen to the panel since."""
        lost = self.lost.pop(member, None)
        if lost is None:
            return
        if member in self.submitted or (sits and not lost.seen_to):
            if (lost.lead and not lost.led) or (lost.counting and not self.counting):
                self.lead = member
            self.counting |= {member} if lost.counting else set()
            self.shadows |= {member} if lost.shadow else set()
        self.first |= {member} if lost.first else set()
        self.second |= {member} if lost.second else set()

    def owed(self) -> set[str]:
        return self.counting - self.submitted - self.excused - self.away

    def settled(self) -> bool:
        return not self.owed() and (len(self.counting & (self.submitted | self.excused)) >= 2 or self.gate_closed)

    def scored(self, reader: str) -> bool:
        return reader in self.counting & self.submitted

    def open_votes(self, step: str) -> set[Given]:
        """Those that the people of this round may read while it stands at that step."""
        shown = {(self.number, "1", member) for member in self.first if self.revealed}
        return shown | {(self.number, "2", member) for member in self.second if self.revealed and step == "decision"}


@dataclass
class Seen:
    """What culture came to, told by the steps that were not refused."""

    insider: bool
    rounds: dict[int, Round] = field(default_factory=dict)
    present: int | None = 1
    """The round that the loop is in, or ended in; None once it is elsewhere."""
    over: bool = False
    step: str = ""
    candidate: str = ""
    """The colleague who applies, from the beginning or as it turned out."""
    address: str = "noor@example.com"
    """The candidate's, as it was given last."""
    told: dict[str, str] = field(default_factory=dict)
    """Who reads a panelist's whisper: the recruiter of its time."""

    def __post_init__(self) -> None:
        self.candidate = "UIVY" if self.insider else ""
        self.round.begin("UINES", {"UINES", "UBO"}, {"USAM"})

    @property
    def round(self) -> Round:
        """The present one; the last there was once the loop is elsewhere."""
        number = self.present or max(self.rounds)
        return self.rounds.setdefault(number, Round(number))

    def leaves(self) -> None:
        """The candidate has no seat in the round that the loop is in, nor in one that it comes back to, and no vote."""
        if self.present is not None and self.candidate:
            self.round.leaves(self.candidate)

    def corrected(self, address: str) -> None:
        """Who was taken for the candidate is none, whoever has this address."""
        for number, one in self.rounds.items():
            one.comes_back(self.candidate, sits=number == self.present and self.step in ("scheduled", "feedback"))
        self.candidate, self.address = "", address

    def owes(self, reader: str) -> bool:
        return self.present is not None and reader in self.round.owed()

    def reads(self, reader: str) -> set[tuple[int, str]]:
        """Whose scorecards of which round this reader may read."""
        return {(number, writer) for number in self.rounds for writer in self._of_round(reader, self.rounds[number])}

    def _of_round(self, reader: str, one: Round) -> set[str]:
        if reader == self.candidate:
            return set()
        seated = one.counting | one.shadows
        found = {reader} & one.submitted & seated
        if self.owes(reader):
            return found
        if reader == one.lead and reader in one.submitted:
            found |= one.shadows & one.submitted
        all_in = one.number != self.present or self.over or one.settled()
        waits_for_all = TEAM | (one.shadows & one.submitted)
        if reader in one.opened_for or one.scored(reader) or (reader in waits_for_all and all_in):
            found |= one.counting & one.submitted
        return found

    def entitled(self, reader: str, one: Round) -> bool:
        """Whether that round's votes are theirs to read, once they are open."""
        if reader == self.candidate or self.owes(reader):
            return False
        return reader in TEAM or one.scored(reader)

    def votes_here(self, reader: str) -> set[Given]:
        """What the loop's page and the debrief's tell them of the present round."""
        if self.present is None or not self.entitled(reader, self.round):
            return set()
        return self.round.open_votes(self.step)

    def has_record(self, reader: str) -> bool:
        if reader == self.candidate or self.owes(reader):
            return False
        return reader in TEAM or any(one.scored(reader) for one in self.rounds.values())

    def _voting(self, one: Round) -> bool:
        return one.number == self.present and not self.over and self.step != "decision"

    def votes_recorded(self, reader: str) -> set[Given]:
        """What the record's rounds tell them, in people's words besides."""
        found = self.votes_here(reader) if self.has_record(reader) else set()
        for one in self.rounds.values():
            standing = [each for each in one.decided if each.stands]
            if one.number != self.present and standing and self.has_record(reader) and self.entitled(reader, one):
                found |= standing[-1].kept
        return found

    def votes_decided_on(self, reader: str) -> set[Given]:
        """What the record tells them of the votes by which it was decided."""
        return {
            vote
            for one in self.rounds.values()
            if self.has_record(reader) and self.entitled(reader, one) and not self._voting(one)
            for each in one.decided
            for vote in each.kept
        }

    def reads_why(self, reader: str, one: Round) -> bool:
        """Why a round was decided as it was: its panel once nobody votes, and who leads the search."""
        return reader in LEADS or (self.entitled(reader, one) and not self._voting(one))

    def forbidden(self, reader: str) -> list[str]:
        """What may stand in nothing that this reader reads."""
        cards, noted = self.reads(reader), self.votes_here(reader) | self.votes_recorded(reader)
        others = [member for member in READERS if member != reader]
        hidden = [f"Draft-{one}." for one in others]
        hidden += [f"Whisper-{one}." for one in others if reader == self.candidate or reader != self.told.get(one)]
        for rnd in self.rounds.values():
            hidden += [f"Why-{rnd.number}." for _ in rnd.decided[:1] if not self.reads_why(reader, rnd)]
            for meeting in range(1, rnd.meeting + 1):
                mark, now = f"{rnd.number}.{meeting}", meeting == rnd.meeting
                hidden += [f"Card-{mark}-{one}." for one in others if not now or (rnd.number, one) not in cards]
                hidden += [
                    f"Vote{n}-{mark}-{one}."
                    for one in others
                    for n in "12"
                    if not now or (rnd.number, n, one) not in noted
                ]
        return hidden
