"""A busy company: roles, loops, and people who do what they owe, today or some days later, or not at all."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from domain.forms import HappenedForm, LoopForm
from domain.forms_debriefs import VoteForm
from domain.read.members import MemberFacts
from domain.refusals import Refusal
from models import queries
from models.tables import Loop
from services import debriefs, loops, members, offers, panels, reading, roles
from tests.fakes import journey
from tests.fakes.company import IN_HIRING, LISBON, Company

HOUR = timedelta(hours=1)

DILIGENCE = 0.25
"""How likely somebody gets to what their loop waits for, each time they look."""

ADVANCE = 0.75


@dataclass
class Busy:
    company: Company
    chance: random.Random
    roles: int
    open: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Loops that are under way: their recruiter and hiring manager."""
    added: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    _roles: list[tuple[int, str, str]] = field(default_factory=list)
    _panel: list[str] = field(default_factory=list)

    async def found(self) -> None:
        """A recruiter has five roles, each with a channel of its own; there are two interviewers a role."""
        leads = [f"ULEAD{n}" for n in range(2 + self.roles // 5)]
        self._panel = [f"UPANEL{n}" for n in range(3 + 2 * self.roles)]
        everybody = [MemberFacts(who, who.title(), f"{who.lower()}@acme.test", LISBON) for who in leads + self._panel]
        await self.company.perform(members.store, everybody, by="")
        await self.company.perform(roles.set_openers, tuple(leads), by="UADA")
        inside = (*IN_HIRING, *leads, *self._panel)
        for number in range(self.roles):
            channel, recruiter, manager = f"CROLE{number}", leads[number % len(leads)], leads[number % len(leads) - 1]
            await self.company.work(partial(members.store_channel, channel=channel, members=inside))
            role = await self.company.open_role(
                by=recruiter, title=f"Role {number}", recruiter=recruiter, hiring_manager=manager, channel=channel,
                digest_time=time(9, 30),
            )  # fmt: skip
            self._roles.append((role, recruiter, manager))

    async def add(self, count: int) -> None:
        for _ in range(count):
            role, recruiter, manager = self._roles[self.added % len(self._roles)]
            loop = await self.company.add_candidate(
                by=recruiter, role=role, name=f"Kim {self.added:05}", email=f"{self.added}@example.com",
                resume_url="",
            )  # fmt: skip
            self.open[loop] = (recruiter, manager)
            self.added += 1

    async def hour(self) -> None:
        """Everybody looks at what waits for them."""
        for loop in list(self.open):
            if self.chance.random() < DILIGENCE:
                await self._go_on(loop)

    async def _go_on(self, loop: int) -> None:
        row = await self.company.loop(loop)
        try:
            await getattr(self, f"_{row.status}_{row.step}", self._closed)(loop, row)
            self.done[f"{row.status} {row.step}"] += 1
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1

    def _two(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(self._panel, 2))

    async def _active_scheduling(self, loop: int, _row: Loop) -> None:
        await journey.schedule(self.company, loop, *self._two(), by=self.open[loop][0], days=self.chance.randint(1, 4))

    async def _active_scheduled(self, loop: int, _row: Loop) -> None:
        meeting = await journey.interview(self.company, loop)
        seats = await self._seats(loop)
        if meeting.ends_at < self.company.clock.now():
            lead = seats[0].member_id
            await self.company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by=lead)
            return
        for seat in seats:
            if seat.rsvp == "pending":
                await journey.answer(self.company, loop, seat.member_id)

    async def _seats(self, loop: int) -> Any:
        row = await self.company.loop(loop)
        return await self.company.database.read(lambda s: queries.panel_of(s, loop, row.stage, row.round))

    async def _active_feedback(self, loop: int, _row: Loop) -> None:
        seats = [seat.member_id for seat in await self._seats(loop) if seat.card != "submitted"]
        await journey.score(self.company, loop, self.chance.choice(seats))

    _active_review = _active_feedback

    async def _active_first_vote(self, loop: int, row: Loop) -> None:
        """One of those who are asked votes."""
        member = next(iter((await self.company.todos(loop)).values()))
        form = VoteForm(loop=loop, stage=row.stage, round=row.round, vote="yes", again=row.step == "second_vote")
        await self.company.perform(debriefs.vote, form, by=member)

    _active_second_vote = _active_first_vote

    async def _active_decision(self, loop: int, row: Loop) -> None:
        decider = next(iter((await self.company.todos(loop)).values()))
        if self.chance.random() < ADVANCE:
            await journey.advance(self.company, loop, by=decider)
        else:
            form = LoopForm(loop=loop, version=row.version, reason="level")
            await self.company.perform(loops.reject, form, by=self.open[loop][0])

    async def _active_to_send(self, loop: int, _row: Loop) -> None:
        await journey.send_challenge(self.company, loop, *self._two(), by=self.open[loop][0])

    async def _active_with_candidate(self, loop: int, _row: Loop) -> None:
        await journey.receive_challenge(self.company, loop, by=self.open[loop][0])

    async def _active_drafting(self, loop: int, _row: Loop) -> None:
        recruiter, manager = self.open[loop]
        await journey.draft_offer(self.company, loop, manager, by=recruiter)

    async def _active_approval(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.approve, LoopForm(loop=loop, version=0), by=self.open[loop][1])

    async def _active_approved(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.send, LoopForm(loop=loop, version=0), by=self.open[loop][0])

    async def _active_extended(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.accept, LoopForm(loop=loop, version=0), by=self.open[loop][0])

    _active_declined = _active_drafting

    async def _closed(self, loop: int, _row: Loop) -> None:
        """The candidate is told, and then nobody looks at it any more."""
        recruiter = self.open[loop][0]
        page = await self.company.read(reading.page, loop, by=recruiter)
        for tell in page.telling:
            await self.company.perform(loops.told, LoopForm(loop=loop, version=0, key=tell.key), by=recruiter)
        del self.open[loop]


def working(moment: datetime) -> bool:
    return moment.astimezone(UTC).weekday() < 5 and 8 <= moment.hour < 19
