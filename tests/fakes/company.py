"""A small company, made with plain services: people in four zones, a hiring channel, a playbook, a role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from domain.forms import CandidateForm, RoleForm
from domain.read.members import MemberFacts, MemberKind
from models.database import Database
from models.tables import Loop
from playbooks.loader import LoadedPlaybook, load
from services import candidates, members, playbooks, roles
from services.work import Work
from tests.fakes.clock import FrozenClock

F = TypeVar("F")
T = TypeVar("T")

TEAM = "T1"
HIRING = "CHIRING"
BACKEND = Path(__file__).parents[2] / "playbooks" / "backend.yaml"

LISBON, NEW_YORK, BENGALURU, SYDNEY = "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Sydney"

PEOPLE = (
    MemberFacts("URITA", "Rita", "rita@acme.test", LISBON),
    MemberFacts("UMAX", "Max", "max@acme.test", NEW_YORK),
    MemberFacts("UINES", "Ines", "ines@acme.test", LISBON),
    MemberFacts("UBO", "Bo", "bo@acme.test", BENGALURU),
    MemberFacts("USAM", "Sam", "sam@acme.test", SYDNEY),
    MemberFacts("UADA", "Ada", "ada@acme.test", LISBON, is_admin=True),
    MemberFacts("UREX", "Rex", "rex@acme.test", LISBON),
    MemberFacts("UIVY", "Ivy", "ivy@acme.test", LISBON),
    MemberFacts("USTRANGER", "Stan", "stan@acme.test", LISBON),
    MemberFacts("UGUEST", "Gus", "gus@elsewhere.test", LISBON, MemberKind.GUEST),
    MemberFacts("UBOT", "Helper", "", "UTC", MemberKind.BOT),
    MemberFacts("UGONE", "Gona", "gona@acme.test", LISBON, MemberKind.DEACTIVATED),
    MemberFacts("UOTHER", "Otto", "otto@other.test", LISBON, MemberKind.OTHER_TEAM),
)
"""Rita recruits, Max manages, Ines, Bo and Sam interview, Ada approves and is an admin, Rex is another recruiter, Ivy
applies from inside. Stan stands in no relation to anything."""

IN_HIRING = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX", "UIVY")


@cache
def backend() -> LoadedPlaybook:
    return load(BACKEND)


@dataclass(frozen=True, slots=True)
class Company:
    database: Database
    clock: FrozenClock

    @classmethod
    async def make(cls, database: Database, clock: FrozenClock) -> "Company":
        company = cls(database, clock)
        loaded = backend()
        playbook = (loaded.playbook.key, loaded.playbook.name, loaded.hash, loaded.playbook.to_json())
        await company.perform(members.store, PEOPLE, by="")
        await company.perform(playbooks.store, [playbook], by="")
        await company.work(lambda work: members.store_channel(work, HIRING, IN_HIRING))
        await company.perform(roles.set_openers, ("URITA",), by="UADA")
        return company

    async def work(self, fn: Callable[[Work], T], *, by: str = "") -> T:
        """Do anything at all in one transaction."""
        now = self.clock.now()
        return await self.database.perform(lambda session: fn(Work(session, now, by, TEAM)))

    async def perform(self, service: Callable[[Work, F], T], form: F, *, by: str = "URITA") -> T:
        """Run one service in a transaction of its own, as the program does."""
        return await self.work(lambda work: service(work, form), by=by)

    async def read(self, service: Callable[..., T], *args: Any, by: str = "URITA", **kwargs: Any) -> T:
        """Run one service that only reads."""
        now = self.clock.now()
        return await self.database.read(lambda session: service(Work(session, now, by, TEAM), *args, **kwargs))

    async def open_role(self, *, by: str = "URITA", **given: Any) -> int:
        """A senior role of Rita's and Max's in #hiring, unless `given` says otherwise."""
        return await self.perform(roles.create, role_form(**given), by=by)

    async def add_candidate(self, *, by: str = "URITA", **given: Any) -> int:
        """Noor Haddad at the screen, unless `given` says otherwise; a role is opened unless one is given."""
        if "role" not in given:
            given["role"] = await self.open_role()
        return await self.perform(candidates.add, candidate_form(**given), by=by)

    async def loop(self, loop: int) -> Loop:
        """The row as it is now."""
        found = await self.database.read(lambda session: session.get(Loop, loop))
        assert found is not None
        return found


def role_form(**given: Any) -> RoleForm:
    return RoleForm(
        **{
            "title": "Backend developer",
            "seniority": "senior",
            "playbook": "backend",
            "hiring_manager": "UMAX",
            "recruiter": "URITA",
            "channel": HIRING,
            "zone": LISBON,
            "digest_time": time(9, 30),
            **given,
        }
    )


def candidate_form(**given: Any) -> CandidateForm:
    return CandidateForm(
        **{
            "name": "Noor Haddad",
            "email": "noor@example.com",
            "zone": LISBON,
            "source": "referral",
            "resume_url": "https://example.com/noor.pdf",
            **given,
        }
    )
