"""A busy company all over the world: people who do what they owe when they work, today or some days later, or not."""

import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial

from domain.forms import HappenedForm, LoopForm, PanelForm, ScheduleForm
from domain.forms_debriefs import VoteForm
from domain.refusals import Refusal
from models import queries
from models.tables import Loop, Panelist
from services import debriefs, interviews, loops, members, offers, panels, reading, roles
from tests.fakes import journey
from tests.fakes.company import IN_HIRING, Company
from tests.soak.people import ADMIN, WEEKDAYS, People

DILIGENCE = 0.25
"""How likely somebody gets to what their loop waits for, each time they look."""

ADVANCE = 0.75


class Away(Exception):
    """Whoever could go on doesn't work now."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A role as its people know it; `number` is that of its channel."""

    id: int
    number: int
    recruiter: str
    manager: str
    zone: str
    closed: bool = False

    @property
    def team(self) -> tuple[str, str]:
        return self.recruiter, self.manager


@dataclass
class Busy:
    company: Company
    chance: random.Random
    people: People
    open: dict[int, int] = field(default_factory=dict)
    """Loops that are under way, each with its role."""
    openings: dict[int, Opening] = field(default_factory=dict)
    added: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    waits: dict[int, datetime] = field(default_factory=dict)
    """Loops that nobody looks at until then: somebody has put off what it waits for, or given it away."""

    async def found(self, count: int) -> None:
        """A recruiter has five roles, each with a channel of its own; there are two interviewers a role."""
        for _ in range(3 + count // 5):
            await self.people.join(self.people.leads, "LEAD")
        for _ in range(3 + 2 * count):
            await self.people.join(self.people.panel, "PANEL")
        leads = self.people.leads
        await self.company.perform(roles.set_openers, tuple(leads), by=ADMIN)
        inside = (*IN_HIRING, *leads, *self.people.panel)
        for number in range(count):
            channel = partial(members.store_channel, channel=f"CROLE{number}", members=inside)
            await self.company.work(channel)
            await self.open_role(number, leads[number % len(leads)], leads[number % len(leads) - 1])

    async def open_role(self, number: int, recruiter: str, manager: str) -> None:
        """In its channel, in the place of one that was closed if there was one."""
        zone = self.people.zone(recruiter)
        role = await self.company.open_role(
            by=ADMIN, title=f"Role {number}", recruiter=recruiter, hiring_manager=manager, channel=f"CROLE{number}",
            digest_time=time(9, 30), zone=zone,
        )  # fmt: skip
        self.openings[role] = Opening(role, number, recruiter, manager, zone)

    def led_by(self, role: int, recruiter: str, manager: str) -> None:
        self.openings[role] = replace(self.openings[role], recruiter=recruiter, manager=manager)

    async def add(self, count: int) -> None:
        for _ in range(count):
            there = sorted(self.hiring, key=lambda opening: opening.number)
            opening = there[self.added % len(there)]
            loop = await self.company.add_candidate(
                by=ADMIN if opening.recruiter in self.people.gone else opening.recruiter, role=opening.id,
                name=f"Kim {self.added:05}", email=f"{self.added}@example.com", resume_url="",
            )  # fmt: skip
            self.open[loop] = opening.id
            self.added += 1

    @property
    def hiring(self) -> list[Opening]:
        return [opening for opening in self.openings.values() if not opening.closed]

    async def hour(self) -> None:
        """Everybody who works looks at what waits for them."""
        now = self.company.clock.now()
        for loop in list(self.open):
            if self.chance.random() < DILIGENCE and self.waits.get(loop, now) <= now:
                with suppress(Away):
                    await self._go_on(loop)

    async def _go_on(self, loop: int) -> None:
        row = await self.company.loop(loop)
        try:
            await getattr(self, f"_{row.status}_{row.step}", self._closed)(loop, row)
            self.done[f"{row.status} {row.step}"] += 1
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1

    def _here(self, *members: str) -> list[str]:
        """Those of them who work now. Raises Away."""
        found = [who for who in members if self.people.works(who)]
        if not found:
            raise Away
        return found

    def _recruiter(self, loop: int) -> str:
        """Who leads the search of this loop. Raises Away."""
        return self._here(self.openings[self.open[loop]].recruiter)[0]

    def _two(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(self.people.panel, 2))

    async def _who_owes(self, loop: int, *kinds: str) -> list[str]:
        """Those of them who work now. Raises Away."""
        found = await self.company.todos(loop)
        return self._here(*(member for kind, member in found.items() if kind.partition(":")[0] in kinds))

    async def _active_scheduling(self, loop: int, row: Loop) -> None:
        """On the recruiter's clock, at whatever hour that is for whom they invite."""
        recruiter = self._recruiter(loop)
        lead, other = self._two()
        day = self.company.clock.now().date() + timedelta(days=self.chance.randint(1, 4))
        form = ScheduleForm(
            loop=loop, version=row.version, date=day, time=time(14), duration=60, zone=self.people.zone(recruiter),
            link="https://meet.example.com/abc", confirmed=True,
            people=PanelForm(loop=loop, version=row.version, panel=(other,), lead=lead),
        )  # fmt: skip
        await self.company.perform(interviews.schedule, form, by=recruiter)

    async def _active_scheduled(self, loop: int, row: Loop) -> None:
        meeting = await journey.interview(self.company, loop)
        seats = await self._seats(loop, row)
        if meeting.ends_at < self.company.clock.now():
            lead = seats[0].member_id
            asked = self._recruiter(loop) if lead in self.people.gone else self._here(lead)[0]
            await self.company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by=asked)
        elif self._left(seats):
            await self._replace(loop, row, seats)
        else:
            for who in self._here(*(seat.member_id for seat in seats if seat.rsvp == "pending")):
                await journey.answer(self.company, loop, who)

    async def _seats(self, loop: int, row: Loop) -> Sequence[Panelist]:
        """The lead first."""
        found = await self.company.database.read(lambda s: queries.panel_of(s, loop, row.stage, row.round))
        return [seat for seat in found if seat.removed_at is None]

    def _left(self, seats: Sequence[Panelist]) -> bool:
        return any(seat.member_id in self.people.gone and seat.card != "submitted" for seat in seats)

    async def _replace(self, loop: int, row: Loop, seats: Sequence[Panelist]) -> None:
        """Who has left is not waited for: the recruiter asks somebody else."""
        others = iter([who for who in self.people.panel if who not in {seat.member_id for seat in seats}])
        there = [next(others) if self._left([seat]) else seat.member_id for seat in seats]
        lead, panel = (None, there) if row.step == "review" else (there[0], there[1:])
        form = PanelForm(loop=loop, version=row.version, panel=tuple(panel), lead=lead)
        await self.company.perform(panels.change, form, by=self._recruiter(loop))

    async def _active_feedback(self, loop: int, row: Loop) -> None:
        seats = await self._seats(loop, row)
        if self._left(seats):
            await self._replace(loop, row, seats)
        else:
            owing = self._here(*(seat.member_id for seat in seats if seat.card != "submitted"))
            await journey.score(self.company, loop, self.chance.choice(owing))

    _active_review = _active_feedback

    async def _active_first_vote(self, loop: int, row: Loop) -> None:
        """One of those who are asked votes."""
        member = (await self._who_owes(loop, "vote", "vote_again"))[0]
        form = VoteForm(loop=loop, stage=row.stage, round=row.round, vote="yes", again=row.step == "second_vote")
        await self.company.perform(debriefs.vote, form, by=member)

    _active_second_vote = _active_first_vote

    async def _active_decision(self, loop: int, row: Loop) -> None:
        decider = (await self._who_owes(loop, "decide"))[0]
        if self.chance.random() < ADVANCE:
            await journey.advance(self.company, loop, by=decider)
        else:
            form = LoopForm(loop=loop, version=row.version, reason="level")
            await self.company.perform(loops.reject, form, by=self._recruiter(loop))

    async def _active_to_send(self, loop: int, _row: Loop) -> None:
        await journey.send_challenge(self.company, loop, *self._two(), by=self._recruiter(loop))

    async def _active_with_candidate(self, loop: int, _row: Loop) -> None:
        await journey.receive_challenge(self.company, loop, by=self._recruiter(loop))

    async def _active_drafting(self, loop: int, _row: Loop) -> None:
        manager = self.openings[self.open[loop]].manager
        if manager in self.people.gone:
            raise Away
        await journey.draft_offer(self.company, loop, manager, by=self._recruiter(loop))

    async def _active_approval(self, loop: int, _row: Loop) -> None:
        """Who was the hiring manager when it was drafted still approves it, unless they have left."""
        manager = self.openings[self.open[loop]].manager
        (approver,) = [who for kind, who in (await self.company.todos(loop)).items() if kind == "approve_offer"]
        if approver in self.people.gone and manager not in self.people.gone:
            form = LoopForm(loop=loop, version=0, member=approver, other=manager)
            await self.company.perform(offers.replace_approver, form, by=self._recruiter(loop))
        else:
            by = self._here(approver)[0]
            await self.company.perform(offers.approve, LoopForm(loop=loop, version=0), by=by)

    async def _active_approved(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.send, LoopForm(loop=loop, version=0), by=self._recruiter(loop))

    async def _active_extended(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.accept, LoopForm(loop=loop, version=0), by=self._recruiter(loop))

    _active_declined = _active_drafting

    async def _closed(self, loop: int, _row: Loop) -> None:
        """The candidate is told, and then nobody looks at it any more."""
        recruiter = self._here(*self.openings[self.open[loop]].team, ADMIN)[0]
        page = await self.company.read(reading.page, loop, by=recruiter)
        for tell in page.telling:
            await self.company.perform(loops.told, LoopForm(loop=loop, version=0, key=tell.key), by=recruiter)
        del self.open[loop]


def arriving(moment: datetime) -> bool:
    """Whether candidates come in at that hour."""
    return moment.weekday() in WEEKDAYS and 8 <= moment.hour < 19
