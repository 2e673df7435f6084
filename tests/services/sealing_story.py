"""One loop, played by steps in any order, and read by everybody in every way."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from domain.forms import DecisionForm, HappenedForm, LoopForm, PanelForm, ScheduleForm, ScorecardForm
from domain.forms_debriefs import VoteForm
from domain.refusals import Refusal
from services import candidates, debriefs, decisions, feedback, interviews, loops, members, panels, private_notes
from tests.fakes import journey
from tests.fakes.company import LISBON, Company, candidate_form
from tests.fakes.remembered import remembered
from tests.services.sealing_model import Decided, Seen
from tests.services.sealing_readings import assert_hidden

Step = tuple[str, str]
"""What is done, and who does it (or whom it is about)."""

OUTCOMES = ("advance", "reject", "hold", "one_more")


@dataclass
class Story:
    """One loop, played by steps in any order; those that are refused change nothing and give nothing away."""

    company: Company
    loop: int
    seen: Seen

    async def take(self, step: Step) -> None:
        what, who = step
        seen = self.seen
        open_now = seen.round.open_votes(seen.step)
        try:
            await getattr(self, what.replace(" ", "_"))(who)
        except Refusal as refusal:
            assert_hidden(refusal.text, seen.forbidden(who), f"refusal of {what}", who)
        else:
            if what in OUTCOMES and seen.present:
                seen.round.decided.append(Decided(what, open_now))
        await self.look()
        assert seen.candidate not in (await self.company.todos(self.loop)).values(), "what nobody could close"

    async def look(self) -> None:
        """Where it stands now."""
        row, seen = await self.company.loop(self.loop), self.seen
        seen.present = row.round if row.stage == "culture" else None
        seen.over, seen.step = row.status not in ("active", "on_hold"), row.step
        if seen.present is None:
            return
        seen.round.gate_closed = row.gate_closed
        seen.round.revealed |= row.step in ("second_vote", "decision")
        if row.step == "scheduling" and (seen.round.counting or seen.round.lost):
            seen.round.annul()
        seen.leaves()

    async def write(self, who: str, word: str, service: object) -> None:
        page = await self.company.read(feedback.page, self.loop, by=who)
        content = journey.filled(page.kit)
        for rating in content["ratings"].values():
            rating |= {"evidence": f"Evidence {word}-{who}.", "shareable": True}
        form = ScorecardForm(
            loop=self.loop, stage="culture", round=page.round, content=content | {"notes": f"Notes {word}-{who}."}
        )
        await self.company.perform(service, form, by=who)  # type: ignore[arg-type]  # one of two

    async def save(self, who: str) -> None:
        if who not in self.seen.round.submitted:
            await self.write(who, "Draft", feedback.save)

    async def submit(self, who: str) -> None:
        await self.write(who, f"Card-{self.seen.round.mark}", feedback.submit)
        self.seen.round.submitted.add(who)
        self.seen.round.away.discard(who)

    async def open(self, who: str) -> None:
        await self.company.perform(feedback.open_evidence, self.form(key="culture"), by=who)

    async def vote(self, who: str) -> None:
        again, here = self.seen.step == "second_vote", self.seen.round
        note = f"Because Vote{2 if again else 1}-{here.mark}-{who}."
        form = VoteForm(loop=self.loop, stage="culture", round=here.number, vote="yes", again=again, note=note)
        await self.company.perform(debriefs.vote, form, by=who)
        (here.second if again else here.first).add(who)

    async def whisper(self, who: str) -> None:
        key = f"culture:{self.seen.round.number}"
        await self.company.perform(private_notes.write, self.form(key=key, note=f"Whisper-{who}."), by=who)
        self.seen.told[who] = "UMAX" if self.seen.candidate == "URITA" else "URITA"

    async def turn_out(self, who: str) -> None:
        """To be the candidate, with the address that they applied from."""
        known = await self.company.read(members.facts_of, who)
        assert known is not None
        self.company.clock.set_to(self.company.clock.now() + timedelta(seconds=1))
        await self.company.perform(members.store, [replace(known, email=self.seen.address)], by="")
        self.seen.candidate = self.seen.candidate or who

    async def turn_back(self, by: str) -> None:
        """They were taken for the candidate by mistake: it is somebody else's address."""
        here, seen = f"not.{self.seen.address}", self.seen
        await self.company.perform(
            candidates.correct, candidate_form(loop=self.loop, version=0, email=here, wrong_person=True), by=by
        )
        seen.corrected(here)

    async def waive(self, who: str) -> None:
        await self.company.perform(feedback.waive, self.form(member=who, reason="On leave."))
        self.seen.round.excused.add(who)

    async def unseal(self, who: str) -> None:
        await self.company.perform(feedback.unseal, self.form(note="The works council asked."), by=who)
        here = self.seen.round
        if self.seen.present:  # else it opened what another stage wrote
            assert here.counting & here.submitted, "what nobody has written yet is opened to nobody"
            here.opened_for.add(who)

    async def seat(self, who: str) -> None:
        here = self.seen.round
        await self.change_panel({*here.counting, who}, here.shadows - {who})

    async def unseat(self, who: str) -> None:
        await self.change_panel(self.seen.round.counting - {who}, self.seen.round.shadows)

    async def demote(self, who: str) -> None:
        await self.change_panel(self.seen.round.counting - {who}, {*self.seen.round.shadows, who})

    async def change_panel(self, counting: set[str], shadows: set[str]) -> None:
        here = self.seen.round
        lead = here.lead if here.lead in counting else min(counting, default="")
        await self.company.perform(panels.change, await self.panel(lead, counting, shadows))
        stay = here.submitted & here.counting <= counting and here.submitted & here.shadows <= shadows
        assert stay, "whoever has submitted keeps their part: no card and no vote vanishes"
        here.begin(lead, counting, shadows)

    async def panel(self, lead: str, counting: set[str], shadows: set[str]) -> PanelForm:
        version = (await self.company.loop(self.loop)).version
        return PanelForm(
            loop=self.loop, version=version, lead=lead, panel=tuple(sorted(counting - {lead})), shadows=tuple(shadows)
        )

    async def meet(self, decliner: str) -> None:
        """Once more, with Sam in the lead where it is another round."""
        here = self.seen.round
        lead, counting, shadows = ("UINES", {"UINES", "UBO"}, {"USAM"})
        if here.number > 1:
            lead, counting, shadows = ("USAM", {"USAM", "UBO"}, set())
        await held(self.company, self.loop, await self.panel(lead, counting, shadows), decliner)
        here.begin(lead, counting, shadows)
        here.away = {decliner} & counting

    async def absent(self, who: str) -> None:
        await self.company.perform(panels.not_there, self.form(), by=who)
        self.seen.round.away.add(who)

    async def dispute(self, who: str) -> None:
        await self.company.perform(panels.happened, HappenedForm(loop=self.loop, answer="no_show"), by=who)

    async def settle(self, how: str) -> None:
        await self.company.perform(panels.settle, self.form(key=how))
        self.seen.round.away -= self.seen.round.submitted

    async def close_gate(self, who: str) -> None:
        owed = self.seen.round.owed()
        await self.company.perform(debriefs.close_gate, self.form(note="Bo is ill."), by=who)
        self.seen.round.excused |= owed
        self.seen.round.seen_to()

    async def move_on(self, who: str) -> None:
        await self.company.perform(debriefs.move_on, self.form(note="They are away."), by=who)

    async def decide(self, outcome: str, who: str) -> None:
        form = DecisionForm(
            loop=self.loop, version=0, outcome=outcome, rationale=f"Why-{self.seen.round.number}.", reason="other",
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
        last = next((one for one in reversed(self.seen.round.decided) if one.outcome == "advance"), None)
        if last is not None:
            last.stands = False

    def form(self, **given: str) -> LoopForm:
        return LoopForm(loop=self.loop, version=0, **given)  # type: ignore[arg-type]  # words alone


@remembered
async def begin(company: Company, *, insider: bool) -> int:
    """Ines leads, Bo sits beside her, Sam is there to learn; the interview has just been held."""
    role = await company.open_role(bar_raiser="UREX")
    given = {"email": "ivy@acme.test", "name": "Ivy"} if insider else {}
    loop = await company.add_candidate(role=role, stage="culture", **given)
    version = (await company.loop(loop)).version
    await held(company, loop, PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO",), shadows=("USAM",)))
    return loop


async def held(company: Company, loop: int, people: PanelForm, decliner: str = "") -> None:
    form = ScheduleForm(
        loop=loop, version=people.version, date=(company.clock.now() + timedelta(days=1)).date(), time=time(14),
        duration=60, zone=LISBON, people=people,
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    if decliner in people.panel:
        await journey.answer(company, loop, decliner, "decline")
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(minutes=5))
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by=people.lead or "")
