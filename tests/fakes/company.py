"""A small company, made with plain services: people in four zones, a hiring channel, a playbook, a role."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import update
from sqlmodel import col, select

from domain.forms import CandidateForm, RoleForm
from domain.read.members import MemberFacts, MemberKind
from domain.read.messages import PostKind
from models import queries
from models.database import Database
from models.tables import Audit, Loop, Outbox, Post
from playbooks.loader import LoadedPlaybook, load
from services import candidates, members, playbooks, roles
from services.work import Work
from tests.fakes.clock import FrozenClock
from tests.fakes.remembered import Told, remembered

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
applies from inside and is in no channel. Stan stands in no relation to anything."""

IN_HIRING = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX")


@cache
def backend() -> LoadedPlaybook:
    return load(BACKEND)


@dataclass(frozen=True, slots=True)
class Company:
    database: Database
    clock: FrozenClock
    told: Told = field(default_factory=Told, repr=False)

    @classmethod
    async def make(cls, database: Database, clock: FrozenClock) -> "Company":
        company = cls(database, clock)
        await company._found()
        return company

    @remembered
    async def _found(self) -> None:
        loaded = backend()
        playbook = (loaded.playbook.key, loaded.playbook.name, loaded.hash, loaded.playbook.to_json())
        await self.perform(members.store, PEOPLE, by="")
        await self.perform(playbooks.store, [playbook], by="")
        await self.work(lambda work: members.store_channel(work, HIRING, IN_HIRING))
        await self.perform(roles.set_openers, ("URITA",), by="UADA")

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

    @remembered
    async def open_role(self, /, *, by: str = "URITA", **given: Any) -> int:
        """A senior role of Rita's and Max's in #hiring, unless `given` says otherwise."""
        return await self.perform(roles.create, role_form(**given), by=by)

    @remembered
    async def add_candidate(self, /, *, by: str = "URITA", **given: Any) -> int:
        """Noor Haddad at the screen, unless `given` says otherwise; a role is opened unless one is given."""
        if "role" not in given:
            given["role"] = await self.open_role()
        return await self.perform(candidates.add, candidate_form(**given), by=by)

    async def loop(self, loop: int) -> Loop:
        """The row as it is now."""
        found = await self.database.read(lambda session: session.get(Loop, loop))
        assert found is not None
        return found

    async def todos(self, loop: int) -> dict[str, str]:
        """What the loop waits for: kind of to-do to who has it. Those of one kind are told apart by their key."""
        rows = await self.database.read(lambda session: queries.open_todos(session, loop))
        kinds = [row.kind for row in rows]
        return {row.kind if kinds.count(row.kind) == 1 else row.key: row.member_id for row in rows}

    async def posts(self, kind: PostKind) -> list[Post]:
        """Every post of a kind, oldest first."""
        statement = select(Post).where(Post.kind == kind).order_by(col(Post.id))
        return list(await self.database.read(lambda session: session.exec(statement).all()))

    async def waiting(self) -> list[str]:
        """Keys of the posts that wait to be brought up to date, oldest first."""
        statement = (
            select(Post.key)
            .join(Outbox, col(Outbox.post_id) == col(Post.id))
            .where(Outbox.state == "pending")
            .order_by(col(Outbox.id))
        )
        return list(await self.database.read(lambda session: session.exec(statement).all()))

    async def delivered(self) -> None:
        """Let everything that waits count as sent."""

        def deliver(work: Work) -> None:
            work.session.execute(update(Outbox).values(state="sent", done_at=work.now))

        await self.work(deliver)

    async def audit(self) -> list[Audit]:
        statement = select(Audit).order_by(col(Audit.id))
        return list(await self.database.read(lambda session: session.exec(statement).all()))


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
