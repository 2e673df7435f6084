"""A busy company all over the world: people who do what they owe when they work, today or some days later, or not."""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from domain.forms import HappenedForm, LoopForm, PanelForm, RemindersForm, ScheduleForm
from domain.forms_debriefs import VoteForm
from domain.read.members import MemberFacts
from domain.refusals import Refusal
from models import queries
from models.tables import Loop
from services import debriefs, interviews, loops, members, offers, panels, reading, reminders, roles
from tests.fakes import journey
from tests.fakes.company import BENGALURU, IN_HIRING, LISBON, NEW_YORK, SYDNEY, Company

HOUR = timedelta(hours=1)

ZONES = (LISBON, NEW_YORK, BENGALURU, "Europe/London", SYDNEY)
"""Somebody works at almost any hour; the clocks of four of them change within ten weeks of spring."""

WEEKDAYS = (0, 1, 2, 3, 4)
WANTED = (
    (time(9), time(18), WEEKDAYS, 3), (time(7), time(15), WEEKDAYS, 2), (time(9), time(18), WEEKDAYS, 3),
    (time(11), time(20), (1, 2, 3, 4, 5), 1),
)  # fmt: skip
"""When people want to be reminded, and how often a day."""

AWAY = 1 / 3
"""Of them take some days off."""

MOVES = 1 / 50
"""How likely somebody is in another zone from this hour on."""

DILIGENCE = 0.25
"""How likely somebody gets to what their loop waits for, each time they look."""

ADVANCE = 0.75


