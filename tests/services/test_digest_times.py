"""When the digest comes, and that it comes once."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from domain.read.messages import DigestPost
from domain.refusals import NotFound
from models.database import Database
from models.tables import Role
from services import digests, outgoing
from services.work import Work
from tests.fakes.company import HIRING, NEW_YORK, TEAM, Company
from tests.services.digesting import posted, shown
from views.messages import render

TUESDAY = datetime(2027, 3, 2, tzinfo=UTC)
HALF_PAST_NINE = timedelta(hours=9, minutes=30)


async def test_it_comes_once_a_working_day_at_its_time(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY + HALF_PAST_NINE - timedelta(minutes=1))
    assert await company.work(digests.due) == 0
    company.clock.set_to(TUESDAY + HALF_PAST_NINE)
    assert (await company.work(digests.due), await company.work(digests.due)) == (1, 0)
    (post,) = await posted(company)
    assert (post.key, post.channel) == (f"digest:{HIRING}:2027-03-02", HIRING)
    model = await company.read(outgoing.load, post.id or 0, by="")
    assert isinstance(model, DigestPost)
    assert "Noor Haddad" in str(render(model).blocks)


async def test_not_on_weekends(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(datetime(2027, 3, 6, 12, tzinfo=UTC))
    assert await company.work(digests.due) == 0


async def test_after_a_standstill_it_comes_on_its_own_day_and_not_later(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY + timedelta(days=1, hours=21))
    assert await company.work(digests.due) == 1
    (post,) = await posted(company)
    assert post.subject == "2027-03-03"
    company.clock.set_to(TUESDAY + timedelta(days=2, minutes=5))
    assert await company.read(outgoing.load, post.id or 0, by="") is None


async def test_not_for_a_role_that_was_opened_after_its_time(company: Company) -> None:
    company.clock.set_to(TUESDAY + timedelta(hours=15))
    await company.open_role()
    assert await company.work(digests.due) == 0


async def test_its_time_is_the_roles_own(company: Company) -> None:
    await company.open_role(zone=NEW_YORK, digest_time=time(10), channel="CNEW")
    company.clock.set_to(TUESDAY + timedelta(hours=14, minutes=59))
    assert await company.work(digests.due) == 0
    company.clock.set_to(TUESDAY + timedelta(hours=15))
    assert await company.work(digests.due) == 1


async def test_one_channel_gets_one_digest_for_all_its_roles(company: Company) -> None:
    first, second = await company.open_role(), await company.open_role(title="Frontend developer")
    await company.open_role(title="Quiet one")
    await company.add_candidate(role=first)
    await company.add_candidate(role=second, name="Maya Lind", email="maya@example.com")
    company.clock.set_to(TUESDAY + HALF_PAST_NINE)
    assert await company.work(digests.due) == 1
    found = await shown(company)
    assert [role.role.title for role in found.roles] == ["Backend developer", "Frontend developer"]


async def test_a_channel_without_candidates_has_its_digest_too(company: Company) -> None:
    """Also beside a role whose people have to do with nothing else in the channel."""
    await company.open_role(title="New one")
    assert (await shown(company)).roles == ()
    await company.add_candidate()
    await company.open_role(title="Another", recruiter="UREX", hiring_manager="USAM")
    assert [role.role.title for role in (await shown(company)).roles] == ["Backend developer"]


async def test_two_copies_write_one(company: Company, database_url: str) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY + HALF_PAST_NINE)
    other, now = Database(database_url), company.clock.now()
    await asyncio.gather(
        *(one.perform(lambda s: digests.due(Work(s, now, "", TEAM))) for one in (company.database, other) * 3)
    )
    await other.close()
    assert len(await posted(company)) == 1


async def test_a_closed_role_stops_its_digest(company: Company) -> None:
    role = await company.open_role()

    def close(work: Work) -> None:
        row = work.session.get_one(Role, role)
        row.status = "closed"
        work.session.add(row)

    await company.work(close)
    company.clock.set_to(TUESDAY + HALF_PAST_NINE)
    assert await company.work(digests.due) == 0
    with pytest.raises(NotFound):
        await shown(company)
