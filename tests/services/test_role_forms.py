"""What the form of a role begins with."""

from datetime import time

import pytest

from domain.refusals import NotAllowed
from services import roles
from tests.fakes.company import HIRING, LISBON, Company


async def test_the_form_says_when_an_older_role_of_the_channel_has_its_digest_posted(company: Company) -> None:
    assert (await company.read(roles.choice, None, HIRING)).digest_already is None
    oldest = await company.open_role(digest_time=time(8, 15))
    assert (await company.read(roles.choice, None, HIRING)).digest_already == (time(8, 15), LISBON)
    assert (await company.read(roles.choice, None, "CELSEWHERE")).digest_already is None
    newer = await company.open_role(title="Second")
    assert (await company.read(roles.choice, newer)).digest_already == (time(8, 15), LISBON)
    assert (await company.read(roles.choice, oldest)).digest_already is None


async def test_the_form_for_a_new_role_begins_with_the_askers_zone(company: Company) -> None:
    choice = await company.read(roles.choice)
    assert (choice.zone, choice.recruiter, choice.role) == (LISBON, "URITA", None)
    assert choice.playbooks == (("backend", "Backend developer"),)
    with pytest.raises(NotAllowed):
        await company.read(roles.choice, by="UINES")


async def test_the_form_of_a_role_holds_its_values(company: Company) -> None:
    role = await company.open_role()
    before = await company.read(roles.choice, role)
    await company.add_candidate(role=role)
    after = await company.read(roles.choice, role)
    assert (before.title, before.digest_time, before.channel) == ("Backend developer", time(9, 30), HIRING)
    assert (before.has_loops, after.has_loops) == (False, True)