class Away(Exception):
    """Whoever could go on doesn't work now."""


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
    _zones: dict[str, str] = field(default_factory=dict)
    _off: dict[str, tuple[date, date]] = field(default_factory=dict)
    """The first and the last day."""

    async def found(self, days: int) -> None:
        """A recruiter has five roles, each with a channel of its own; there are two interviewers a role."""
        leads = [f"ULEAD{n}" for n in range(2 + self.roles // 5)]
        self._panel = [f"UPANEL{n}" for n in range(3 + 2 * self.roles)]
        self._zones = {who: ZONES[number % len(ZONES)] for number, who in enumerate(leads + self._panel)}
        await self.company.perform(members.store, [self._facts(who) for who in self._zones], by="")
        for number, who in enumerate(self._zones):
            await self._wish(who, WANTED[number % len(WANTED)], days)
        await self.company.perform(roles.set_openers, tuple(leads), by="UADA")
        inside = (*IN_HIRING, *leads, *self._panel)
        for number in range(self.roles):
            channel, recruiter, manager = f"CROLE{number}", leads[number % len(leads)], leads[number % len(leads) - 1]
            await self.company.work(partial(members.store_channel, channel=channel, members=inside))
            role = await self.company.open_role(
                by=recruiter, title=f"Role {number}", recruiter=recruiter, hiring_manager=manager, channel=channel,
                digest_time=time(9, 30), zone=self._zones[recruiter],
            )  # fmt: skip
            self._roles.append((role, recruiter, manager))

    def _facts(self, who: str) -> MemberFacts:
        return MemberFacts(who, who.title(), f"{who.lower()}@acme.test", self._zones[who])

    async def _wish(self, who: str, wanted: tuple[time, time, tuple[int, ...], int], within: int) -> None:
        """Some are away for some of so many days."""
        begins, ends, days, at_most = wanted
        first = self.company.clock.now().date() + timedelta(days=self.chance.randrange(within))
        if self.chance.random() < AWAY:
            self._off[who] = first, first + timedelta(days=self.chance.randrange(7))
        off = " to ".join(map(str, self._off.get(who, ())))
        form = RemindersForm(
            works_from=begins, works_until=ends, works_on=days, country="auto", reminders_a_day=at_most, days_off=off,
        )  # fmt: skip
        await self.company.perform(reminders.save, form, by=who)

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
        """Everybody who works looks at what waits for them; now and then somebody has moved."""
        if self.chance.random() < MOVES:
            self._zones[who := self.chance.choice(self._panel)] = self.chance.choice(ZONES)
            await self.company.perform(members.store, [self._facts(who)], by="")
        for loop in list(self.open):
            if self.chance.random() < DILIGENCE:
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
        """Those of them who work now, longer and on fewer days than they want to be reminded. Raises Away."""
        found = [who for who in members if self._works(who)]
        if not found:
            raise Away
        return found

    def _works(self, who: str) -> bool:
        local = self.company.clock.now().astimezone(ZoneInfo(self._zones[who]))
        first, last = self._off.get(who, (date.max, date.min))
        return local.weekday() in WEEKDAYS and 8 <= local.hour < 19 and not first <= local.date() <= last

    def _two(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(self._panel, 2))

    async def _active_scheduling(self, loop: int, row: Loop) -> None:
        """On the recruiter's clock, at whatever hour that is for whom they invite."""
        (recruiter,) = self._here(self.open[loop][0])
        lead, other = self._two()
        day = self.company.clock.now().date() + timedelta(days=self.chance.randint(1, 4))
        form = ScheduleForm(
            loop=loop, version=row.version, date=day, time=time(14), duration=60, zone=self._zones[recruiter],
            link="https://meet.example.com/abc", confirmed=True,
            people=PanelForm(loop=loop, version=row.version, panel=(other,), lead=lead),
        )  # fmt: skip
        await self.company.perform(interviews.schedule, form, by=recruiter)

    async def _active_scheduled(self, loop: int, _row: Loop) -> None:
        meeting = await journey.interview(self.company, loop)
        seats = await self._seats(loop)
        if meeting.ends_at < self.company.clock.now():
            (lead,) = self._here(seats[0].member_id)
            await self.company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by=lead)
            return
        for who in self._here(*(seat.member_id for seat in seats if seat.rsvp == "pending")):
            await journey.answer(self.company, loop, who)

    async def _seats(self, loop: int) -> Any:
        row = await self.company.loop(loop)
        return await self.company.database.read(lambda s: queries.panel_of(s, loop, row.stage, row.round))

    async def _active_feedback(self, loop: int, _row: Loop) -> None:
        seats = self._here(*(seat.member_id for seat in await self._seats(loop) if seat.card != "submitted"))
        await journey.score(self.company, loop, self.chance.choice(seats))

    _active_review = _active_feedback

    async def _active_first_vote(self, loop: int, row: Loop) -> None:
        """One of those who are asked votes."""
        member = self._here(*(await self.company.todos(loop)).values())[0]
        form = VoteForm(loop=loop, stage=row.stage, round=row.round, vote="yes", again=row.step == "second_vote")
        await self.company.perform(debriefs.vote, form, by=member)

    _active_second_vote = _active_first_vote

    async def _active_decision(self, loop: int, row: Loop) -> None:
        decider = self._here(*(await self.company.todos(loop)).values())[0]
        if self.chance.random() < ADVANCE:
            await journey.advance(self.company, loop, by=decider)
        else:
            form = LoopForm(loop=loop, version=row.version, reason="level")
            await self.company.perform(loops.reject, form, by=self._here(self.open[loop][0])[0])

    async def _active_to_send(self, loop: int, _row: Loop) -> None:
        await journey.send_challenge(self.company, loop, *self._two(), by=self._here(self.open[loop][0])[0])

    async def _active_with_candidate(self, loop: int, _row: Loop) -> None:
        await journey.receive_challenge(self.company, loop, by=self._here(self.open[loop][0])[0])

    async def _active_drafting(self, loop: int, _row: Loop) -> None:
        recruiter, manager = self.open[loop]
        self._here(recruiter)
        await journey.draft_offer(self.company, loop, manager, by=recruiter)

    async def _active_approval(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.approve, LoopForm(loop=loop, version=0), by=self._here(self.open[loop][1])[0])

    async def _active_approved(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.send, LoopForm(loop=loop, version=0), by=self._here(self.open[loop][0])[0])

    async def _active_extended(self, loop: int, _row: Loop) -> None:
        await self.company.perform(offers.accept, LoopForm(loop=loop, version=0), by=self._here(self.open[loop][0])[0])

    _active_declined = _active_drafting

    async def _closed(self, loop: int, _row: Loop) -> None:
        """The candidate is told, and then nobody looks at it any more."""
        (recruiter,) = self._here(self.open[loop][0])
        page = await self.company.read(reading.page, loop, by=recruiter)
        for tell in page.telling:
            await self.company.perform(loops.told, LoopForm(loop=loop, version=0, key=tell.key), by=recruiter)
        del self.open[loop]


def arriving(moment: datetime) -> bool:
    """Whether candidates come in at that hour."""
    return moment.weekday() in WEEKDAYS and 8 <= moment.hour < 19
