"""What changes at a company: people join and leave, roles get other leads, and are closed and opened anew."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import time

from domain.forms import CloseRoleForm
from domain.state import Status
from services import roles
from tests.fakes.company import role_form
from tests.soak.busy import DILIGENCE, Busy, Opening
from tests.soak.people import ADMIN
from tests.soak.promises import Promises

LEAVES, LEAD_LEAVES = 1 / 60, 1 / 300
"""How likely it is in an hour that somebody leaves; somebody else comes in their place."""

OTHER_LEAD, CLOSES = 1 / 60, 1 / 120
"""How likely it is that a role gets another hiring manager, or is closed: then another begins in its channel."""


@dataclass
class Changes:
    busy: Busy
    promises: Promises
    done: Counter[str] = field(default_factory=Counter)

    async def hour(self) -> None:
        chance = self.busy.chance
        if chance.random() < LEAVES:
            await self._leaves(self.busy.people.panel, "PANEL")
        if chance.random() < LEAD_LEAVES:
            await self._leaves(self.busy.people.leads, "LEAD")
            await self.busy.company.perform(roles.set_openers, tuple(self.busy.people.leads), by=ADMIN)
        gone = self.busy.people.gone.keys()
        for opening in self.busy.hiring:
            if set(opening.team) & gone and chance.random() < DILIGENCE:
                await self._fill(opening)
        led = [opening for opening in self.busy.hiring if not set(opening.team) & gone]
        here = [opening for opening in led if self.busy.people.works(opening.recruiter)]
        if here and chance.random() < OTHER_LEAD:
            opening = chance.choice(here)
            await self._lead(opening, opening.recruiter, self._another(opening), by=opening.recruiter)
        elif here and chance.random() < CLOSES:
            await self._close(chance.choice(here))

    async def _leaves(self, team: list[str], name: str) -> None:
        people = self.busy.people
        await people.join(team, name)
        await people.leave(who := self.busy.chance.choice(team[:-1]))
        self.promises.left(who)
        self.done["left"] += 1

    async def _fill(self, opening: Opening) -> None:
        """An admin gets to it, and names somebody for whoever has left."""
        if self.busy.people.works(ADMIN):
            gone = self.busy.people.gone
            recruiter, manager = (self._another(opening) if who in gone else who for who in opening.team)
            await self._lead(opening, recruiter, manager, by=ADMIN)

    def _another(self, opening: Opening) -> str:
        return self.busy.chance.choice([who for who in self.busy.people.leads if who not in opening.team])

    async def _lead(self, opening: Opening, recruiter: str, manager: str, by: str) -> None:
        form = role_form(
            role=opening.id, title=f"Role {opening.number}", channel=f"CROLE{opening.number}", zone=opening.zone,
            digest_time=time(9, 30), recruiter=recruiter, hiring_manager=manager,
        )  # fmt: skip
        await self.busy.company.perform(roles.edit, form, by=by)
        self.busy.led_by(opening.id, recruiter, manager)
        self.promises.other_leads({loop for loop, role in self.busy.open.items() if role == opening.id})
        self.done["other leads"] += 1

    async def _close(self, opening: Opening) -> None:
        """Another role of the same people begins in its channel."""
        busy, by = self.busy, opening.recruiter
        there = await busy.company.read(roles.closing, opening.id, by=by)
        outcomes = {match.loop: (str(Status.REJECTED), "role_closed") for match in there.open_loops}
        form = CloseRoleForm(role=opening.id, outcome="cancelled", outcomes=outcomes)
        await busy.company.perform(roles.close, form, by=by)
        busy.openings[opening.id] = replace(opening, closed=True)
        await busy.open_role(opening.number, *opening.team)
        self.done["closed roles"] += 1
