"""Who is there, where and when they work, and when they want to hear nothing; they move, join and leave."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.forms import RemindersForm
from domain.read.members import MemberFacts, MemberKind
from services import members, reminders
from tests.fakes.company import BENGALURU, LISBON, NEW_YORK, SYDNEY, Company
from tests.fakes.posting import Json

HOUR = timedelta(hours=1)

ADMIN = "UADA"

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

QUIET = 1 / 60
"""How likely somebody switches Do Not Disturb on in an hour, for one to five of them."""

EACH_DAY = ((12, 14), None, (20, 10), None, None, (16, 17), None)
"""On the reader's clock, when Slack keeps quiet by itself; the rest have no such hours."""


@dataclass
class People:
    company: Company
    chance: random.Random
    days: int
    """Within which they take their days off."""
    leads: list[str] = field(default_factory=list)
    panel: list[str] = field(default_factory=list)
    gone: dict[str, datetime] = field(default_factory=dict)
    """Who has left, and when."""
    _zones: dict[str, str] = field(default_factory=lambda: {ADMIN: LISBON})
    _off: dict[str, tuple[date, date]] = field(default_factory=dict)
    """The first and the last day."""
    _each_day: dict[str, tuple[int, int]] = field(default_factory=dict)
    _quiet: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """Since when, and until when, they have switched Do Not Disturb on."""

    async def join(self, team: list[str], name: str) -> str:
        """Somebody new, with habits of their own."""
        number = len(self._zones) - 1
        who = f"U{name}{number}"
        self._zones[who] = ZONES[number % len(ZONES)]
        if (quiet := EACH_DAY[number % len(EACH_DAY)]) is not None:
            self._each_day[who] = quiet
        await self.company.perform(members.store, [self._facts(who)], by="")
        await self._wish(who, *WANTED[number % len(WANTED)])
        team.append(who)
        return who

    async def leave(self, who: str) -> None:
        self.gone[who] = self.company.clock.now()
        for team in (self.leads, self.panel):
            if who in team:
                team.remove(who)
        await self.company.perform(members.store, [self._facts(who)], by="")

    async def hour(self) -> None:
        """Now and then somebody has moved, and some want quiet for a while."""
        now = self.company.clock.now()
        if self.chance.random() < MOVES:
            self._zones[who := self.chance.choice(self.panel)] = self.chance.choice(ZONES)
            await self.company.perform(members.store, [self._facts(who)], by="")
        for who in (*self.leads, *self.panel):
            if self.chance.random() < QUIET and not self.quiet(who, now):
                self._quiet[who] = now, now + self.chance.randint(1, 5) * HOUR

    def _facts(self, who: str) -> MemberFacts:
        kind = MemberKind.DEACTIVATED if who in self.gone else MemberKind.FULL
        return MemberFacts(who, who.title(), f"{who.lower()}@acme.test", self._zones[who], kind)

    async def _wish(self, who: str, begins: time, ends: time, days: tuple[int, ...], at_most: int) -> None:
        first = self.company.clock.now().date() + timedelta(days=self.chance.randrange(self.days))
        if self.chance.random() < AWAY:
            self._off[who] = first, first + timedelta(days=self.chance.randrange(7))
        off = " to ".join(map(str, self._off.get(who, ())))
        form = RemindersForm(
            works_from=begins, works_until=ends, works_on=days, country="auto", reminders_a_day=at_most, days_off=off,
        )  # fmt: skip
        await self.company.perform(reminders.save, form, by=who)

    def zone(self, who: str) -> str:
        return self._zones[who]

    def works(self, who: str) -> bool:
        """Whether they are at work now: longer, and on fewer days, than they want to be reminded."""
        local = self.company.clock.now().astimezone(ZoneInfo(self._zones[who]))
        first, last = self._off.get(who, (date.max, date.min))
        working = local.weekday() in WEEKDAYS and 8 <= local.hour < 19
        return working and who not in self.gone and not first <= local.date() <= last

    def quiet(self, who: str, at: datetime) -> bool:
        """Whether they are in Do Not Disturb then: they switched it on, or it is the hour of the day for it."""
        since, until = self._quiet.get(who, (at, at))
        hours = self._hours(who, at)
        return since <= at < until or (hours is not None and hours[0] <= at < hours[1])

    def _hours(self, who: str, at: datetime) -> tuple[datetime, datetime] | None:
        """The quiet hours of a day that end next."""
        if who not in self._each_day:
            return None
        zone = ZoneInfo(self._zones[who])
        begins, ends = self._each_day[who]
        day = at.astimezone(zone).date() - timedelta(days=1)
        while True:
            first = datetime.combine(day, time(begins), zone)
            last = datetime.combine(day + timedelta(days=ends < begins), time(ends), zone)
            if last > at:
                return first, last
            day += timedelta(days=1)

    def do_not_disturb(self, who: str) -> Json:
        """What Slack answers about it."""
        now = self.company.clock.now()
        _, until = self._quiet.get(who, (now, now))
        hours = self._hours(who, now)
        each_day: Json = {"dnd_enabled": hours is not None}
        if hours is not None:
            each_day |= {"next_dnd_start_ts": hours[0].timestamp(), "next_dnd_end_ts": hours[1].timestamp()}
        return {**each_day, "snooze_enabled": until > now, "snooze_endtime": until.timestamp()}
