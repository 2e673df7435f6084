"""One loop, played by steps in any order, and read by everybody in every way."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from domain.forms import DecisionForm, HappenedForm, LoopForm, PanelForm, ScheduleForm, ScorecardForm
from domain.forms_debriefs import VoteForm
from domain.refusals import Refusal
from services import debriefs, decisions, feedback, interviews, loops, members, panels, private_notes
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.services import read_paths
from tests.services.sealing_model import READERS, Seen

Step = tuple[str, str]
"""What is done, and who does it (or whom it is about)."""


@dataclass
class Story:
    """One loop, played by steps in any order; those that are refused change nothing and give nothing away."""

    company: Company
    loop: int
    seen: Seen

    async def take(self, step: Step) -> None:
        what, who = step
        try:
            await getattr(self, what.replace(" ", "_"))(who)
        except Refusal as refusal:
            assert_hidden(refusal.text, self.seen.forbidden(who), f"refusal of {what}", who)
        row = await self.company.loop(self.loop)
        self.seen.here = (row.stage, row.round) == ("culture", 1)
        self.seen.over, self.seen.step = row.status not in ("active", "on_hold"), row.step
        if self.seen.here:
            self.seen.gate_closed = row.gate_closed
        self.seen.leaves()
        assert self.seen.candidate not in (await self.company.todos(self.loop)).values(), "what nobody could close"

    async def write(self, who: str, word: str, service: object) -> None:
        page = await self.company.read(feedback.page, self.loop, by=who)
        content = journey.filled(page.kit)
        for rating in content["ratings"].values():
            rating |= {"evidence": f"Evidence {word}-{who}.", "shareable": True}
        form = ScorecardForm(
            loop=self.loop, stage="culture", round=1, content=content | {"notes": f"Notes {word}-{who}."}
        )
        await self.company.perform(service, form, by=who)  # type: ignore[arg-type]  # one of two

    async def save(self, who: str) -> None:
        if who not in self.seen.submitted:
            await self.write(who, "Draft", feedback.save)

    async def submit(self, who: str) -> None:
        await self.write(who, "Card", feedback.submit)
        self.seen.submitted.add(who)

    async def vote(self, who: str) -> None:
        again = (await self.company.loop(self.loop)).step == "second_vote"
        note = f"Because Vote{2 if again else 1}-{who}."
        form = VoteForm(loop=self.loop, stage="culture", round=1, vote="yes", again=again, note=note)
        await self.company.perform(debriefs.vote, form, by=who)

    async def whisper(self, who: str) -> None:
        await self.company.perform(private_notes.write, self.form(key="culture:1", note=f"Whisper-{who}."), by=who)
        self.seen.told[who] = "UMAX" if self.seen.candidate == "URITA" else "URITA"

    async def turn_out(self, who: str) -> None:
        """To be the candidate, with the address that they applied from."""
        known = await self.company.read(members.facts_of, who)
        assert known is not None
        await self.company.perform(members.store, [replace(known, email="noor@example.com")], by="")
        self.seen.candidate = self.seen.candidate or who

    async def waive(self, who: str) -> None:
        await self.company.perform(feedback.waive, self.form(member=who, reason="On leave."))
        self.seen.waived.add(who)

    async def unseal(self, who: str) -> None:
        await self.company.perform(feedback.unseal, self.form(note="The works council asked."), by=who)
        if self.seen.here:  # else it opened the round that the loop is in now
            self.seen.opened_for.add(who)

    async def seat(self, who: str) -> None:
        await self.change_panel({*self.seen.counting, who})

    async def unseat(self, who: str) -> None:
        await self.change_panel(self.seen.counting - {who})

    async def change_panel(self, counting: set[str]) -> None:
        lead = self.seen.lead if self.seen.lead in counting else min(counting, default="")
        shadows = self.seen.shadows - counting
        form = PanelForm(
            loop=self.loop, version=(await self.company.loop(self.loop)).version, lead=lead,
            panel=tuple(sorted(counting - {lead})), shadows=tuple(shadows),
        )  # fmt: skip
        await self.company.perform(panels.change, form)
        self.seen.lead, self.seen.counting, self.seen.shadows = lead, counting, shadows

    async def close_gate(self, who: str) -> None:
        owed = self.seen.owed()
        await self.company.perform(debriefs.close_gate, self.form(note="Bo is ill."), by=who)
        self.seen.waived |= owed

    async def move_on(self, who: str) -> None:
        await self.company.perform(debriefs.move_on, self.form(note="They are away."), by=who)

    async def decide(self, outcome: str, who: str) -> None:
        form = DecisionForm(
            loop=self.loop, version=0, outcome=outcome, rationale="As discussed.", reason="other",
            focus="communication", until=self.company.clock.now().date() + timedelta(days=9),
        )  # fmt: skip
        await self.company.perform(decisions.decide, form, by=who)

    async def advance(self, who: str) -> None:
        await self.decide("advance", who)

    async def reject(self, who: str) -> None:
        await self.decide("reject", who)

    async def hold(self, who: str) -> None:
        await self.decide("hold", who)

    async def one_more(self, who: str) -> None:
        await self.decide("one_more", who)

    async def resume(self, who: str) -> None:
        await self.company.perform(loops.resume, self.form(), by=who)

    async def reopen(self, who: str) -> None:
        await self.company.perform(loops.reopen, self.form(note="There is news."), by=who)

    async def take_back(self, who: str) -> None:
        await self.company.perform(decisions.reopen, self.form(note="There is news."), by=who)

    def form(self, **given: str) -> LoopForm:
        return LoopForm(loop=self.loop, version=0, **given)  # type: ignore[arg-type]  # words alone

    async def nothing_sealed_is_read(self) -> None:
        for reader in READERS:
            hidden = self.seen.forbidden(reader)
            for where, text in await read_paths.all_read(self.company, self.loop, reader):
                assert_hidden(text, hidden, where, reader)
            read = await self.company.read(read_paths.verdicts, self.loop, by=reader)
            if read is not None:
                rated, voted = read
                assert rated == self.seen.reads(reader), f"{reader} reads the ratings that they may"
                open_to_them = {n for n, member in voted if member != reader}
                assert open_to_them <= self.seen.votes(reader), f"{reader} reads the votes that they may"

    async def nothing_sealed_is_said(self) -> None:
        for post, text in await self.company.read(lambda work: list(read_paths.messages(work))):
            audience = [post.member_id] if post.member_id else post.people.split(",") if post.people else READERS
            for reader in audience:
                assert_hidden(text, self.seen.forbidden(reader), f"message {post.kind}", reader)
        kept = await self.company.read(read_paths.kept_without_words)
        assert_hidden(kept, self.seen.forbidden(""), "rows", "anybody")


def assert_hidden(text: str, hidden: list[str], where: str, reader: str) -> None:
    assert [word for word in hidden if word in text] == [], f"{reader} reads it in: {where}"


async def held(company: Company, *, insider: bool) -> int:
    """Ines leads, Bo sits beside her, Sam is there to learn; the interview has just been held."""
    role = await company.open_role(bar_raiser="UREX")
    given = {"email": "ivy@acme.test", "name": "Ivy"} if insider else {}
    loop = await company.add_candidate(role=role, stage="culture", **given)
    row = await company.loop(loop)
    people = PanelForm(loop=loop, version=row.version, lead="UINES", panel=("UBO",), shadows=("USAM",))
    form = ScheduleForm(
        loop=loop, version=row.version, date=(company.clock.now() + timedelta(days=1)).date(), time=time(14),
        duration=60, zone=LISBON, people=people,
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(minutes=5))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    return loop
